"""Faults of ISO 15930-7 (PDF/X-4)."""
from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

import good

from .graphics import TINT, _profile
from .tools import (PRINT, add_content, allowed, annotation, breaks, change_metadata, form, image, page, resource,
                    used_font)


@breaks(PRINT, "pdfx-4:6.10:identification")
def print_of_pdfx_3(pdf) -> None:
    change_metadata(pdf, rb"PDF/X-4", b"PDF/X-3:2003")


@breaks(PRINT, "pdfx-4:6.10:document_identity")
def print_without_title(pdf) -> None:
    if "/Title" in pdf.docinfo:
        del pdf.docinfo["/Title"]
    change_metadata(pdf, rb"<dc:title>.*?</dc:title>", b"")


@breaks(PRINT, "pdfx-4:6.10:document_identity")
def print_without_version_identifier(pdf) -> None:
    change_metadata(pdf, rb"<xmpMM:VersionID>.*?</xmpMM:VersionID>", b"")


@breaks(PRINT, "pdfx-4:6.10:information")
def print_with_two_titles(pdf) -> None:
    pdf.docinfo["/Title"] = String("Another title")


@breaks(PRINT, "pdfx-4:6.10:information")
def print_with_two_dates(pdf) -> None:
    pdf.docinfo["/ModDate"] = String("D:20010101000000Z")


@breaks(PRINT, "pdfx-4:6:trapped")
def print_without_trapped(pdf) -> None:
    del pdf.docinfo["/Trapped"]


@breaks(PRINT, "pdfx-4:6:trapped")
def print_perhaps_trapped(pdf) -> None:
    pdf.docinfo["/Trapped"] = Name.Unknown


@breaks(PRINT, "pdfx-4:6:boxes")
def print_without_trim_box(pdf) -> None:
    del page(pdf)["/TrimBox"]


@breaks(PRINT, "pdfx-4:6:boxes")
def print_with_art_box_too(pdf) -> None:
    page(pdf).ArtBox = page(pdf).TrimBox


@breaks(PRINT, "pdfx-4:6:boxes")
def print_with_trim_box_over_bleed_box(pdf) -> None:
    bleed = [float(v) for v in page(pdf).BleedBox]
    page(pdf).TrimBox = Array([bleed[0] - 1, bleed[1], bleed[2], bleed[3]])


@breaks(PRINT, "pdfx-4:6:boxes")
def print_with_bleed_box_over_media_box(pdf) -> None:
    media = [float(v) for v in page(pdf).MediaBox]
    page(pdf).BleedBox = Array([media[0], media[1], media[2] + 5, media[3]])


@breaks(PRINT, "pdfx-4:6:viewer_areas")
def print_that_shows_the_crop_box(pdf) -> None:
    pdf.Root.ViewerPreferences = Dictionary(ViewArea=Name.CropBox)


def _annotation(pdf, subtype: str, rectangle) -> None:
    page(pdf).Annots = Array([pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array(rectangle), F=4, AP=Dictionary(N=form(pdf))))])


@breaks(PRINT, "pdfx-4:6.17:annotations")
def print_with_a_note_on_the_page(pdf) -> None:
    _annotation(pdf, "Text", [100, 100, 120, 120])


@breaks(PRINT, "pdfx-4:6.17:annotations")
def print_with_a_link_in_the_bleed(pdf) -> None:
    bleed = [float(v) for v in page(pdf).BleedBox]
    _annotation(pdf, "Link", [bleed[0], bleed[1], bleed[0] + 2, bleed[1] + 2])


@allowed(PRINT)
def print_with_a_mark_in_the_bleed(pdf) -> None:
    bleed = [float(v) for v in page(pdf).BleedBox]
    _annotation(pdf, "PrinterMark", [bleed[0], bleed[1], bleed[0] + 2, bleed[1] + 2])


@breaks(PRINT, "pdfx-4:6.18:actions")
def print_with_a_script(pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


@breaks(PRINT, "pdfx-4:6.26:forms")
def print_with_a_form(pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a")))]))


@breaks(PRINT, "pdfx-4:6:embedded_files")
def print_with_a_file(pdf) -> None:
    file = pdf.make_stream(b"x")
    pdf.Root.Test = Dictionary(Type=Name.Filespec, F=String("a"), UF=String("a"), EF=Dictionary(F=file))


@breaks(PRINT, "pdfx-4:6.24:optional_content")
def print_with_nameless_layers(pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())


@breaks(PRINT, "pdfx-4:6.4:output_intent", "pdfx-4:6.4:device_colours")
def print_without_output_intent(pdf) -> None:
    del pdf.Root.OutputIntents


@breaks(PRINT, "pdfx-4:6.4:output_intent")
def print_with_a_monitor_profile(pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = _profile(pdf, b"mntr", b"CMYK", 4)


@breaks(PRINT, "pdfx-4:6.4:output_condition")
def print_without_condition(pdf) -> None:
    del pdf.Root.OutputIntents[0].OutputConditionIdentifier


@breaks(PRINT, "pdfx-4:6.4:device_colours")
def print_in_rgb(pdf) -> None:
    add_content(pdf, b"1 0 0 rg 40 40 5 5 re f")


@breaks(PRINT, "pdfx-4:6.4:device_colours")
def print_with_an_rgb_image(pdf) -> None:
    resource(pdf, "/XObject", "/Broken", image(pdf, b"\0\0\0", ColorSpace=Name.DeviceRGB))
    add_content(pdf, b"/Broken Do")


@allowed(PRINT)
def print_with_tagged_rgb(pdf) -> None:
    resource(pdf, "/ColorSpace", "/Rgb", Array([Name.ICCBased, _profile(pdf, b"mntr", b"RGB ", 3)]))
    add_content(pdf, b"/Rgb cs 1 0 0 scn 40 40 5 5 re f")


@breaks(PRINT, "pdfx-4:6.4:icc_based")
def print_with_the_output_profile_as_a_source(pdf) -> None:
    stream = pdf.make_stream(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
    stream.N = 4
    resource(pdf, "/ColorSpace", "/Broken", Array([Name.ICCBased, stream]))


@breaks(PRINT, "pdfx-4:6.4:spot_colours")
def print_with_a_separation_in_two_ways(pdf) -> None:
    resource(pdf, "/ColorSpace", "/One", Array([Name.Separation, Name.Varnish, Name.DeviceGray, TINT]))
    other = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    resource(pdf, "/ColorSpace", "/Two", Array([Name.Separation, Name.Varnish, Name.DeviceGray, other]))


@breaks(PRINT, "pdfx-4:6.4:overprint")
def print_overprinting_icc_cmyk(pdf) -> None:
    resource(pdf, "/ColorSpace", "/Cmyk", Array([Name.ICCBased, _profile(pdf, b"scnr", b"CMYK", 4)]))
    resource(pdf, "/ExtGState", "/Over", Dictionary(op=True, OP=True, OPM=1))
    add_content(pdf, b"/Over gs /Cmyk cs 0 0 0 1 scn 40 40 5 5 re f")


@breaks(PRINT, "pdfx-4:6.5:fonts")
def print_without_font_program(pdf) -> None:
    del used_font(pdf).DescendantFonts[0].FontDescriptor.FontFile2


@breaks(PRINT, "pdfx-4:6.13:transfer_functions")
def print_with_a_transfer_function(pdf) -> None:
    resource(pdf, "/ExtGState", "/Broken", Dictionary(TR=TINT))


@breaks(PRINT, "pdfx-4:6:halftones")
def print_with_a_halftone_of_type_10(pdf) -> None:
    resource(pdf, "/ExtGState", "/Broken", Dictionary(HT=Dictionary(HalftoneType=10)))


@breaks(PRINT, "pdfx-4:6.14:postscript")
def print_with_postscript(pdf) -> None:
    resource(pdf, "/XObject", "/Broken", form(pdf, Subtype2=Name.PS))


@breaks(PRINT, "pdfx-4:6:complete_objects")
def print_with_opi(pdf) -> None:
    resource(pdf, "/XObject", "/Broken", image(pdf, OPI=Dictionary()))


@breaks(PRINT, "pdfx-4:6.19:operators")
def print_with_unknown_operator(pdf) -> None:
    add_content(pdf, b"BX 1 xyz EX")


@breaks(PRINT, "pdfx-4:6.20:blend_modes")
def print_with_unknown_blend_mode(pdf) -> None:
    resource(pdf, "/ExtGState", "/Broken", Dictionary(BM=Name.Glow))


@breaks(PRINT, "pdfx-4:6.20:blending_space")
def print_blending_in_rgb(pdf) -> None:
    page(pdf).Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


@breaks(PRINT, "pdfx-4:6.23:rendering_intents")
def print_with_unknown_rendering_intent(pdf) -> None:
    add_content(pdf, b"/Vivid ri")
