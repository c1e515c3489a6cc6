#!/usr/bin/python3
"""What the program writes conforms: every letter's archive and print copy, signed and not.

The letters are the examples, those of tests/letters and everything.md.

usage: test_examples.py --chancery PROGRAM --source DIR --keys DIR [--example NAME] [--faults] [--long-term]

Each copy goes through the checker and through programs that are not ours: qpdf, mutool, pdffonts,
pdfinfo and Ghostscript, none of which may warn. With --faults the faults of breaks/ are made in the
program's own files instead, so that the checker is known to see them there too. With --long-term one
letter is signed with time-stamps and revocation data, from services that run while the test does.
"""
from __future__ import annotations

import argparse
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
import expected  # noqa: E402
from breaks.tools import ARCHIVE, FAULTS, PRINT, SIGNED, NotThere  # noqa: E402
from checker import rules  # noqa: E402

PROFILES = {ARCHIVE: [rules.PDFA, rules.PDFUA], SIGNED: [rules.PDFA, rules.PDFUA], PRINT: [rules.PDFX]}
DIVISIONS = ("Asia Division", "Europe and Central Asia Division")
USAGE = 3  # the exit status for an option that the program does not know
# Of Debian's mutool itself, whatever the file.
MUTOOL_BUILD = "warning: ICC support is not available"
GHOSTSCRIPT_TALK = re.compile(r"(GPL Ghostscript|Copyright|This software is supplied|see the file|"
                              r"Processing pages|Page \d+$|$)")


def run(*command) -> subprocess.CompletedProcess:
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, errors="replace", check=False)


def qpdf(path: pathlib.Path):
    ran = run("qpdf", "--check", path)
    if ran.returncode or "WARNING" in ran.stdout + ran.stderr:
        yield (ran.stdout + ran.stderr).strip()


def mutool(path: pathlib.Path):
    with tempfile.TemporaryDirectory() as folder:
        for ran in (run("mutool", "info", path),
                    run("mutool", "draw", "-q", "-r", "50", "-F", "ppm", "-o", f"{folder}/%d.ppm", path)):
            said = [line for line in ran.stderr.splitlines() if line.strip() and line.strip() != MUTOOL_BUILD]
            if ran.returncode or said:
                yield "; ".join(said) or f"exit status {ran.returncode}"


def pdffonts(path: pathlib.Path):
    ran = run("pdffonts", path)
    lines = ran.stdout.splitlines()[2:]
    if ran.returncode or ran.stderr.strip() or not lines:
        yield ran.stderr.strip() or "no fonts"
    for line in lines:
        columns = re.search(r"(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", line)
        if not columns or columns.group(1) != "yes" or columns.group(3) != "yes":
            yield f"not embedded, or without ToUnicode: {line}"


def pdfinfo_structure(path: pathlib.Path):
    ran = run("pdfinfo", "-struct-text", path)
    if ran.returncode or ran.stderr.strip() or not ran.stdout.startswith("Document"):
        yield ran.stderr.strip() or "the structure does not begin with a Document"


def ghostscript(path: pathlib.Path):
    ran = run("gs", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dPDFSTOPONWARNING", "-sDEVICE=ppmraw", "-r50", "-o",
              "/dev/null", path)
    said = [line for line in (ran.stdout + ran.stderr).splitlines() if not GHOSTSCRIPT_TALK.match(line.strip())]
    if ran.returncode or said:
        yield "; ".join(said) or f"exit status {ran.returncode}"


PROGRAMS = {ARCHIVE: (qpdf, mutool, pdffonts, pdfinfo_structure, ghostscript),
            SIGNED: (qpdf, mutool, pdffonts, pdfinfo_structure, ghostscript),
            PRINT: (qpdf, mutool, pdffonts, ghostscript)}


def letters(source: pathlib.Path) -> dict[str, pathlib.Path]:
    """Every letter that is tried, by name."""
    found = {}
    for folder in sorted((source / "examples").iterdir()):
        for name in ("letter.md", "letter.json"):
            if (folder / name).exists():
                found.setdefault(folder.name, folder / name)
    found.update({p.stem: p for p in sorted((source / "tests/letters").glob("*.md"))})
    found["everything"] = source / "tests/conformance/everything.md"
    return found


def write_copies(options, example: str, folder: pathlib.Path) -> dict[str, pathlib.Path]:
    """The copies the program can make of an example; raises RuntimeError where it fails."""
    letter = letters(options.source)[example]
    copies = {ARCHIVE: folder / "archive.pdf"}
    typeset(options, letter, copies[ARCHIVE])
    said = run(options.chancery, "typeset", letter, "--profile", "print", "-o", folder / "print.pdf")
    if said.returncode == 0:
        copies[PRINT] = folder / "print.pdf"
    elif said.returncode == USAGE:
        print(f"SKIPPED: {example}: the program has no profile print", flush=True)
    else:
        raise RuntimeError(said.stderr)
    latest = copies[ARCHIVE]
    for index, division in enumerate(d for d in DIVISIONS if d in letter.read_text(encoding="utf-8")):
        signed = folder / f"signed-{index + 1}.pdf"
        said = run(options.chancery, "sign", latest, "--division", division, "--keys", options.keys, "-o", signed)
        if said.returncode:
            raise RuntimeError(said.stderr)
        latest = copies[SIGNED] = signed
    return copies


def typeset(options, letter: pathlib.Path, path: pathlib.Path) -> None:
    said = run(options.chancery, "typeset", letter, "-o", path)
    if said.returncode:
        raise RuntimeError(said.stderr)


def test_example(options, example: str) -> tuple[int, set]:
    """The number of unexpected findings, and the expected ones that were met."""
    unexpected, met = 0, set()
    with tempfile.TemporaryDirectory() as scratch:
        for copy, path in write_copies(options, example, pathlib.Path(scratch)).items():
            found = judged(copy, path)
            for name, message in found:
                why = expected.reason(name, example, copy)
                if why is None:
                    unexpected += 1
                    print(f"FOUND: {example}, {copy}: {name}: {message}")
                else:
                    met.add(name)
            print(f"{example}, {copy}: {len(found)} findings")
    return unexpected, met


def judged(copy: str, path: pathlib.Path) -> list[tuple[str, str]]:
    """(rule or program, message) of all that is found in a copy."""
    found = [(rule.id, f"{message} ({places[0]}; {len(places)} in all)")
             for rule, message, places in check.summed(check.check_file(path, PROFILES[copy]))]
    for program in PROGRAMS[copy]:
        found += [(program.__name__, message) for message in program(path)]
    return found


def test_long_term(options) -> int:
    """A letter that both divisions sign at level LTA, judged after each; returns what was not expected."""
    unexpected = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        services = subprocess.Popen([sys.executable, options.source / "scripts/demo-services.py", folder / "pki"],
                                    stdout=subprocess.PIPE, text=True)
        try:
            address = services.stdout.readline().strip()
            made = run(options.source / "scripts/make-demo-pki.sh", folder / "pki", "--services", address)
            if made.returncode:
                raise RuntimeError(made.stderr)
            latest = folder / "archive.pdf"
            typeset(options, letters(options.source)["everything"], latest)
            for index, division in enumerate(DIVISIONS):
                signed = folder / f"signed-{index + 1}.pdf"
                said = run(options.chancery, "sign", latest, "--division", division, "--keys", folder / "pki",
                           "--level", "LTA", "--tsa", f"{address}/tsa", "--proxy", "none", "-o", signed)
                if said.returncode:
                    raise RuntimeError(said.stderr)
                latest = signed
                for name, message in judged(SIGNED, signed):
                    if expected.reason(name, "everything", "long-term") is None:
                        unexpected += 1
                        print(f"FOUND: level LTA, signature {index + 1}: {name}: {message}")
        finally:
            services.terminate()
            services.wait()
    print(f"level LTA: {unexpected} findings that were not expected")
    return unexpected


def test_faults(options) -> int:
    """Faults in the program's own files; returns how many were seen wrongly."""
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        copies = write_copies(options, "everything", folder)
        known = {kind: {f.rule.id for f in check.check_file(path, PROFILES[kind])} for kind, path in copies.items()}
        made = 0
        for fault in FAULTS:
            if fault.base not in copies:
                continue
            path = folder / "broken.pdf"
            try:
                broken.write_broken(fault, copies[fault.base], path)
            except NotThere:
                continue
            made += 1
            found = {f.rule.id for f in check.check_file(path, PROFILES[fault.base])}
            # A rule that the unbroken file breaks already says nothing about the fault.
            blind = known[fault.base]
            if found - blind != fault.expected - blind:
                wrong += 1
                print(f"FOUND: {fault.name}: seen {sorted(found - blind)}, to be seen {sorted(fault.expected - blind)}")
        print(f"{made} faults made, {wrong} seen wrongly")
        if made < len(FAULTS) // 2:
            print("FOUND: most faults could not be made")
            wrong += 1
    return wrong


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="test_examples.py")
    for name in ("--chancery", "--source", "--keys"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--example")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--long-term", action="store_true")
    options = parser.parse_args(arguments)
    if options.long_term:
        return 1 if test_long_term(options) else 0
    if options.faults:
        return 1 if test_faults(options) else 0
    examples = [options.example] if options.example else list(letters(options.source))
    unexpected, met = 0, set()
    for example in examples:
        more, here = test_example(options, example)
        unexpected, met = unexpected + more, met | here
    if not options.example:
        for rule, _, copy, why in expected.EXPECTED:
            if rule not in met and copy != "long-term":
                print(f"NOTE: take {rule} ({why}) out of expected.py: it is found no more")
    return 1 if unexpected else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
