#!/usr/bin/python3
"""Breaks good files, one requirement at a time, so that the checker itself can be checked.

usage: broken.py [--archive FILE] [--signed FILE] [--print FILE] DIR

Writes DIR/<fault>.pdf for every fault of breaks/ and prints its name with the rules that must see
it. Without a file of one's own the small ones of good.py are broken. A fault that finds nothing to
break in a file is left out.
"""
from __future__ import annotations

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import pikepdf  # noqa: E402

import good  # noqa: E402
from breaks import documents, files, graphics, printing, tags  # noqa: E402,F401
from breaks.tools import ARCHIVE, FAULTS, PRINT, SIGNED, Fault, NotThere  # noqa: E402


def write_broken(fault: Fault, base: pathlib.Path, path: pathlib.Path) -> None:
    """Breaks base; raises NotThere where it has nothing to break."""
    if fault.on_bytes:
        path.write_bytes(fault.change(base.read_bytes()))
        return
    with pikepdf.open(base) as pdf:
        version = pdf.pdf_version
        fault.change(pdf)
        good.save(pdf, path, version, **fault.save_options)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="broken.py", description=__doc__.splitlines()[0])
    for kind in (ARCHIVE, SIGNED, PRINT):
        parser.add_argument(f"--{kind}", type=pathlib.Path, metavar="FILE")
    parser.add_argument("folder", type=pathlib.Path, metavar="DIR")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    bases = {kind: getattr(options, kind) for kind in (ARCHIVE, SIGNED, PRINT)}
    own = {kind: path for kind, path in bases.items() if path is not None}
    bases = own or good.write_good_files(options.folder)
    for fault in FAULTS:
        if fault.base not in bases:
            continue
        try:
            write_broken(fault, bases[fault.base], options.folder / f"{fault.name}.pdf")
        except NotThere as what:
            print(f"{fault.name}: left out, there is no {what}")
            continue
        print(f"{fault.name}: {', '.join(sorted(fault.expected)) or 'allowed'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
