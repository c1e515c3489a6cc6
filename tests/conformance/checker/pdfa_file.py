"""ISO 19005-3, 6.1: file structure."""
from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, Stream, String

from .document import Document, entry, name, place_of, rectangle
from .rules import PDFA, rule
from .syntax import strings

FILTERS = {"ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode",
           "JBIG2Decode", "DCTDecode", "JPXDecode"}
INLINE_FILTERS = {"ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode",
                  "DCTDecode", "AHx", "A85", "Fl", "RL", "CCF", "DCT"}
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


@rule(PDFA, "6.1.2", "The file begins with %PDF-1.0 to %PDF-1.7 and a comment of four bytes above 127.")
def header(document: Document):
    first = re.match(rb"%PDF-1\.[0-7](\r\n|\n|\r)", document.data)
    if not first:
        yield "the header is not %PDF-1.n followed by one end-of-line marker", "byte 0"
        return
    comment = document.data[first.end():first.end() + 5]
    if len(comment) < 5 or comment[:1] != b"%" or any(b <= 127 for b in comment[1:]):
        yield "no comment of at least four bytes above 127 behind the header", f"byte {first.end()}"


@rule(PDFA, "6.1.3", "The trailer has a file identifier of two strings.")
def file_identifier(document: Document):
    identifier = document.trailer.get("/ID")
    if not isinstance(identifier, Array) or len(identifier) != 2:
        yield "no /ID of two strings", "trailer"
    elif any(len(bytes(part)) == 0 for part in identifier):
        yield "a part of /ID is empty", "trailer"


@rule(PDFA, "6.1.3", "The file is not encrypted.")
def no_encryption(document: Document):
    if "/Encrypt" in document.trailer:
        yield "/Encrypt in the trailer", "trailer"


@rule(PDFA, "6.1.3", "Nothing follows the last %%EOF but one end-of-line marker.")
def nothing_behind_the_end(document: Document):
    end = document.data.rfind(b"%%EOF")
    if end < 0:
        yield "no %%EOF", "end of file"
    elif document.data[end + 5:] not in (b"", b"\n", b"\r", b"\r\n"):
        yield "data behind the last %%EOF", f"byte {end + 5}"


@rule(PDFA, "6.1.4", "Cross-reference sections are written in the set form and lead to their objects.")
def cross_reference(document: Document):
    if document.syntax.fault:
        yield document.syntax.fault, "cross-reference"
    for section in document.syntax.sections:
        for fault in section.faults:
            yield fault, f"byte {section.offset}"


@rule(PDFA, "6.1.6", "Hexadecimal strings have an even number of digits and nothing else.")
def hexadecimal_strings(document: Document):
    parts = [(o.body, f"object {o.number}") for o in document.syntax.objects]
    parts += [(stream.read_bytes(), place) for stream, place in document.painting.streams]
    for data, place in parts:
        for string in strings(data):
            digits = re.sub(rb"[\0\t\n\f\r ]", b"", string)
            if len(digits) % 2 or re.search(rb"[^0-9A-Fa-f]", digits):
                yield f"hexadecimal string <{digits[:16].decode('latin-1')}>", place
                break


@rule(PDFA, "6.1.7.1", "A stream begins after one line end, has the length it states, and ends on its own line.")
def stream_keywords(document: Document):
    data = document.data
    for raw in document.syntax.objects:
        if raw.stream < 0:
            continue
        place = f"object {raw.number}"
        keyword = data.rfind(b"stream", raw.offset, raw.stream)
        if data[keyword + 6:raw.stream] not in (b"\n", b"\r\n"):
            yield "stream is not followed by CR LF or LF", place
        stated = _stated_length(document, raw)
        behind = data[raw.stream + stated:raw.stream + stated + 12]
        if not re.match(rb"(\r\n|\n|\r)endstream", behind):
            yield f"endstream does not follow on a line of its own after {stated} bytes", place


def _stated_length(document: Document, raw) -> int:
    direct = re.search(rb"/Length[\0\t\n\f\r ]+(\d+)(?![\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R|\d)", raw.body)
    if direct:
        return int(direct.group(1))
    reference = re.search(rb"/Length[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+R", raw.body)
    if not reference:
        return 0
    for other in document.syntax.objects:
        if other.number == int(reference.group(1)):
            return int(other.body.strip() or b"0")
    return 0


@rule(PDFA, "6.1.7.1", "Stream data lies in the file: no /F, /FFilter or /FDecodeParms.")
def no_external_streams(document: Document):
    for stream, place in document.streams:
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in stream:
                yield f"{key} in a stream dictionary", place


@rule(PDFA, "6.1.7.2", "Filters are those of ISO 32000-1, Table 6, without LZWDecode; Crypt only as Identity.")
def filters(document: Document):
    for stream, place in document.streams:
        given = stream.get("/Filter")
        parameters = stream.get("/DecodeParms")
        listed = list(given) if isinstance(given, Array) else [given] if given is not None else []
        settings = list(parameters) if isinstance(parameters, Array) else [parameters]
        for index, one in enumerate(listed):
            filter_name = name(one)
            if filter_name == "Crypt":
                setting = settings[index] if index < len(settings) else None
                if name(entry(setting, "/Name")) != "Identity":
                    yield "filter Crypt that is not Identity", place
            elif filter_name not in FILTERS:
                yield f"filter {filter_name}", place


@rule(PDFA, "6.1.8", "Names of fonts, colorants and structure types are valid UTF-8.")
def names_in_utf8(document: Document):
    for value, place in document.values:
        if isinstance(value, (Dictionary, Stream)):
            candidates = [value.get("/BaseFont"), value.get("/FontName"), value.get("/S")]
        elif isinstance(value, Array) and len(value) > 1 and name(value[0]) in ("Separation", "DeviceN"):
            candidates = list(value[1]) if isinstance(value[1], Array) else [value[1]]
        else:
            continue
        for one in candidates:
            if isinstance(one, Name) and not _utf8(one):
                yield "a name is no UTF-8", place


def _utf8(one: Name) -> bool:
    raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), one.unparse()[1:])
    try:
        raw.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


@rule(PDFA, "6.1.9", "Object number, generation, obj and endobj stand apart as the clause says.")
def indirect_objects(document: Document):
    for raw in document.syntax.objects:
        for fault in raw.faults:
            yield fault, f"object {raw.number}"


@rule(PDFA, "6.1.10", "Inline images use the standard filters, without LZW and Crypt.")
def inline_image_filters(document: Document):
    for image, place in document.painting.inline_images:
        given = image.get("/Filter", image.get("/F"))
        for one in given if isinstance(given, (list, Array)) else [given] if given is not None else []:
            if name(one) not in INLINE_FILTERS:
                yield f"inline image with filter {name(one)}", place


@rule(PDFA, "6.1.12", "Permissions are DocMDP or UR3; with DocMDP no signature reference has a digest.")
def permissions(document: Document):
    permission = document.catalog.get("/Perms")
    if not isinstance(permission, Dictionary):
        return
    for key in permission.keys():
        if key not in ("/DocMDP", "/UR3"):
            yield f"{key} in /Perms", place_of(permission)
    if "/DocMDP" not in permission:
        return
    for value, place in document.dictionaries:
        if value.get("/Type") == Name.SigRef or "/TransformMethod" in value:
            for key in ("/DigestLocation", "/DigestMethod", "/DigestValue"):
                if key in value:
                    yield f"{key} in a signature reference", place


@rule(PDFA, "6.1.13", "Numbers, strings and names keep to the limits of implementations.")
def limits_of_values(document: Document):
    for value, place in document.values:
        if isinstance(value, bool):
            continue
        if isinstance(value, int):
            if not -2**31 <= value < 2**31:
                yield f"integer {value}", place
        elif isinstance(value, String):
            if len(bytes(value)) > 32767:
                yield f"string of {len(bytes(value))} bytes", place
        elif isinstance(value, Name):
            if len(value.unparse()) - 1 - 2 * value.unparse().count(b"#") > 127:
                yield "name of more than 127 bytes", place
        elif isinstance(value, (Dictionary, Array, Stream)):
            continue
        elif value is not None and not isinstance(value, (str, bytes)):
            size = abs(float(value))
            if size > 3.403e38 or 0 < size < 1.175e-38:
                yield f"real number {value}", place


@rule(PDFA, "6.1.13", "There are at most 8388607 objects, 28 levels of q, 32 colorants in DeviceN.")
def limits_of_nesting(document: Document):
    if len(document.pdf.objects) > 8388607:
        yield "too many indirect objects", "document"
    for depth, place in document.painting.deepest_q:
        if depth > 28:
            yield f"q nested {depth} deep", place
    for value, place in document.values:
        if isinstance(value, Array) and len(value) > 1 and name(value[0]) == "DeviceN":
            if isinstance(value[1], Array) and len(value[1]) > 32:
                yield f"DeviceN of {len(value[1])} colorants", place


@rule(PDFA, "6.1.13", "Every page boundary is 3 to 14400 units wide and high.")
def limits_of_boxes(document: Document):
    for page in document.pages:
        for key in BOXES:
            box = rectangle(page.get(key))
            if box is None:
                continue
            for length in (box[2] - box[0], box[3] - box[1]):
                if not 3 <= length <= 14400:
                    yield f"{key} has a side of {length:g} units", document.page_place(page)
