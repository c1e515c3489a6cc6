"""Content streams interpreted: what is shown and painted, in which colours, inside which marks.

Every page, form, tiling pattern, Type 3 glyph and annotation appearance is read operator by
operator (ISO 32000-1, 7.8.2 and Annex A), so that content nobody marked is found as well.
"""
from __future__ import annotations

import dataclasses
from typing import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from .document import Document, entry, name, place_of

OPERATORS = set(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l "
    "m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y "
    "' \"".split()) | {"INLINE IMAGE"}
FILLS = {"f", "F", "f*", "b", "B", "b*", "B*"}
STROKES = {"S", "s", "b", "B", "b*", "B*"}
DEEPEST_FORM = 32


@dataclasses.dataclass
class Mark:
    """A marked-content sequence that is open (ISO 32000-1, 14.6)."""
    tag: str
    properties: Dictionary | None
    mcid: int | None
    holder: object      # the page or form that the MCID counts in

    @property
    def artifact(self) -> bool:
        return self.tag == "Artifact"

    @property
    def tagged(self) -> bool:
        return self.mcid is not None


@dataclasses.dataclass
class State:
    fill: object = Name.DeviceGray
    stroke: object = Name.DeviceGray
    font: object = None
    mode: int = 0                # text rendering mode
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0


@dataclasses.dataclass
class Shown:
    """A string shown by one of the text operators."""
    font: object
    data: bytes
    mode: int
    marks: tuple[Mark, ...]
    place: str


@dataclasses.dataclass
class Painted:
    """Colour put on the page: kind is fill, stroke, image or shading; resources are those in force."""
    kind: str
    space: object
    state: State
    resources: object
    marks: tuple[Mark, ...]
    place: str
    page: object


@dataclasses.dataclass
class Painting:
    shown: list[Shown] = dataclasses.field(default_factory=list)
    painted: list[Painted] = dataclasses.field(default_factory=list)
    streams: list[tuple[Stream, str]] = dataclasses.field(default_factory=list)
    inline_images: list[tuple[dict, str]] = dataclasses.field(default_factory=list)
    deepest_q: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    unknown_operators: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    missing_resources: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    rendering_intents: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    graphics_states: list[tuple[Dictionary, str]] = dataclasses.field(default_factory=list)
    nested_marks: list[tuple[Mark, tuple[Mark, ...], str]] = dataclasses.field(default_factory=list)
    unbalanced: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    unmarked: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    # How often each form with marked content of its own is drawn: objgen -> places
    forms: dict[tuple[int, int], list[str]] = dataclasses.field(default_factory=dict)
    forms_with_mcid: set[tuple[int, int]] = dataclasses.field(default_factory=set)
    # (objgen of page or form, MCID) that content was found for
    mcids: dict[tuple[tuple[int, int], int], str] = dataclasses.field(default_factory=dict)


def paint(document: Document) -> Painting:
    painting = Painting()
    for page in document.pages:
        reader = Reader(painting, page, document.page_place(page), is_page=True)
        resources = page.get("/Resources")
        parent = page
        while resources is None and isinstance(parent.get("/Parent"), Dictionary):
            parent = parent.get("/Parent")
            resources = parent.get("/Resources")
        contents = page.get("/Contents")
        for part in contents if isinstance(contents, Array) else [contents]:
            if isinstance(part, Stream):
                painting.streams.append((part, document.page_place(page)))
        if contents is not None:
            reader.read(page, resources, page, (), State(), 0)
    for annotation, page, place in document.annotations:
        for stream in _appearances(annotation.get("/AP")):
            reader = Reader(painting, page, place + ", appearance", is_page=False)
            painting.streams.append((stream, place))
            reader.read(stream, stream.get("/Resources"), stream, (), State(), 1)
    return painting


def _appearances(node) -> Iterator[Stream]:
    waiting, depth = [node], 0
    while waiting and depth < 1000:
        depth += 1
        one = waiting.pop()
        if isinstance(one, Stream):
            yield one
        elif isinstance(one, Dictionary):
            waiting.extend(one.get(key) for key in one.keys())


class Reader:
    """Interprets one stream after another of a page or of an appearance."""

    def __init__(self, painting: Painting, page, place: str, is_page: bool):
        self.painting = painting
        self.page = page
        self.place = place
        self.is_page = is_page
        self.patterns_seen: set[tuple[int, int]] = set()

    def read(self, source, resources, holder, marks: tuple[Mark, ...], state: State, depth: int) -> None:
        if depth > DEEPEST_FORM:
            return
        stack: list[State] = []
        outer = len(marks)
        deepest = 0
        for instruction in pikepdf.parse_content_stream(source):
            operator = str(instruction.operator)
            operands = instruction.operands
            if operator not in OPERATORS:
                self.painting.unknown_operators.append((operator, self.place))
            elif operator == "q":
                stack.append(dataclasses.replace(state))
                deepest = max(deepest, len(stack))
            elif operator == "Q":
                if stack:
                    state = stack.pop()
                else:
                    self.painting.unbalanced.append(("Q without q", self.place))
            elif operator in ("BMC", "BDC"):
                mark = self._mark(operator, operands, resources, holder)
                self.painting.nested_marks.append((mark, marks, self.place))
                if mark.mcid is not None:
                    self.painting.mcids[(holder.objgen, mark.mcid)] = self.place
                    if holder.objgen != self.page.objgen:
                        self.painting.forms_with_mcid.add(holder.objgen)
                marks = marks + (mark,)
            elif operator == "EMC":
                if len(marks) > outer:
                    marks = marks[:-1]
                else:
                    self.painting.unbalanced.append(("EMC without BMC or BDC", self.place))
            elif operator == "INLINE IMAGE":
                self._inline_image(operands[0], state, resources, marks)
            else:
                self._apply(operator, operands, state, resources, holder, marks, depth)
        if stack:
            self.painting.unbalanced.append(("q without Q", self.place))
        if len(marks) > outer:
            self.painting.unbalanced.append(("marked content is not closed", self.place))
        self.painting.deepest_q.append((deepest, self.place))

    def _mark(self, operator: str, operands, resources, holder) -> Mark:
        properties = None
        if operator == "BDC" and len(operands) > 1:
            properties = operands[1]
            if isinstance(properties, Name):
                properties = self._resource(resources, "/Properties", properties)
        mcid = entry(properties, "/MCID")
        if not isinstance(properties, Dictionary):
            properties = None
        return Mark(name(operands[0]) or "", properties, int(mcid) if mcid is not None else None, holder)

    def _resource(self, resources, kind: str, key):
        found = entry(entry(resources, kind), str(key))
        if found is None:
            self.painting.missing_resources.append((f"{kind[1:]} {key}", self.place))
        return found

    def _space(self, operand, resources):
        if name(operand) in ("DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern"):
            return operand
        return self._resource(resources, "/ColorSpace", operand)

    def _apply(self, operator, operands, state: State, resources, holder, marks, depth) -> None:
        if operator in ("g", "rg", "k"):
            state.fill = {"g": Name.DeviceGray, "rg": Name.DeviceRGB, "k": Name.DeviceCMYK}[operator]
        elif operator in ("G", "RG", "K"):
            state.stroke = {"G": Name.DeviceGray, "RG": Name.DeviceRGB, "K": Name.DeviceCMYK}[operator]
        elif operator == "cs":
            state.fill = self._space(operands[0], resources)
        elif operator == "CS":
            state.stroke = self._space(operands[0], resources)
        elif operator in ("scn", "SCN") and operands and isinstance(operands[-1], Name):
            self._pattern(self._resource(resources, "/Pattern", operands[-1]), resources, marks, depth)
        elif operator == "gs":
            self._graphics_state(self._resource(resources, "/ExtGState", operands[0]), state)
        elif operator == "ri":
            self.painting.rendering_intents.append((name(operands[0]) or "", self.place))
        elif operator == "Tf":
            state.font = self._resource(resources, "/Font", operands[0])
        elif operator == "Tr":
            state.mode = int(operands[0])
        elif operator in ("Tj", "'", '"', "TJ"):
            self._show(operands[-1], state, resources, marks)
        elif operator in FILLS | STROKES:
            if operator in FILLS:
                self._painted("fill", state.fill, state, resources, marks)
            if operator in STROKES:
                self._painted("stroke", state.stroke, state, resources, marks)
        elif operator == "sh":
            shading = self._resource(resources, "/Shading", operands[0])
            self._painted("shading", entry(shading, "/ColorSpace"), state, resources, marks)
        elif operator == "Do":
            self._xobject(self._resource(resources, "/XObject", operands[0]), state, resources, marks, depth)

    def _painted(self, kind, space, state, resources, marks) -> None:
        self.painting.painted.append(
            Painted(kind, space, dataclasses.replace(state), resources, marks, self.place, self.page))
        self._require_mark(kind, marks)

    def _require_mark(self, kind: str, marks) -> None:
        if self.is_page and not any(m.artifact or m.tagged for m in marks):
            self.painting.unmarked.append((f"{kind} outside every mark", self.place))

    def _show(self, operand, state: State, resources, marks) -> None:
        parts = operand if isinstance(operand, Array) else [operand]
        data = b"".join(bytes(p) for p in parts if isinstance(p, (pikepdf.String, bytes)))
        if not data:
            return
        self.painting.shown.append(Shown(state.font, data, state.mode, marks, self.place))
        self._require_mark("text", marks)
        if state.mode in (0, 2, 4, 6):
            self.painting.painted.append(Painted("fill", state.fill, dataclasses.replace(state), resources,
                                                 marks, self.place, self.page))
        if state.mode in (1, 2, 5, 6):
            self.painting.painted.append(Painted("stroke", state.stroke, dataclasses.replace(state),
                                                 resources, marks, self.place, self.page))

    def _graphics_state(self, dictionary, state: State) -> None:
        if not isinstance(dictionary, Dictionary):
            return
        self.painting.graphics_states.append((dictionary, place_of(dictionary, self.place)))
        if "/OP" in dictionary:
            state.overprint_stroke = bool(dictionary.get("/OP"))
            state.overprint_fill = bool(dictionary.get("/op", dictionary.get("/OP")))
        elif "/op" in dictionary:
            state.overprint_fill = bool(dictionary.get("/op"))
        if "/OPM" in dictionary:
            state.overprint_mode = int(dictionary.get("/OPM"))
        font = dictionary.get("/Font")
        if isinstance(font, Array) and len(font):
            state.font = font[0]

    def _pattern(self, pattern, resources, marks, depth) -> None:
        if isinstance(pattern, Stream):
            if pattern.objgen in self.patterns_seen:
                return
            self.patterns_seen.add(pattern.objgen)
            self.painting.streams.append((pattern, place_of(pattern)))
            # What a pattern paints is part of what it fills; that is what has to be marked.
            was, self.is_page = self.is_page, False
            self.read(pattern, pattern.get("/Resources"), pattern, marks, State(), depth + 1)
            self.is_page = was
        elif isinstance(pattern, Dictionary):
            space = entry(pattern.get("/Shading"), "/ColorSpace")
            self.painting.painted.append(Painted("shading", space, State(), resources, marks, self.place,
                                                 self.page))

    def _inline_image(self, image, state, resources, marks) -> None:
        values = {key: image.obj.get(key) for key in image.obj.keys()}
        self.painting.inline_images.append((values, self.place))
        if values.get("/ImageMask", values.get("/IM")):
            self._painted("fill", state.fill, state, resources, marks)
            return
        space = values.get("/ColorSpace", values.get("/CS"))
        short = {"G": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}.get(name(space) or "")
        self._painted("image", short if short is not None else space, state, resources, marks)

    def _xobject(self, xobject, state: State, resources, marks, depth) -> None:
        if not isinstance(xobject, Stream):
            return
        if xobject.get("/Subtype") == Name.Image:
            if xobject.get("/ImageMask"):
                self._painted("fill", state.fill, state, resources, marks)
            elif "/ColorSpace" in xobject:
                self._painted("image", xobject.get("/ColorSpace"), state, resources, marks)
            else:
                self._require_mark("image", marks)
            mask = xobject.get("/SMask")
            if isinstance(mask, Stream):
                self.painting.painted.append(Painted("image", mask.get("/ColorSpace"), State(), resources,
                                                     marks, self.place, self.page))
            return
        if xobject.get("/Subtype") != Name.Form:
            return
        self.painting.forms.setdefault(xobject.objgen, []).append(self.place)
        self.painting.streams.append((xobject, place_of(xobject)))
        own = xobject.get("/Resources")
        if own is None:
            self.painting.missing_resources.append(("a form's own /Resources", self.place))
        place, self.place = self.place, f"{self.place}, {place_of(xobject, 'form')}".replace(", ,", ",")
        self.read(xobject, own if own is not None else resources, xobject, marks,
                  dataclasses.replace(state), depth + 1)
        self.place = place
