// Signing PDFs that other programs made.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "end_to_end/foreign_signing.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

TEST_F(Foreign, WhateverWroteItIsSignedAndSignedAgain) {
  make_plain();
  must({"qpdf", "plain.pdf", "table.pdf", "--object-streams=disable"});
  must({"qpdf", "plain.pdf", "streams.pdf", "--object-streams=generate"});
  must({"qpdf", "plain.pdf", "linear.pdf", "--linearize"});
  must({"qpdf", "plain.pdf", "both.pdf", "--linearize", "--object-streams=generate"});
  must({"gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=gs.pdf",
        "plain.pdf"});
  must({"pdftocairo", "-pdf", "plain.pdf", "poppler.pdf"});
  must({"mutool", "clean", "plain.pdf", "mutool.pdf"});
  for (const char* file : {"plain.pdf", "table.pdf", "streams.pdf", "linear.pdf", "both.pdf",
                           "gs.pdf", "poppler.pdf", "mutool.pdf"}) {
    expect_two_sign(file);
  }
}

/// Tagged PDF/A-2 of an office, whose structure the new fields become part of.
TEST_F(Foreign, AnOfficesDocumentIsSigned) {
  if (run({"soffice", "--version"}).status != 0) GTEST_SKIP() << "LibreOffice is not installed";
  write_text(folder / "text.txt", "An agreement\n\nSignature:\n");
  must({"soffice", "--headless", "--convert-to",
        "pdf:writer_pdf_Export:{\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"},"
        "\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"}}",
        "text.txt"});
  expect_two_sign("text.pdf");
  const Ran structure = run({"pdfinfo", "-struct", path("three.pdf")});
  EXPECT_EQ(count(structure.out, "Form"), 2U) << structure.out;
}

TEST_F(Foreign, WhatWasPdfAAndPdfUaStaysSo) {
  make_archive();
  const auto conforms = [&](const std::string& file) {
    const Ran ran =
        run({"/usr/bin/python3", (kSource / "tests/conformance/check.py").string(), path(file)});
    EXPECT_EQ(ran.status, 0) << file << ran.out << ran.err;
  };
  conforms("archive.pdf");
  ASSERT_EQ(sign("archive.pdf", kAsia, "one.pdf", {"--rect", "20,20,200,80"}).status, 0);
  conforms("one.pdf");
  const auto read_aloud = [&](const std::string& file) {
    return run({"/usr/bin/python3", "-c",
                "import pikepdf,sys; f=pikepdf.open(sys.argv[1]).Root.AcroForm.Fields[-1]; "
                "print(f.TU)",
                path(file)})
        .out;
  };
  EXPECT_EQ(read_aloud("one.pdf"), "Signature of Asia Division, Asia Division\n");
  ASSERT_EQ(
      sign("archive.pdf", kAsia, "ru.pdf", {"--rect", "20,20,200,80", "--language", "ru"}).status,
      0);
  EXPECT_THAT(read_aloud("ru.pdf"), HasSubstr("Подпис"));
  conforms("ru.pdf");
  ASSERT_EQ(
      sign("one.pdf", kEurope, "two.pdf", {"--page", "2", "--rect", "20mm,20mm,90mm,40mm"}).status,
      0);
  conforms("two.pdf");
  expect_valid("two.pdf", 2);
  ASSERT_EQ(sign("two.pdf", kAsia, "three.pdf", {"--invisible"}).status, 0);
  conforms("three.pdf");
  expect_valid("three.pdf", 3);
}

/// PDF/A-1 asks for a list of the characters in each font (ISO 19005-1, 6.3.5), and knows neither
/// transparency (6.4) nor profiles of later versions.
TEST_F(Foreign, WhatWasPdfA1KeepsItsRestrictions) {
  if (run({"soffice", "--version"}).status != 0) GTEST_SKIP() << "LibreOffice is not installed";
  write_text(folder / "text.txt", "An agreement\n\nSignature:\n");
  must({"soffice", "--headless", "--convert-to",
        "pdf:writer_pdf_Export:{\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"1\"}}",
        "text.txt"});
  expect_two_sign("text.pdf");
  const Ran listed = run({"/usr/bin/python3", "-c",
                          "import pikepdf\n"
                          "f=pikepdf.open('one.pdf')\n"
                          "form=f.Root.AcroForm.Fields[0].AP.N\n"
                          "assert form.Resources.ColorSpace.DefaultRGB[0]=='/CalRGB'\n"
                          "assert '/Group' not in form and '/ExtGState' not in form.Resources\n"
                          "fonts=form.Resources.Font\n"
                          "name=None; seen=0\n"
                          "for operands,operator in pikepdf.parse_content_stream(form):\n"
                          "    if str(operator)=='Tf': name=str(operands[0])\n"
                          "    if str(operator) not in ('Tj','TJ'): continue\n"
                          "    font=fonts[name].DescendantFonts[0].FontDescriptor\n"
                          "    bits=font.CIDSet.read_bytes()\n"
                          "    for part in (operands[0] if str(operator)=='TJ' else operands):\n"
                          "        if not isinstance(part,pikepdf.String): continue\n"
                          "        raw=bytes(part)\n"
                          "        for i in range(0,len(raw),2):\n"
                          "            code=raw[i]*256+raw[i+1]; seen+=1\n"
                          "            assert bits[code//8]&(128>>code%8), code\n"
                          "assert seen>20, seen\n"},
                         {{}, folder.path()});
  EXPECT_EQ(listed.status, 0) << listed.err;
}

/// Boxes of the line that begins with `text`, as mutool shows the page: left, top, right, bottom.
std::vector<double> shown_at(const std::string& file, const std::string& text) {
  const std::string said = run({"mutool", "draw", "-q", "-F", "stext", file, "1"}).out;
  static const std::regex kLine("<line bbox=\"([-0-9. ]+)\"[^>]*dir=\"([-0-9. ]+)\"[^>]*>");
  std::vector<double> box;
  std::istringstream lines(said);
  std::string bbox, direction, letters;
  static const std::regex kLetter("<char [^>]*c=\"([^\"]*)\"");
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_search(line, match, kLine)) {
      bbox = match[1].str();
      direction = match[2].str();
      letters.clear();
    } else if (std::regex_search(line, match, kLetter)) {
      letters += match[1].str();
    } else if (line.find("</line>") != std::string::npos && letters.starts_with(text)) {
      EXPECT_EQ(direction, "1 0") << text << " does not stand upright";
      std::istringstream numbers(bbox);
      for (double number = 0; numbers >> number;) box.push_back(number);
    }
  }
  EXPECT_EQ(box.size(), 4U) << text << " stands once in " << file << "\n" << said;
  box.resize(4);
  return box;
}

/// Where the lower left corner of the signature is expected, from that of what is shown.
struct Turned {
  std::string turn;
  double right, bottom;   ///< of the text, by hand: it stands at 40 to 98, 297 to 311
  double height;          ///< of the page as it is shown
  double crop_x, crop_y;  ///< what a crop box of [20 30 290 390] takes away at left and below
  double cropped_height;
};

/// On pages that are turned and cropped the signature stands upright, beside the text as a reader
/// sees it.
TEST_F(Foreign, AnAnchorIsFoundWhereItIsSeen) {
  make_plain();
  must({"qpdf", "--qdf", "--object-streams=disable", "plain.pdf", "qdf.pdf"});
  const std::string qdf = read_text(folder / "qdf.pdf");
  const std::vector<Turned> turns{{"0", 98, 297, 400, 20, 30, 360},
                                  {"90", 311, 202, 300, 30, 10, 270},
                                  {"180", 260, 89, 400, 10, 10, 360},
                                  {"270", 103, 40, 300, 10, 20, 270}};
  for (const Turned& page : turns) {
    for (const bool cropped : {false, true}) {
      SCOPED_TRACE(page.turn + (cropped ? " cropped" : ""));
      std::string turned = qdf;
      const std::size_t at = turned.find("/MediaBox");
      ASSERT_NE(at, std::string::npos);
      turned.insert(at,
                    "/Rotate " + page.turn + "\n" + (cropped ? "/CropBox [20 30 290 390]\n" : ""));
      write_text(folder / "edited.pdf", turned);
      must({"bash", "-c", "fix-qdf edited.pdf >turned.pdf"});
      const Ran ran = sign("turned.pdf", kAsia, "signed.pdf",
                           {"--anchor", "Signature:", "--size", "80,40", "--offset", "-80,0"});
      ASSERT_EQ(ran.status, 0) << ran.err;
      expect_valid("signed.pdf", 1);
      const std::vector<double> line = shown_at(path("signed.pdf"), "Digitally");
      const double left = page.right + 6 - 80 - (cropped ? page.crop_x : 0);
      const double bottom = page.bottom - (cropped ? page.crop_y : 0);
      const double height = cropped ? page.cropped_height : page.height;
      EXPECT_NEAR(line[0], left, 5);
      EXPECT_LT(line[3], height - bottom + 3);
      EXPECT_GT(line[1], height - bottom - 40 - 3);
    }
  }
}

TEST_F(Foreign, ASignatureStandsUprightOnAPageThatIsTurned) {
  make_plain();
  for (const std::string turn : {"90", "180", "270"}) {
    must({"qpdf", "plain.pdf", "turned.pdf", "--rotate=" + turn});
    ASSERT_EQ(sign("turned.pdf", kAsia, "signed.pdf", {"--rect", "50,60,200,120"}).status, 0);
    const std::vector<double> line = shown_at(path("signed.pdf"), "Digitally");
    const double height = turn == "180" ? 400 : 300;
    EXPECT_NEAR(line[0], 50, 3) << turn;
    EXPECT_GT(line[1], height - 120 - 1) << turn;
    EXPECT_LT(line[3], height - 60 + 1) << turn;
  }
}

TEST_F(Foreign, AnAnchorThatIsNotThereOnceIsRefused) {
  make_plain();
  must({"qpdf", "--empty", "--pages", "plain.pdf", "plain.pdf", "--", "twice.pdf"});
  const auto refused = [&](const std::string& file, const std::vector<std::string>& where,
                           const std::string& what) {
    const Ran ran = sign(file, kAsia, "signed.pdf", where);
    EXPECT_EQ(ran.status, 1) << what;
    EXPECT_THAT(ran.err, HasSubstr(what));
    EXPECT_FALSE(fs::exists(folder / "signed.pdf"));
  };
  refused("plain.pdf", {"--anchor", "Seal:"}, "anchor-not-found");
  refused("twice.pdf", {"--anchor", "Signature:"}, "page 1 at 40,");
  refused("twice.pdf", {"--anchor", "Signature:"}, "; page 2 at 40,");
  refused("twice.pdf", {"--anchor", "Signature:", "--page", "3"}, "no-such-page");
  refused("plain.pdf", {"--anchor", "Signature:", "--size", "500,40"}, "outside-the-page");
  EXPECT_EQ(sign("twice.pdf", kAsia, "signed.pdf",
                 {"--anchor", "Signature:", "--page", "2", "--size", "120,40", "--offset", "0,-20"})
                .status,
            0);
  expect_valid("signed.pdf", 1);
}

TEST_F(Foreign, AnEmptyFieldIsSignedByItsName) {
  make_plain();
  must({"/usr/bin/python3", "-c",
        "import pikepdf\n"
        "D,N=pikepdf.Dictionary,pikepdf.Name\n"
        "for apart in (0,1):\n"
        "    f=pikepdf.open('plain.pdf')\n"
        "    w=f.make_indirect(D(Type=N.Annot,Subtype=N.Widget,Rect=[40,60,240,110]))\n"
        "    s=f.make_indirect(D(FT=N.Sig,T='Board',Kids=[w])) if apart else w\n"
        "    if apart: w.Parent=s\n"
        "    else: w.FT=N.Sig; w.T=pikepdf.String('Board')\n"
        "    f.pages[0].obj.Annots=pikepdf.Array([w])\n"
        "    f.Root.AcroForm=D(Fields=[s],SigFlags=1)\n"
        "    f.save('apart.pdf' if apart else 'field.pdf')\n"});
  ASSERT_EQ(sign("field.pdf", kAsia, "signed.pdf", {"--field", "Board"}).status, 0);
  expect_valid("signed.pdf", 1);
  EXPECT_THAT(run({"pdfsig", "-nocert", path("signed.pdf")}).out, HasSubstr("Board"));
  shown_at(path("signed.pdf"), "Digitally");
  // The value of a field whose widget stands apart is the field's; poppler overlooks it there.
  ASSERT_EQ(sign("apart.pdf", kAsia, "apart-signed.pdf", {"--field", "Board"}).status, 0);
  const Ran verified = chancery({"verify", path("apart-signed.pdf"), "--trust", trust()});
  EXPECT_EQ(verified.status, 0) << verified.out;
  shown_at(path("apart-signed.pdf"), "Digitally");
  const Ran again = sign("signed.pdf", kEurope, "again.pdf", {"--field", "Board"});
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("already-signed"));
  const Ran other = sign("field.pdf", kEurope, "again.pdf", {"--field", "Boards"});
  EXPECT_THAT(other.err, HasSubstr("did you mean 'Board'?"));
  EXPECT_FALSE(fs::exists(folder / "again.pdf"));
}

TEST_F(Foreign, WhatCannotBeSignedIsRefusedWithTheReason) {
  make_plain();
  const auto refused = [&](const std::string& file, const std::vector<std::string>& where,
                           const std::string& what, int status = 1) {
    const Ran ran = sign(file, kAsia, "no.pdf", where);
    EXPECT_EQ(ran.status, status) << what << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(what));
    EXPECT_FALSE(fs::exists(folder / "no.pdf")) << what;
  };
  const std::vector<std::string> invisible{"--invisible"};
  must({"qpdf", "plain.pdf", "encrypted.pdf", "--encrypt", "", "owner", "256", "--"});
  refused("encrypted.pdf", invisible, "encrypted-pdf");
  const std::string plain = read_text(folder / "plain.pdf");
  write_text(folder / "cut.pdf", plain.substr(0, plain.size() / 2));
  refused("cut.pdf", invisible, "damaged-pdf");
  write_text(folder / "text.pdf", "no PDF");
  refused("text.pdf", invisible, "not-a-pdf");
  refused("plain.pdf", {}, "no-such-field");
  refused("plain.pdf", {"--rect", "10,10"}, "bad-place", 3);
  refused("plain.pdf", {"--rect", "10,10,x,50"}, "bad-place", 3);
  refused("plain.pdf", {"--rect", "100,10,10,50"}, "bad-place", 3);
  refused("plain.pdf", {"--page", "1"}, "bad-place", 3);
  refused("plain.pdf", {"--invisible", "--field", "x"}, "bad-place", 3);
  // Certified so that nothing, or no new place, may follow.
  ASSERT_EQ(sign("plain.pdf", kAsia, "p1.pdf", {"--invisible", "--certify", "1"}).status, 0);
  expect_valid("p1.pdf", 1);
  refused("p1.pdf", invisible, "changes-forbidden");
  ASSERT_EQ(sign("plain.pdf", kAsia, "p2.pdf", {"--rect", "9,9,150,60", "--certify", "2"}).status,
            0);
  expect_valid("p2.pdf", 1);
  refused("p2.pdf", {"--rect", "9,90,150,150"}, "changes-forbidden");
  refused("p2.pdf", {"--invisible", "--certify", "2"}, "certifies-too-late");
  ASSERT_EQ(sign("p2.pdf", kEurope, "p2-two.pdf", invisible).status, 0);
  expect_valid("p2-two.pdf", 2);
  // A letter says itself where its divisions sign.
  must({std::string(CHANCERY_BINARY_DIR) + "/chancery", "typeset", example("open-letter"), "-o",
        path("letter.pdf")});
  refused("letter.pdf", {"--rect", "20,20,200,80"}, "letter-has-places");
}

}  // namespace
}  // namespace chancery::tests
