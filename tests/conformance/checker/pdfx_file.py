"""ISO 15930-7: file, identification, page boxes, annotations, actions.

Clause numbers are those of the 2010 edition. Where the number of a subclause is not public, the
clause is given as "6" and the rule's name says what it is about.
"""
from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, Stream

from .document import Document, entry, name, numbers, place_of, rectangle
from .pdfa_file import BOXES
from .rules import PDFX, rule
from .xmp import DATE, DC, PDF, PDFX_ID, XMP, XMP_MM

TOLERANCE = 0.01  # points: boxes are rounded to a thousandth when written
AREAS = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")


@rule(PDFX, "6.1", "The file is of PDF 1.6 or older.")
def version(document: Document):
    header = re.match(rb"%PDF-1\.(\d)(\r\n|\n|\r)", document.data)
    if not header or int(header.group(1)) > 6:
        yield "the header is not %PDF-1.0 to %PDF-1.6", "byte 0"
    stated = name(document.catalog.get("/Version"))
    if stated is not None and not re.fullmatch(r"1\.[0-6]", stated):
        yield f"/Version {stated}", "catalog"


@rule(PDFX, "6", "The trailer has a file identifier, and the file is not encrypted.")
def x_trailer(document: Document):
    identifier = document.trailer.get("/ID")
    if not isinstance(identifier, Array) or len(identifier) != 2:
        yield "no /ID of two strings", "trailer"
    if "/Encrypt" in document.trailer:
        yield "/Encrypt in the trailer", "trailer"


@rule(PDFX, "6", "Streams lie in the file and are not compressed with LZW.")
def x_streams(document: Document):
    for stream, place in document.streams:
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in stream:
                yield f"{key} in a stream dictionary", place
        given = stream.get("/Filter")
        for one in given if isinstance(given, Array) else [given]:
            if name(one) in ("LZWDecode", "Crypt"):
                yield f"filter {name(one)}", place
    for image, place in document.painting.inline_images:
        if name(image.get("/Filter", image.get("/F"))) in ("LZW", "LZWDecode"):
            yield "inline image with LZW", place


@rule(PDFX, "6.10", "The metadata say PDF/X-4 under the prefix pdfxid.")
def x_identification(document: Document):
    packet = document.xmp
    found = packet.text(PDFX_ID, "GTS_PDFXVersion") if packet is not None else None
    place = place_of(document.catalog.get("/Metadata"), "catalog")
    if found != "PDF/X-4":
        yield f"pdfxid:GTS_PDFXVersion is {found}", place
    elif packet.prefix(PDFX_ID, "GTS_PDFXVersion") != "pdfxid":
        yield "GTS_PDFXVersion under another prefix", place


@rule(PDFX, "6.10", "The metadata name the document: title, dates, identifier, version, rendition.")
def document_identity(document: Document):
    packet = document.xmp
    place = place_of(document.catalog.get("/Metadata"), "catalog")
    if packet is None or packet.fault:
        yield "no metadata that can be read", place
        return
    if not (packet.text(DC, "title") or "").strip():
        yield "no dc:title", place
    for local in ("CreateDate", "ModifyDate", "MetadataDate"):
        if not DATE.fullmatch((packet.text(XMP, local) or "").strip() or "-"):
            yield f"no date in xmp:{local}", place
    for local in ("DocumentID", "VersionID", "RenditionClass"):
        if not (packet.text(XMP_MM, local) or "").strip():
            yield f"no xmpMM:{local}", place


@rule(PDFX, "6.10", "What the information dictionary says the metadata say too.")
def information(document: Document):
    packet, info = document.xmp, document.trailer.get("/Info")
    if packet is None or not isinstance(info, Dictionary):
        return
    pairs = {"/Title": (DC, "title"), "/Author": (DC, "creator"), "/Subject": (DC, "description"),
             "/Keywords": (PDF, "Keywords"), "/Creator": (XMP, "CreatorTool"), "/Producer": (PDF, "Producer")}
    for key, (namespace, local) in pairs.items():
        if key in info and str(info.get(key)) != packet.text(namespace, local):
            yield f"{key} differs from {local}", place_of(info)
    for key, local in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        if key in info and _digits(str(info.get(key))) != _digits(packet.text(XMP, local) or ""):
            yield f"{key} differs from xmp:{local}", place_of(info)


def _digits(date: str) -> str:
    """Date and time to the second, and the zone, without punctuation."""
    plain = re.sub(r"Z|[+-]00'?:?00'?$", "", re.sub(r"^D:", "", date))
    return re.sub(r"\D", "", plain)


@rule(PDFX, "6", "Trapped says True or False, in the information dictionary and alike in the metadata.")
def trapped(document: Document):
    stated = entry(document.trailer.get("/Info"), "/Trapped")
    if name(stated) not in ("True", "False"):
        yield f"/Trapped is {stated if stated is not None else 'not there'}", "information dictionary"
    told = document.xmp.text(PDF, "Trapped") if document.xmp is not None else None
    if told is not None and told != name(stated):
        yield f"pdf:Trapped is {told}", "metadata"


def _inside(inner, outer) -> bool:
    return (inner[0] >= outer[0] - TOLERANCE and inner[1] >= outer[1] - TOLERANCE
            and inner[2] <= outer[2] + TOLERANCE and inner[3] <= outer[3] + TOLERANCE)


def _box(page, key: str):
    """A box of a page; media and crop boxes are inherited (ISO 32000-1, Table 30)."""
    node = page
    for _ in range(64):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return rectangle(node.get(key))
        if key not in ("/MediaBox", "/CropBox"):
            return None
        node = node.get("/Parent")
    return None


@rule(PDFX, "6", "A page has a media box and a trim box or an art box, not both, each within the next.")
def boxes(document: Document):
    for page in document.pages:
        place = document.page_place(page)
        media, crop, bleed = (_box(page, k) for k in ("/MediaBox", "/CropBox", "/BleedBox"))
        trim, art = _box(page, "/TrimBox"), _box(page, "/ArtBox")
        if media is None:
            yield "no MediaBox", place
            continue
        if (trim is None) == (art is None):
            yield "neither or both of TrimBox and ArtBox", place
        inner = trim or art
        if inner is not None and bleed is not None and not _inside(inner, bleed):
            yield "TrimBox reaches over BleedBox", place
        for key in BOXES[1:]:
            box = _box(page, key)
            if box is None:
                continue
            if not _inside(box, media):
                yield f"{key[1:]} reaches over MediaBox", place
            if crop is not None and not _inside(box, crop):
                yield f"{key[1:]} reaches over CropBox", place


@rule(PDFX, "6", "A viewer is shown and prints the media box, or the bleed box where every page has one.")
def viewer_areas(document: Document):
    preferences = document.catalog.get("/ViewerPreferences")
    all_bleed = all("/BleedBox" in page for page in document.pages)
    for key in AREAS:
        area = name(entry(preferences, key))
        if area is not None and area != "MediaBox" and not (area == "BleedBox" and all_bleed):
            yield f"{key} {area}", "/ViewerPreferences"


def _apart(box, area) -> bool:
    return box[2] <= area[0] or box[0] >= area[2] or box[3] <= area[1] or box[1] >= area[3]


@rule(PDFX, "6.17", "Annotations lie outside the bleed box, printer's marks outside the trim box.")
def x_annotations(document: Document):
    for annotation, page, place in document.annotations:
        kind = name(annotation.get("/Subtype"))
        box = rectangle(annotation.get("/Rect"))
        trim = _box(page, "/TrimBox") or _box(page, "/ArtBox") or _box(page, "/MediaBox")
        area = trim if kind == "PrinterMark" else _box(page, "/BleedBox") or trim
        if kind != "TrapNet" and (box is None or area is None or not _apart(box, area)):
            yield f"{kind} annotation inside the printed area", place


@rule(PDFX, "6.18", "There are no actions and no scripts.")
def x_actions(document: Document):
    for action, place in document.actions:
        yield f"action {name(action.get('/S'))}", place
    for value, place in document.dictionaries:
        if "/AA" in value:
            yield "/AA", place


@rule(PDFX, "6.26", "There is no form to fill in.")
def x_forms(document: Document):
    form = document.catalog.get("/AcroForm")
    if entry(form, "/XFA") is not None:
        yield "/XFA in the form", "/AcroForm"
    if len(entry(form, "/Fields") or []):
        yield "form fields", "/AcroForm"


@rule(PDFX, "6", "No file is embedded.")
def x_embedded_files(document: Document):
    for specification, place in document.file_specifications:
        if "/EF" in specification:
            yield "embedded file", place


@rule(PDFX, "6.24", "Optional content configurations have names of their own, list all groups and no AS.")
def x_optional_content(document: Document):
    from .pdfa_structure import optional_content
    yield from optional_content(document)


@rule(PDFX, "6.25", "Numbers, strings, names and nesting keep to the limits of implementations.")
def x_limits(document: Document):
    from .pdfa_file import limits_of_nesting, limits_of_values
    yield from limits_of_values(document)
    yield from limits_of_nesting(document)
