"""ISO 19005-3, 6.6: metadata."""
from __future__ import annotations

import re

from lxml import etree
from pikepdf import Dictionary, Stream

from .document import Document, place_of
from .rules import PDFA, rule
from .xmp import (DATE, DC, EXTENSION, FIELD, PDFA_ID, PREDEFINED, PROPERTY, RDF, SCHEMA, TYPE, Packet)

SCHEMA_FIELDS = {"schema", "namespaceURI", "prefix", "property", "valueType"}
PROPERTY_FIELDS = {"name", "valueType", "category", "description"}
TYPE_FIELDS = {"type", "namespaceURI", "prefix", "description", "field"}
FIELD_FIELDS = {"name", "valueType", "description"}
PREFIXES = {SCHEMA: "pdfaSchema", PROPERTY: "pdfaProperty", TYPE: "pdfaType", FIELD: "pdfaField"}


def packets(document: Document):
    for value, place in document.dictionaries:
        stream = value.get("/Metadata")
        if isinstance(stream, Stream):
            yield stream, place_of(stream, place)


@rule(PDFA, "6.6.2.1", "The catalog has a metadata stream, and it is plain.")
def metadata_stream(document: Document):
    stream = document.catalog.get("/Metadata")
    if not isinstance(stream, Stream):
        yield "no /Metadata in the catalog", "catalog"
        return
    if str(stream.get("/Type")) != "/Metadata" or str(stream.get("/Subtype")) != "/XML":
        yield "the metadata stream is not of type Metadata, subtype XML", place_of(stream)


@rule(PDFA, "6.6.2.1", "XMP packets are well-formed UTF-8 without bytes or encoding in their header.")
def packet_form(document: Document):
    for stream, place in packets(document):
        data = stream.read_bytes()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            yield "the packet is not UTF-8", place
            continue
        header = re.search(rb"<\?xpacket begin=(.*?)\?>", data)
        if not header:
            yield "no xpacket header", place
        elif re.search(rb"\b(bytes|encoding)\s*=", header.group(1)):
            yield "bytes or encoding in the xpacket header", place
        fault = Packet(data).fault
        if fault:
            yield fault, place


def extension_schemas(packet: Packet) -> list:
    """The schema descriptions in the packet."""
    found = []
    for value in packet.properties.get((EXTENSION, "schemas"), []):
        found.extend(_items(value.node))
    return found


def _items(node) -> list:
    return [] if node is None else node.findall(f"{{{RDF}}}Bag/{{{RDF}}}li") + node.findall(f"{{{RDF}}}Seq/{{{RDF}}}li")


def _fields(node) -> dict[tuple[str, str], object]:
    """Fields of a structure, whether written in place or in an rdf:Description."""
    inner = node.find(f"{{{RDF}}}Description")
    found = {}
    for one in inner if inner is not None else node:
        if isinstance(one.tag, str):
            tag = etree.QName(one)
            found[(tag.namespace, tag.localname)] = one
    for key, value in (inner.attrib if inner is not None else {}).items():
        tag = etree.QName(key)
        found[(tag.namespace, tag.localname)] = value
    return found


def _text(fields, namespace: str, local: str) -> str | None:
    value = fields.get((namespace, local))
    return value if value is None or isinstance(value, str) else (value.text or "")


def declared(packet: Packet) -> dict[tuple[str, str], str]:
    """(namespace, property) -> value type, as the extension schemas say."""
    found = {}
    for schema in extension_schemas(packet):
        fields = _fields(schema)
        uri = _text(fields, SCHEMA, "namespaceURI") or ""
        for item in _items(fields.get((SCHEMA, "property"))):
            inner = _fields(item)
            found[(uri, _text(inner, PROPERTY, "name") or "")] = _text(inner, PROPERTY, "valueType") or ""
    return found


def _shape(value_type: str) -> str:
    words = value_type.strip().lower().split()
    if words and words[0] in ("bag", "seq", "alt"):
        return words[0].capitalize()
    if value_type.strip().lower() == "lang alt":
        return "Alt"
    return "date" if value_type.strip() == "Date" else "text"


@rule(PDFA, "6.6.2.3.1", "Every property is predefined or described by an extension schema, and of its type.")
def known_properties(document: Document):
    main = document.xmp
    of_main = declared(main) if main is not None and not main.fault else {}
    for stream, place in packets(document):
        packet = Packet(stream.read_bytes())
        extra = {**of_main, **declared(packet)}
        for (namespace, local), values in packet.properties.items():
            if namespace == EXTENSION:
                continue
            expected = PREDEFINED.get(namespace, {}).get(local)
            if expected is None and (namespace, local) in extra:
                expected = _shape(extra[(namespace, local)])
            if expected is None:
                yield f"property {local} of {namespace} is not described", place
                continue
            for value in values:
                if expected == "date":
                    if value.shape != "text" or not DATE.fullmatch(value.texts[0].strip()):
                        yield f"{local} is no date", place
                elif expected != value.shape and not (expected == "text" and value.shape == "struct"
                                                      and (namespace, local) in extra):
                    yield f"{local} is {value.shape}, not {expected}", place
            if len(values) > 1:
                yield f"{local} is there {len(values)} times", place


@rule(PDFA, "6.6.2.3.3", "Extension schemas are described with all fields, under the set prefixes.")
def extension_schema_container(document: Document):
    packet = document.xmp
    if packet is None:
        return
    place = place_of(document.catalog.get("/Metadata"))
    for value in packet.properties.get((EXTENSION, "schemas"), []):
        if value.prefix != "pdfaExtension" or value.shape != "Bag":
            yield "schemas is not a Bag under the prefix pdfaExtension", place
    for schema in extension_schemas(packet):
        fields = _fields(schema)
        yield from _faults(fields, SCHEMA, SCHEMA_FIELDS, {"valueType", "property"}, "schema", place)
        for item in _items(fields.get((SCHEMA, "property"))):
            inner = _fields(item)
            yield from _faults(inner, PROPERTY, PROPERTY_FIELDS, set(), "property", place)
            if _text(inner, PROPERTY, "category") not in ("internal", "external"):
                yield "category of a property is neither internal nor external", place
        for item in _items(fields.get((SCHEMA, "valueType"))):
            inner = _fields(item)
            yield from _faults(inner, TYPE, TYPE_FIELDS, {"field"}, "value type", place)
            for field in _items(inner.get((TYPE, "field"))):
                yield from _faults(_fields(field), FIELD, FIELD_FIELDS, set(), "field", place)


def _faults(fields, namespace: str, known: set[str], optional: set[str], what: str, place: str):
    for (uri, local), node in fields.items():
        if uri != namespace or local not in known:
            yield f"{what} description with unknown field {local}", place
        elif not isinstance(node, str) and node.prefix != PREFIXES[namespace]:
            yield f"field {local} under the prefix {node.prefix}", place
    for local in sorted(known - optional):
        if not (_text(fields, namespace, local) or "").strip() and local not in optional:
            yield f"{what} description without {local}", place


@rule(PDFA, "6.6.4", "The metadata say PDF/A, part 3, level A, under the prefix pdfaid.")
def identification(document: Document):
    packet = document.xmp
    if packet is None:
        yield "no metadata", "catalog"
        return
    place = place_of(document.catalog.get("/Metadata"))
    if packet.text(PDFA_ID, "part") != "3":
        yield f"pdfaid:part is {packet.text(PDFA_ID, 'part')}", place
    if packet.text(PDFA_ID, "conformance") != "A":
        yield f"pdfaid:conformance is {packet.text(PDFA_ID, 'conformance')}", place
    for local in ("part", "conformance", "amd", "corr"):
        if packet.prefix(PDFA_ID, local) not in (None, "pdfaid"):
            yield f"{local} under the prefix {packet.prefix(PDFA_ID, local)}", place
