"""Faults of ISO 19005-3, 6.1: file structure."""
from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .tools import (ARCHIVE, PRINT, add_artifact, add_content, breaks, breaks_bytes, page, replaced)


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.2:header")
def junk_before_the_comment(data: bytes) -> bytes:
    return replaced(data, rb"(%PDF-1\.\d\n%)[\x80-\xff]{4}", rb"\1abcd")


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.2:header")
def version_of_pdf_2(data: bytes) -> bytes:
    return replaced(data, rb"^%PDF-1\.\d", b"%PDF-2.0")


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.3:file_identifier")
def no_file_identifier(data: bytes) -> bytes:
    return replaced(data, rb"(trailer.*?)/ID ?\[", rb"\1/Jd [")


@breaks(ARCHIVE, "pdfa-3a:6.1.3:no_encryption", "pdfua-1:7.16:security",
        encryption=pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False,
                                      allow=pikepdf.Permissions(accessibility=False)))
def encrypted(pdf) -> None:
    pass


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.3:nothing_behind_the_end")
def data_behind_the_end(data: bytes) -> bytes:
    return data + b"more\n"


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.4:cross_reference")
def two_line_ends_behind_xref(data: bytes) -> bytes:
    return replaced(data, rb"\nxref\n0", rb"\nxref\n\n0")


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.4:cross_reference")
def two_spaces_in_a_subsection_header(data: bytes) -> bytes:
    return replaced(data, rb"\nxref\n0 ", rb"\nxref\n0  ")


@breaks(ARCHIVE, "pdfa-3a:6.1.6:hexadecimal_strings")
def odd_hexadecimal_string(pdf) -> None:
    add_content(pdf, b"/Artifact << /Type /Layout /X <123> >> BDC EMC")


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.6:hexadecimal_strings")
def odd_hexadecimal_string_in_an_object(data: bytes) -> bytes:
    return _with_object(data, b"<</X <123>>>")


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.13:limits_of_values")
def great_real(data: bytes) -> bytes:
    return _with_object(data, b"<</X 4" + b"0" * 38 + b".5>>")


def _with_object(data: bytes, value: bytes) -> bytes:
    """A second revision with one object more, so that nothing before it moves."""
    start = int(data[data.rindex(b"startxref"):].split()[1])
    size = int(replaced(data[start:], rb"^.*?/Size (\d+).*$", rb"\1"))
    trailer = data[data.index(b"trailer", start):]
    trailer = trailer[:trailer.index(b"startxref")].rstrip()
    body = b"%d 0 obj\n%s\nendobj\n" % (size, value)
    offset = len(data)
    xref = offset + len(body)
    trailer = trailer.replace(b"/Size %d" % size, b"/Size %d /Prev %d" % (size + 1, start))
    return data + body + b"xref\n%d 1\n%010d 00000 n \n" % (size, offset) + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % xref


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.7.1:stream_keywords")
def endstream_on_the_line_of_the_data(data: bytes) -> bytes:
    return replaced(data, rb"\nendstream", b" endstream")


@breaks(ARCHIVE, "pdfa-3a:6.1.7.1:no_external_streams")
def stream_in_another_file(pdf) -> None:
    pdf.Root.Test = pdf.make_stream(b"")
    pdf.Root.Test.FFilter = Name.FlateDecode


@breaks(ARCHIVE, "pdfa-3a:6.1.7.2:filters")
def lzw(pdf) -> None:
    pdf.Root.Test = pikepdf.Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode)


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.7.2:filters")
def crypt_filter(data: bytes) -> bytes:
    return _with_object(data, b"<</Filter /Crypt/DecodeParms <</Name /StdCF>>/Length 1>>\nstream\nx\nendstream")


@breaks(ARCHIVE, "pdfa-3a:6.1.8:names_in_utf8")
def colorant_that_is_no_utf8(pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=[0, 1], N=1)
    pdf.Root.Test = Array([Name.Separation, pikepdf.Object.parse(b"/A#ff#fe"), Name.DeviceGray, function])


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.9:indirect_objects")
def endobj_on_the_line_of_the_object(data: bytes) -> bytes:
    return replaced(data, rb">>\nendobj", b">> endobj")


@breaks_bytes(ARCHIVE, "pdfa-3a:6.1.9:indirect_objects")
def object_header_on_the_line_of_the_object(data: bytes) -> bytes:
    return replaced(data, rb"\n(\d+) 0 obj\n<<", rb"\n\1 0 obj <<")


@breaks(ARCHIVE, "pdfa-3a:6.1.10:inline_image_filters")
def inline_image_with_lzw(pdf) -> None:
    add_artifact(pdf, b"q BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID abcd EI Q")


@breaks(ARCHIVE, "pdfa-3a:6.1.12:permissions")
def another_permission(pdf) -> None:
    pdf.Root.Perms = Dictionary(FieldMDP=Dictionary(Type=Name.Sig))


@breaks(ARCHIVE, "pdfa-3a:6.1.12:permissions")
def digest_in_a_signature_reference(pdf) -> None:
    reference = Dictionary(Type=Name.SigRef, TransformMethod=Name.DocMDP, DigestMethod=Name.SHA256)
    pdf.Root.Perms = Dictionary(DocMDP=Dictionary(Type=Name.Sig, Reference=[reference]))


@breaks(ARCHIVE, "pdfa-3a:6.1.13:limits_of_values")
def great_integer(pdf) -> None:
    pdf.Root.Test = 2**31


@breaks(ARCHIVE, "pdfa-3a:6.1.13:limits_of_values")
def long_string(pdf) -> None:
    pdf.Root.Test = String("a" * 32768)


@breaks(ARCHIVE, "pdfa-3a:6.1.13:limits_of_values")
def long_name(pdf) -> None:
    pdf.Root.Test = Name("/" + "a" * 128)


@breaks(ARCHIVE, "pdfa-3a:6.1.13:limits_of_nesting")
def deep_graphics_states(pdf) -> None:
    add_content(pdf, b"q " * 28 + b"Q " * 28)


@breaks(ARCHIVE, "pdfa-3a:6.1.13:limits_of_nesting")
def thirty_three_colorants(pdf) -> None:
    names = [Name(f"/C{n}") for n in range(33)]
    known = Dictionary({str(n): Array([Name.Separation, n, Name.DeviceGray, Dictionary()]) for n in names})
    pdf.Root.Test = Array([Name.DeviceN, Array(names), Name.DeviceGray, Dictionary(), Dictionary(Colorants=known)])


@breaks(ARCHIVE, "pdfa-3a:6.1.13:limits_of_boxes")
def narrow_box(pdf) -> None:
    page(pdf).ArtBox = Array([10, 10, 12, 300])


@breaks_bytes(PRINT, "pdfx-4:6.1:version")
def version_of_pdf_1_7(data: bytes) -> bytes:
    return replaced(data, rb"^%PDF-1\.\d", b"%PDF-1.7")


@breaks_bytes(PRINT, "pdfx-4:6:trailer")
def print_without_identifier(data: bytes) -> bytes:
    return replaced(data, rb"(trailer.*?)/ID ?\[", rb"\1/Jd [")


@breaks(PRINT, "pdfx-4:6:streams")
def print_with_lzw(pdf) -> None:
    pdf.Root.Test = pikepdf.Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode)


@breaks(PRINT, "pdfx-4:6.25:limits")
def print_with_great_integer(pdf) -> None:
    pdf.Root.Test = -2**31 - 1
