"""Two small files that conform, made by hand: what the checker has to let pass, and the ground
that broken.py breaks. Nothing here comes from the program that the checker judges.
"""
from __future__ import annotations

import io
import pathlib
import re
import struct
import subprocess
import tempfile

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, String

DATE = "2026-01-02T03:04:05Z"
PDF_DATE = "D:20260102030405Z"
WIDTHS = {"A": 600, "B": 640, "one": 500, "period": 250, "space": 300}
TEXTS = {"A": "A", "B": "B", "one": "1", "period": ".", "space": " "}
CODES = {character: code for code, character in enumerate(TEXTS.values(), 1)}
SIGNATURE_ROOM = 4096  # bytes


def font_program() -> bytes:
    """A TrueType font of five squares, 1000 units to the em."""
    order = [".notdef", *WIDTHS]
    glyphs = {}
    for index, name in enumerate(order):
        pen = TTGlyphPen(None)
        if name != "space":
            pen.moveTo((50, 0))
            for point in ((50, 500 + index), (400, 500), (400, 0)):
                pen.lineTo(point)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(TEXTS[n]): n for n in WIDTHS})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({n: (WIDTHS.get(n, 500), 50) for n in order})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.setupHead(unitsPerEm=1000, created=0, modified=0)
    builder.font.recalcTimestamp = False
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()


def icc_profile(device: bytes, space: bytes) -> bytes:
    """An ICC profile with a header and no tags: what the clauses speak of is in the header."""
    body = bytearray(132)
    struct.pack_into(">I", body, 0, len(body))
    body[8:12] = b"\x02\x40\0\0"
    body[12:16], body[16:20], body[20:24], body[36:40] = device, space, b"Lab ", b"acsp"
    return bytes(body)


def to_unicode() -> bytes:
    pairs = "\n".join(f"<{code:04X}> <{ord(text):04X}>" for text, code in CODES.items())
    return (f"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Texts def\n"
            f"/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{len(CODES)} beginbfchar\n{pairs}\nendbfchar\nendcmap\nend\nend").encode()


def show(text: str) -> str:
    return "<" + "".join(f"{CODES[c]:04X}" for c in text) + "> Tj"


def packet(properties: str, schemas: str = "") -> bytes:
    spaces = {"dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/",
              "xmpMM": "http://ns.adobe.com/xap/1.0/mm/", "pdf": "http://ns.adobe.com/pdf/1.3/",
              "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
              "pdfxid": "http://www.npes.org/pdfx/ns/id/",
              "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
              "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
              "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#"}
    named = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    text = (f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            f'<rdf:Description rdf:about="" {named}>{properties}{schemas}</rdf:Description></rdf:RDF></x:xmpmeta>\n'
            f'<?xpacket end="w"?>')
    return text.encode()


COMMON = ('<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A B</rdf:li></rdf:Alt></dc:title>'
          f"<xmp:CreateDate>{DATE}</xmp:CreateDate><xmp:ModifyDate>{DATE}</xmp:ModifyDate>"
          f"<xmp:MetadataDate>{DATE}</xmp:MetadataDate>")
UA_SCHEMA = ('<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
             "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
             "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
             "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
             '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
             "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
             "<pdfaProperty:category>internal</pdfaProperty:category>"
             "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li>"
             "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>")


def add_font(pdf: pikepdf.Pdf):
    name = Name("/ABCDEF+Squares")
    descriptor = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=[0, -200, 700, 800], ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=500, StemV=80, FontFile2=pdf.make_stream(font_program())))
    descendant = pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, FontDescriptor=descriptor,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=Name.Identity, DW=0, W=[1, list(WIDTHS.values())]))
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
        DescendantFonts=[descendant], ToUnicode=pdf.make_stream(to_unicode())))


def add_intent(pdf: pikepdf.Pdf, kind: str, device: bytes, space: bytes, components: int) -> None:
    profile = pdf.make_stream(icc_profile(device, space))
    profile.N = components
    intent = Dictionary(Type=Name.OutputIntent, S=Name("/" + kind), OutputConditionIdentifier="Custom",
                        Info="Made for a test", DestOutputProfile=profile)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def add_metadata(pdf: pikepdf.Pdf, data: bytes) -> None:
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream


class Tags:
    """Builds content and structure together, so that the two agree."""

    def __init__(self, pdf: pikepdf.Pdf, page):
        self.pdf, self.page = pdf, page
        self.content: list[str] = []
        self.row: list = []           # of the page in the parent tree
        self.objects: list[tuple[int, object]] = []
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))

    def element(self, kind: str, parent, **entries):
        node = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, K=Array(),
                                                 **entries))
        parent.K.append(node)
        return node

    def text(self, element, text: str, y: int) -> None:
        mcid = len(self.row)
        self.row.append(element)
        element.K.append(mcid)
        element.Pg = self.page
        self.content.append(f"/{str(element.S)[1:]} << /MCID {mcid} >> BDC BT /F0 12 Tf 20 {y} Td {show(text)} ET EMC")

    def refer(self, element, annotation) -> None:
        key = len(self.objects) + 1
        annotation.StructParent = key
        self.objects.append((key, element))
        element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.page))

    def finish(self) -> None:
        numbers = Array([0, self.pdf.make_indirect(Array(self.row))])
        for key, element in self.objects:
            numbers.append(key)
            numbers.append(element)
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = len(self.objects) + 1
        self.pdf.Root.StructTreeRoot = self.root
        self.page.StructParents = 0


def attributes(owner: str, **entries) -> Dictionary:
    return Dictionary(O=Name("/" + owner), **entries)


def archive_pdf(signed: bool = False) -> pikepdf.Pdf:
    """One page with one of everything that the clauses speak of."""
    pdf = pikepdf.new()
    page = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, 300, 400], Tabs=Name.S))
    pdf.pages.append(pikepdf.Page(page))
    page = pdf.pages[0].obj
    tags = Tags(pdf, page)
    top = tags.element("Document", tags.root)
    tags.text(tags.element("H1", top), "A B", 360)
    tags.text(tags.element("H2", top), "B", 340)
    tags.text(tags.element("P", top), "A.", 320)
    item = tags.element("LI", tags.element("L", top, A=attributes("List", ListNumbering=Name.Decimal)))
    tags.text(tags.element("Lbl", item), "1.", 300)
    tags.text(tags.element("LBody", item), "A", 290)
    box = Array([20, 240, 200, 280])
    table = tags.element("Table", top, A=attributes("Layout", BBox=box))
    for y, kind in ((270, "TH"), (250, "TD")):
        row = tags.element("TR", table)
        for text in "AB":
            extra = {"A": attributes("Table", Scope=Name.Column)} if kind == "TH" else {}
            tags.text(tags.element(kind, row, **extra), text, y)
    note = tags.element("Note", top, ID=String("note-1"))
    tags.text(note, "B", 230)
    tags.root.IDTree = Dictionary(Names=[String("note-1"), note])
    figure = tags.element("Figure", top, Alt=String("A square"), A=attributes("Layout", BBox=Array([20, 180, 60, 220])))
    figure.Pg = page
    figure.K.append(len(tags.row))
    tags.content.append(f"/Figure << /MCID {len(tags.row)} >> BDC 0 0.5 0 rg 20 180 40 40 re f EMC")
    tags.row.append(figure)
    link = tags.element("Link", top)
    tags.text(link, "A", 160)
    link_annotation = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[20, 155, 60, 175], F=4, Contents=String("To the letter"),
        Border=[0, 0, 0], A=Dictionary(S=Name.URI, URI=String("https://example.org/"))))
    tags.refer(link, link_annotation)
    form = tags.element("Form", top)
    look = pdf.make_stream(b"0 g 0 0 10 10 re f")
    look.Type, look.Subtype, look.BBox, look.Resources = Name.XObject, Name.Form, Array([0, 0, 80, 30]), Dictionary()
    widget = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, Rect=[20, 100, 100, 130], F=4, FT=Name.Sig, T=String("signature-1"),
        TU=String("Signature of A"), P=page, AP=Dictionary(N=look)))
    tags.refer(form, widget)
    page.Annots = Array([link_annotation, widget])
    pdf.Root.AcroForm = Dictionary(Fields=[widget])
    tags.content.append("/Artifact << /Type /Pagination /Subtype /Footer >> BDC "
                        f"BT /F0 9 Tf 20 30 Td {show('1')} ET EMC")
    tags.content.append("/Artifact << /Type /Layout >> BDC q 0.5 w 20 50 m 100 50 l S Q EMC")
    tags.finish()
    page.Contents = pdf.make_stream("\n".join(tags.content).encode())
    page.Resources = Dictionary(Font=Dictionary(F0=add_font(pdf)))
    source = pdf.make_stream(b'{"letter": 1}')
    source.Type, source.Subtype = Name.EmbeddedFile, Name("/application/json")
    source.Params = Dictionary(ModDate=String(PDF_DATE), Size=13)
    specification = pdf.make_indirect(Dictionary(
        Type=Name.Filespec, F=String("letter.json"), UF=String("letter.json"), AFRelationship=Name.Source,
        Desc=String("Source"), EF=Dictionary(F=source, UF=source)))
    pdf.Root.AF = Array([specification])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String("letter.json"), specification]))
    pdf.Root.Lang = String("en-GB")
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    add_intent(pdf, "GTS_PDFA1", b"mntr", b"RGB ", 3)
    add_metadata(pdf, packet(COMMON + "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
                             "<pdfuaid:part>1</pdfuaid:part>", UA_SCHEMA))
    if signed:
        widget.V = pdf.make_indirect(Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/ETSI.CAdES.detached"),
            ByteRange=[0, 1111111111, 1111111111, 1111111111], Contents=String(b"\xff" * SIGNATURE_ROOM)))
    return pdf


def print_pdf() -> pikepdf.Pdf:
    """One page in CMYK and a spot colour."""
    pdf = pikepdf.new()
    page = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, 340, 440], BleedBox=[11, 11, 329, 429],
                                        TrimBox=[20, 20, 320, 420]))
    pdf.pages.append(pikepdf.Page(page))
    page = pdf.pages[0].obj
    tint = pdf.make_stream(b"{dup 0.5 mul exch 0 exch 0.2 mul 0 exch}")
    tint.FunctionType, tint.Domain, tint.Range = 4, Array([0, 1]), Array([0, 1, 0, 1, 0, 1, 0, 1])
    spot = pdf.make_indirect(Array([Name.Separation, Name("/Lake#20Blue"), Name.DeviceCMYK, tint]))
    overprint = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
    page.Resources = Dictionary(Font=Dictionary(F0=add_font(pdf)), ColorSpace=Dictionary(C0=spot),
                                ExtGState=Dictionary(G0=overprint))
    page.Contents = pdf.make_stream(
        f"/G0 gs 0 0 0 1 k BT /F0 12 Tf 40 380 Td {show('A B')} ET /C0 cs 1 scn 40 300 100 40 re f".encode())
    pdf.docinfo = pdf.make_indirect(Dictionary(Title=String("A B"), Trapped=Name("/False"),
                                               CreationDate=String(PDF_DATE), ModDate=String(PDF_DATE)))
    add_intent(pdf, "GTS_PDFX", b"prtr", b"CMYK", 4)
    add_metadata(pdf, packet(COMMON + "<pdf:Trapped>False</pdf:Trapped>"
                             "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
                             "<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>"
                             "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"))
    return pdf


def save(pdf: pikepdf.Pdf, path: pathlib.Path, version: str = "1.7", **options) -> None:
    """Written so that endstream stands on a line of its own, which pikepdf alone does not do."""
    with tempfile.TemporaryDirectory() as folder:
        plain = pathlib.Path(folder) / "plain.pdf"
        if "encryption" not in options:
            options["stream_decode_level"] = pikepdf.StreamDecodeLevel.none
        pdf.save(plain, force_version=version, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                 compress_streams=False, fix_metadata_version=False, **options)
        if "encryption" in options:
            path.write_bytes(plain.read_bytes())
            return
        subprocess.run(["qpdf", "--newline-before-endstream", "--object-streams=disable", "--deterministic-id",
                        "--stream-data=preserve", "--decode-level=none", str(plain), str(path)],
                       check=False, capture_output=True)


def fill_signature(path: pathlib.Path) -> None:
    """Signs a file with room for a signature: a key made here and now, CMS by openssl."""
    data = path.read_bytes()
    begin = data.index(b"<" + b"ff" * 16)
    end = data.index(b">", begin) + 1
    spans = b"0 %d %d %d" % (begin, end, len(data) - end)
    place = re.search(rb"0 1111111111 1111111111 1111111111", data)
    data = data[:place.start()] + spans.ljust(place.end() - place.start()) + data[place.end():]
    with tempfile.TemporaryDirectory() as folder:
        inside = pathlib.Path(folder)
        (inside / "bytes").write_bytes(data[:begin] + data[end:])
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=A", "-keyout", inside / "key", "-out", inside / "certificate"],
                       check=True, capture_output=True)
        subprocess.run(["openssl", "cms", "-sign", "-binary", "-outform", "DER", "-signer", inside / "certificate",
                        "-inkey", inside / "key", "-in", inside / "bytes", "-out", inside / "cms"],
                       check=True, capture_output=True)
        value = (inside / "cms").read_bytes().hex().encode()
    path.write_bytes(data[:begin + 1] + value.ljust(end - begin - 2, b"0") + data[end - 1:])


def write_good_files(folder: pathlib.Path) -> dict[str, pathlib.Path]:
    files = {name: folder / f"{name}.pdf" for name in ("archive", "signed", "print")}
    save(archive_pdf(), files["archive"])
    save(archive_pdf(signed=True), files["signed"])
    fill_signature(files["signed"])
    save(print_pdf(), files["print"], "1.6")
    return files
