"""Faults of ISO 19005-3, 6.2 (which ISO 14289-1, 7.21 shares for fonts) and of ISO 15930-7."""
from __future__ import annotations

import struct

import pikepdf
from pikepdf import Array, Dictionary, Name, String

import good

from .tools import (ARCHIVE, PRINT, NotThere, add_artifact, add_content, allowed, breaks, form, image, page,
                    resource, texts_for_codes, used_font)

TINT = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1)


def both(clause_a: str, clause_ua: str, name: str) -> tuple[str, str]:
    return f"pdfa-3a:{clause_a}:{name}", f"pdfua-1:{clause_ua}:{name}"


@breaks(ARCHIVE, "pdfa-3a:6.2.2:operators")
def unknown_operator(pdf) -> None:
    add_artifact(pdf, b"BX 1 xyz EX")


@breaks(ARCHIVE, "pdfa-3a:6.2.2:own_resources")
def missing_resource(pdf) -> None:
    add_artifact(pdf, b"/Nowhere gs")


@breaks(ARCHIVE, "pdfa-3a:6.2.2:balanced")
def unbalanced_state(pdf) -> None:
    add_artifact(pdf, b"q")


def _profile(pdf, device: bytes, space: bytes, components: int):
    stream = pdf.make_stream(good.icc_profile(device, space))
    stream.N = components
    return stream


@breaks(ARCHIVE, "pdfa-3a:6.2.3:output_profile")
def profile_with_wrong_components(pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 4


@breaks(ARCHIVE, "pdfa-3a:6.2.3:output_profile")
def profile_of_a_scanner(pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = _profile(pdf, b"scnr", b"RGB ", 3)


@breaks(ARCHIVE, "pdfa-3a:6.2.3:one_output_profile")
def two_output_profiles(pdf) -> None:
    pdf.Root.OutputIntents.append(Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="Other",
        DestOutputProfile=_profile(pdf, b"prtr", b"RGB ", 3)))


@breaks(ARCHIVE, "pdfa-3a:6.2.4.2:icc_based")
def profile_that_is_none(pdf) -> None:
    stream = pdf.make_stream(b"no profile")
    stream.N = 3
    resource(pdf, "/ColorSpace", "/Broken", Array([Name.ICCBased, stream]))


@breaks(ARCHIVE, "pdfa-3a:6.2.4.2:overprint_of_icc_cmyk")
def overprint_mode_with_icc_cmyk(pdf) -> None:
    resource(pdf, "/ColorSpace", "/Cmyk", Array([Name.ICCBased, _profile(pdf, b"prtr", b"CMYK", 4)]))
    resource(pdf, "/ExtGState", "/Over", Dictionary(op=True, OP=True, OPM=1))
    add_artifact(pdf, b"/Over gs /Cmyk cs 0 0 0 1 scn 0 0 5 5 re f")


@breaks(ARCHIVE, "pdfa-3a:6.2.4.3:device_colours")
def device_cmyk(pdf) -> None:
    add_artifact(pdf, b"0 0 0 1 k 0 0 5 5 re f")


@breaks(ARCHIVE, "pdfa-3a:6.2.4.3:device_colours")
def device_cmyk_in_a_form(pdf) -> None:
    resource(pdf, "/XObject", "/Broken", form(pdf, b"1 0 0 0 K 0 0 5 5 re S"))
    add_artifact(pdf, b"/Broken Do")


@breaks(ARCHIVE, "pdfa-3a:6.2.4.4:colorants")
def colorant_without_description(pdf) -> None:
    resource(pdf, "/ColorSpace", "/Broken", Array([Name.DeviceN, Array([Name.Lake]), Name.DeviceGray, TINT]))


@breaks(ARCHIVE, "pdfa-3a:6.2.4.4:separations")
def separation_in_two_ways(pdf) -> None:
    resource(pdf, "/ColorSpace", "/One", Array([Name.Separation, Name.Lake, Name.DeviceGray, TINT]))
    other = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    resource(pdf, "/ColorSpace", "/Two", Array([Name.Separation, Name.Lake, Name.DeviceGray, other]))


@breaks(ARCHIVE, "pdfa-3a:6.2.5:graphics_states")
def transfer_function(pdf) -> None:
    resource(pdf, "/ExtGState", "/Broken", Dictionary(TR=Name.Identity))


@breaks(ARCHIVE, "pdfa-3a:6.2.5:graphics_states")
def halftone_of_type_6(pdf) -> None:
    resource(pdf, "/ExtGState", "/Broken", Dictionary(HT=Dictionary(HalftoneType=6)))


@breaks(ARCHIVE, "pdfa-3a:6.2.6:rendering_intents")
def unknown_rendering_intent(pdf) -> None:
    add_artifact(pdf, b"/Vivid ri")


@breaks(ARCHIVE, "pdfa-3a:6.2.8:images")
def interpolated_image(pdf) -> None:
    resource(pdf, "/XObject", "/Broken", image(pdf, Interpolate=True))


@breaks(ARCHIVE, "pdfa-3a:6.2.8:images")
def alternate_images(pdf) -> None:
    resource(pdf, "/XObject", "/Broken", image(pdf, Alternates=Array()))


@breaks(ARCHIVE, "pdfa-3a:6.2.8.3:jpeg2000")
def jpeg2000_of_two_channels(pdf) -> None:
    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", 8 + len(body)) + kind + body
    header = box(b"ihdr", struct.pack(">IIHBBBB", 1, 1, 2, 7, 7, 0, 0)) + box(b"colr", b"\1\0\0" + struct.pack(">I", 17))
    data = box(b"jP  ", b"\r\n\x87\n") + box(b"jp2h", header)
    resource(pdf, "/XObject", "/Broken", pikepdf.Stream(
        pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, Filter=Name.JPXDecode))


@breaks(ARCHIVE, "pdfa-3a:6.2.9:xobjects")
def postscript_in_a_form(pdf) -> None:
    resource(pdf, "/XObject", "/Broken", form(pdf, Subtype2=Name.PS))


@breaks(ARCHIVE, "pdfa-3a:6.2.9:xobjects", "pdfua-1:7.20:xobjects")
def reference_xobject(pdf) -> None:
    resource(pdf, "/XObject", "/Broken", form(pdf, Ref=Dictionary(F=String("a.pdf"), Page=0)))


@breaks(ARCHIVE, "pdfa-3a:6.2.10:blend_modes")
def unknown_blend_mode(pdf) -> None:
    resource(pdf, "/ExtGState", "/Broken", Dictionary(BM=Name.Glow))


@breaks(ARCHIVE, "pdfa-3a:6.2.10:blending_space", "pdfa-3a:6.2.4.3:device_colours")
def transparency_without_output_intent(pdf) -> None:
    del pdf.Root.OutputIntents
    for one in pdf.pages:
        if "/Group" in one.obj:
            del one.obj["/Group"]
    resource(pdf, "/ExtGState", "/Glass", Dictionary(ca=0.5))


@breaks(ARCHIVE, "pdfa-3a:6.2.11.2:font_dictionaries")
def font_without_name(pdf) -> None:
    del used_font(pdf).BaseFont


def _cmap(pdf, ordering: str = "Identity", extra: bytes = b"", **entries):
    stream = pdf.make_stream(extra + b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
                             b"1 begincidrange\n<0000> <FFFF> 0\nendcidrange")
    stream.Type, stream.CMapName = Name.CMap, Name.Own
    stream.CIDSystemInfo = Dictionary(Registry="Adobe", Ordering=ordering, Supplement=0)
    for key, value in entries.items():
        stream["/" + key] = value
    return stream


@breaks(ARCHIVE, *both("6.2.11.3.1", "7.21.3.1", "character_collection"))
def cmap_of_another_collection(pdf) -> None:
    used_font(pdf).Encoding = _cmap(pdf, "Japan1")


@breaks(ARCHIVE, *both("6.2.11.3.2", "7.21.3.2", "cid_to_gid_map"))
def no_glyph_map(pdf) -> None:
    del used_font(pdf).DescendantFonts[0].CIDToGIDMap


@breaks(ARCHIVE, *both("6.2.11.3.3", "7.21.3.3", "cmaps"))
def unknown_cmap(pdf) -> None:
    used_font(pdf).Encoding = Name("/Own-H")


@breaks(ARCHIVE, *both("6.2.11.3.3", "7.21.3.3", "cmaps"))
def two_writing_modes(pdf) -> None:
    used_font(pdf).Encoding = _cmap(pdf, WMode=1)


@breaks(ARCHIVE, *both("6.2.11.3.3", "7.21.3.3", "cmaps"))
def cmap_that_uses_another(pdf) -> None:
    used_font(pdf).Encoding = _cmap(pdf, extra=b"/Other usecmap\n")


@breaks(ARCHIVE, *both("6.2.11.4.1", "7.21.4.1", "embedded"))
def font_not_embedded(pdf) -> None:
    del used_font(pdf).DescendantFonts[0].FontDescriptor.FontFile2


@breaks(ARCHIVE, *both("6.2.11.4.1", "7.21.4.1", "glyphs_present"))
def glyphs_that_are_not_there(pdf) -> None:
    used_font(pdf).DescendantFonts[0].CIDToGIDMap = pdf.make_stream(b"\xff\xf0" * 65536)


@breaks(ARCHIVE, *both("6.2.11.4.2", "7.21.4.2", "subset_lists"))
def empty_cid_set(pdf) -> None:
    used_font(pdf).DescendantFonts[0].FontDescriptor.CIDSet = pdf.make_stream(b"\0")


@breaks(ARCHIVE, *both("6.2.11.5", "7.21.5", "widths"))
def other_widths(pdf) -> None:
    descendant = used_font(pdf).DescendantFonts[0]
    descendant.W, descendant.DW = Array(), 777


def _truetype(pdf, flags: int, **entries):
    """A simple font that shows A as code 65."""
    descriptor = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Squares, Flags=flags, FontBBox=[0, -200, 700, 800], ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=500, StemV=80, FontFile2=pdf.make_stream(good.font_program())))
    resource(pdf, "/Font", "/Simple", pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Squares, FirstChar=65, LastChar=65, Widths=[600],
        FontDescriptor=descriptor, **entries)))
    add_artifact(pdf, b"BT /Simple 9 Tf 20 20 Td (A) Tj ET")


@breaks(ARCHIVE, *both("6.2.11.6", "7.21.6", "truetype_encodings"))
def symbolic_font_with_encoding(pdf) -> None:
    _truetype(pdf, 4, Encoding=Name.WinAnsiEncoding)


@allowed(ARCHIVE)
def plain_truetype_font(pdf) -> None:
    _truetype(pdf, 32, Encoding=Name.WinAnsiEncoding)


@breaks(ARCHIVE, *both("6.2.11.7.2", "7.21.7", "unicode_of_codes"))
def codes_without_text(pdf) -> None:
    used_font(pdf).ToUnicode = pdf.make_stream(b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange")


@breaks(ARCHIVE, *both("6.2.11.7.2", "7.21.7", "unicode_of_codes"))
def byte_order_mark_as_text(pdf) -> None:
    texts_for_codes(pdf, b"FEFF")


@breaks(ARCHIVE, "pdfa-3a:6.2.11.7.3:private_use")
def private_text(pdf) -> None:
    texts_for_codes(pdf, b"E000")


@breaks(ARCHIVE, "pdfa-3a:6.2.11.7.3:private_use")
def private_text_beyond_the_first_plane(pdf) -> None:
    texts_for_codes(pdf, b"DB80DC00")


@breaks(ARCHIVE, *both("6.2.11.8", "7.21.8", "no_notdef"), *both("6.2.11.7.2", "7.21.7", "unicode_of_codes"))
def notdef(pdf) -> None:
    for one in used_font(pdf).DescendantFonts:
        one.W.append(0)
        one.W.append(Array([_width_of_notdef(one)]))
    fonts = page(pdf).Resources.Font
    key = next(k for k in fonts.keys() if fonts[k].objgen == used_font(pdf).objgen)
    add_artifact(pdf, b"BT " + key.encode() + b" 9 Tf 20 20 Td <0000> Tj ET")


def _width_of_notdef(descendant) -> float:
    import io
    from fontTools.ttLib import TTFont
    font = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
    return round(font["hmtx"][font.getGlyphOrder()[0]][0] * 1000 / font["head"].unitsPerEm)


@allowed(ARCHIVE)
def invisible_text_of_any_width(pdf) -> None:
    """Text that nobody sees need not agree with its program."""
    fonts = page(pdf).Resources.Font
    key = next(k for k in fonts.keys() if fonts[k].objgen == used_font(pdf).objgen)
    add_artifact(pdf, b"BT 3 Tr " + key.encode() + b" 9 Tf 20 20 Td <0001> Tj ET")


@allowed(ARCHIVE)
def spot_colour_over_rgb(pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 1], N=1)
    resource(pdf, "/ColorSpace", "/Spot", Array([Name.Separation, Name.Lake, Name.DeviceRGB, tint]))
    add_artifact(pdf, b"/Spot cs 1 scn 0 0 5 5 re f")


@allowed(ARCHIVE)
def cmyk_with_a_default_space(pdf) -> None:
    resource(pdf, "/ColorSpace", "/DefaultCMYK", Array([Name.ICCBased, _profile(pdf, b"prtr", b"CMYK", 4)]))
    add_artifact(pdf, b"0 0 0 1 k 0 0 5 5 re f")
