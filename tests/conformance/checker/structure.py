"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8)."""
from __future__ import annotations

import dataclasses
import functools

from pikepdf import Array, Dictionary, Name, Stream

from .document import Document, entry, name, place_of, tree_values

# ISO 32000-1, 14.8.4
GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
            "NonStruct", "Private"}
HEADINGS = {"H", "H1", "H2", "H3", "H4", "H5", "H6"}
BLOCK = {"P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"} | HEADINGS
INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
          "RP", "Warichu", "WT", "WP"}
ILLUSTRATION = {"Figure", "Formula", "Form"}
STANDARD = GROUPING | BLOCK | INLINE | ILLUSTRATION
DEEPEST = 500


@dataclasses.dataclass
class Element:
    node: Dictionary
    type: str                   # as written
    standard: str | None        # after the role map; None where it leads nowhere
    parent: "Element | None"
    place: str
    classes: Dictionary | None = None   # the class map of the tree
    kids: list = dataclasses.field(default_factory=list)  # Element, Content or Reference, in order

    @property
    def elements(self) -> list["Element"]:
        return [k for k in self.kids if isinstance(k, Element)]

    @property
    def kid_types(self) -> list[str | None]:
        return [k.standard for k in self.elements]

    def text(self, key: str) -> str | None:
        value = self.node.get(key)
        return None if value is None else str(value)

    def attribute(self, owner: str, key: str):
        """An attribute of the element itself, or of one of its classes (14.7.5)."""
        given = self.node.get("/A")
        found = list(given) if isinstance(given, Array) else [given]
        classes = self.node.get("/C")
        for one in classes if isinstance(classes, Array) else [classes]:
            if isinstance(one, Name):
                held = entry(self.classes, str(one))
                found.extend(held if isinstance(held, Array) else [held])
        for one in found:
            if isinstance(one, Dictionary) and name(one.get("/O")) == owner and "/" + key in one:
                return one.get("/" + key)
        return None

    def language(self) -> str | None:
        """Its own or the nearest ancestor's /Lang."""
        node = self
        while node is not None:
            if "/Lang" in node.node:
                return str(node.node.get("/Lang"))
            node = node.parent
        return None


@dataclasses.dataclass
class Content:
    """A marked-content sequence: the MCID and the page or form it counts in."""
    mcid: int
    holder: object
    element: Element


@dataclasses.dataclass
class Reference:
    """An object reference: an annotation or XObject that belongs to the element."""
    target: object
    element: Element


class Structure:
    def __init__(self, document: Document):
        self.document = document
        root = document.catalog.get("/StructTreeRoot")
        self.root = root if isinstance(root, Dictionary) else None
        roles = entry(self.root, "/RoleMap")
        self.roles = {k[1:]: name(roles.get(k)) for k in roles.keys()} if isinstance(roles, Dictionary) else {}
        self.elements: list[Element] = []
        self.contents: list[Content] = []
        self.references: list[Reference] = []
        self.faults: list[tuple[str, str]] = []
        self.top: list[Element] = []
        if self.root is not None:
            self._walk()

    def standard(self, type_name: str) -> tuple[str | None, bool]:
        """The standard type a type stands for, and whether the role map went round in a circle."""
        seen = set()
        while type_name not in STANDARD:
            if type_name in seen:
                return None, True
            seen.add(type_name)
            type_name = self.roles.get(type_name)
            if type_name is None:
                return None, False
        return type_name, False

    def _kids(self, node) -> list:
        kids = node.get("/K")
        return list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]

    def _walk(self) -> None:
        """In the order of the tree, without recursion: files may be nested without end."""
        seen: set[tuple[int, int]] = set()
        waiting = [(kid, None, 0) for kid in reversed(self._kids(self.root))]
        while waiting:
            kid, parent, depth = waiting.pop()
            if isinstance(kid, int):
                self._content(kid, parent, None)
            elif not isinstance(kid, Dictionary):
                self.faults.append(("a kid is no element, content or reference", "structure tree"))
            elif kid.get("/Type") == Name.MCR:
                self._content(int(kid.get("/MCID", -1)), parent, kid)
            elif kid.get("/Type") == Name.OBJR:
                self._reference(kid, parent)
            elif depth > DEEPEST or kid.objgen in seen:
                self.faults.append(("an element is met twice", place_of(kid)))
            else:
                if kid.is_indirect:
                    seen.add(kid.objgen)
                element = self._element(kid, parent)
                waiting.extend((k, element, depth + 1) for k in reversed(self._kids(kid)))

    def _element(self, node, parent: Element | None) -> Element:
        type_name = name(node.get("/S")) or ""
        standard, _ = self.standard(type_name)
        element = Element(node, type_name, standard, parent, f"{type_name}, {place_of(node, 'element')}",
                          entry(self.root, "/ClassMap"))
        self.elements.append(element)
        (parent.kids if parent is not None else self.top).append(element)
        above = parent.node if parent is not None else self.root
        if not isinstance(node.get("/P"), Dictionary) or node.get("/P").objgen != above.objgen:
            self.faults.append(("/P does not lead to the parent", element.place))
        return element

    def _content(self, mcid: int, parent: Element | None, reference) -> None:
        if parent is None:
            self.faults.append(("content directly under the root", "structure tree"))
            return
        candidates = entry(reference, "/Stm"), entry(reference, "/Pg"), parent.node.get("/Pg")
        holder = next((c for c in candidates if c is not None), None)
        if not isinstance(holder, (Dictionary, Stream)):
            self.faults.append((f"MCID {mcid} without a page", parent.place))
            return
        content = Content(mcid, holder, parent)
        parent.kids.append(content)
        self.contents.append(content)

    def _reference(self, kid, parent: Element | None) -> None:
        if parent is None or not isinstance(kid.get("/Obj"), (Dictionary, Stream)):
            self.faults.append(("object reference without element or object", "structure tree"))
            return
        reference = Reference(kid.get("/Obj"), parent)
        parent.kids.append(reference)
        self.references.append(reference)

    @functools.cached_property
    def parents(self) -> dict[int, object]:
        """The parent tree: key of a page, form or annotation -> element or array of elements."""
        tree = entry(self.root, "/ParentTree")
        if tree is None:
            return {}
        return {int(key): value for key, value in tree_values(tree, "/Nums")}

    @functools.cached_property
    def by_content(self) -> dict[tuple[tuple[int, int], int], Element]:
        return {(c.holder.objgen, c.mcid): c.element for c in self.contents}

    @functools.cached_property
    def by_object(self) -> dict[tuple[int, int], Element]:
        return {r.target.objgen: r.element for r in self.references}

    def of_annotation(self, annotation) -> Element | None:
        """The element that holds an annotation, by the object reference in the tree."""
        return self.by_object.get(annotation.objgen) if annotation.is_indirect else None

    def of_mark(self, mark) -> Element | None:
        return self.by_content.get((mark.holder.objgen, mark.mcid)) if mark.mcid is not None else None
