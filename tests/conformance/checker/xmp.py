"""An XMP packet read as RDF/XML (ISO 16684-1)."""
from __future__ import annotations

import dataclasses
import re

from lxml import etree
from pikepdf import Stream

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
META = "adobe:ns:meta/"
XML = "http://www.w3.org/XML/1998/namespace"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
XMP_MM = "http://ns.adobe.com/xap/1.0/mm/"
XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"
PDFUA_ID = "http://www.aiim.org/pdfua/ns/id/"
PDFX_ID = "http://www.npes.org/pdfx/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
TYPE = "http://www.aiim.org/pdfa/ns/type#"
FIELD = "http://www.aiim.org/pdfa/ns/field#"

SHAPES = {"Alt", "Bag", "Seq"}

# Predefined properties with the shape of their value (XMP Specification 2005, clause 4 of the
# schemas; ISO 19005-3, Table 8 for pdfaid): plain text, a kind of list, or a structure.
PREDEFINED = {
    DC: {"contributor": "Bag", "coverage": "text", "creator": "Seq", "date": "Seq", "description": "Alt",
         "format": "text", "identifier": "text", "language": "Bag", "publisher": "Bag", "relation": "Bag",
         "rights": "Alt", "source": "text", "subject": "Bag", "title": "Alt", "type": "Bag"},
    XMP: {"Advisory": "Bag", "BaseURL": "text", "CreateDate": "date", "CreatorTool": "text",
          "Identifier": "Bag", "Label": "text", "MetadataDate": "date", "ModifyDate": "date",
          "Nickname": "text", "Rating": "text", "Thumbnails": "Alt"},
    XMP_MM: {"DerivedFrom": "struct", "DocumentID": "text", "History": "Seq", "InstanceID": "text",
             "ManagedFrom": "struct", "Manager": "text", "ManageTo": "text", "ManageUI": "text",
             "ManagerVariant": "text", "RenditionClass": "text", "RenditionParams": "text",
             "VersionID": "text", "Versions": "Seq", "OriginalDocumentID": "text"},
    XMP_RIGHTS: {"Certificate": "text", "Marked": "text", "Owner": "Bag", "UsageTerms": "Alt",
                 "WebStatement": "text"},
    PDF: {"Keywords": "text", "PDFVersion": "text", "Producer": "text", "Trapped": "text"},
    PDFA_ID: {"part": "text", "amd": "text", "corr": "text", "conformance": "text"},
}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")


@dataclasses.dataclass
class Value:
    """A property: its prefix as written, its shape, and the text of it or of its items."""
    prefix: str | None
    shape: str
    texts: list[str]
    node: object


class Packet:
    def __init__(self, data: bytes):
        self.data = data
        self.fault = ""
        self.properties: dict[tuple[str, str], list[Value]] = {}
        self.rdf = None
        try:
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            self.fault = f"not well-formed: {error}"
            return
        self.rdf = root if root.tag == f"{{{RDF}}}RDF" else root.find(f".//{{{RDF}}}RDF")
        if self.rdf is None:
            self.fault = "no rdf:RDF"
            return
        for description in self.rdf:
            if description.tag != f"{{{RDF}}}Description":
                self.fault = "rdf:RDF holds something else than rdf:Description"
                continue
            for key, value in description.attrib.items():
                tag = etree.QName(key)
                if tag.namespace not in (RDF, XML, None):
                    prefix = next((p for p, u in description.nsmap.items() if u == tag.namespace), None)
                    self._add(tag, Value(prefix, "text", [value], description))
            for child in description:
                if isinstance(child.tag, str):
                    self._add(etree.QName(child), self._value(child))

    @staticmethod
    def of(stream) -> "Packet | None":
        return Packet(stream.read_bytes()) if isinstance(stream, Stream) else None

    def _add(self, tag, value: Value) -> None:
        self.properties.setdefault((tag.namespace, tag.localname), []).append(value)

    @staticmethod
    def _value(node) -> Value:
        kids = [k for k in node if isinstance(k.tag, str)]
        if len(kids) == 1 and etree.QName(kids[0]).namespace == RDF and etree.QName(kids[0]).localname in SHAPES:
            items = ["".join(i.itertext()) for i in kids[0] if isinstance(i.tag, str)]
            return Value(node.prefix, etree.QName(kids[0]).localname, items, node)
        if kids or node.get(f"{{{RDF}}}parseType") == "Resource":
            return Value(node.prefix, "struct", [], node)
        return Value(node.prefix, "text", [node.text or node.get(f"{{{RDF}}}resource") or ""], node)

    def text(self, namespace: str, local: str) -> str | None:
        values = self.properties.get((namespace, local))
        return values[0].texts[0] if values and values[0].texts else None

    def prefix(self, namespace: str, local: str) -> str | None:
        values = self.properties.get((namespace, local))
        return values[0].prefix if values else None
