#!/usr/bin/python3
"""Makes an ICC profile of a press small, so that it does not outweigh the letters that hold it.

usage: compact-icc.py IN.icc OUT.icc [--entries N] [--step N]

Measurements and other private tags are left out. Curves get N entries (17), which smooth ones do not
feel, and all numbers of the tables are rounded to multiples of N of 65535 (128), below what an eye or an
instrument tells apart; so they compress well. The grids stay as they are. Only lut16 tables are known
(ICC.1:2001-04, 6.5.7), as colprof writes them.
"""
from __future__ import annotations

import argparse
import pathlib
import struct
import sys

# Needed of an output profile (ICC.1:2001-04, 6.3.3), and the white and black of the paper.
KEPT = (b"desc", b"cprt", b"wtpt", b"bkpt", b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt")
HEAD = 128


def tags_of(profile: bytes) -> dict[bytes, bytes]:
    count = struct.unpack(">I", profile[HEAD:HEAD + 4])[0]
    tags = {}
    for i in range(count):
        name, offset, size = struct.unpack(">4sII", profile[HEAD + 4 + 12 * i:HEAD + 16 + 12 * i])
        tags[name] = profile[offset:offset + size]
    return tags


def resampled(curve: tuple[int, ...], entries: int) -> list[int]:
    """Read off between its entries, as a colour engine would."""
    last = len(curve) - 1
    result = []
    for i in range(entries):
        at = i * last / (entries - 1)
        below = min(int(at), last - 1)
        result.append(round(curve[below] + (at - below) * (curve[below + 1] - curve[below])))
    return result


def compact_table(table: bytes, entries: int, step: int) -> bytes:
    if table[:4] != b"mft2":
        return table
    inputs, outputs, grid = table[8], table[9], table[10]
    before, after = struct.unpack(">HH", table[48:52])
    numbers = struct.unpack(f">{(len(table) - 52) // 2}H", table[52:52 + (len(table) - 52) // 2 * 2])
    cells = grid ** inputs * outputs
    curves_in = [numbers[i * before:(i + 1) * before] for i in range(inputs)]
    lattice = numbers[inputs * before:inputs * before + cells]
    start = inputs * before + cells
    curves_out = [numbers[start + i * after:start + (i + 1) * after] for i in range(outputs)]
    rounded = [min(65535, (n + step // 2) // step * step) if n != 65535 else n for n in lattice]
    short = [resampled(c, min(entries, len(c))) for c in curves_in + curves_out]
    body = [n for c in short[:inputs] for n in c] + rounded + [n for c in short[inputs:] for n in c]
    head = table[:48] + struct.pack(">HH", len(short[0]), len(short[-1]))
    return head + struct.pack(f">{len(body)}H", *body)


def compact(profile: bytes, entries: int, step: int) -> bytes:
    """The profile with its tags in the set order; those that are alike share their data."""
    tags = tags_of(profile)
    data: dict[bytes, int] = {}
    names = [name for name in KEPT if name in tags]
    offset = HEAD + 4 + 12 * len(names)
    body, table = b"", struct.pack(">I", len(names))
    for name in names:
        content = compact_table(tags[name], entries, step)
        if content not in data:
            data[content] = offset + len(body)
            body += content + b"\0" * (-len(content) % 4)
        table += struct.pack(">4sII", name, data[content], len(content))
    whole = profile[:HEAD] + table + body
    return struct.pack(">I", len(whole)) + whole[4:]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="compact-icc.py", description=__doc__.splitlines()[0])
    parser.add_argument("source", type=pathlib.Path, metavar="IN.icc")
    parser.add_argument("target", type=pathlib.Path, metavar="OUT.icc")
    parser.add_argument("--entries", type=int, default=17)
    parser.add_argument("--step", type=int, default=128)
    options = parser.parse_args(arguments)
    options.target.write_bytes(compact(options.source.read_bytes(), options.entries, options.step))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
