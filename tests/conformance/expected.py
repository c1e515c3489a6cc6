"""What the writer is still known to miss: the only list of its kind.

Each line names a rule, the examples it is found in ("*" for all), the copy, and why it is still so.
A line that nothing answers to any more is reported by the tests, and is to be taken out.
"""

# (rule or program, examples, copy: "archive", "signed" or "print", reason)
EXPECTED: list[tuple[str, str, str, str]] = [
    ("pdfa-3a:6.2.4.3:device_colours", "*", "*", "no output intent yet"),
    ("pdfa-3a:6.2.10:blending_space", "*", "*", "no output intent yet"),
    ("pdfa-3a:6.3.3:appearances", "*", "*", "unsigned places have no appearance yet"),
    ("pdfa-3a:6.6.4:identification", "*", "*", "the archive copy does not call itself PDF/A yet"),
    ("pdfua-1:5:identification", "*", "*", "the archive copy does not call itself PDF/UA yet"),
    ("pdfua-1:7.3:bounding_boxes", "*", "*", "tables have no BBox yet"),
    ("pdfua-1:7.6:lists", "*", "*", "numbered lists do not say how they are numbered yet"),
    ("ghostscript", "*", "*", "unsigned places have no appearance yet"),
]


def reason(rule: str, example: str, copy: str) -> str | None:
    for known, examples, copies, why in EXPECTED:
        if known == rule and examples in ("*", example) and copies in ("*", copy):
            return why
    return None
