"""Fonts as they are used: codes shown, glyphs and widths of the font programs, text by ToUnicode."""
from __future__ import annotations

import dataclasses
import functools
import io
import logging
import re

from fontTools import agl, cffLib, t1Lib
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

from .document import Document, entry, name, numbers, place_of

logging.getLogger("fontTools").setLevel(logging.CRITICAL)
INVISIBLE = 3  # the text rendering mode that draws nothing
SYMBOLIC = 4   # bit 3 of /Flags, ISO 32000-1, Table 123


def win_ansi_names() -> list[str]:
    """Glyph names of WinAnsiEncoding, ISO 32000-1, D.2: cp1252, with its holes as bullets."""
    names = []
    for code in range(256):
        try:
            character = bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            character = "\u2022"
        names.append(agl.UV2AGL.get(ord(character), ".notdef"))
    names[0xA0], names[0xAD] = "space", "hyphen"
    return names


ENCODINGS = {"WinAnsiEncoding": win_ansi_names(), "MacRomanEncoding": list(MacRoman),
             "StandardEncoding": list(StandardEncoding)}


class CMap:
    """The code ranges and mappings of a CMap stream, read from its text (Adobe Technical Note 5014)."""

    def __init__(self, data: bytes):
        self.spaces: list[tuple[int, int, int]] = []   # bytes, first, last
        self.texts: dict[int, str] = {}
        self.cids: dict[int, int] = {}
        self.wmode = 0
        self.uses = re.search(rb"/([\w-]+)\s+usecmap", data)
        found = re.search(rb"/WMode\s+(\d)", data)
        if found:
            self.wmode = int(found.group(1))
        sections = rb"begin(codespacerange|bfchar|bfrange|cidchar|cidrange)(.*?)end\1"
        for section in re.finditer(sections, data, re.S):
            tokens = re.findall(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])|(-?\d+)", section.group(2))
            self._section(section.group(1), tokens)

    @staticmethod
    def _bytes(token) -> bytes:
        digits = re.sub(rb"\s", b"", token[0])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())

    @classmethod
    def _text(cls, data: bytes) -> str:
        return data.decode("utf-16-be", "surrogatepass")

    def _section(self, kind: bytes, tokens) -> None:
        at = 0
        while at < len(tokens):
            first = self._bytes(tokens[at])
            code = int.from_bytes(first, "big")
            if kind == b"codespacerange":
                self.spaces.append((len(first), code, int.from_bytes(self._bytes(tokens[at + 1]), "big")))
                at += 2
            elif kind == b"bfchar":
                self.texts[code] = self._text(self._bytes(tokens[at + 1]))
                at += 2
            elif kind == b"cidchar":
                self.cids[code] = int(tokens[at + 1][3])
                at += 2
            elif kind == b"cidrange":
                last = int.from_bytes(self._bytes(tokens[at + 1]), "big")
                for step in range(last - code + 1):
                    self.cids[code + step] = int(tokens[at + 2][3]) + step
                at += 3
            elif tokens[at + 2][1]:
                at += 3
                while not tokens[at][2]:
                    self.texts[code] = self._text(self._bytes(tokens[at]))
                    code, at = code + 1, at + 1
                at += 1
            else:
                last = int.from_bytes(self._bytes(tokens[at + 1]), "big")
                value = self._bytes(tokens[at + 2])
                for step in range(last - code + 1):
                    number = int.from_bytes(value, "big") + step
                    self.texts[code + step] = self._text(number.to_bytes(len(value), "big"))
                at += 3

    def split(self, data: bytes) -> list[int]:
        codes, at = [], 0
        while at < len(data):
            for size in (1, 2, 3, 4):
                code = int.from_bytes(data[at:at + size], "big")
                if any(s == size and f <= code <= l for s, f, l in self.spaces):
                    break
            else:
                size, code = 1, data[at]
            codes.append(code)
            at += size
        return codes


class Program:
    """An embedded font program: which glyphs it has, and how wide they are in 1/1000 em."""

    def __init__(self, kind: str, data: bytes):
        self.kind = kind
        self.truetype = self.cff = self.type1 = None
        if kind == "FontFile":
            path = io.BytesIO(data)
            font = t1Lib.T1Font.__new__(t1Lib.T1Font)
            font.data = t1Lib.assertType1(path.read()) or data
            font.encoding = "ascii"
            font.parse()
            self.type1 = font
        elif data[:4] in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
            self.truetype = TTFont(io.BytesIO(data), lazy=True)
            if "CFF " in self.truetype:
                self.cff = self.truetype["CFF "].cff.topDictIndex[0]
        else:
            font_set = cffLib.CFFFontSet()
            font_set.decompile(io.BytesIO(data), None)
            self.cff = font_set.topDictIndex[0]

    @property
    def is_cid_keyed(self) -> bool:
        return self.cff is not None and hasattr(self.cff, "ROS")

    @functools.cached_property
    def glyph_count(self) -> int:
        if self.truetype is not None and self.cff is None:
            return self.truetype["maxp"].numGlyphs
        if self.cff is not None:
            return len(self.cff.charset)
        return len(self.type1.getGlyphSet())

    @functools.cached_property
    def cid_to_glyph(self) -> dict[int, int]:
        """CIDs of a CID-keyed program; glyph order otherwise."""
        if self.is_cid_keyed:
            return {0 if n == ".notdef" else int(n[3:]): i for i, n in enumerate(self.cff.charset)}
        return {i: i for i in range(self.glyph_count)}

    @functools.cached_property
    def glyph_names(self) -> dict[str, int]:
        if self.cff is not None:
            return {n: i for i, n in enumerate(self.cff.charset)}
        if self.type1 is not None:
            return {n: i for i, n in enumerate(self.type1.getGlyphSet().keys())}
        return {n: i for i, n in enumerate(self.truetype.getGlyphOrder())}

    def width(self, glyph: int) -> float | None:
        if self.truetype is not None and "hmtx" in self.truetype:
            order = self.truetype.getGlyphOrder()
            if glyph >= len(order):
                return None
            return self.truetype["hmtx"][order[glyph]][0] * 1000 / self.truetype["head"].unitsPerEm
        if self.cff is not None:
            scale = getattr(self.cff, "FontMatrix", [0.001])[0] * 1000
            names = self.cff.charset
            if glyph >= len(names):
                return None
            return self._charstring_width(self.cff.CharStrings[names[glyph]]) * scale
        names = list(self.type1.getGlyphSet().keys())
        one = self.type1.getGlyphSet()[names[glyph]]
        from fontTools.pens.basePen import NullPen
        one.draw(NullPen())
        return one.width

    @staticmethod
    def _charstring_width(charstring) -> float:
        from fontTools.pens.basePen import NullPen
        charstring.draw(NullPen())
        return charstring.width


@dataclasses.dataclass
class UsedFont:
    font: Dictionary
    place: str
    # code -> (visible somewhere, invisible somewhere)
    codes: dict[int, bool] = dataclasses.field(default_factory=dict)
    # code -> every showing stands inside ActualText
    replaced: dict[int, bool] = dataclasses.field(default_factory=dict)
    fault: str = ""

    @property
    def subtype(self) -> str | None:
        return name(self.font.get("/Subtype"))

    @property
    def composite(self) -> bool:
        return self.subtype == "Type0"

    @functools.cached_property
    def descendant(self):
        kids = self.font.get("/DescendantFonts")
        return kids[0] if isinstance(kids, Array) and len(kids) else None

    @functools.cached_property
    def holder(self):
        """The dictionary with widths and descriptor."""
        return self.descendant if self.composite else self.font

    @property
    def descriptor(self):
        return entry(self.holder, "/FontDescriptor")

    @property
    def symbolic(self) -> bool:
        return bool(int(entry(self.descriptor, "/Flags") or 0) & SYMBOLIC)

    @functools.cached_property
    def program(self) -> Program | None:
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            stream = entry(self.descriptor, key)
            if isinstance(stream, Stream):
                try:
                    return Program(key[1:], stream.read_bytes())
                except Exception as error:  # whatever fontTools stumbles over is a finding
                    self.fault = f"font program cannot be read: {type(error).__name__} {error}"
        return None

    @functools.cached_property
    def to_unicode(self) -> CMap | None:
        stream = self.font.get("/ToUnicode")
        return CMap(stream.read_bytes()) if isinstance(stream, Stream) else None

    @functools.cached_property
    def encoding_cmap(self) -> CMap | None:
        encoding = self.font.get("/Encoding")
        return CMap(encoding.read_bytes()) if self.composite and isinstance(encoding, Stream) else None

    def split(self, data: bytes) -> list[int]:
        if not self.composite:
            return list(data)
        if self.encoding_cmap is not None:
            return self.encoding_cmap.split(data)
        return [int.from_bytes(data[at:at + 2], "big") for at in range(0, len(data), 2)]

    def cid(self, code: int) -> int:
        return self.encoding_cmap.cids.get(code, 0) if self.encoding_cmap is not None else code

    @functools.cached_property
    def cid_to_gid(self) -> bytes | None:
        """The stream of that name; None for Identity."""
        stream = entry(self.descendant, "/CIDToGIDMap")
        return stream.read_bytes() if isinstance(stream, Stream) else None

    @functools.cached_property
    def code_names(self) -> list[str | None]:
        """Glyph names by the encoding of a simple font, ISO 32000-1, 9.6.6."""
        encoding = self.font.get("/Encoding")
        base = name(encoding) or name(entry(encoding, "/BaseEncoding"))
        if base in ENCODINGS:
            names = list(ENCODINGS[base])
        elif self.program is not None and self.program.cff is not None:
            own = self.program.cff.Encoding
            names = list(own) if isinstance(own, list) else list(StandardEncoding)
        elif self.program is not None and self.program.type1 is not None:
            names = list(self.program.type1.font.get("Encoding", StandardEncoding))
        else:
            names = list(StandardEncoding)
        at = 0
        for item in entry(encoding, "/Differences") or []:
            if isinstance(item, Name):
                if at < 256:
                    names[at] = name(item)
                at += 1
            else:
                at = int(item)
        return names

    def glyph(self, code: int) -> int | None:
        """The glyph a code draws; None where the program has none for it."""
        if self.program is None:
            return None
        if self.composite:
            cid = self.cid(code)
            if name(self.descendant.get("/Subtype")) == "CIDFontType2":
                mapped = self.cid_to_gid
                if mapped is not None:
                    pair = mapped[2 * cid:2 * cid + 2]
                    cid = int.from_bytes(pair, "big") if len(pair) == 2 else 0
                return cid if cid < self.program.glyph_count else None
            return self.program.cid_to_glyph.get(cid)
        if self.program.truetype is not None and self.program.cff is None:
            return self._truetype_glyph(code)
        return self.program.glyph_names.get(self.code_names[code] or ".notdef")

    def _truetype_glyph(self, code: int) -> int | None:
        """ISO 32000-1, 9.6.6.4."""
        font = self.program.truetype
        if "cmap" not in font:
            return None
        tables = {(t.platformID, t.platEncID): t.cmap for t in font["cmap"].tables}
        ids = font.getReverseGlyphMap()
        if not self.symbolic or "/Encoding" in self.font:
            glyph_name = self.code_names[code] or ".notdef"
            if (3, 1) in tables:
                found = tables[(3, 1)].get(agl.AGL2UV.get(glyph_name))
                if found:
                    return ids[found]
            if (1, 0) in tables and glyph_name in ENCODINGS["MacRomanEncoding"]:
                found = tables[(1, 0)].get(ENCODINGS["MacRomanEncoding"].index(glyph_name))
                if found:
                    return ids[found]
            return ids.get(glyph_name)
        for key, bases in (((3, 0), (0xF000, 0, 0xF100, 0xF200)), ((1, 0), (0,))):
            for base in bases:
                if key in tables and base + code in tables[key]:
                    return ids[tables[key][base + code]]
        return None

    def width(self, code: int) -> float | None:
        """What the font dictionary says of a code, in 1/1000 em."""
        if self.composite:
            cid = self.cid(code)
            return self.cid_widths.get(cid, float(entry(self.descendant, "/DW") or 0)
                                       if "/DW" in self.descendant else 1000.0)
        first = self.font.get("/FirstChar")
        widths = numbers(self.font.get("/Widths"))
        if first is not None and 0 <= code - int(first) < len(widths):
            return widths[code - int(first)]
        missing = entry(self.descriptor, "/MissingWidth")
        return float(missing) if missing is not None else 0.0

    @functools.cached_property
    def cid_widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        items = list(entry(self.descendant, "/W") or [])
        at = 0
        while at + 1 < len(items):
            first = int(items[at])
            if isinstance(items[at + 1], Array):
                for step, width in enumerate(numbers(items[at + 1])):
                    found[first + step] = width
                at += 2
            else:
                for cid in range(first, int(items[at + 1]) + 1):
                    found[cid] = float(items[at + 2])
                at += 3
        return found

    def text(self, code: int) -> str | None:
        if self.to_unicode is not None:
            return self.to_unicode.texts.get(code)
        if self.composite:
            return None
        glyph_name = self.code_names[code]
        return agl.toUnicode(glyph_name) or None if glyph_name else None


def used_fonts(document: Document) -> list[UsedFont]:
    found: dict[tuple[int, int], UsedFont] = {}
    for shown in document.painting.shown:
        if not isinstance(shown.font, Dictionary):
            continue
        key = shown.font.objgen if shown.font.objgen != (0, 0) else (0, id(shown.font))
        used = found.setdefault(key, UsedFont(shown.font, place_of(shown.font, shown.place)))
        replaced = any(m.properties is not None and "/ActualText" in m.properties for m in shown.marks)
        for code in used.split(shown.data):
            used.codes[code] = used.codes.get(code, False) or shown.mode != INVISIBLE
            used.replaced[code] = used.replaced.get(code, True) and replaced
    return list(found.values())
