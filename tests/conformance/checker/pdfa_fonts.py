"""ISO 19005-3, 6.2.11, and ISO 14289-1, 7.21, which asks the same of fonts."""
from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, Stream

from .document import Document, entry, name, place_of
from .fonts import CMap, UsedFont
from .rules import PDFA, PDFUA, rule

WIDTH_TOLERANCE = 1.0  # 1/1000 em; ISO 19005-3 leaves rounding to whole numbers room
SUBTYPES = {"Type1", "MMType1", "TrueType", "Type3", "Type0", "CIDFontType0", "CIDFontType2"}
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
SUBSET = re.compile(r"^[A-Z]{6}\+")
# ISO 32000-1, Table 118
CMAPS = set("""Identity-H Identity-V GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H
GBKp-EUC-V GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V B5pc-H B5pc-V HKscs-B5-H
HKscs-B5-V ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V
UniCNS-UTF16-H UniCNS-UTF16-V 83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H
Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V Ext-RKSJ-H Ext-RKSJ-V H V UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H
UniJIS-UCS2-HW-V UniJIS-UTF16-H UniJIS-UTF16-V KSC-EUC-H KSC-EUC-V KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H
KSCms-UHC-HW-V KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H UniKS-UTF16-V""".split())


def both(clause_a: str, clause_ua: str, sentence: str):
    """A requirement that both standards make."""

    def enter(function):
        rule(PDFA, clause_a, sentence)(function)
        rule(PDFUA, clause_ua, sentence)(function)
        return function

    return enter


@rule(PDFA, "6.2.11.2", "Font dictionaries have the entries that ISO 32000-1 requires.")
def font_dictionaries(document: Document):
    for font, place in document.dictionaries:
        if font.get("/Type") != Name.Font:
            continue
        subtype = name(font.get("/Subtype"))
        if subtype not in SUBTYPES:
            yield f"font of subtype {subtype}", place
        if subtype != "Type3" and not isinstance(font.get("/BaseFont"), Name):
            yield "no /BaseFont", place
        if subtype in ("Type1", "MMType1", "TrueType", "Type3"):
            widths, first, last = font.get("/Widths"), font.get("/FirstChar"), font.get("/LastChar")
            if first is None or last is None or not isinstance(widths, Array):
                yield "no /FirstChar, /LastChar or /Widths", place
            elif len(widths) != int(last) - int(first) + 1:
                yield "/Widths does not have as many entries as characters", place
        stream = entry(font.get("/FontDescriptor"), "/FontFile3")
        if stream is not None and name(entry(stream, "/Subtype")) not in ("Type1C", "CIDFontType0C", "OpenType"):
            yield f"font file of subtype {name(entry(stream, '/Subtype'))}", place
    for used in document.fonts:
        if name(used.font.get("/Type")) != "Font":
            yield "/Type is not Font", used.place
        if used.program is None and used.fault:
            yield used.fault, used.place


@both("6.2.11.3.1", "7.21.3.1", "A CMap and its CIDFont are of one character collection.")
def character_collection(document: Document):
    for used in document.fonts:
        encoding = used.font.get("/Encoding")
        if not used.composite or not isinstance(encoding, Stream):
            continue
        mine, theirs = entry(used.descendant, "/CIDSystemInfo"), encoding.get("/CIDSystemInfo")
        for key in ("/Registry", "/Ordering"):
            if str(entry(mine, key)) != str(entry(theirs, key)):
                yield f"{key} of CIDFont and CMap differ", used.place
        if int(entry(mine, "/Supplement") or 0) < int(entry(theirs, "/Supplement") or 0):
            yield "/Supplement of the CIDFont is below that of the CMap", used.place


@both("6.2.11.3.2", "7.21.3.2", "An embedded Type 2 CIDFont says how CIDs become glyphs.")
def cid_to_gid_map(document: Document):
    for font, place in document.dictionaries:
        if name(font.get("/Subtype")) == "CIDFontType2":
            mapping = font.get("/CIDToGIDMap")
            if not isinstance(mapping, Stream) and name(mapping) != "Identity":
                yield "no /CIDToGIDMap", place


@both("6.2.11.3.3", "7.21.3.3", "A CMap is predefined or embedded, states one writing mode and uses only predefined ones.")
def cmaps(document: Document):
    for used in document.fonts:
        encoding = used.font.get("/Encoding")
        if not used.composite:
            continue
        if not isinstance(encoding, Stream):
            if name(encoding) not in CMAPS:
                yield f"CMap {name(encoding)} is not embedded", used.place
            continue
        inside = CMap(encoding.read_bytes())
        if int(encoding.get("/WMode", 0)) != inside.wmode:
            yield "/WMode differs from that in the CMap", used.place
        uses = inside.uses.group(1).decode() if inside.uses else name(encoding.get("/UseCMap"))
        if uses is not None and uses not in CMAPS:
            yield f"CMap uses {uses}", used.place


@both("6.2.11.4.1", "7.21.4.1", "The program of every font that draws is embedded.")
def embedded(document: Document):
    for used in document.fonts:
        if used.subtype == "Type3" or not any(used.codes.values()):
            continue
        if not any(isinstance(entry(used.descriptor, key), Stream) for key in FONT_FILES):
            yield "font program is not embedded", used.place


@both("6.2.11.4.1", "7.21.4.1", "An embedded font has every glyph that is drawn.")
def glyphs_present(document: Document):
    for used in document.fonts:
        if used.program is None:
            continue
        for code, drawn in sorted(used.codes.items()):
            if drawn and used.glyph(code) is None:
                yield f"no glyph for code {code:#x}", used.place


@both("6.2.11.4.2", "7.21.4.2", "A CIDSet or CharSet lists exactly the glyphs that the subset has.")
def subset_lists(document: Document):
    for used in document.fonts:
        if used.program is None or not SUBSET.match(name(entry(used.holder, "/BaseFont")) or ""):
            continue
        cid_set = entry(used.descriptor, "/CIDSet")
        if isinstance(cid_set, Stream):
            bits = cid_set.read_bytes()
            listed = {i for i in range(8 * len(bits)) if bits[i // 8] >> (7 - i % 8) & 1}
            if not set(used.program.cid_to_glyph) - {0} <= listed:
                yield "CIDSet does not list all CIDs of the program", used.place
        listed_names = entry(used.descriptor, "/CharSet")
        if listed_names is not None and used.program.cff is not None and not used.program.is_cid_keyed:
            if set(str(listed_names).split("/")) - {""} != set(used.program.glyph_names) - {".notdef"}:
                yield "CharSet does not list all glyphs of the program", used.place


@both("6.2.11.5", "7.21.5", "Widths in the font dictionary agree with the font program.")
def widths(document: Document):
    for used in document.fonts:
        if used.program is None:
            continue
        for code, drawn in sorted(used.codes.items()):
            glyph = used.glyph(code)
            real = used.program.width(glyph) if glyph is not None else None
            if drawn and real is not None and abs(real - used.width(code)) > WIDTH_TOLERANCE:
                yield f"code {code:#x}: dictionary {used.width(code):g}, program {real:g}", used.place


@both("6.2.11.6", "7.21.6", "TrueType fonts are either non-symbolic with a standard encoding or symbolic without one.")
def truetype_encodings(document: Document):
    for used in document.fonts:
        if used.subtype != "TrueType" or used.program is None or used.program.truetype is None:
            continue
        font = used.program.truetype
        tables = [(t.platformID, t.platEncID) for t in font["cmap"].tables] if "cmap" in font else []
        encoding = used.font.get("/Encoding")
        if used.symbolic:
            if encoding is not None:
                yield "symbolic TrueType font with /Encoding", used.place
            if len(tables) != 1 and (3, 0) not in tables:
                yield "symbolic TrueType font without one cmap or a (3,0) cmap", used.place
            continue
        if not set(tables) & {(1, 0), (3, 1), (0, 3), (0, 4)}:
            yield "non-symbolic TrueType font without a cmap for its encoding", used.place
        base = name(encoding) or name(entry(encoding, "/BaseEncoding"))
        if base not in ("MacRomanEncoding", "WinAnsiEncoding"):
            yield "non-symbolic TrueType font without MacRoman or WinAnsi encoding", used.place
        if isinstance(entry(encoding, "/Differences"), Array) and (3, 1) not in tables:
            yield "Differences without a (3,1) cmap", used.place


@both("6.2.11.7.2", "7.21.7", "Every code has a text of real characters: not U+0000, U+FEFF, U+FFFE.")
def unicode_of_codes(document: Document):
    for used in document.fonts:
        for code in sorted(used.codes):
            text = used.text(code)
            if not text:
                yield f"code {code:#x} has no Unicode value", used.place
            elif set(text) & {"\0", "\ufeff", "\ufffe"}:
                yield f"code {code:#x} has an invalid Unicode value", used.place


@rule(PDFA, "6.2.11.7.3", "A character in a private use area stands within ActualText.")
def private_use(document: Document):
    for used in document.fonts:
        for code in sorted(used.codes):
            if any(_private(c) for c in used.text(code) or "") and not used.replaced[code]:
                yield f"code {code:#x} has a private Unicode value", used.place


def _private(character: str) -> bool:
    value = ord(character)
    return 0xE000 <= value <= 0xF8FF or 0xF0000 <= value <= 0xFFFFD or value >= 0x100000


@both("6.2.11.8", "7.21.8", "No text shows the glyph .notdef.")
def no_notdef(document: Document):
    for used in document.fonts:
        if used.program is None:
            continue
        for code in sorted(used.codes):
            if used.glyph(code) == 0:
                yield f"code {code:#x} shows .notdef", used.place
