"""ISO 19005-3, 6.2.2 to 6.2.10: content streams, colour, graphics state, images, transparency."""
from __future__ import annotations

import struct

from pikepdf import Array, Dictionary, Name, Stream

from .document import Document, entry, name, place_of, same
from .rules import PDFA, rule

INTENTS = {"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}
BLEND_MODES = {"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge",
               "ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation",
               "Color", "Luminosity"}
PROCESS_COLORANTS = {"Cyan", "Magenta", "Yellow", "Black", "None", "All"}
COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4, b"Lab ": 3}


def icc_header(stream) -> tuple[bytes, bytes, int] | None:
    """Device class, colour space and major version of an ICC profile (ISO 15076-1, 7.2)."""
    if not isinstance(stream, Stream):
        return None
    data = stream.read_bytes()
    if len(data) < 128 or data[36:40] != b"acsp" or struct.unpack(">I", data[:4])[0] > len(data):
        return None
    return data[12:16], data[16:20], data[8]


def output_intents(document: Document) -> list[Dictionary]:
    return [i for i in document.catalog.get("/OutputIntents") or [] if isinstance(i, Dictionary)]


def destination_space(document: Document, kind: str) -> bytes | None:
    """The colour space of the profile of the output intent of that kind."""
    for intent in output_intents(document):
        if name(intent.get("/S")) == kind:
            header = icc_header(intent.get("/DestOutputProfile"))
            return header[1] if header else None
    return None


def colour_spaces(document: Document):
    """(space, place) of every colour space array in the file."""
    for value, place in document.values:
        if isinstance(value, Array) and len(value) > 1 and isinstance(value[0], Name):
            if name(value[0]) in ("ICCBased", "Separation", "DeviceN", "Indexed", "Pattern", "CalGray",
                                  "CalRGB", "Lab"):
                yield value, place


def device_spaces(space, depth: int = 0) -> set[str]:
    """The device spaces a space rests on, its alternate and base ones included."""
    family = name(space) or (name(space[0]) if isinstance(space, Array) and len(space) else None)
    if family in ("DeviceGray", "DeviceRGB", "DeviceCMYK"):
        return {family}
    if depth > 8 or not isinstance(space, Array):
        return set()
    if family in ("Separation", "DeviceN") and len(space) > 2:
        return device_spaces(space[2], depth + 1)
    if family in ("Indexed", "Pattern") and len(space) > 1:
        return device_spaces(space[1], depth + 1)
    return set()


def undefined_device_colours(document: Document, destination: bytes | None):
    """Device colours that neither a default space nor the output intent defines."""
    needed = {"DeviceRGB": b"RGB ", "DeviceCMYK": b"CMYK"}
    for painted in document.painting.painted:
        for family in device_spaces(painted.space):
            default = entry(entry(painted.resources, "/ColorSpace"), "/Default" + family[6:])
            if default is not None:
                continue
            if destination is None or (family in needed and destination != needed[family]):
                yield f"{family} for {painted.kind} is not defined by an output intent", painted.place


@rule(PDFA, "6.2.2", "Content streams hold only operators of ISO 32000-1, even between BX and EX.")
def operators(document: Document):
    for operator, place in document.painting.unknown_operators:
        yield f"operator {operator}", place


@rule(PDFA, "6.2.2", "What a content stream refers to is in its own resource dictionary.")
def own_resources(document: Document):
    for what, place in document.painting.missing_resources:
        yield f"{what} is not in the resources", place
    for index, page in enumerate(document.pages):
        if "/Resources" not in page and "/Contents" in page:
            yield "resources are inherited", f"page {index + 1}"


@rule(PDFA, "6.2.2", "q and Q, and the begin and end of marked content, balance within a stream.")
def balanced(document: Document):
    yield from document.painting.unbalanced


@rule(PDFA, "6.2.3", "The profile of an output intent is a valid one for a printer or monitor.")
def output_profile(document: Document):
    for intent in output_intents(document):
        if "/DestOutputProfile" not in intent:
            continue
        place = place_of(intent, "/OutputIntents")
        header = icc_header(intent.get("/DestOutputProfile"))
        if header is None:
            yield "DestOutputProfile is no ICC profile", place
            continue
        device, space, version = header
        if device not in (b"prtr", b"mntr") or space not in (b"GRAY", b"RGB ", b"CMYK") or version > 4:
            yield f"profile of class {device.decode('latin-1')}, {space.decode('latin-1')}", place
        if entry(intent.get("/DestOutputProfile"), "/N") != COMPONENTS.get(space):
            yield "/N does not agree with the profile", place


@rule(PDFA, "6.2.3", "All output intents share one profile; none refers to a profile outside.")
def one_output_profile(document: Document):
    profiles = [i.get("/DestOutputProfile") for i in output_intents(document) if "/DestOutputProfile" in i]
    if any(not same(profiles[0], other) for other in profiles[1:]):
        yield "output intents with different profiles", "/OutputIntents"
    for intent in output_intents(document):
        if name(intent.get("/S")) == "GTS_PDFX" and "/DestOutputProfileRef" in intent:
            yield "/DestOutputProfileRef in an output intent", place_of(intent, "/OutputIntents")


@rule(PDFA, "6.2.4.2", "The profile of an ICCBased space is valid and has as many components as stated.")
def icc_based(document: Document):
    for space, place in colour_spaces(document):
        if name(space[0]) != "ICCBased":
            continue
        header = icc_header(space[1])
        if header is None:
            yield "no ICC profile", place
            continue
        device, colour, version = header
        if device not in (b"prtr", b"mntr", b"scnr", b"spac") or colour not in COMPONENTS or version > 4:
            yield f"profile of class {device.decode('latin-1')}, {colour.decode('latin-1')}", place
        elif entry(space[1], "/N") != COMPONENTS[colour]:
            yield "/N does not agree with the profile", place


@rule(PDFA, "6.2.4.2", "Overprint mode is not 1 where ICCBased CMYK overprints.")
def overprint_of_icc_cmyk(document: Document):
    for painted in document.painting.painted:
        space = painted.space
        if not (isinstance(space, Array) and len(space) > 1 and name(space[0]) == "ICCBased"):
            continue
        overprints = (painted.state.overprint_stroke if painted.kind == "stroke"
                      else painted.state.overprint_fill)
        if entry(space[1], "/N") == 4 and overprints and painted.state.overprint_mode == 1:
            yield "OPM 1 with ICCBased CMYK", painted.place


@rule(PDFA, "6.2.4.3", "Device colours are defined by a default space or by the PDF/A output intent.")
def device_colours(document: Document):
    yield from undefined_device_colours(document, destination_space(document, "GTS_PDFA1"))


@rule(PDFA, "6.2.4.4", "DeviceN names its spot colours in Colorants.")
def colorants(document: Document):
    for space, place in colour_spaces(document):
        if name(space[0]) != "DeviceN" or not isinstance(space[1], Array):
            continue
        listed = entry(space[4], "/Colorants") if len(space) > 4 else None
        process = entry(entry(space[4], "/Process"), "/Components") if len(space) > 4 else None
        known = PROCESS_COLORANTS | {name(c) for c in process or []}
        for colorant in space[1]:
            if name(colorant) not in known and entry(listed, str(colorant)) is None:
                yield f"colorant {name(colorant)} is not in Colorants", place


@rule(PDFA, "6.2.4.4", "Separations of one name have one alternate space and one tint transform.")
def separations(document: Document):
    first: dict[str, Array] = {}
    for space, place in colour_spaces(document):
        if name(space[0]) != "Separation" or len(space) < 4:
            continue
        known = first.setdefault(name(space[1]) or "", space)
        if not (same(known[2], space[2]) and _same_function(known[3], space[3])):
            yield f"separation {name(space[1])} is defined in two ways", place


def _same_function(a, b) -> bool:
    if isinstance(a, Stream) and isinstance(b, Stream):
        return a.objgen == b.objgen or a.read_bytes() == b.read_bytes()
    return same(a, b)


@rule(PDFA, "6.2.5", "A graphics state has no TR, no TR2 but Default, no HTP; halftones are of type 1 or 5.")
def graphics_states(document: Document):
    for state, place in _graphics_states(document):
        if "/TR" in state:
            yield "/TR", place
        if "/TR2" in state and name(state.get("/TR2")) != "Default":
            yield "/TR2 is not Default", place
        if "/HTP" in state:
            yield "/HTP", place
        halftone = state.get("/HT")
        if isinstance(halftone, (Dictionary, Stream)):
            if halftone.get("/HalftoneType") not in (1, 5):
                yield "halftone of another type than 1 and 5", place
            if "/HalftoneName" in halftone:
                yield "/HalftoneName", place


def _graphics_states(document: Document):
    """Those in resources, used or not."""
    for value, place in document.dictionaries:
        states = value.get("/ExtGState") if isinstance(value, Dictionary) else None
        if isinstance(states, Dictionary):
            for key in states.keys():
                if isinstance(states.get(key), Dictionary):
                    yield states.get(key), place_of(states.get(key), place)


@rule(PDFA, "6.2.6", "Rendering intents are the four of ISO 32000-1.")
def rendering_intents(document: Document):
    found = list(document.painting.rendering_intents)
    found += [(name(v.get("/RI")), p) for v, p in _graphics_states(document) if "/RI" in v]
    found += [(name(v.get("/Intent")), p) for v, p in document.streams
              if v.get("/Subtype") == Name.Image and "/Intent" in v]
    for intent, place in found:
        if intent not in INTENTS:
            yield f"rendering intent {intent}", place


@rule(PDFA, "6.2.8", "Images have no alternates and no OPI, and are not interpolated.")
def images(document: Document):
    for stream, place in document.streams:
        if stream.get("/Subtype") != Name.Image:
            continue
        for key in ("/Alternates", "/OPI"):
            if key in stream:
                yield f"{key} in an image", place
        if stream.get("/Interpolate"):
            yield "/Interpolate true", place
    for image, place in document.painting.inline_images:
        if image.get("/I") is True or image.get("/Interpolate") is True:
            yield "inline image is interpolated", place


@rule(PDFA, "6.2.8.3", "JPEG 2000 images have 1, 3 or 4 channels of one depth and one best colour definition.")
def jpeg2000(document: Document):
    for stream, place in document.streams:
        filters = stream.get("/Filter")
        last = filters[-1] if isinstance(filters, Array) and len(filters) else filters
        if name(last) == "JPXDecode":
            yield from ((fault, place) for fault in _jpeg2000_faults(stream.read_raw_bytes()))


def _boxes(data: bytes):
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        head = 8
        if size == 1 and at + 16 <= len(data):
            size, head = struct.unpack(">Q", data[at + 8:at + 16])[0], 16
        if size == 0 or at + size > len(data):
            size = len(data) - at
        if size < head:
            return
        yield kind, data[at + head:at + size]
        at += size


def _jpeg2000_faults(data: bytes):
    header = next((body for kind, body in _boxes(data) if kind == b"jp2h"), None)
    if header is None:
        yield "JPEG 2000 data without a header box"
        return
    boxes = list(_boxes(header))
    image = next((body for kind, body in boxes if kind == b"ihdr"), b"")
    colours = [body for kind, body in boxes if kind == b"colr"]
    if len(image) >= 11:
        if struct.unpack(">H", image[8:10])[0] not in (1, 3, 4):
            yield "JPEG 2000 image of another number of channels than 1, 3, 4"
        if image[10] == 255 or (image[10] & 127) + 1 > 38:
            yield "JPEG 2000 channels of different or too great depth"
    if len(colours) > 1 and sum(1 for c in colours if c[2:3] == b"\1") != 1:
        yield "JPEG 2000 image without one best colour definition"
    for colour in colours:
        if colour[:1] not in (b"\1", b"\2", b"\3"):
            yield "JPEG 2000 colour definition of an unknown method"
        elif colour[:1] == b"\1" and colour[3:7] == struct.pack(">I", 19):
            yield "JPEG 2000 image in CIEJab"


@rule(PDFA, "6.2.9", "There are no PostScript and no reference XObjects, and forms have no OPI.")
def xobjects(document: Document):
    for stream, place in document.streams:
        kind = name(stream.get("/Subtype"))
        if kind == "PS":
            yield "PostScript XObject", place
        if kind != "Form":
            continue
        if name(stream.get("/Subtype2")) == "PS" or "/PS" in stream:
            yield "form with PostScript", place
        for key in ("/OPI", "/Ref"):
            if key in stream:
                yield f"form with {key}", place


@rule(PDFA, "6.2.10", "Blend modes are those of ISO 32000-1.")
def blend_modes(document: Document):
    for state, place in _graphics_states(document):
        mode = state.get("/BM")
        for one in mode if isinstance(mode, Array) else [mode] if mode is not None else []:
            if name(one) not in BLEND_MODES:
                yield f"blend mode {name(one)}", place


@rule(PDFA, "6.2.10", "Without a PDF/A output intent a page with transparency states its blending space.")
def blending_space(document: Document):
    if destination_space(document, "GTS_PDFA1") is not None:
        return
    for page in _transparent_pages(document):
        if entry(page.get("/Group"), "/CS") is None:
            yield "transparency without a blending colour space", document.page_place(page)


def _transparent_pages(document: Document):
    for page in document.pages:
        resources = page.get("/Resources")
        states = entry(resources, "/ExtGState")
        objects = entry(resources, "/XObject")
        found = False
        for key in states.keys() if isinstance(states, Dictionary) else []:
            state = states.get(key)
            found = found or any(float(state.get(k, 1)) < 1 for k in ("/ca", "/CA"))
            found = found or name(entry(state, "/BM")) not in (None, "Normal", "Compatible")
            found = found or isinstance(entry(state, "/SMask"), Dictionary)
        for key in objects.keys() if isinstance(objects, Dictionary) else []:
            found = found or entry(objects.get(key), "/SMask") is not None
            found = found or name(entry(entry(objects.get(key), "/Group"), "/S")) == "Transparency"
        if found:
            yield page
