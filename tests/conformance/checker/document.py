"""A PDF opened for checking: its bytes, its objects, and what was made of its pages."""
from __future__ import annotations

import functools
import logging
import pathlib
from typing import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

logging.getLogger("pikepdf").setLevel(logging.ERROR)


def place_of(obj, otherwise: str = "document") -> str:
    """Where an indirect object is; direct ones take the place of what holds them."""
    number, generation = getattr(obj, "objgen", (0, 0))
    return f"object {number} {generation}" if number else otherwise


def same(a, b) -> bool:
    """Whether two values are one and the same object of the file."""
    if getattr(a, "is_indirect", False) and getattr(b, "is_indirect", False):
        return a.objgen == b.objgen
    return bool(a == b)


def text(value) -> str | None:
    return None if value is None else str(value)


def name(value) -> str | None:
    """A name without its solidus; None for everything that is no name."""
    if not isinstance(value, Name):
        return None
    try:
        return str(value)[1:]
    except UnicodeDecodeError:
        return value.unparse()[1:].decode("latin-1")


def entry(obj, key: str):
    """obj[key], or None where obj cannot have it."""
    if not isinstance(obj, (Dictionary, Stream)):
        return None
    return obj.get(key)


def numbers(value) -> list[float]:
    if not isinstance(value, Array):
        return []
    try:
        return [float(v) for v in value]
    except (TypeError, ValueError):
        return []


def rectangle(value) -> tuple[float, float, float, float] | None:
    values = numbers(value)
    if len(values) != 4:
        return None
    left, bottom, right, top = values
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def tree_values(root, key: str) -> Iterator[tuple[object, object]]:
    """All pairs of a name tree (/Names) or number tree (/Nums), ISO 32000-1, 7.9.6 and 7.9.7."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or node.objgen in seen - {(0, 0)}:
            continue
        seen.add(node.objgen)
        pairs = node.get(key)
        if isinstance(pairs, Array):
            for at in range(0, len(pairs) - 1, 2):
                yield pairs[at], pairs[at + 1]
        kids = node.get("/Kids")
        if isinstance(kids, Array):
            waiting.extend(kids)


class Document:
    def __init__(self, path: pathlib.Path):
        self.path = pathlib.Path(path)
        self.data = self.path.read_bytes()
        self.pdf = pikepdf.open(self.path, suppress_warnings=True)
        self.catalog = self.pdf.Root
        self.trailer = self.pdf.trailer
        self.pages = [page.obj for page in self.pdf.pages]

    def page_place(self, page) -> str:
        for index, one in enumerate(self.pages):
            if one.objgen == page.objgen:
                return f"page {index + 1}"
        return place_of(page)

    @functools.cached_property
    def values(self) -> list[tuple[object, str]]:
        """Every value of the file with the indirect object it is in."""
        found = []
        for obj in self.pdf.objects:
            waiting = [obj]
            place = place_of(obj)
            while waiting:
                value = waiting.pop()
                found.append((value, place))
                if isinstance(value, (Dictionary, Stream)):
                    children = [value.get(key) for key in value.keys()]
                elif isinstance(value, Array):
                    children = list(value)
                else:
                    continue
                waiting.extend(c for c in children if not getattr(c, "is_indirect", False))
        return found

    @functools.cached_property
    def dictionaries(self) -> list[tuple[object, str]]:
        """Every dictionary, those of streams included."""
        return [(v, p) for v, p in self.values if isinstance(v, (Dictionary, Stream))]

    @functools.cached_property
    def streams(self) -> list[tuple[Stream, str]]:
        return [(v, p) for v, p in self.values if isinstance(v, Stream)]

    @functools.cached_property
    def annotations(self) -> list[tuple[Dictionary, object, str]]:
        """(annotation, page, place) in the order of the pages."""
        found = []
        for page in self.pages:
            for annotation in page.get("/Annots") or []:
                if isinstance(annotation, Dictionary):
                    place = f"{self.page_place(page)}, {place_of(annotation, 'annotation')}"
                    found.append((annotation, page, place))
        return found

    @functools.cached_property
    def fields(self) -> list[tuple[Dictionary, str]]:
        """Nodes of the field tree, ISO 32000-1, 12.7.3."""
        found, seen = [], set()
        waiting = list(entry(self.catalog.get("/AcroForm"), "/Fields") or [])
        while waiting:
            field = waiting.pop(0)
            if not isinstance(field, Dictionary) or field.objgen in seen - {(0, 0)}:
                continue
            seen.add(field.objgen)
            found.append((field, place_of(field, "form field")))
            waiting.extend(field.get("/Kids") or [])
        return found

    @functools.cached_property
    def actions(self) -> list[tuple[Dictionary, str]]:
        """Action dictionaries, wherever one may stand (ISO 32000-1, 12.6)."""
        found = []
        for value, place in self.dictionaries:
            holders = [value.get("/A"), value.get("/OpenAction"), value.get("/Next")]
            extra = value.get("/AA")
            if isinstance(extra, Dictionary):
                holders.extend(extra.get(key) for key in extra.keys())
            for holder in holders:
                for action in holder if isinstance(holder, Array) else [holder]:
                    if isinstance(action, Dictionary) and isinstance(action.get("/S"), Name):
                        if "/P" not in action and "/K" not in action:
                            found.append((action, place_of(action, place)))
        scripts = entry(self.catalog.get("/Names"), "/JavaScript")
        if scripts is not None:
            for _, action in tree_values(scripts, "/Names"):
                found.append((action, place_of(action)))
        return found

    @functools.cached_property
    def file_specifications(self) -> list[tuple[Dictionary, str]]:
        return [(v, p) for v, p in self.dictionaries
                if isinstance(v, Dictionary) and ("/EF" in v or v.get("/Type") == Name.Filespec)]

    @functools.cached_property
    def optional_content(self) -> list[tuple[Dictionary, str]]:
        """The configuration dictionaries, the default one first."""
        properties = self.catalog.get("/OCProperties")
        if not isinstance(properties, Dictionary):
            return []
        configurations = [properties.get("/D")] + list(properties.get("/Configs") or [])
        return [(c, place_of(c, "/OCProperties")) for c in configurations if isinstance(c, Dictionary)]

    @functools.cached_property
    def syntax(self):
        from . import syntax
        return syntax.Syntax(self.data)

    @functools.cached_property
    def painting(self):
        from . import content
        return content.paint(self)

    @functools.cached_property
    def structure(self):
        from . import structure
        return structure.Structure(self)

    @functools.cached_property
    def fonts(self):
        from . import fonts
        return fonts.used_fonts(self)

    @functools.cached_property
    def texts(self) -> dict[tuple[tuple[int, int], int], str]:
        """(page or form, MCID) -> the text shown in that marked-content sequence."""
        fonts = {used.font.objgen: used for used in self.fonts}
        found: dict[tuple[tuple[int, int], int], str] = {}
        for shown in self.painting.shown:
            used = fonts.get(getattr(shown.font, "objgen", None))
            tagged = [m for m in shown.marks if m.tagged]
            if used is None or not tagged:
                continue
            key = (tagged[-1].holder.objgen, tagged[-1].mcid)
            text_here = "".join(used.text(code) or "" for code in used.split(shown.data))
            found[key] = found.get(key, "") + text_here
        return found

    @functools.cached_property
    def xmp(self):
        from . import xmp
        return xmp.Packet.of(self.catalog.get("/Metadata"))
