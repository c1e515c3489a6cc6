"""What a rule is, what it finds, and the list of all rules.

A rule holds one requirement of one clause: its number, a sentence, and the function that yields a
(message, place) for every breach it sees in a document.
"""
from __future__ import annotations

import dataclasses
from typing import Callable, Iterable, Iterator

PDFA = "pdfa-3a"
PDFUA = "pdfua-1"
PDFX = "pdfx-4"
STANDARDS = {PDFA: "ISO 19005-3", PDFUA: "ISO 14289-1", PDFX: "ISO 15930-7"}

Breach = tuple[str, str]


@dataclasses.dataclass(frozen=True)
class Rule:
    profile: str
    clause: str
    name: str
    sentence: str
    find: Callable[..., Iterable[Breach]]

    @property
    def id(self) -> str:
        return f"{self.profile}:{self.clause}:{self.name}"


@dataclasses.dataclass(frozen=True)
class Finding:
    rule: Rule
    message: str
    place: str

    def as_json(self) -> dict:
        return {
            "rule": self.rule.id,
            "standard": STANDARDS[self.rule.profile],
            "clause": self.rule.clause,
            "requirement": self.rule.sentence,
            "message": self.message,
            "place": self.place,
        }


RULES: list[Rule] = []


def rule(profile: str, clause: str, sentence: str):
    """Puts the function below it into the list; its name tells apart rules of one clause."""

    def enter(function):
        name = function.__name__.removeprefix("ua_").removeprefix("x_")
        RULES.append(Rule(profile, clause, name, sentence, function))
        return function

    return enter


def check(document, profiles: Iterable[str]) -> Iterator[Finding]:
    wanted = set(profiles)
    for one in RULES:
        if one.profile not in wanted:
            continue
        seen = set()
        for message, place in one.find(document):
            if (message, place) not in seen:
                seen.add((message, place))
                yield Finding(one, message, place)
