#!/usr/bin/python3
"""Visible signatures conform and look the same everywhere: with seals, images, codes, from right to left, unseen.

usage: test_appearances.py --chancery PROGRAM --source DIR --keys DIR [--keep DIR]

Each signed letter goes through the checker and the programs of test_examples.py. poppler, mutool and
Ghostscript draw the place of the signature, and the pictures are compared; zbarimg reads the codes. --keep writes
PDFs and pictures.
"""
from __future__ import annotations

import argparse
import hashlib
import pathlib
import shutil
import struct
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from test_examples import SIGNED, judged, run  # noqa: E402  (ends with 77 where a package is missing)

import pikepdf  # noqa: E402

DPI = 144
BLOCK = 6  # pixels a side: a quarter of a line of text
# Of blocks of one colour each, 0 to 255: what smoothing of edges may differ by, and on an average.
MOST_OF_A_BLOCK, MOST_ON_AVERAGE = 64, 6

SEAL = """<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="20mm" viewBox="0 0 40 40">
<circle cx="20" cy="20" r="18" fill="none" stroke="#12384f" stroke-width="1.4"/>
<circle cx="20" cy="20" r="13" fill="none" stroke="#12384f" stroke-width="0.7"/>
<path d="M20 10 L23 17 H30 L24.5 21.5 L26.5 29 L20 24.5 L13.5 29 L15.5 21.5 L10 17 H17 Z" fill="#12384f"/>
</svg>"""
HAND = """<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="16mm" viewBox="0 0 100 40">
<path d="M4 30 C14 4 24 2 22 18 C20 34 10 36 14 26 C20 12 32 14 30 24 C29 30 36 26 40 20 C44 14 48 18 44 26
 C42 31 52 26 56 18 C60 10 62 22 60 27 C66 16 72 18 70 26 C80 22 88 20 97 14" fill="none" stroke="#1b2a6b"
 stroke-width="1.6" stroke-linecap="round"/>
</svg>"""


def png_with_alpha(width: int = 120, height: int = 48) -> bytes:
    """A blue wave, its edges soft, on nothing."""
    rows = b""
    for y in range(height):
        rows += b"\0"
        for x in range(width):
            wave = height / 2 + height / 3 * (1 if x % 40 < 20 else -1) * ((x % 20) / 10 - 1)
            rows += bytes((27, 42, 107, max(0, min(255, int(255 * (4 - abs(y - wave)) / 3)))))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def write_jpeg(path: pathlib.Path) -> None:
    page = path.with_suffix(".ps")
    page.write_text("%!PS\n<</PageSize [120 48]>> setpagedevice\n0.9 setgray 0 0 120 48 rectfill\n"
                    "0.1 0.2 0.5 setrgbcolor 4 setlinewidth 10 10 moveto 40 60 70 -20 110 38 curveto stroke showpage\n")
    run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=jpeg", "-r144", "-o", path, page)


def make_letterheads(source: pathlib.Path, folder: pathlib.Path) -> None:
    """Copies of the program's own, whose signatures show more."""
    shutil.copytree(source / "letterhead", folder)
    code = 'code: {{ kind: qr, size: {size}, content: "https://lakes.example/signed/{{digest}}" }}'
    for name, shape in {
            "division-letters": "width: 200 pt, height: 64 pt, gap: 26 pt, seal: seal.svg, image-width: 56 pt, "
                                "shows: [name, title, division, place, date, reason], " + code.format(size="60 pt"),
            "rtl-office": "width: 180 pt, height: 64 pt, gap: 20 pt, seal: seal.svg, image-width: 48 pt, " +
                          code.format(size="58 pt")}.items():
        (folder / name / "seal.svg").write_text(SEAL)
        path = folder / name / "letterhead.yaml"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("signature:")]
        path.write_text("\n".join(lines + ["signature: { " + shape + " }"]) + "\n", encoding="utf-8")


# Name: letter, letterheads of the test or the program's own, options of sign.
VARIANTS = {
    "plain": ("open-letter", False, []),
    "reason-and-place": ("open-letter", False, ["--reason", "Approved by the board", "--place", "Port Amsel"]),
    "seal-and-code": ("open-letter", True, ["--place", "Port Amsel"]),
    "hand-svg": ("open-letter", True, ["--image", "hand.svg", "--reason", "Approved"]),
    "hand-png": ("open-letter", True, ["--image", "hand.png"]),
    "hand-jpeg": ("open-letter", True, ["--image", "hand.jpg"]),
    "right-to-left": ("rtl-office", True, ["--place", "بندر شمالی"]),
    "invisible": ("open-letter", True, ["--invisible"]),
}


def division_of(letter: str) -> str:
    return "بخش کشتیرانی" if letter == "rtl-office" else "Asia Division"


def write_list(path: pathlib.Path) -> None:
    """Both divisions sign with one key."""
    path.write_text("divisions:\n" + "".join(
        f"  - {{ name: {division_of(letter)}, organisational-unit: Asia Division, "
        "key: 'pkcs12:asia-division.p12', passphrase-file: asia-division.pass }\n"
        for letter in ("open-letter", "rtl-office")), encoding="utf-8")


def write_variant(options, name: str, folder: pathlib.Path) -> pathlib.Path:
    letter, changed, more = VARIANTS[name]
    letterheads = ["--letterheads", folder / "letterheads"] if changed else []
    unsigned, signed = folder / f"{name}.unsigned.pdf", folder / f"{name}.pdf"
    more = [folder / word if word.startswith("hand.") else word for word in more]
    for command in (
            ["typeset", options.source / "examples" / letter / "letter.md", *letterheads, "-o", unsigned],
            ["sign", unsigned, "--divisions", folder / "divisions.yaml", "--division", division_of(letter),
             "--keys", options.keys, *letterheads, *more, "-o", signed]):
        said = run(options.chancery, *command)
        if said.returncode:
            raise RuntimeError(said.stderr)
    return signed


def place_of_signature(path: pathlib.Path) -> tuple[int, tuple[float, float, float, float]]:
    """Its page, from 1, and its corners in points from the top left."""
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            for one in page.get("/Annots", []):
                if one.get("/FT") == "/Sig" and "/V" in one:
                    left, bottom, right, top = (float(n) for n in one.Rect)
                    height = float(page.MediaBox[3])
                    return number, (left, height - top, right, height - bottom)
    raise RuntimeError("no signature")


def gray(path: pathlib.Path) -> tuple[int, int, bytes]:
    """Width, height and pixels of a binary PGM."""
    data = path.read_bytes()
    words, at = [], 0
    while len(words) < 4:
        while data[at:at + 1].isspace():
            at += 1
        if data[at:at + 1] == b"#":
            at = data.index(b"\n", at)
            continue
        end = at
        while not data[end:end + 1].isspace():
            end += 1
        words.append(data[at:end])
        at = end
    return int(words[1]), int(words[2]), data[at + 1:]


def drawn(path: pathlib.Path, page: int, folder: pathlib.Path) -> dict[str, pathlib.Path]:
    pictures = {name: folder / f"{path.stem}.{name}.pgm" for name in ("poppler", "mutool", "ghostscript")}
    run("pdftoppm", "-gray", "-r", DPI, "-f", page, "-l", page, "-singlefile", path,
        pictures["poppler"].with_suffix(""))
    run("mutool", "draw", "-q", "-r", DPI, "-c", "gray", "-F", "pgm", "-o", pictures["mutool"], path, page)
    run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pgmraw", f"-r{DPI}", "-dTextAlphaBits=4",
        "-dGraphicsAlphaBits=4", f"-dFirstPage={page}", f"-dLastPage={page}", "-o", pictures["ghostscript"], path)
    return pictures


def blocks_of(picture: pathlib.Path, corners) -> list[float]:
    """The mean of each block of the place."""
    width, height, pixels = gray(picture)
    left, top, right, bottom = (int(c * DPI / 72) for c in corners)
    right, bottom = min(right, width), min(bottom, height)
    means = []
    for y in range(top, bottom - BLOCK, BLOCK):
        for x in range(left, right - BLOCK, BLOCK):
            total = sum(sum(pixels[(y + row) * width + x:(y + row) * width + x + BLOCK]) for row in range(BLOCK))
            means.append(total / BLOCK ** 2)
    return means


def differences(path: pathlib.Path, folder: pathlib.Path, visible: bool):
    page, corners = place_of_signature(path)
    pictures = {name: blocks_of(picture, corners) for name, picture in drawn(path, page, folder).items()}
    for name, blocks in pictures.items():
        ink = sum(1 for mean in blocks if mean < 250)
        if visible and ink < len(blocks) / 20:
            yield f"{name} draws next to nothing"
        if not visible and ink:
            yield f"{name} draws something"
    for name in ("mutool", "ghostscript"):
        apart = [abs(a - b) for a, b in zip(pictures["poppler"], pictures[name])]
        if max(apart) > MOST_OF_A_BLOCK or sum(apart) / len(apart) > MOST_ON_AVERAGE:
            yield f"poppler and {name} differ by {max(apart):.0f} at most, {sum(apart) / len(apart):.1f} on average"


def misread(path: pathlib.Path, unsigned: pathlib.Path, folder: pathlib.Path):
    """The code, read from the page by zbarimg, names the file that was signed."""
    page, _ = place_of_signature(path)
    run("pdftoppm", "-gray", "-r", 300, "-f", page, "-l", page, "-singlefile", path, folder / f"{path.stem}.code")
    said = run("zbarimg", "--quiet", "--raw", folder / f"{path.stem}.code.pgm").stdout.strip()
    link = "https://lakes.example/signed/" + hashlib.sha256(unsigned.read_bytes()).hexdigest()
    if said != link:
        yield f"the code says {said or 'nothing'}, not {link}"


def layers(path: pathlib.Path):
    """No appearance may be made of the layers n0 to n4, which readers draw a tick or a cross into."""
    with pikepdf.open(path) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
                named = one.get("/Resources", {}).get("/XObject", {})
                if any(key in named for key in ("/n0", "/n1", "/n2", "/n3", "/n4", "/FRM")):
                    yield "an appearance has layers"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="test_appearances.py")
    for name in ("--chancery", "--source", "--keys"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args(arguments)
    found = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or pathlib.Path(scratch)
        folder.mkdir(exist_ok=True)
        make_letterheads(options.source, folder / "letterheads")
        (folder / "hand.svg").write_text(HAND)
        (folder / "hand.png").write_bytes(png_with_alpha())
        write_jpeg(folder / "hand.jpg")
        write_list(folder / "divisions.yaml")
        for name in VARIANTS:
            signed = write_variant(options, name, folder)
            said = [f"{rule}: {message}" for rule, message in judged(SIGNED, signed)]
            said += [*differences(signed, folder, name != "invisible"), *layers(signed)]
            if VARIANTS[name][1] and name != "invisible":
                said += misread(signed, folder / f"{name}.unsigned.pdf", folder)
            print(f"{name}: {len(said)} findings", *said, sep="\n  ")
            found += len(said)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
