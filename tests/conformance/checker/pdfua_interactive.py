"""ISO 14289-1, 7.10 to 7.20: optional content, files, forms, security, annotations, XObjects."""
from __future__ import annotations

from pikepdf import Dictionary, Name, Stream

from .document import Document, entry, name, rectangle
from .pdfa_interactive import HIDDEN, _inherited
from .pdfa_structure import MIME
from .rules import PDFUA, rule
from .structure import Reference

EXTRACTION_FOR_ACCESSIBILITY = 512  # bit 10 of /P, ISO 32000-1, Table 22
UNTAGGED_KINDS = {"Widget", "Popup", "Link", "PrinterMark"}


@rule(PDFUA, "7.10", "Optional content configurations have names and no AS.")
def ua_optional_content(document: Document):
    for configuration, place in document.optional_content:
        if not str(configuration.get("/Name", "")):
            yield "configuration without a name", place
        if "/AS" in configuration:
            yield "configuration with /AS", place


@rule(PDFUA, "7.11", "A file specification with a file has /F and /UF.")
def ua_file_specifications(document: Document):
    for specification, place in document.file_specifications:
        for key in ("/F", "/UF"):
            if "/EF" in specification and not str(specification.get(key, "")):
                yield f"no {key}", place


@rule(PDFUA, "7.15", "There is no dynamic XFA form.")
def ua_no_xfa(document: Document):
    if entry(document.catalog.get("/AcroForm"), "/XFA") is not None:
        yield "/XFA in the form", "/AcroForm"


@rule(PDFUA, "7.16", "Encryption leaves text to assistive technology.")
def ua_security(document: Document):
    encryption = document.trailer.get("/Encrypt")
    if encryption is not None and not int(entry(encryption, "/P") or 0) & EXTRACTION_FOR_ACCESSIBILITY:
        yield "bit 10 of /P is not set", "trailer"


def _shown(annotation, page) -> bool:
    """Whether an annotation can be met: not hidden, and not outside the crop box."""
    if int(annotation.get("/F", 0)) & HIDDEN:
        return False
    box, crop = rectangle(annotation.get("/Rect")), rectangle(page.get("/CropBox", page.get("/MediaBox")))
    if box is None or crop is None:
        return True
    return not (box[2] <= crop[0] or box[0] >= crop[2] or box[3] <= crop[1] or box[1] >= crop[3])


@rule(PDFUA, "7.18.1", "Annotations are in an Annot element and described by Contents or Alt.")
def annotations(document: Document):
    for annotation, page, place in document.annotations:
        if name(annotation.get("/Subtype")) in UNTAGGED_KINDS or not _shown(annotation, page):
            continue
        element = document.structure.of_annotation(annotation)
        if element is None or element.standard != "Annot":
            yield f"annotation in {element.type if element else 'no'} element", place
        if not str(annotation.get("/Contents", "")) and not (element and element.text("/Alt")):
            yield "annotation without Contents or Alt", place


@rule(PDFUA, "7.18.1", "A form field has an alternate name: TU.")
def field_names(document: Document):
    for annotation, page, place in document.annotations:
        if name(annotation.get("/Subtype")) != "Widget" or not _shown(annotation, page):
            continue
        element = document.structure.of_annotation(annotation)
        name_of_field = _inherited(annotation, "/TU")
        if (name_of_field is None or not str(name_of_field)) and not (element and element.text("/Alt")):
            yield "form field without TU", place


@rule(PDFUA, "7.18.2", "There are no trap network annotations.")
def trap_networks(document: Document):
    for annotation, _, place in document.annotations:
        if name(annotation.get("/Subtype")) == "TrapNet":
            yield "TrapNet annotation", place


@rule(PDFUA, "7.18.3", "On pages with annotations tabs follow the structure.")
def tab_order(document: Document):
    for page in document.pages:
        if len(page.get("/Annots") or []) and name(page.get("/Tabs")) != "S":
            yield "/Tabs is not S", document.page_place(page)


@rule(PDFUA, "7.18.4", "A widget is in a Form element that holds it alone.")
def widgets(document: Document):
    for annotation, page, place in document.annotations:
        if name(annotation.get("/Subtype")) != "Widget" or not _shown(annotation, page):
            continue
        element = document.structure.of_annotation(annotation)
        if element is None or element.standard != "Form":
            yield f"widget in {element.type if element else 'no'} element", place
    for element in document.structure.elements:
        if element.standard != "Form" or element.attribute("PrintField", "Role") is not None:
            continue
        if len(element.kids) != 1 or not isinstance(element.kids[0], Reference):
            yield "Form without Role that does not hold one widget only", element.place


@rule(PDFUA, "7.18.5", "A link is in a Link element and described by Contents.")
def links(document: Document):
    for annotation, page, place in document.annotations:
        if name(annotation.get("/Subtype")) != "Link" or not _shown(annotation, page):
            continue
        element = document.structure.of_annotation(annotation)
        if element is None or element.standard != "Link":
            yield f"link in {element.type if element else 'no'} element", place
        if not str(annotation.get("/Contents", "")):
            yield "link without Contents", place


@rule(PDFUA, "7.18.5", "A Link element holds the link it tags.")
def link_elements(document: Document):
    for element in document.structure.elements:
        if element.standard == "Link" and not _holds_annotation(element):
            yield "Link without an object reference", element.place


def _holds_annotation(element) -> bool:
    return any(isinstance(k, Reference) or (not isinstance(k, Reference) and hasattr(k, "kids")
                                            and _holds_annotation(k)) for k in element.kids)


@rule(PDFUA, "7.18.6.2", "Media clips state their media type and an alternate text.")
def media(document: Document):
    for value, place in document.dictionaries:
        if value.get("/Type") == Name.MediaClip or name(value.get("/S")) == "MCD":
            if not MIME.fullmatch(str(value.get("/CT", ""))):
                yield "media clip without a media type", place
            if not value.get("/Alt"):
                yield "media clip without Alt", place


@rule(PDFUA, "7.18.8", "Printer's marks are not in the structure.")
def printer_marks(document: Document):
    for annotation, _, place in document.annotations:
        if name(annotation.get("/Subtype")) == "PrinterMark" and document.structure.of_annotation(annotation):
            yield "PrinterMark annotation in the structure", place


@rule(PDFUA, "7.20", "There are no reference XObjects, and a form with tagged content is drawn once.")
def ua_xobjects(document: Document):
    for stream, place in document.streams:
        if name(stream.get("/Subtype")) == "Form" and "/Ref" in stream:
            yield "reference XObject", place
    for key in document.painting.forms_with_mcid:
        if len(document.painting.forms.get(key, [])) > 1:
            yield "form with tagged content is drawn more than once", f"object {key[0]} {key[1]}"
