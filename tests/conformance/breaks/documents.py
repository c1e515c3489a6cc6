"""Faults of ISO 19005-3, 6.3 to 6.11: annotations, forms, metadata, structure, files, layers."""
from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, String

from .tools import (ARCHIVE, SIGNED, NotThere, add_annotation, allowed, annotation, breaks, breaks_bytes,
                    change_metadata, element, page, replaced)


@breaks(ARCHIVE, "pdfa-3a:6.3.1:annotation_types")
def movie(pdf) -> None:
    add_annotation(pdf, "Movie", Contents=String("A film"))


@breaks(ARCHIVE, "pdfa-3a:6.3.2:annotation_flags")
def link_that_is_not_printed(pdf) -> None:
    add_annotation(pdf, "Text", Contents=String("A note")).F = 0


@breaks(ARCHIVE, "pdfa-3a:6.3.2:annotation_flags")
def annotation_without_flags(pdf) -> None:
    del add_annotation(pdf, "Text", Contents=String("A note"))["/F"]


@breaks(ARCHIVE, "pdfa-3a:6.3.3:appearances")
def annotation_without_appearance(pdf) -> None:
    del add_annotation(pdf, "Text", Contents=String("A note"))["/AP"]


@breaks(ARCHIVE, "pdfa-3a:6.3.3:appearances")
def annotation_with_a_second_appearance(pdf) -> None:
    note = add_annotation(pdf, "Text", Contents=String("A note"))
    note.AP.D = note.AP.N


@allowed(ARCHIVE)
def sound_note(pdf) -> None:
    add_annotation(pdf, "Text", Contents=String("A note"))


@breaks(ARCHIVE, "pdfa-3a:6.4.1:form_fields")
def appearances_left_to_the_reader(pdf) -> None:
    if "/AcroForm" not in pdf.Root:
        raise NotThere("form")
    pdf.Root.AcroForm.NeedAppearances = True


@breaks(ARCHIVE, "pdfa-3a:6.4.1:form_fields")
def widget_with_an_action(pdf) -> None:
    annotation(pdf, "Widget").A = Dictionary(S=Name.URI, URI=String("https://example.org/"))


@breaks(ARCHIVE, "pdfa-3a:6.4.2:no_xfa", "pdfua-1:7.15:no_xfa")
def xfa(pdf) -> None:
    if "/AcroForm" not in pdf.Root:
        raise NotThere("form")
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


@breaks_bytes(SIGNED, "pdfa-3a:6.4.3:signature_range")
def signature_over_a_part(data: bytes) -> bytes:
    """The second span ends within the last line."""
    def shorter(match):
        number = str(int(match.group(2)) - 5).encode()
        return match.group(1) + number.ljust(len(match.group(2)))
    result, count = re.subn(rb"(/ByteRange ?\[ ?0 +\d+ +\d+ +)(\d+)", shorter, data, count=1)
    if not count:
        raise NotThere("signature")
    return result


@breaks_bytes(SIGNED, "pdfa-3a:6.4.3:signature_range")
def signature_from_the_second_byte_on(data: bytes) -> bytes:
    return replaced(data, rb"(/ByteRange ?\[ ?)0 ", rb"\g<1>1 ")


@breaks_bytes(SIGNED, "pdfa-3a:6.4.3:signature_value")
def signature_that_is_no_cms(data: bytes) -> bytes:
    return replaced(data, rb"(/Contents ?<)30[0-9a-fA-F]{2}", rb"\g<1>3103")


@breaks(ARCHIVE, "pdfa-3a:6.5.1:actions")
def script(pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


@breaks(ARCHIVE, "pdfa-3a:6.5.1:actions")
def named_action_that_prints(pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Named, N=Name.Print)


@breaks(ARCHIVE, "pdfa-3a:6.5.2:additional_actions")
def actions_of_a_page(pdf) -> None:
    page(pdf).AA = Dictionary()


@breaks(ARCHIVE, "pdfa-3a:6.6.2.1:metadata_stream")
def metadata_of_another_type(pdf) -> None:
    pdf.Root.Metadata.Subtype = Name.TXT


@breaks(ARCHIVE, "pdfa-3a:6.6.2.1:packet_form")
def encoding_in_the_packet_header(pdf) -> None:
    change_metadata(pdf, rb"(<\?xpacket begin=.*?)\?>", rb'\1 encoding="UTF-8"?>')


@breaks(ARCHIVE, "pdfa-3a:6.6.2.1:packet_form", "pdfa-3a:6.6.4:identification", "pdfua-1:5:identification",
        "pdfua-1:7.1:title")
def packet_in_latin_1(pdf) -> None:
    change_metadata(pdf, rb"(<\?xpacket end)", b"<!-- \xe9 -->" + rb"\1")


@breaks(ARCHIVE, "pdfa-3a:6.6.2.3.1:known_properties")
def property_of_a_strange_schema(pdf) -> None:
    change_metadata(pdf, rb"</rdf:Description>", b'<t:x xmlns:t="http://example.org/">1</t:x></rdf:Description>')


@breaks(ARCHIVE, "pdfa-3a:6.6.2.3.1:known_properties")
def date_that_is_none(pdf) -> None:
    change_metadata(pdf, rb"<xmp:ModifyDate>.*?</xmp:ModifyDate>", b"<xmp:ModifyDate>today</xmp:ModifyDate>")


@breaks(ARCHIVE, "pdfa-3a:6.6.2.3.1:known_properties")
def creator_that_is_no_list(pdf) -> None:
    data = re.sub(rb"<dc:creator>.*?</dc:creator>", b"", pdf.Root.Metadata.read_bytes(), flags=re.S)
    pdf.Root.Metadata.write(replaced(data, rb"<dc:title>", b"<dc:creator>A</dc:creator><dc:title>"))


@breaks(ARCHIVE, "pdfa-3a:6.6.2.3.3:extension_schema_container")
def schema_without_prefix(pdf) -> None:
    change_metadata(pdf, rb"<pdfaSchema:prefix>.*?</pdfaSchema:prefix>", b"")


@breaks(ARCHIVE, "pdfa-3a:6.6.2.3.3:extension_schema_container")
def property_of_no_category(pdf) -> None:
    change_metadata(pdf, rb"<pdfaProperty:category>.*?<", b"<pdfaProperty:category>own<")


@breaks(ARCHIVE, "pdfa-3a:6.6.4:identification")
def part_2(pdf) -> None:
    change_metadata(pdf, rb'(pdfaid:part(?:>|="))3', rb"\g<1>2")


@breaks(ARCHIVE, "pdfa-3a:6.6.4:identification")
def level_b(pdf) -> None:
    change_metadata(pdf, rb'(pdfaid:conformance(?:>|="))A', rb"\1B")


@breaks(ARCHIVE, "pdfa-3a:6.7.2.2:marked", "pdfua-1:7.1:whole_tree")
def not_marked(pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@breaks(ARCHIVE, "pdfa-3a:6.7.3.3:structure_tree", "pdfua-1:7.1:whole_tree", "pdfua-1:7.1:marked_content",
        "pdfua-1:7.18.4:widgets", "pdfua-1:7.18.5:links")
def no_structure(pdf) -> None:
    del pdf.Root.StructTreeRoot


@breaks(ARCHIVE, "pdfa-3a:6.7.3.4:structure_types", "pdfua-1:7.1:role_map")
def unmapped_type(pdf) -> None:
    element(pdf, "P").S = Name.Letter


@breaks(ARCHIVE, "pdfa-3a:6.7.4:language_tags", "pdfua-1:7.2:language_tags")
def language_that_is_no_tag(pdf) -> None:
    element(pdf, "P").Lang = String("en_GB")


@breaks(ARCHIVE, "pdfa-3a:6.7.4:default_language", "pdfua-1:7.2:languages")
def no_language(pdf) -> None:
    del pdf.Root.Lang


def _specification(pdf):
    files = pdf.Root.get("/AF")
    if files is None or not len(files):
        raise NotThere("associated file")
    return files[0]


@breaks(ARCHIVE, "pdfa-3a:6.8:embedded_files")
def file_without_media_type(pdf) -> None:
    del _specification(pdf).EF.F.Subtype


@breaks(ARCHIVE, "pdfa-3a:6.8:file_specifications", "pdfua-1:7.11:file_specifications")
def file_without_unicode_name(pdf) -> None:
    del _specification(pdf).UF


@breaks(ARCHIVE, "pdfa-3a:6.8:file_specifications")
def file_without_relation(pdf) -> None:
    del _specification(pdf).AFRelationship


@breaks(ARCHIVE, "pdfa-3a:6.8:associated_files")
def file_that_nothing_refers_to(pdf) -> None:
    _specification(pdf)
    del pdf.Root.AF


@breaks(ARCHIVE, "pdfa-3a:6.9:optional_content", "pdfua-1:7.10:optional_content")
def layers_that_switch_themselves(pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(Name=String("Layers"), AS=Array()))


@breaks(ARCHIVE, "pdfa-3a:6.9:optional_content")
def layer_that_no_order_lists(pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Stamp")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Name=String("Layers"), Order=Array()))


@allowed(ARCHIVE)
def sound_layer(pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Stamp")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Name=String("Layers"), Order=Array([group])))


@breaks(ARCHIVE, "pdfa-3a:6.10:presentations")
def presentation_steps(pdf) -> None:
    page(pdf).PresSteps = Dictionary()


@breaks(ARCHIVE, "pdfa-3a:6.11:requirements")
def requirement_of_the_reader(pdf) -> None:
    pdf.Root.Requirements = Array()
