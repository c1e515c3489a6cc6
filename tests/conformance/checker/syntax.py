"""The bytes of a file as they lie: header, cross-reference sections, objects, streams.

Reads ISO 32000-1, 7.5 itself, because a library that repairs what it reads would hide the faults.
"""
from __future__ import annotations

import dataclasses
import re
import zlib

WHITE = b"\0\t\n\f\r "
OBJECT = re.compile(rb"(\d+)([\0\t\n\f\r ]+)(\d+)([\0\t\n\f\r ]+)obj")
SECTION_LIMIT = 4096  # more sections than any letter has revisions: a loop of /Prev


@dataclasses.dataclass
class Section:
    """One cross-reference section; entries are (object number, offset) of objects in use."""
    offset: int
    is_table: bool
    entries: list[tuple[int, int]]
    faults: list[str]
    trailer: bytes


@dataclasses.dataclass
class RawObject:
    number: int
    offset: int
    end: int            # just behind "endobj"; -1 where none was found
    body: bytes         # from behind "obj" to the stream or to "endobj"
    stream: int         # offset of the first byte of stream data; -1 without
    faults: list[str]


def strings(data: bytes):
    """Yields every hexadecimal string, without its brackets; literal strings and comments are passed."""
    at, size = 0, len(data)
    while at < size:
        byte = data[at:at + 1]
        if byte == b"%":
            ends = [e for e in (data.find(b"\n", at), data.find(b"\r", at)) if e >= 0]
            at = min(ends) if ends else size
        elif byte == b"(":
            depth, at = 1, at + 1
            while at < size and depth:
                if data[at:at + 1] == b"\\":
                    at += 1
                elif data[at:at + 1] == b"(":
                    depth += 1
                elif data[at:at + 1] == b")":
                    depth -= 1
                at += 1
        elif data[at:at + 2] in (b"<<", b">>"):
            at += 2
        elif byte == b"<":
            end = data.find(b">", at)
            if end < 0:
                return
            yield data[at + 1:end]
            at = end + 1
        else:
            at += 1


class Syntax:
    def __init__(self, data: bytes):
        self.data = data
        self.sections: list[Section] = []
        self.fault = ""
        self._read_sections()
        self.objects = self._read_objects()

    def _read_sections(self) -> None:
        tail = self.data.rfind(b"startxref")
        found = re.compile(rb"startxref[\r\n ]+(\d+)").match(self.data, tail) if tail >= 0 else None
        if not found:
            self.fault = "no startxref"
            return
        waiting, seen = [int(found.group(1))], set()
        while waiting and len(seen) < SECTION_LIMIT:
            offset = waiting.pop(0)
            if offset in seen or offset >= len(self.data):
                continue
            seen.add(offset)
            section = self._table(offset) if self.data.startswith(b"xref", offset) else self._stream(offset)
            if section is None:
                self.fault = f"no cross-reference section at byte {offset}"
                continue
            self.sections.append(section)
            for key in (rb"/XRefStm", rb"/Prev"):
                further = re.search(key + rb"[\0\t\n\f\r ]+(\d+)", section.trailer)
                if further:
                    waiting.append(int(further.group(1)))

    def _table(self, offset: int) -> Section:
        data, faults, entries = self.data, [], []
        at = offset + 4
        # 6.1.4: one end-of-line marker between keyword and subsection header, one space within it.
        if not re.compile(rb"(\r\n|\n|\r)\d").match(data, at):
            faults.append("xref is not parted from the subsection header by one end-of-line marker")
        while True:
            header = re.compile(rb"[\0\t\n\f\r ]*(\d+)( +)(\d+)( *)(\r\n|\n|\r)").match(data, at)
            if not header:
                break
            if len(header.group(2)) != 1 or header.group(4):
                faults.append("subsection header does not have exactly one space")
            first, count, at = int(header.group(1)), int(header.group(3)), header.end()
            for index in range(count):
                line = data[at:at + 20]
                if not re.fullmatch(rb"\d{10} \d{5} [nf](\r\n| \n| \r)", line):
                    faults.append(f"entry of object {first + index} is not 20 bytes in the set form")
                    break
                if line[17:18] == b"n":
                    entries.append((first + index, int(line[:10])))
                at += 20
        end = data.find(b"startxref", at)
        return Section(offset, True, entries, faults, data[at:end if end >= 0 else len(data)])

    def _stream(self, offset: int) -> Section | None:
        found = OBJECT.match(self.data, offset)
        start = re.compile(rb"stream\r?\n").search(self.data, offset) if found else None
        if not start:
            return None
        head = self.data[offset:start.start()]
        length = re.search(rb"/Length[\0\t\n\f\r ]+(\d+)", head)
        widths = re.search(rb"/W[\0\t\n\f\r ]*\[[\0\t\n\f\r ]*(\d+)\s+(\d+)\s+(\d+)", head)
        size = re.search(rb"/Size[\0\t\n\f\r ]+(\d+)", head)
        if not length or not widths or not size:
            return None
        body = self.data[start.end():start.end() + int(length.group(1))]
        if b"FlateDecode" in head:
            try:
                body = zlib.decompress(body)
            except zlib.error:
                return None
        a, b, c = (int(w) for w in widths.groups())
        row = a + b + c
        if re.search(rb"/Predictor[\0\t\n\f\r ]+1[0-5]", head):
            plain, above = bytearray(), bytearray(row)
            for at in range(0, len(body) - row, row + 1):
                line = bytearray(body[at + 1:at + 1 + row])
                if body[at] == 2:
                    line = bytearray((x + y) & 255 for x, y in zip(line, above))
                plain += line
                above = line
            body = bytes(plain)
        index = re.search(rb"/Index[\0\t\n\f\r ]*\[([\d\s]+)\]", head)
        spans = [int(n) for n in index.group(1).split()] if index else [0, int(size.group(1))]
        entries, at = [], 0
        for first, count in zip(spans[::2], spans[1::2]):
            for number in range(first, first + count):
                kind = int.from_bytes(body[at:at + a], "big") if a else 1
                if kind == 1:
                    entries.append((number, int.from_bytes(body[at + a:at + a + b], "big")))
                at += row
        return Section(offset, False, entries, [], head)

    def _read_objects(self) -> list[RawObject]:
        return [self._object(n, o) for s in self.sections for n, o in s.entries]

    def _object(self, number: int, offset: int) -> RawObject:
        """6.1.7.1 and 6.1.9: what stands around obj, endobj, stream and endstream."""
        data, faults = self.data, []
        head = OBJECT.match(data, offset)
        if not head or int(head.group(1)) != number:
            return RawObject(number, offset, -1, b"", -1, ["cross-reference does not lead to the object"])
        if len(head.group(2)) != 1 or len(head.group(4)) != 1:
            faults.append("object number, generation and obj are not parted by single white space")
        if offset and data[offset - 1:offset] not in (b"\n", b"\r"):
            faults.append("object number is not preceded by an end-of-line marker")
        if data[head.end():head.end() + 1] not in (b"\n", b"\r"):
            faults.append("obj is not followed by an end-of-line marker")
        end, stream = self._end_of_body(head.end())
        if stream >= 0:
            body, close = data[head.end():end], data.find(b"endobj", self._behind_stream(data[head.end():end], stream))
        else:
            body, close = data[head.end():end], end
        if close < 0 or not data.startswith(b"endobj", close):
            return RawObject(number, offset, -1, body, stream, faults + ["no endobj"])
        if data[close - 1:close] not in (b"\n", b"\r"):
            faults.append("endobj is not preceded by an end-of-line marker")
        if data[close + 6:close + 7] not in (b"\n", b"\r"):
            faults.append("endobj is not followed by an end-of-line marker")
        return RawObject(number, offset, close + 6, body, stream, faults)

    def _behind_stream(self, body: bytes, stream: int) -> int:
        length = re.search(rb"/Length[\0\t\n\f\r ]+(\d+)(?![\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R)", body)
        return stream + int(length.group(1)) if length else stream

    def _end_of_body(self, at: int) -> tuple[int, int]:
        """The offset of endobj, or of the keyword stream and of its data."""
        data, size = self.data, len(self.data)
        while at < size:
            byte = data[at]
            if byte == 0x28:  # a literal string may hold any keyword
                depth, at = 1, at + 1
                while at < size and depth:
                    if data[at] == 0x5C:
                        at += 1
                    elif data[at] == 0x28:
                        depth += 1
                    elif data[at] == 0x29:
                        depth -= 1
                    at += 1
            elif byte == 0x65 and data.startswith(b"endobj", at):
                return at, -1
            elif byte == 0x73 and data.startswith(b"stream", at) and data[at - 1] in b">\n\r ":
                skip = 2 if data.startswith(b"\r\n", at + 6) else 1
                return at, at + 6 + skip
            elif byte == 0x25:
                ends = [e for e in (data.find(b"\n", at), data.find(b"\r", at)) if e >= 0]
                at = min(ends) if ends else size
            else:
                at += 1
        return size, -1
