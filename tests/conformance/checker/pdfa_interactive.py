"""ISO 19005-3, 6.3 to 6.5: annotations, forms, signatures, actions."""
from __future__ import annotations

import subprocess

from pikepdf import Array, Dictionary, Name, Stream

from .document import Document, entry, name, numbers, place_of, rectangle
from .rules import PDFA, rule

ANNOTATIONS = {"Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight",
               "Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment",
               "Widget", "PrinterMark", "TrapNet", "Watermark", "Redact"}
# ISO 32000-1, Table 165
INVISIBLE, HIDDEN, PRINT, NO_VIEW, TOGGLE_NO_VIEW = 1, 2, 4, 32, 256
ACTIONS = {"GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm"}
NAMED_ACTIONS = {"NextPage", "PrevPage", "FirstPage", "LastPage"}


@rule(PDFA, "6.3.1", "Annotations are of the types of ISO 32000-1, without 3D, Sound, Screen and Movie.")
def annotation_types(document: Document):
    for annotation, _, place in document.annotations:
        if name(annotation.get("/Subtype")) not in ANNOTATIONS:
            yield f"annotation of type {name(annotation.get('/Subtype'))}", place


@rule(PDFA, "6.3.2", "Annotations but pop-ups have flags: printed, and neither hidden nor invisible.")
def annotation_flags(document: Document):
    for annotation, _, place in document.annotations:
        flags = annotation.get("/F")
        if flags is None:
            if name(annotation.get("/Subtype")) != "Popup":
                yield "no /F", place
        elif not int(flags) & PRINT or int(flags) & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW):
            yield f"/F {int(flags)}", place


@rule(PDFA, "6.3.3", "Annotations but pop-ups, links and those without extent have a normal appearance.")
def appearances(document: Document):
    for annotation, _, place in document.annotations:
        kind = name(annotation.get("/Subtype"))
        box = rectangle(annotation.get("/Rect"))
        empty = box is not None and box[0] == box[2] and box[1] == box[3]
        if "/AP" not in annotation:
            if kind not in ("Popup", "Link") and not empty:
                yield "no appearance", place
            continue
        appearance = annotation.get("/AP")
        if not isinstance(appearance, Dictionary) or set(appearance.keys()) != {"/N"}:
            yield "the appearance dictionary holds something else than /N", place
            continue
        button = kind == "Widget" and name(_inherited(annotation, "/FT")) == "Btn"
        normal = appearance.get("/N")
        if not isinstance(normal, Dictionary if button else Stream):
            yield "/N is not of the kind the annotation needs", place


def _inherited(field, key: str):
    for _ in range(64):
        if not isinstance(field, Dictionary):
            return None
        if key in field:
            return field.get(key)
        field = field.get("/Parent")
    return None


@rule(PDFA, "6.4.1", "Widgets and fields have no actions, and appearances are not left to the reader.")
def form_fields(document: Document):
    for annotation, _, place in document.annotations:
        if name(annotation.get("/Subtype")) == "Widget":
            for key in ("/A", "/AA"):
                if key in annotation:
                    yield f"widget with {key}", place
    for field, place in document.fields:
        if "/AA" in field:
            yield "field with /AA", place
    if entry(document.catalog.get("/AcroForm"), "/NeedAppearances"):
        yield "/NeedAppearances true", "/AcroForm"


@rule(PDFA, "6.4.2", "There is no XFA form.")
def no_xfa(document: Document):
    if entry(document.catalog.get("/AcroForm"), "/XFA") is not None:
        yield "/XFA in the form", "/AcroForm"
    if document.catalog.get("/NeedsRendering"):
        yield "/NeedsRendering true", "catalog"


def signatures(document: Document):
    for value, place in document.dictionaries:
        if "/ByteRange" in value and "/Contents" in value:
            yield value, place


@rule(PDFA, "6.4.3", "A signature covers the whole file of its revision but its own value.")
def signature_range(document: Document):
    data = document.data
    for signature, place in signatures(document):
        spans = [int(n) for n in numbers(signature.get("/ByteRange"))]
        if len(spans) != 4 or spans[0] != 0 or spans[0] + spans[1] >= spans[2]:
            yield "/ByteRange is not two spans from byte 0 on", place
            continue
        gap = data[spans[1]:spans[2]]
        end = spans[2] + spans[3]
        if not (gap.startswith(b"<") and gap.endswith(b">")):
            yield "the gap of /ByteRange is not the value of /Contents", place
        elif bytes.fromhex(gap[1:-1].decode("latin-1")) != bytes(signature.get("/Contents")):
            yield "the gap of /ByteRange is another string than /Contents", place
        if end > len(data) or not data[:end].rstrip(b"\r\n").endswith(b"%%EOF"):
            yield "/ByteRange does not end with a revision", place


@rule(PDFA, "6.4.3", "A signature value is CMS with one signer and the certificate of the signer.")
def signature_value(document: Document):
    for signature, place in signatures(document):
        value = bytes(signature.get("/Contents"))
        printed = subprocess.run(["openssl", "cms", "-cmsout", "-print", "-inform", "DER"],
                                 input=value, capture_output=True, check=False)
        if printed.returncode != 0:
            yield "/Contents is no CMS", place
            continue
        lines = printed.stdout.decode("utf-8", "replace").splitlines()
        signers = 0
        for index, line in enumerate(lines):
            if line.strip() == "signerInfos:":
                indent = len(line) - len(line.lstrip())
                for inner in lines[index + 1:]:
                    depth = len(inner) - len(inner.lstrip())
                    if depth <= indent:
                        break
                    signers += depth == indent + 4 and inner.strip().startswith("version:")
        if signers != 1:
            yield f"{signers} signers in one signature", place
        if not any(line.strip().startswith("d.certificate:") for line in lines):
            yield "no certificate in the signature", place


@rule(PDFA, "6.5.1", "Actions only lead to places: no scripts, launches, sounds or changes of state.")
def actions(document: Document):
    for action, place in document.actions:
        kind = name(action.get("/S"))
        if kind not in ACTIONS:
            yield f"action {kind}", place
        elif kind == "Named" and name(action.get("/N")) not in NAMED_ACTIONS:
            yield f"named action {name(action.get('/N'))}", place


@rule(PDFA, "6.5.2", "Neither the catalog nor a page has additional actions.")
def additional_actions(document: Document):
    if "/AA" in document.catalog:
        yield "/AA in the catalog", "catalog"
    for page in document.pages:
        if "/AA" in page:
            yield "/AA in a page", document.page_place(page)
