#!/usr/bin/python3
"""Whatever is wrong with a file of others, what the program writes with it conforms, or it is refused.

Every file that breaks a rule (breaks/) is appended as an enclosure, and shown as artwork of a letterhead,
in an archive and in a print copy. Either the program refuses it, with the code that stands in REFUSED, or
takes it, and the checker finds nothing; and what it refused it takes as a picture where 'flatten' is
written, and the checker finds nothing again.

usage: test_fitting.py --chancery PROGRAM
"""
from __future__ import annotations

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

try:
    import fontTools  # noqa: F401
    import lxml  # noqa: F401
    import pikepdf  # noqa: F401
except ImportError as missing:
    print(f"SKIPPED: {missing}; scripts/setup.sh --tests installs it")
    sys.exit(77)

import broken  # noqa: E402
import check  # noqa: E402
import good  # noqa: E402
from breaks.tools import ARCHIVE, FAULTS, PRINT, NotThere  # noqa: E402
from checker import rules  # noqa: E402

# What the reader does not take at all cannot be flattened either: it would be guessing.
UNREADABLE = {"enclosure-encrypted", "artwork-damaged"}
# Faults that no program may mend without asking, by the codes that they are refused with.
FAULTS_BY_CODE = {
    "unfit-font": """font_without_name font_descriptor_without_stem font_of_two_names cmap_of_another_collection
        no_glyph_map unknown_cmap two_writing_modes cmap_that_uses_another font_not_embedded
        symbolic_font_with_encoding print_without_font_program""",
    "unfit-glyph": "glyphs_that_are_not_there symbolic_font_with_encoding notdef",
    "unfit-width": "other_widths",
    "unfit-text": """codes_without_text half_a_character_as_text byte_order_mark_as_text private_text
        private_text_beyond_the_first_plane notdef""",
    "unfit-colour": "profile_that_is_none colorant_without_description",
    "unfit-image": "inline_image_with_lzw image_of_three_bits jpeg2000_of_two_channels",
    "unfit-content": """odd_hexadecimal_string deep_graphics_states unknown_operator missing_resource unbalanced_state
        unknown_rendering_intent print_with_unknown_operator print_with_unknown_rendering_intent""",
    "enclosure-encrypted": "encrypted",
    "artwork-damaged": "encrypted",
}
REFUSED: dict[str, set[str]] = {}
for code, faults in FAULTS_BY_CODE.items():
    for fault_name in faults.split():
        REFUSED.setdefault(fault_name, set()).add(code)

LETTER = """---
letterhead: {letterhead}
language: en
reference: T/1
date: 2026-11-24
title: Enclosures of every kind
to: [All]
signatories: [{{ name: Ada Quist, division: Asia Division }}]
enclosures:
{enclosures}
---
They follow.
"""

LETTERHEAD = """name: broken
organisation: Office
cmyk: fogra39
styles: {{ text: {{ size: 10 pt, leading: 14 pt }} }}
papers:
  A4:
    first:
      margins: {{ top: 60 mm, right: 34 mm, bottom: 30 mm, left: 34 mm }}
      footer: {{ x: 34 mm, y: 275 mm, width: 142 mm, height: 12 mm }}
      artwork:
{artwork}
    following:
      margins: {{ top: 30 mm, right: 34 mm, bottom: 30 mm, left: 34 mm }}
      footer: {{ x: 34 mm, y: 275 mm, width: 142 mm, height: 12 mm }}
"""

PROFILES = {"archive": [rules.PDFA, rules.PDFUA], "print": [rules.PDFX]}


def run(*command) -> subprocess.CompletedProcess:
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, errors="replace", check=False)


def write_faults(folder: pathlib.Path) -> list[str]:
    """Every broken file whose first page can stand elsewhere; their names."""
    bases = good.write_good_files(folder)
    names = []
    for fault in FAULTS:
        if fault.base not in (ARCHIVE, PRINT):
            continue
        try:
            broken.write_broken(fault, bases[fault.base], folder / f"{fault.name}.pdf")
        except NotThere:
            continue
        names.append(fault.name)
    return names


class Trial:
    """One use of the broken files: as enclosures or as artwork, in one kind of copy."""

    def __init__(self, chancery: pathlib.Path, folder: pathlib.Path, use: str, copy: str):
        self.chancery, self.folder, self.use, self.copy = chancery, folder, use, copy
        self.wrong = 0

    def write(self, names, flatten: bool) -> None:
        more = ", flatten: true" if flatten else ""
        letterheads = self.folder / "letterheads" / "broken"
        letterheads.mkdir(parents=True, exist_ok=True)
        enclosures, artwork = "  - None", "        []"
        if self.use == "enclosure":
            enclosures = "\n".join(f"  - {{ title: {n}, file: {n}.pdf{more} }}" for n in names) or enclosures
        else:
            artwork = "\n".join(f"        - {{ file: {n}.pdf, x: 0 mm, y: 0 mm, width: 60 mm, height: 60 mm{more} }}"
                                for n in names) or artwork
            for n in names:
                (letterheads / f"{n}.pdf").write_bytes((self.folder / f"{n}.pdf").read_bytes())
        (letterheads / "letterhead.yaml").write_text(LETTERHEAD.format(artwork=artwork))
        (self.folder / "letter.md").write_text(LETTER.format(letterhead="broken", enclosures=enclosures))

    def typeset(self) -> tuple[subprocess.CompletedProcess, pathlib.Path]:
        path = self.folder / "out.pdf"
        path.unlink(missing_ok=True)
        said = run(self.chancery, "typeset", self.folder / "letter.md", "-o", path, "--letterheads",
                   self.folder / "letterheads", "--profile", self.copy, "--format", "json")
        return said, path

    def refused(self, names) -> dict[str, set[str]]:
        """The codes that each is refused with. What cannot be read hides the others, so it goes first."""
        codes: dict[str, set[str]] = {}
        left = list(names)
        while True:
            self.write(left, flatten=False)
            said, _ = self.typeset()
            found = self.by_file(said, left)
            for name, some in found.items():
                codes.setdefault(name, set()).update(some)
            left = [n for n in left if n not in found]
            if not found:
                return codes

    def by_file(self, said, names) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        try:
            told = json.loads(said.stdout)
        except json.JSONDecodeError:
            self.report(f"no answer: {said.stdout}{said.stderr}")
            return {}
        for one in told if isinstance(told, list) else told.get("diagnostics", []):
            if one.get("severity") != "error":
                continue
            text = json.dumps(one)
            for name in names:
                if re.search(rf"(?<!\w){name}\.pdf", text):
                    found.setdefault(name, set()).add(one["code"])
        return found

    def report(self, what: str) -> None:
        self.wrong += 1
        print(f"FOUND: as {self.use}, {self.copy}: {what}")

    def judge(self, names, flatten: bool) -> None:
        if not names:
            return
        self.write(names, flatten)
        said, path = self.typeset()
        if said.returncode or not path.exists():
            self.report(f"not written (flatten: {flatten}): {said.stdout}{said.stderr}")
            return
        for rule, message, places in check.summed(check.check_file(path, PROFILES[self.copy])):
            self.report(f"{rule.id}: {message} ({places[0]}; {len(places)} in all; flatten: {flatten})")

    def run(self, names) -> int:
        codes = self.refused(names)
        for name in names:
            expected = {c for c in REFUSED.get(name, set()) if self.applies(c)}
            found = codes.get(name, set())
            if found != expected:
                self.report(f"{name}: refused with {sorted(found)}, to be refused with {sorted(expected)}")
        self.judge([n for n in names if n not in codes], flatten=False)
        self.judge([n for n in names if n in codes and not codes[n] & UNREADABLE], flatten=True)
        print(f"as {self.use}, {self.copy}: {len(names)} files, {len(codes)} refused, {self.wrong} found")
        return self.wrong

    def applies(self, code: str) -> bool:
        if self.copy == "print" and code == "unfit-text":
            return False
        return not code.startswith("artwork-" if self.use == "enclosure" else "enclosure-")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="test_fitting.py")
    parser.add_argument("--chancery", type=pathlib.Path, required=True)
    options = parser.parse_args(arguments)
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        names = write_faults(folder)
        if unknown := set(REFUSED) - set(names):
            print(f"FOUND: REFUSED names no faults: {sorted(unknown)}")
            wrong += 1
        for use in ("enclosure", "artwork"):
            for copy in ("archive", "print"):
                wrong += Trial(options.chancery, folder, use, copy).run(names)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
