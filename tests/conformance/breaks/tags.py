"""Faults of ISO 14289-1 (PDF/UA-1) but those of fonts."""
from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from .tools import (ARCHIVE, NotThere, add_annotation, add_artifact, add_content, add_element, add_tagged, allowed,
                    annotated_page, annotation, breaks, change_metadata, element, elements, form, new_parent_key,
                    page, resource)

SQUARE = b"0 0 5 5 re f"


@breaks(ARCHIVE, "pdfua-1:5:identification")
def ua_part_2(pdf) -> None:
    change_metadata(pdf, rb'(pdfuaid:part(?:>|="))1', rb"\g<1>2")


@breaks(ARCHIVE, "pdfua-1:7.1:marked_content")
def content_without_mark(pdf) -> None:
    add_content(pdf, SQUARE)


@breaks(ARCHIVE, "pdfua-1:7.1:marked_content")
def content_without_mark_in_a_form(pdf) -> None:
    resource(pdf, "/XObject", "/Bare", form(pdf, SQUARE))
    add_content(pdf, b"/Bare Do")


@breaks(ARCHIVE, "pdfua-1:7.1:marked_content")
def content_of_no_element(pdf) -> None:
    add_content(pdf, b"/P << /MCID 9999 >> BDC " + SQUARE + b" EMC")


@allowed(ARCHIVE)
def form_within_a_mark(pdf) -> None:
    resource(pdf, "/XObject", "/Sound", form(pdf, SQUARE))
    add_artifact(pdf, b"/Sound Do")


@breaks(ARCHIVE, "pdfua-1:7.1:nested_marks")
def artifact_inside_tagged_content(pdf) -> None:
    add_tagged(pdf, add_element(pdf, "P"), b"/Artifact BMC " + SQUARE + b" EMC")


@breaks(ARCHIVE, "pdfua-1:7.1:nested_marks")
def tagged_content_inside_an_artifact(pdf) -> None:
    node = add_element(pdf, "P")
    add_tagged(pdf, node, SQUARE)
    contents = page(pdf).Contents
    contents[-1].write(b"/Artifact BMC " + contents[-1].read_bytes() + b" EMC")


@breaks(ARCHIVE, "pdfua-1:7.1:suspects")
def suspect_tags(pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


@breaks(ARCHIVE, "pdfua-1:7.1:role_map")
def standard_type_mapped(pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.Div)


@breaks(ARCHIVE, "pdfua-1:7.1:role_map")
def types_mapped_in_a_circle(pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(One=Name.Two, Two=Name.One)


@allowed(ARCHIVE)
def type_mapped_to_a_standard_one(pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Letter=Name.Body, Body=Name.P)
    element(pdf, "P").S = Name.Letter


@breaks(ARCHIVE, "pdfua-1:7.1:whole_tree")
def parent_tree_that_is_empty(pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array())


@breaks(ARCHIVE, "pdfua-1:7.1:whole_tree")
def element_with_another_parent(pdf) -> None:
    element(pdf, "P").P = element(pdf, "P")


@breaks(ARCHIVE, "pdfua-1:7.1:whole_tree")
def element_with_content_that_is_not_there(pdf) -> None:
    node = add_element(pdf, "P")
    node.Pg = page(pdf)
    node.K.append(9999)


@breaks(ARCHIVE, "pdfua-1:7.1:title")
def title_not_shown(pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@breaks(ARCHIVE, "pdfua-1:7.1:title")
def no_title(pdf) -> None:
    change_metadata(pdf, rb"<dc:title>.*?</dc:title>", b"")


@breaks(ARCHIVE, "pdfua-1:7.2:nesting")
def row_outside_a_table(pdf) -> None:
    add_element(pdf, "TR")


@breaks(ARCHIVE, "pdfua-1:7.2:nesting")
def paragraph_in_a_list(pdf) -> None:
    add_element(pdf, "P", add_element(pdf, "L"))


@breaks(ARCHIVE, "pdfua-1:7.2:nesting")
def text_directly_in_a_list(pdf) -> None:
    add_tagged(pdf, add_element(pdf, "L"), SQUARE)


@breaks(ARCHIVE, "pdfua-1:7.2:nesting")
def table_head_without_body(pdf) -> None:
    table = add_element(pdf, "Table")
    add_element(pdf, "TD", add_element(pdf, "TR", add_element(pdf, "THead", table)))


def _figure(pdf, **entries):
    box = Dictionary(O=Name.Layout, BBox=Array([0, 0, 5, 5]))
    node = add_element(pdf, "Figure", A=box, **entries)
    add_tagged(pdf, node, SQUARE)
    return node


@breaks(ARCHIVE, "pdfua-1:7.3:figures")
def figure_without_description(pdf) -> None:
    _figure(pdf)


@breaks(ARCHIVE, "pdfua-1:7.3:bounding_boxes")
def figure_without_box(pdf) -> None:
    del _figure(pdf, Alt=String("A square"))["/A"]


@breaks(ARCHIVE, "pdfua-1:7.4.2:heading_levels")
def heading_levels_left_out(pdf) -> None:
    if any(e.S in (Name.H5, Name.H6) for e in elements(pdf)):
        raise NotThere("room for a leap")
    add_element(pdf, "H6")


@breaks(ARCHIVE, "pdfua-1:7.4.4:heading_kinds")
def numbered_and_unnumbered_headings(pdf) -> None:
    element(pdf, "H1")
    add_element(pdf, "H")


def _table(pdf):
    table = add_element(pdf, "Table")
    return table, add_element(pdf, "TR", table), add_element(pdf, "TR", table)


@breaks(ARCHIVE, "pdfua-1:7.5:tables")
def header_cell_without_scope(pdf) -> None:
    _, head, body = _table(pdf)
    add_element(pdf, "TH", head)
    add_element(pdf, "TD", body)


@breaks(ARCHIVE, "pdfua-1:7.5:tables")
def rows_of_different_length(pdf) -> None:
    _, first, second = _table(pdf)
    for row in (first, second, second):
        add_element(pdf, "TD", row)


@breaks(ARCHIVE, "pdfua-1:7.5:tables")
def cell_over_more_rows_than_there_are(pdf) -> None:
    _, first, _ = _table(pdf)
    add_element(pdf, "TD", first, A=Dictionary(O=Name.Table, RowSpan=3))  # the second row it takes too


@allowed(ARCHIVE)
def cell_over_two_columns(pdf) -> None:
    _, first, second = _table(pdf)
    add_element(pdf, "TD", first, A=Dictionary(O=Name.Table, ColSpan=2))
    for _ in range(2):
        add_element(pdf, "TD", second)


@allowed(ARCHIVE)
def header_cell_that_cells_refer_to(pdf) -> None:
    _, head, body = _table(pdf)
    header = add_element(pdf, "TH", head, ID=String("column-1"))
    pdf.Root.StructTreeRoot.IDTree = _with(pdf.Root.StructTreeRoot.get("/IDTree"), "column-1", header)
    add_element(pdf, "TD", body, A=Dictionary(O=Name.Table, Headers=Array([String("column-1")])))


def _with(tree, key: str, value):
    """A name tree with one entry more, flat."""
    pairs = {}
    waiting = [tree] if tree is not None else []
    while waiting:
        node = waiting.pop()
        names = list(node.get("/Names") or [])
        pairs.update({bytes(k): v for k, v in zip(names[::2], names[1::2])})
        waiting.extend(node.get("/Kids") or [])
    pairs[key.encode()] = value
    return Dictionary(Names=Array([x for k in sorted(pairs) for x in (String(k), pairs[k])]))


@breaks(ARCHIVE, "pdfua-1:7.6:lists")
def item_without_body(pdf) -> None:
    add_element(pdf, "Lbl", add_element(pdf, "LI", add_element(pdf, "L")))


@breaks(ARCHIVE, "pdfua-1:7.6:lists")
def numbered_list_that_does_not_say_so(pdf) -> None:
    item = add_element(pdf, "LI", add_element(pdf, "L"))
    add_element(pdf, "Lbl", item, ActualText=String("1."))
    add_element(pdf, "LBody", item)


@allowed(ARCHIVE)
def list_of_bullets(pdf) -> None:
    item = add_element(pdf, "LI", add_element(pdf, "L"))
    add_element(pdf, "Lbl", item, ActualText=String("\u2022"))
    add_element(pdf, "LBody", item)


@breaks(ARCHIVE, "pdfua-1:7.7:formulas")
def formula_without_description(pdf) -> None:
    add_element(pdf, "Formula")


@breaks(ARCHIVE, "pdfua-1:7.8:running_headers")
def footer_that_is_no_pagination(pdf) -> None:
    add_content(pdf, b"/Artifact << /Type /Layout /Subtype /Footer >> BDC " + SQUARE + b" EMC")


@breaks(ARCHIVE, "pdfua-1:7.9:notes")
def note_without_identifier(pdf) -> None:
    add_element(pdf, "Note")


@breaks(ARCHIVE, "pdfua-1:7.9:identifiers")
def identifier_in_no_tree(pdf) -> None:
    add_element(pdf, "Note", ID=String("alone"))


@breaks(ARCHIVE, "pdfua-1:7.9:notes", "pdfua-1:7.9:identifiers")
def two_notes_of_one_identifier(pdf) -> None:
    add_element(pdf, "Note", ID=String("twin"))
    add_element(pdf, "Note", ID=String("twin"))


@breaks(ARCHIVE, "pdfua-1:7.18.1:annotations")
def annotation_without_description(pdf) -> None:
    add_annotation(pdf, "Text")


@breaks(ARCHIVE, "pdfua-1:7.18.1:annotations")
def annotation_outside_the_structure(pdf) -> None:
    add_annotation(pdf, "Text", tag=None, Contents=String("A note"))


@breaks(ARCHIVE, "pdfua-1:7.18.1:field_names")
def field_without_name(pdf) -> None:
    del annotation(pdf, "Widget")["/TU"]


@breaks(ARCHIVE, "pdfua-1:7.18.2:trap_networks")
def trap_network(pdf) -> None:
    add_annotation(pdf, "TrapNet", Contents=String("Traps"))


@breaks(ARCHIVE, "pdfua-1:7.18.3:tab_order")
def tabs_by_rows(pdf) -> None:
    annotated_page(pdf).Tabs = Name.R


@breaks(ARCHIVE, "pdfua-1:7.18.4:widgets")
def widget_in_a_paragraph(pdf) -> None:
    element(pdf, "Form").S = Name.P


@breaks(ARCHIVE, "pdfua-1:7.18.4:widgets")
def two_widgets_in_one_element(pdf) -> None:
    node = element(pdf, "Form")
    widget = annotation(pdf, "Widget")
    kids = node.K if isinstance(node.K, Array) else Array([node.K])
    kids.append(Dictionary(Type=Name.OBJR, Obj=widget, Pg=annotated_page(pdf)))
    node.K = kids


@breaks(ARCHIVE, "pdfua-1:7.18.5:links")
def link_without_description(pdf) -> None:
    link = add_annotation(pdf, "Link", "Link", Contents=String(""))
    del link["/Contents"]


@breaks(ARCHIVE, "pdfua-1:7.18.5:links")
def link_in_a_paragraph(pdf) -> None:
    add_annotation(pdf, "Link", "P", Contents=String("To the letter"))


@breaks(ARCHIVE, "pdfua-1:7.18.5:link_elements")
def link_element_without_link(pdf) -> None:
    add_element(pdf, "Link")


@breaks(ARCHIVE, "pdfua-1:7.18.6.2:media")
def media_clip_without_type(pdf) -> None:
    pdf.Root.Test = Dictionary(Type=Name.MediaClip, S=Name.MCD, Alt=Array([String(""), String("A film")]))


@breaks(ARCHIVE, "pdfua-1:7.18.8:printer_marks")
def printer_mark_in_the_structure(pdf) -> None:
    add_annotation(pdf, "PrinterMark")


@breaks(ARCHIVE, "pdfua-1:7.20:xobjects")
def tagged_form_drawn_twice(pdf) -> None:
    node = add_element(pdf, "P")
    stream = pdf.make_indirect(form(pdf, b"/P << /MCID 0 >> BDC " + SQUARE + b" EMC"))
    stream.StructParents = new_parent_key(pdf, pdf.make_indirect(Array([node])))
    node.K.append(Dictionary(Type=Name.MCR, Stm=stream, Pg=page(pdf), MCID=0))
    resource(pdf, "/XObject", "/Twice", stream)
    add_content(pdf, b"/Twice Do /Twice Do")
