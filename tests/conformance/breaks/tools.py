"""How a file is broken: the list of faults, and small changes that keep the rest of a file sound.

A fault names the rules that have to see it, and no other rule may see anything. Faults work on any
conforming file: what they need they find in it or put there.
"""
from __future__ import annotations

import dataclasses
import re
from typing import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

ARCHIVE, SIGNED, PRINT = "archive", "signed", "print"


class NotThere(Exception):
    """The file has nothing that this fault could break."""


@dataclasses.dataclass(frozen=True)
class Fault:
    name: str
    base: str                 # which good file it breaks
    expected: frozenset       # ids of the rules that see it; empty: a change that is allowed
    change: Callable          # of a pikepdf.Pdf, or of bytes
    on_bytes: bool
    save_options: dict = dataclasses.field(default_factory=dict)


FAULTS: list[Fault] = []


def breaks(base: str, *expected: str, **save_options):
    def enter(function):
        FAULTS.append(Fault(function.__name__, base, frozenset(expected), function, False, save_options))
        return function
    return enter


def breaks_bytes(base: str, *expected: str):
    def enter(function):
        FAULTS.append(Fault(function.__name__, base, frozenset(expected), function, True))
        return function
    return enter


def allowed(base: str):
    """A change after which the file still conforms: the checker must not cry wolf."""
    return breaks(base)


def replaced(data: bytes, pattern: bytes, by: bytes) -> bytes:
    """The first match replaced."""
    result, count = re.subn(pattern, by, data, count=1, flags=re.S)
    if not count:
        raise NotThere(pattern)
    return result


def page(pdf: pikepdf.Pdf):
    return pdf.pages[0].obj


def annotated_page(pdf: pikepdf.Pdf):
    for one in pdf.pages:
        if "/Annots" in one.obj:
            return one.obj
    raise NotThere("annotation")


def annotation(pdf: pikepdf.Pdf, subtype: str):
    for one in pdf.pages:
        for found in one.obj.get("/Annots") or []:
            if found.get("/Subtype") == Name("/" + subtype):
                return found
    raise NotThere(subtype)


def elements(pdf: pikepdf.Pdf):
    waiting, seen = list(_kids(pdf.Root.StructTreeRoot)), set()
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Dictionary) and "/S" in node and node.objgen not in seen:
            seen.add(node.objgen)
            yield node
            waiting.extend(_kids(node))


def _kids(node):
    kids = node.get("/K")
    return list(kids) if isinstance(kids, Array) else [kids]


def element(pdf: pikepdf.Pdf, kind: str):
    for one in elements(pdf):
        if one.S == Name("/" + kind):
            return one
    raise NotThere(kind)


def add_element(pdf: pikepdf.Pdf, kind: str, parent=None, **entries):
    """A new last element of the document's first element, or of another one."""
    if parent is None:
        parent = _kids(pdf.Root.StructTreeRoot)[0]
    node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, K=Array(), **entries))
    kids = parent.get("/K")
    if not isinstance(kids, Array):
        parent.K = Array([kids])
    parent.K.append(node)
    return node


def parent_rows(pdf: pikepdf.Pdf):
    """Number pairs of the parent tree, with the array each stands in."""
    waiting = [pdf.Root.StructTreeRoot.ParentTree]
    while waiting:
        node = waiting.pop()
        numbers = node.get("/Nums")
        if numbers is not None:
            for at in range(0, len(numbers), 2):
                yield numbers, at
        waiting.extend(node.get("/Kids") or [])


def new_parent_key(pdf: pikepdf.Pdf, value) -> int:
    key = max((int(numbers[at]) for numbers, at in parent_rows(pdf)), default=-1) + 1
    tree = pdf.Root.StructTreeRoot.ParentTree
    leaf = tree
    while "/Kids" in leaf:
        leaf = leaf.Kids[-1]
    leaf.Nums.append(key)
    leaf.Nums.append(value)
    return key


def row_of(pdf: pikepdf.Pdf, holder) -> Array:
    for numbers, at in parent_rows(pdf):
        if int(numbers[at]) == int(holder.StructParents):
            return numbers[at + 1]
    raise NotThere("row of the page in the parent tree")


def add_content(pdf: pikepdf.Pdf, operators: bytes) -> None:
    """Operators at the end of the first page, as they are."""
    one = page(pdf)
    stream = pdf.make_stream(b"\nq " + operators + b" Q")
    contents = one.Contents
    one.Contents = Array([*contents, stream]) if isinstance(contents, Array) else Array([contents, stream])


def add_artifact(pdf: pikepdf.Pdf, operators: bytes) -> None:
    add_content(pdf, b"/Artifact << /Type /Layout >> BDC " + operators + b" EMC")


def add_tagged(pdf: pikepdf.Pdf, node, operators: bytes) -> None:
    """Content on the first page that belongs to an element."""
    one = page(pdf)
    row = row_of(pdf, one)
    mcid = len(row)
    row.append(node)
    node.Pg = one
    node.K.append(mcid)
    add_content(pdf, b"/%s << /MCID %d >> BDC " % (str(node.S)[1:].encode(), mcid) + operators + b" EMC")


def resource(pdf: pikepdf.Pdf, kind: str, key: str, value) -> None:
    """Puts a resource on the first page."""
    resources = page(pdf).Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][key] = value


def used_font(pdf: pikepdf.Pdf):
    """The first composite TrueType font of the first page."""
    fonts = page(pdf).Resources.Font
    for key in fonts.keys():
        if fonts[key].get("/Subtype") == Name.Type0 and "/FontFile2" in fonts[key].DescendantFonts[0].FontDescriptor:
            return fonts[key]
    raise NotThere("composite TrueType font")


def form(pdf: pikepdf.Pdf, data: bytes = b"", **entries) -> Stream:
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 100])
    stream.Resources = Dictionary()
    for key, value in entries.items():
        stream["/" + key] = value
    return stream


def image(pdf: pikepdf.Pdf, data: bytes = b"\0", **entries) -> Stream:
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent, stream.ColorSpace = 1, 1, 8, Name.DeviceGray
    for key, value in entries.items():
        stream["/" + key] = value
    return stream


def add_annotation(pdf: pikepdf.Pdf, subtype: str, tag: str | None = "Annot", **entries):
    """A printed annotation with an appearance, in an element of its own unless tag is None."""
    one = page(pdf)
    new = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([30, 30, 60, 60]), F=4,
        AP=Dictionary(N=form(pdf)), **entries))
    if "/Annots" not in one:
        one.Annots = Array()
    one.Annots.append(new)
    one.Tabs = Name.S
    if tag is not None:
        node = add_element(pdf, tag)
        node.K.append(Dictionary(Type=Name.OBJR, Obj=new, Pg=one))
        new.StructParent = new_parent_key(pdf, node)
    return new


def change_metadata(pdf: pikepdf.Pdf, pattern: bytes, by: bytes) -> None:
    pdf.Root.Metadata.write(replaced(pdf.Root.Metadata.read_bytes(), pattern, by))


def texts_for_codes(pdf: pikepdf.Pdf, digits: bytes) -> None:
    """Gives the first 1024 codes of a font the same text."""
    rows = b"".join(b"<%04X> <%s>\n" % (code, digits) for code in range(1024))
    used_font(pdf).ToUnicode = pdf.make_stream(
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1024 beginbfchar\n" + rows + b"endbfchar")
