"""What the writer is still known to miss: the only list of its kind.

Each line names a rule, the examples it is found in ("*" for all), the copy, and why it is still so.
A line that nothing answers to any more is reported by the tests, and is to be taken out.
"""

# (rule or program, examples, copy: "archive", "signed", "long-term" or "print", reason)
EXPECTED: list[tuple[str, str, str, str]] = [
    ("ghostscript", "everything", "long-term", "the field of a document time-stamp has no appearance"),
]


def reason(rule: str, example: str, copy: str) -> str | None:
    for known, examples, copies, why in EXPECTED:
        if known == rule and examples in ("*", example) and copies in ("*", copy):
            return why
    return None
