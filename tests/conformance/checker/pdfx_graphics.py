"""ISO 15930-7: colour, fonts, graphics state, XObjects, transparency."""
from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Stream

from . import pdfa_fonts, pdfa_graphics
from .document import Document, entry, name, place_of
from .pdfa_graphics import (COMPONENTS, colour_spaces, destination_space, icc_header, output_intents,
                            undefined_device_colours)
from .rules import PDFX, rule

# Printing conditions of the ICC registry that name themselves (www.color.org/chardata).
REGISTRY = "http://www.color.org"


def _intents(document: Document) -> list[Dictionary]:
    return [i for i in output_intents(document) if name(i.get("/S")) == "GTS_PDFX"]


@rule(PDFX, "6.4", "There is exactly one PDF/X output intent, with the profile of a printing condition in it.")
def output_intent(document: Document):
    intents = _intents(document)
    if len(intents) != 1:
        yield f"{len(intents)} PDF/X output intents", "/OutputIntents"
    for intent in intents:
        place = place_of(intent, "/OutputIntents")
        header = icc_header(intent.get("/DestOutputProfile"))
        if "/DestOutputProfileRef" in intent:
            yield "/DestOutputProfileRef: that is PDF/X-4p", place
        if header is None:
            yield "no ICC profile in DestOutputProfile", place
            continue
        device, space, version = header
        if device != b"prtr" or space not in (b"GRAY", b"RGB ", b"CMYK") or version > 4:
            yield f"profile of class {device.decode('latin-1')}, {space.decode('latin-1')}", place
        elif entry(intent.get("/DestOutputProfile"), "/N") != COMPONENTS[space]:
            yield "/N does not agree with the profile", place


@rule(PDFX, "6.4", "The output intent names its printing condition, or describes it.")
def output_condition(document: Document):
    for intent in _intents(document):
        place = place_of(intent, "/OutputIntents")
        if not str(intent.get("/OutputConditionIdentifier", "")):
            yield "no /OutputConditionIdentifier", place
        if not str(intent.get("/RegistryName", "")).startswith(REGISTRY) and not str(intent.get("/Info", "")):
            yield "neither the ICC registry nor /Info describes the condition", place


@rule(PDFX, "6.4", "Device colours are those of the output intent, or defined by a default space.")
def x_device_colours(document: Document):
    yield from undefined_device_colours(document, destination_space(document, "GTS_PDFX"))


@rule(PDFX, "6.4", "ICCBased spaces hold valid profiles, and CMYK ones not that of the output intent again.")
def x_icc_based(document: Document):
    yield from pdfa_graphics.icc_based(document)
    destinations = [i.get("/DestOutputProfile").read_bytes() for i in _intents(document)
                    if isinstance(i.get("/DestOutputProfile"), Stream)]
    for space, place in colour_spaces(document):
        if name(space[0]) == "ICCBased" and isinstance(space[1], Stream) and entry(space[1], "/N") == 4:
            if space[1].read_bytes() in destinations:
                yield "ICCBased CMYK with the profile of the output intent", place


@rule(PDFX, "6.4", "Separations of one name are alike, and DeviceN describes its spot colours.")
def x_spot_colours(document: Document):
    yield from pdfa_graphics.separations(document)
    yield from pdfa_graphics.colorants(document)


@rule(PDFX, "6.4", "Overprint mode is not 1 where ICCBased CMYK overprints.")
def x_overprint(document: Document):
    yield from pdfa_graphics.overprint_of_icc_cmyk(document)


@rule(PDFX, "6.5", "Fonts are embedded with every glyph that is drawn, and their widths agree.")
def x_fonts(document: Document):
    yield from pdfa_fonts.font_dictionaries(document)
    yield from pdfa_fonts.embedded(document)
    yield from pdfa_fonts.glyphs_present(document)
    yield from pdfa_fonts.widths(document)


@rule(PDFX, "6.13", "There are no transfer functions.")
def transfer_functions(document: Document):
    for state, place in pdfa_graphics._graphics_states(document):
        if "/TR" in state and name(state.get("/TR")) != "Identity":
            yield "/TR", place
        if "/TR2" in state and name(state.get("/TR2")) != "Default":
            yield "/TR2 is not Default", place


@rule(PDFX, "6", "Halftones are of type 1 or 5 and have no HTP.")
def x_halftones(document: Document):
    for state, place in pdfa_graphics._graphics_states(document):
        halftone = state.get("/HT")
        if "/HTP" in state:
            yield "/HTP", place
        if isinstance(halftone, (Dictionary, Stream)) and halftone.get("/HalftoneType") not in (1, 5):
            yield "halftone of another type than 1 and 5", place


@rule(PDFX, "6.14", "There are no PostScript XObjects.")
def postscript(document: Document):
    for stream, place in document.streams:
        if name(stream.get("/Subtype")) == "PS" or "/PS" in stream or name(stream.get("/Subtype2")) == "PS":
            yield "PostScript XObject", place


@rule(PDFX, "6", "Images and forms are complete: no alternates, no OPI, no references to other files.")
def complete_objects(document: Document):
    for stream, place in document.streams:
        for key in ("/Alternates", "/OPI", "/Ref"):
            if key in stream:
                yield f"{key} in an image or form", place


@rule(PDFX, "6.19", "Content streams hold only operators of PDF, even between BX and EX.")
def x_operators(document: Document):
    yield from pdfa_graphics.operators(document)


@rule(PDFX, "6.20", "Blend modes are those of PDF.")
def x_blend_modes(document: Document):
    yield from pdfa_graphics.blend_modes(document)


@rule(PDFX, "6.20", "A page group blends in the colours of the output intent.")
def x_blending_space(document: Document):
    destination = destination_space(document, "GTS_PDFX")
    needed = {"DeviceRGB": b"RGB ", "DeviceCMYK": b"CMYK", "DeviceGray": b"GRAY"}
    for page in document.pages:
        space = entry(page.get("/Group"), "/CS")
        if name(space) in needed and needed[name(space)] != destination:
            yield f"page group in {name(space)}", document.page_place(page)


@rule(PDFX, "6.23", "Rendering intents are the four of PDF.")
def x_rendering_intents(document: Document):
    yield from pdfa_graphics.rendering_intents(document)
