"""ISO 14289-1, 5 and 7.1 to 7.9: identification, tags, languages, headings, lists, tables, notes."""
from __future__ import annotations

import re

from pikepdf import Array, Dictionary

from .document import Document, entry, name, numbers, place_of, tree_values
from .pdfa_structure import LANGUAGE_TAG, languages
from .rules import PDFUA, rule
from .structure import HEADINGS, STANDARD, Content, Element
from .xmp import DC, PDFUA_ID

# Which kids and which parent a type may have (ISO 32000-1, 14.8.4.2 to 14.8.4.3).
KIDS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"},
    "TH": {"TR"}, "TD": {"TR"},
    "LI": {"L"}, "LBody": {"LI"},
    "TOCI": {"TOC"},
}
ARTIFACT_TYPES = {"Pagination", "Layout", "Page", "Background"}
# Types whose content is their kids', never their own.
WITHOUT_CONTENT = {"Table", "THead", "TBody", "TFoot", "TR", "L", "LI", "TOC", "Document", "Part", "Art", "Sect"}
NUMBERINGS = {"Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"}
SCOPES = {"Row", "Column", "Both"}


@rule(PDFUA, "5", "The metadata say PDF/UA, part 1, under the prefix pdfuaid.")
def ua_identification(document: Document):
    packet = document.xmp
    part = packet.text(PDFUA_ID, "part") if packet is not None else None
    place = place_of(document.catalog.get("/Metadata"), "catalog")
    if part != "1":
        yield f"pdfuaid:part is {part}", place
    elif packet.prefix(PDFUA_ID, "part") != "pdfuaid":
        yield f"part under the prefix {packet.prefix(PDFUA_ID, 'part')}", place


@rule(PDFUA, "7.1", "All content is an artifact or tagged.")
def marked_content(document: Document):
    yield from document.painting.unmarked
    for mark, outer, place in document.painting.nested_marks:
        if mark.tagged and document.structure.of_mark(mark) is None:
            yield f"MCID {mark.mcid} belongs to no structure element", place


@rule(PDFUA, "7.1", "Artifacts do not stand inside tagged content, nor tagged content inside artifacts.")
def nested_marks(document: Document):
    for mark, outer, place in document.painting.nested_marks:
        if mark.artifact and any(m.tagged for m in outer):
            yield "artifact inside tagged content", place
        if mark.tagged and any(m.artifact for m in outer):
            yield "tagged content inside an artifact", place
        if mark.tagged and any(m.tagged for m in outer):
            yield "tagged content inside tagged content", place


@rule(PDFUA, "7.1", "The file does not say that its tags are suspect.")
def suspects(document: Document):
    if entry(document.catalog.get("/MarkInfo"), "/Suspects"):
        yield "/Suspects true", "catalog"


@rule(PDFUA, "7.1", "Types that are not standard are mapped to such, in no circle; standard ones are not mapped.")
def role_map(document: Document):
    structure = document.structure
    for element in structure.elements:
        if element.standard is None:
            yield f"type {element.type} is not mapped to a standard type", element.place
    for mapped in structure.roles:
        if mapped in STANDARD:
            yield f"standard type {mapped} is mapped", "role map"
        elif structure.standard(mapped)[1]:
            yield f"type {mapped} is mapped in a circle", "role map"


@rule(PDFUA, "7.1", "The structure tree is whole: parents, parent tree and content agree.")
def whole_tree(document: Document):
    structure = document.structure
    if structure.root is None:
        yield "no /StructTreeRoot", "catalog"
        return
    if entry(document.catalog.get("/MarkInfo"), "/Marked") is not True:
        yield "/MarkInfo without /Marked true", "catalog"
    yield from structure.faults
    seen = set()
    for content in structure.contents:
        key = (content.holder.objgen, content.mcid)
        if key in seen:
            yield f"MCID {content.mcid} is in two elements", content.element.place
        seen.add(key)
        if key not in document.painting.mcids:
            yield f"MCID {content.mcid} is in no content stream", content.element.place
        number = content.holder.get("/StructParents")
        row = structure.parents.get(int(number)) if number is not None else None
        if not isinstance(row, Array) or content.mcid >= len(row) or \
                row[content.mcid].objgen != content.element.node.objgen:
            yield f"parent tree does not lead from MCID {content.mcid} to the element", content.element.place
    for reference in structure.references:
        number = reference.target.get("/StructParent")
        row = structure.parents.get(int(number)) if number is not None else None
        if row is None or isinstance(row, Array) or row.objgen != reference.element.node.objgen:
            yield "parent tree does not lead from the object to its element", reference.element.place


@rule(PDFUA, "7.1", "The metadata have the title, and it is shown in the window's bar.")
def title(document: Document):
    packet = document.xmp
    if packet is None or not (packet.text(DC, "title") or "").strip():
        yield "no dc:title in the metadata", "catalog"
    if entry(document.catalog.get("/ViewerPreferences"), "/DisplayDocTitle") is not True:
        yield "/DisplayDocTitle is not true", "catalog"


@rule(PDFUA, "7.2", "The natural language of all text, descriptions and metadata can be told.")
def ua_languages(document: Document):
    default = str(document.catalog.get("/Lang", ""))
    if default:
        return
    yield "no language for metadata, outline and annotations: /Lang in the catalog", "catalog"
    for element in document.structure.elements:
        if any(isinstance(k, Content) for k in element.kids) and not element.language():
            yield "text without a language", element.place


@rule(PDFUA, "7.2", "Languages are given as language tags.")
def ua_language_tags(document: Document):
    for language, place in languages(document):
        if not LANGUAGE_TAG.fullmatch(str(language)):
            yield f"language {str(language)!r}", place


@rule(PDFUA, "7.2", "Parts of tables, lists and tables of contents are nested as ISO 32000-1 says.")
def nesting(document: Document):
    for element in document.structure.elements:
        kind = element.standard
        parent = element.parent.standard if element.parent is not None else None
        if kind in PARENTS and parent not in PARENTS[kind]:
            yield f"{kind} in {parent or 'the root'}", element.place
        if kind in KIDS:
            for kid in element.kid_types:
                if kid not in KIDS[kind]:
                    yield f"{kid} in {kind}", element.place
            yield from _captions(element)
        if kind in WITHOUT_CONTENT and any(isinstance(k, Content) for k in element.kids):
            yield f"content directly in {kind}", element.place


def _captions(element: Element):
    kids = element.kid_types
    count = kids.count("Caption")
    at_edge = kids[:1] == ["Caption"] or (element.standard == "Table" and kids[-1:] == ["Caption"])
    if count > 1 or (count == 1 and not at_edge):
        yield f"Caption of {element.standard} is not its first kid", element.place
    if element.standard == "Table":
        if kids.count("THead") > 1 or kids.count("TFoot") > 1:
            yield "more than one THead or TFoot", element.place
        if ("THead" in kids or "TFoot" in kids) and "TBody" not in kids:
            yield "THead or TFoot without TBody", element.place


@rule(PDFUA, "7.3", "Figures have an alternate description or replacement text.")
def figures(document: Document):
    for element in document.structure.elements:
        if element.standard == "Figure" and not (element.text("/Alt") or element.text("/ActualText")):
            yield "Figure without Alt or ActualText", element.place


@rule(PDFUA, "7.3", "A figure or table that lies on one page states its bounding box (ISO 32000-1, Table 345).")
def bounding_boxes(document: Document):
    for element in document.structure.elements:
        if element.standard not in ("Figure", "Table"):
            continue
        pages = {content.holder.objgen for content in _contents(element)}
        if len(pages) == 1 and len(numbers(element.attribute("Layout", "BBox"))) != 4:
            yield f"{element.standard} without BBox", element.place


def _contents(element: Element):
    waiting = [element]
    while waiting:
        one = waiting.pop()
        for kid in one.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, Element):
                waiting.append(kid)


@rule(PDFUA, "7.4.2", "Numbered headings begin with H1 and leave out no level on the way down.")
def heading_levels(document: Document):
    last = 0
    for element in document.structure.elements:
        if not re.fullmatch(r"H[1-6]", element.standard or ""):
            continue
        level = int(element.standard[1])
        if level > last + 1:
            yield f"H{level} behind {'H' + str(last) if last else 'no heading'}", element.place
        last = level


@rule(PDFUA, "7.4.4", "Headings are all numbered or none is, and a node has at most one H.")
def heading_kinds(document: Document):
    kinds = {e.standard for e in document.structure.elements} & HEADINGS
    if "H" in kinds and len(kinds) > 1:
        yield "H and numbered headings", "structure tree"
    for element in document.structure.elements:
        if element.kid_types.count("H") > 1:
            yield "more than one H", element.place


@rule(PDFUA, "7.5", "Tables are regular, and their header cells say what they head.")
def tables(document: Document):
    for element in document.structure.elements:
        if element.standard == "TH":
            scope = name(element.attribute("Table", "Scope"))
            if scope not in SCOPES and not _referred_to(document, element):
                yield "TH without Scope", element.place
        if element.standard == "Table":
            yield from _irregular(element)


def _referred_to(document: Document, header: Element) -> bool:
    """Whether cells name it in Headers."""
    identifier = header.text("/ID")
    if not identifier:
        return False
    return any(identifier in [str(h) for h in cell.attribute("Table", "Headers") or []]
               for cell in document.structure.elements if cell.standard in ("TD", "TH"))


def _irregular(table: Element):
    rows = []
    for kid in table.elements:
        rows.extend([kid] if kid.standard == "TR" else [r for r in kid.elements if r.standard == "TR"])
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row.elements:
            while (x, y) in taken:
                x += 1
            wide = int(cell.attribute("Table", "ColSpan") or 1)
            high = int(cell.attribute("Table", "RowSpan") or 1)
            for column in range(x, x + wide):
                for line in range(y, y + high):
                    if (column, line) in taken:
                        yield "cells overlap", cell.place
                    taken.add((column, line))
            x += wide
    if not taken:
        yield "table without cells", table.place
        return
    width, height = max(x for x, _ in taken) + 1, max(y for _, y in taken) + 1
    if height > len(rows):
        yield "a cell spans more rows than there are", table.place
    if len(taken) != width * height:
        yield "rows have different numbers of columns", table.place


@rule(PDFUA, "7.6", "A list whose items are numbered or lettered says so, and every item has a body.")
def lists(document: Document):
    for element in document.structure.elements:
        if element.standard != "L":
            continue
        labels = [_text(document, lbl) for item in element.elements for lbl in item.elements
                  if lbl.standard == "Lbl"]
        numbering = name(element.attribute("List", "ListNumbering"))
        if any(any(c.isalnum() for c in label) for label in labels) and numbering not in NUMBERINGS:
            yield f"numbered list with ListNumbering {numbering}", element.place
        for item in element.elements:
            if item.standard == "LI" and "LBody" not in item.kid_types:
                yield "LI without LBody", item.place


def _text(document: Document, element: Element) -> str:
    replaced = element.text("/ActualText")
    if replaced is not None:
        return replaced
    parts = []
    for kid in element.kids:
        if isinstance(kid, Content):
            parts.append(document.texts.get((kid.holder.objgen, kid.mcid), ""))
        elif isinstance(kid, Element):
            parts.append(_text(document, kid))
    return "".join(parts)


@rule(PDFUA, "7.7", "Formulas have an alternate description or replacement text.")
def formulas(document: Document):
    for element in document.structure.elements:
        if element.standard == "Formula" and not (element.text("/Alt") or element.text("/ActualText")):
            yield "Formula without Alt or ActualText", element.place


@rule(PDFUA, "7.8", "Running headers and footers are pagination artifacts.")
def running_headers(document: Document):
    for mark, _, place in document.painting.nested_marks:
        if not mark.artifact:
            continue
        kind = name(entry(mark.properties, "/Type"))
        subtype = name(entry(mark.properties, "/Subtype"))
        if kind is not None and kind not in ARTIFACT_TYPES:
            yield f"artifact of type {kind}", place
        if subtype in ("Header", "Footer", "Watermark") and kind != "Pagination":
            yield f"{subtype} that is not a pagination artifact", place


@rule(PDFUA, "7.9", "Every note has an identifier of its own.")
def notes(document: Document):
    seen: set[str] = set()
    for element in document.structure.elements:
        if element.standard != "Note":
            continue
        identifier = element.text("/ID")
        if not identifier:
            yield "Note without /ID", element.place
        elif identifier in seen:
            yield f"two notes with the identifier {identifier}", element.place
        seen.add(identifier or "")


@rule(PDFUA, "7.9", "An identifier is entered in the tree of identifiers.")
def identifiers(document: Document):
    tree = entry(document.structure.root, "/IDTree")
    entered = {bytes(k): v for k, v in tree_values(tree, "/Names")} if tree is not None else {}
    for element in document.structure.elements:
        identifier = element.node.get("/ID")
        if identifier is None:
            continue
        target = entered.get(bytes(identifier))
        if not isinstance(target, Dictionary) or target.objgen != element.node.objgen:
            yield f"/IDTree does not lead from {str(identifier)!r} to the element", element.place
