#!/usr/bin/python3
"""Checks PDF files against ISO 19005-3 level A, ISO 14289-1 and ISO 15930-7, clause by clause.

usage: check.py [--profile pdfa-3a,pdfua-1|pdfx-4] [--format text|json] [--list] FILE...

Exit status: 0 every file conforms; 1 something was found; 3 usage; 4 a file cannot be read.
"""
from __future__ import annotations

import argparse
import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from checker import rules  # noqa: E402
from checker import (pdfa_file, pdfa_fonts, pdfa_graphics, pdfa_interactive, pdfa_metadata,  # noqa: E402,F401
                     pdfa_structure, pdfua_interactive, pdfua_tags, pdfx_file, pdfx_graphics)
from checker.document import Document  # noqa: E402

DEFAULT_PROFILES = f"{rules.PDFA},{rules.PDFUA}"


def check_file(path, profiles) -> list[rules.Finding]:
    """All findings of a file; raises pikepdf.PdfError or OSError where it cannot be read."""
    return list(rules.check(Document(path), profiles))


def summed(findings: list[rules.Finding]):
    """Findings of one rule and message together: (rule, message, places), in the order of the rules."""
    groups: dict = {}
    for finding in findings:
        groups.setdefault((finding.rule.id, finding.message), (finding.rule, finding.message, []))[2].append(
            finding.place)
    return list(groups.values())


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="check.py", description=__doc__.splitlines()[0])
    parser.add_argument("--profile", default=DEFAULT_PROFILES, metavar="LIST",
                        help=f"comma-separated: {', '.join(rules.STANDARDS)} (default {DEFAULT_PROFILES})")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--list", action="store_true", help="print the rules and stop")
    parser.add_argument("files", nargs="*", metavar="FILE", type=pathlib.Path)
    parser.exit_on_error = False
    try:
        options = parser.parse_args(arguments)
    except argparse.ArgumentError as error:
        print(f"check.py: {error}", file=sys.stderr)
        return 3
    profiles = options.profile.split(",")
    unknown = [p for p in profiles if p not in rules.STANDARDS]
    if unknown or not (options.files or options.list):
        parser.print_usage(sys.stderr)
        return 3
    if options.list:
        for one in rules.RULES:
            if one.profile in profiles:
                print(f"{rules.STANDARDS[one.profile]}, {one.clause}  {one.sentence}  [{one.id}]")
        return 0
    status, report = 0, []
    for path in options.files:
        try:
            findings = check_file(path, profiles)
        except Exception as error:  # a file that the checker cannot read does not conform either
            print(f"{path}: cannot be read: {type(error).__name__}: {error}", file=sys.stderr)
            status = 4
            continue
        report.append({"file": str(path), "findings": [f.as_json() for f in findings]})
        if findings:
            status = max(status, 1)
        if options.format == "text":
            for rule, message, places in summed(findings):
                more = f" and {len(places) - 1} more" if len(places) > 1 else ""
                print(f"{path}: {rules.STANDARDS[rule.profile]}, {rule.clause}: {message} "
                      f"({places[0]}{more}) -- {rule.sentence} [{rule.id}]")
            if not findings:
                print(f"{path}: conforms")
    if options.format == "json":
        json.dump(report, sys.stdout, indent=2, ensure_ascii=False)
        print()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
