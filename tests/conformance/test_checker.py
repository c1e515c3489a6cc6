#!/usr/bin/python3
"""The checker's own tests: good files pass, and every fault is seen by its rule and by no other."""
from __future__ import annotations

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import broken  # noqa: E402
import check  # noqa: E402
import good  # noqa: E402
from breaks.tools import ARCHIVE, FAULTS, PRINT, SIGNED  # noqa: E402
from checker import rules  # noqa: E402

PROFILES = {ARCHIVE: [rules.PDFA, rules.PDFUA], SIGNED: [rules.PDFA, rules.PDFUA], PRINT: [rules.PDFX]}


class Checker(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name)
        cls.good = good.write_good_files(cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def findings(self, path, base) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for finding in check.check_file(path, PROFILES[base]):
            found.setdefault(finding.rule.id, []).append(f"{finding.message} ({finding.place})")
        return found

    def test_good_files_pass(self):
        for base, path in self.good.items():
            with self.subTest(base):
                self.assertEqual(self.findings(path, base), {})

    def test_every_rule_has_a_fault(self):
        seen = set().union(*(fault.expected for fault in FAULTS))
        self.assertEqual({one.id for one in rules.RULES} - seen, set())
        self.assertEqual(seen - {one.id for one in rules.RULES}, set())

    def test_every_fault_is_seen_by_its_rules_and_by_no_other(self):
        for fault in FAULTS:
            with self.subTest(fault.name):
                path = self.folder / f"{fault.name}.pdf"
                broken.write_broken(fault, self.good[fault.base], path)
                found = self.findings(path, fault.base)
                self.assertEqual(set(found), set(fault.expected), found)


if __name__ == "__main__":
    unittest.main()
