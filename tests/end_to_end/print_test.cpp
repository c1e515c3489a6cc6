// The print copy, judged by programs that read and separate PDF: poppler, qpdf, Ghostscript.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <regex>

#include "end_to_end/program.h"
#include "end_to_end/small_pdf.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// 3 mm in points.
constexpr double kBleed = 3 * 72 / 25.4;

struct Word {
  double left = 0, top = 0, right = 0, bottom = 0;
  std::string text;
};

/// Every word with its place as poppler finds them, page by page.
std::vector<std::vector<Word>> words_of(const fs::path& pdf) {
  static const std::regex kWord(
      "<word xMin=\"([-0-9.]+)\" yMin=\"([-0-9.]+)\" xMax=\"([-0-9.]+)\" yMax=\"([-0-9.]+)\">(.*)"
      "</word>");
  const Ran ran = run({"pdftotext", "-bbox", pdf.string(), "-"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  std::vector<std::vector<Word>> pages;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (line.find("<page ") != std::string::npos) pages.emplace_back();
    if (!std::regex_search(line, match, kWord)) continue;
    pages.back().push_back({std::stod(match[1]), std::stod(match[2]), std::stod(match[3]),
                            std::stod(match[4]), match[5]});
  }
  return pages;
}

std::vector<fs::path> examples() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(kSource / "examples")) {
    for (const char* const name : {"letter.md", "letter.json"}) {
      if (fs::exists(entry.path() / name)) found.push_back(entry.path() / name);
    }
  }
  return found;
}

Ran print(const fs::path& letter, const fs::path& output, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"typeset",       letter.string(), "-o",
                                        output.string(), "--profile",     "print"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return chancery(arguments);
}

int page_count(const fs::path& pdf) {
  return static_cast<int>(words_of(pdf).size());
}

/// From the top down and from left to right: poppler's own order of the cells of a table depends on
/// where the page's corner is.
void sort_by_place(std::vector<Word>& words) {
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    return std::pair(std::lround(a.bottom * 4), a.left) <
           std::pair(std::lround(b.bottom * 4), b.left);
  });
}

std::string copied(const fs::path& pdf, const std::string& option) {
  std::string text = run({"pdftotext", option, pdf.string(), "-"}).out;
  // Blank backs are form feeds alone.
  std::erase(text, '\f');
  return text;
}

TEST(PrintCopy, HasEveryLineWhereTheArchiveCopyHasIt) {
  const TemporaryFolder folder;
  const fs::path archive = folder / "archive.pdf";
  const fs::path press = folder / "print.pdf";
  for (const fs::path& letter : examples()) {
    ASSERT_EQ(chancery({"typeset", letter.string(), "-o", archive.string()}).status, 0);
    Ran ran = print(letter, press, {"--duplex"});
    ASSERT_EQ(ran.status, 0) << letter << ran.err;
    auto pages = words_of(archive);
    auto printed = words_of(press);
    std::erase_if(printed, [](const auto& page) { return page.empty(); });
    ASSERT_EQ(printed.size(), pages.size()) << letter;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      ASSERT_EQ(printed[i].size(), pages[i].size()) << letter;
      for (Word& word : printed[i]) {
        word.left -= kBleed;
        word.top -= kBleed;
        word.right -= kBleed;
        word.bottom -= kBleed;
      }
      sort_by_place(pages[i]);
      sort_by_place(printed[i]);
      for (std::size_t j = 0; j < pages[i].size(); ++j) {
        EXPECT_EQ(printed[i][j].text, pages[i][j].text) << letter;
        EXPECT_NEAR(printed[i][j].left, pages[i][j].left, 0.02) << letter;
        EXPECT_NEAR(printed[i][j].bottom, pages[i][j].bottom, 0.02) << letter;
        EXPECT_NEAR(printed[i][j].right, pages[i][j].right, 0.02) << letter;
      }
    }
    EXPECT_EQ(copied(press, "-raw"), copied(archive, "-raw")) << letter;
    ran = print(letter, press, {"--bleed", "0mm"});
    ASSERT_EQ(ran.status, 0) << letter << ran.err;
    EXPECT_EQ(copied(press, "-nodiag"), copied(archive, "-nodiag")) << letter;
  }
}

void expect_sound(const fs::path& letter, const std::vector<std::string>& more) {
  const TemporaryFolder folder;
  const fs::path pdf = folder / "a.pdf";
  const Ran ran = print(letter, pdf, more);
  ASSERT_EQ(ran.status, 0) << letter << ran.err;
  const Ran checked = run({"qpdf", "--check", pdf.string()});
  EXPECT_EQ(checked.status, 0) << letter << checked.out << checked.err;
  const Ran drawn = run({"gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r20",
                         "-sOutputFile=" + (folder / "s%d.tif").string(), pdf.string()});
  EXPECT_EQ(drawn.status, 0) << letter;
  EXPECT_EQ(drawn.out + drawn.err, "") << letter;
  const Ran mutool =
      run({"mutool", "draw", "-N", "-q", "-o", "/dev/null", "-F", "ppm", pdf.string()});
  EXPECT_EQ(mutool.status, 0) << letter;
  EXPECT_THAT(mutool.err, AllOf(Not(HasSubstr("error")), Not(HasSubstr("warning")))) << letter;
}

TEST(PrintCopy, IsSoundForQpdfMutoolAndGhostscript) {
  for (const fs::path& letter : examples()) expect_sound(letter, {"--marks"});
  expect_sound(example("open-letter"), {"--imposition", "2up", "--duplex", "--marks"});
}

TEST(PrintCopy, SaysWhatIso15930AsksFor) {
  const TemporaryFolder folder;
  const fs::path pdf = folder / "a.pdf";
  ASSERT_EQ(print(example("open-letter"), pdf, {"--marks"}).status, 0);
  const std::string json = run({"qpdf", "--json", "--json-stream-data=none", pdf.string()}).out;
  EXPECT_THAT(json, HasSubstr("\"/S\": \"/GTS_PDFX\""));
  EXPECT_THAT(json, HasSubstr("\"/OutputConditionIdentifier\": \"u:FOGRA39\""));
  EXPECT_THAT(json, HasSubstr("\"/Trapped\": \"/False\""));
  EXPECT_THAT(json, HasSubstr("\"/DefaultRGB\""));
  // Links and signature fields belong to the archive copy.
  EXPECT_THAT(json, Not(HasSubstr("\"/Annots\"")));
  EXPECT_THAT(json, Not(HasSubstr("\"/AcroForm\": {")));
  const std::string bytes = read_text(pdf);
  EXPECT_TRUE(bytes.starts_with("%PDF-1.6\n"));
  for (const char* const metadata : {"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
                                     "<pdf:Trapped>False</pdf:Trapped>", "<xmpMM:DocumentID>uuid:",
                                     "<xmp:CreateDate>2026-11-24T00:00:00Z</xmp:CreateDate>",
                                     "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>"}) {
    EXPECT_NE(bytes.find(metadata), std::string::npos) << metadata;
  }
  const std::string boxes = run({"pdfinfo", "-box", pdf.string()}).out;
  EXPECT_THAT(boxes, HasSubstr("TrimBox:             0.00     0.00   595.28   841.89"));
  EXPECT_THAT(boxes, HasSubstr("BleedBox:           -8.50    -8.50   603.78   850.39"));
  EXPECT_THAT(boxes, HasSubstr("MediaBox:          -36.85   -36.85   632.13   878.74"));
}

TEST(PrintCopy, IsForThePaperItsLetterIsOn) {
  const TemporaryFolder folder;
  const fs::path pdf = folder / "a.pdf";
  ASSERT_EQ(print(example("us-office"), pdf).status, 0);
  const auto objects = [&] {
    return run({"qpdf", "--json", "--json-stream-data=none", pdf.string()}).out;
  };
  EXPECT_THAT(objects(), HasSubstr("\"/OutputConditionIdentifier\": \"u:CGATS TR 006\""));
  const std::string icc = (kSource / "letterhead/colour/FOGRA39L_coated.icc").string();
  ASSERT_EQ(print(example("us-office"), pdf, {"--output-condition", icc}).status, 0);
  EXPECT_THAT(objects(), AllOf(HasSubstr("\"/OutputConditionIdentifier\": \"u:Custom\""),
                               HasSubstr("\"u:Coated FOGRA39L (ISO 12647-2:2004)\"")));
}

TEST(PrintCopy, MarksStandOutsideTheBleed) {
  const TemporaryFolder folder;
  ASSERT_EQ(print(example("open-letter"), folder / "a.pdf", {"--marks"}).status, 0);
  // Four dots to the millimetre: 210 mm by 297 mm, 3 mm of bleed and 10 mm of marks around.
  constexpr std::size_t kWidth = 944;
  constexpr std::size_t kHeight = 1292;
  const Ran ran = run({"pdftoppm", "-r", "101.6", "-gray", "-singlefile", "-x", "0", "-y", "0",
                       "-W", std::to_string(kWidth), "-H", std::to_string(kHeight),
                       (folder / "a.pdf").string(), (folder / "a").string()});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string picture = read_text(folder / "a.pgm");
  const std::string pixels = picture.substr(picture.size() - kWidth * kHeight);
  const auto is_within = [](std::size_t x, std::size_t y, std::size_t edge) {
    return x >= edge && x < kWidth - edge && y >= edge && y < kHeight - edge;
  };
  std::size_t in_the_bleed = 0;
  std::size_t outside = 0;
  for (std::size_t y = 0; y < kHeight; ++y) {
    for (std::size_t x = 0; x < kWidth; ++x) {
      if (static_cast<unsigned char>(pixels[y * kWidth + x]) > 200) continue;
      if (!is_within(x, y, 40)) ++outside;
      if (is_within(x, y, 40) && !is_within(x, y, 52)) ++in_the_bleed;
    }
  }
  EXPECT_EQ(in_the_bleed, 0U);
  EXPECT_GT(outside, 1000U);
}

TEST(PrintCopy, BeginsEveryVersionOnAFront) {
  const TemporaryFolder folder;
  const fs::path pdf = folder / "a.pdf";
  const std::string letter = example("many-languages");
  ASSERT_EQ(print(letter, pdf).status, 0);
  const auto simplex = words_of(pdf);
  ASSERT_EQ(print(letter, pdf, {"--duplex"}).status, 0);
  const auto duplex = words_of(pdf);
  EXPECT_EQ(duplex.size() % 2, 0U);
  ASSERT_EQ(print(letter, pdf, {"--blank-reverse"}).status, 0);
  const auto single = words_of(pdf);
  ASSERT_EQ(single.size(), 2 * simplex.size());
  for (std::size_t i = 0; i < single.size(); ++i) EXPECT_EQ(single[i].empty(), i % 2 == 1);
  ASSERT_EQ(print(letter, pdf, {"--imposition", "2up"}).status, 0);
  EXPECT_EQ(words_of(pdf).size(), (simplex.size() + 1) / 2);
}

/// A letterhead "press" with these colours, this artwork, and a title, and a letter on it.
class Press : public ::testing::Test {
 protected:
  void make(const std::string& title_colour, const std::string& artwork = {},
            const std::string& reverse = {}, const std::string& date = "date: 2026-11-24\n") {
    fs::create_directories(folder_ / "press");
    const std::string page =
        "      margins: { top: 60 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }\n"
        "      footer: { x: 30 mm, y: 275 mm, width: 150 mm, height: 10 mm }\n";
    write_text(folder_.path() / "press/letterhead.yaml",
               "name: press\norganisation: Press Office\ncolours: { special: " + title_colour +
                   " }\nstyles:\n  text: { size: 11 pt, leading: 15 pt }\n"
                   "  title: { size: 24 pt, leading: 30 pt, colour: special }\n"
                   "papers:\n  A4:\n    first:\n" +
                   page + artwork + reverse + "    following:\n" + page);
    write_text(folder_ / "letter.md",
               "---\nletterhead: press\nlanguage: en\n" + date +
                   "title: Wide Letters\nsignatories: [{ name: A B, title: C, division: D }]\n"
                   "---\nText.\n");
  }

  Ran print_it(std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--letterheads", folder_.path().string()});
    return print(folder_ / "letter.md", folder_ / "a.pdf", more);
  }

  /// The darkest and the lightest pixel of a plate, 0 for full ink; -1 when there is no such plate.
  std::pair<int, int> plate(const std::string& name) {
    const Ran drawn =
        run({"gs", "-q", "-dNOPAUSE", "-dBATCH", "-dUseTrimBox", "-sDEVICE=tiffsep", "-r72",
             "-dGraphicsAlphaBits=1", "-dTextAlphaBits=1",
             "-sOutputFile=" + (folder_ / "s%d.tif").string(), (folder_ / "a.pdf").string()});
    EXPECT_EQ(drawn.status, 0) << drawn.out << drawn.err;
    const fs::path file = folder_ / ("s1(" + name + ").tif");
    if (!fs::exists(file)) return {-1, -1};
    const auto summary = [&](const std::string& which) {
      return std::stoi(
          run({"bash", "-c", "tifftopnm -quiet '" + file.string() + "' | pamsumm -brief -" + which})
              .out);
    };
    return {summary("min"), summary("max")};
  }

  TemporaryFolder folder_;
};

TEST_F(Press, BlackTextIsOnTheBlackPlateAlone) {
  make("\"#1a1a1a\"");
  ASSERT_EQ(print_it().status, 0);
  EXPECT_EQ(plate("Black"), std::pair(0, 255));
  for (const char* const name : {"Cyan", "Magenta", "Yellow"}) {
    EXPECT_EQ(plate(name), std::pair(255, 255)) << name;
  }
}

TEST_F(Press, ASpotColourHasItsOwnPlate) {
  make("{ rgb: \"#a33b20\", spot: PANTONE 484 C, cmyk: [8, 92, 100, 33] }");
  ASSERT_EQ(print_it().status, 0);
  EXPECT_EQ(plate("PANTONE 484 C"), std::pair(0, 255));
  EXPECT_EQ(plate("Magenta"), std::pair(255, 255));
  EXPECT_THAT(run({"qpdf", "--json", (folder_ / "a.pdf").string()}).out,
              HasSubstr("\"/PANTONE 484 C\""));
}

TEST_F(Press, AColoursOwnCmykIsPrinted) {
  make("{ rgb: \"#a33b20\", cmyk: [0, 100, 0, 0] }");
  ASSERT_EQ(print_it().status, 0);
  EXPECT_EQ(plate("Magenta"), std::pair(0, 255));
  EXPECT_EQ(plate("Yellow"), std::pair(255, 255));
}

TEST_F(Press, AColourWithoutCmykIsSeparatedByTheProfile) {
  make("\"#12384f\"");
  ASSERT_EQ(print_it().status, 0);
  const auto cyan = plate("Cyan");
  const auto yellow = plate("Yellow");
  // A dark blue: more cyan than yellow, in every coated condition.
  EXPECT_LT(cyan.first, 100);
  EXPECT_LT(cyan.first, yellow.first);
}

/// A page of yellow beyond the trim, in CMYK.
std::string yellow_pdf() {
  return small_pdf({{"612 860", "", "0 0 1 0 k 0 0 612 860 re f"}});
}

constexpr const char* kYellowPage =
    "      artwork: [{ file: yellow.pdf, x: -3 mm, y: -3 mm, width: 216 mm, height: 303 mm }]\n";

TEST_F(Press, BlackOverprintsAndColoursKnockOut) {
  make("\"#000000\"", kYellowPage);
  write_text(folder_ / "press/yellow.pdf", yellow_pdf());
  Ran ran = print_it();
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(plate("Black"), std::pair(0, 255));
  EXPECT_EQ(plate("Yellow"), std::pair(0, 0)) << "no white below black";
  make("{ rgb: \"#00ffff\", cmyk: [100, 0, 0, 0] }", kYellowPage);
  ran = print_it();
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(plate("Yellow"), std::pair(0, 255)) << "cyan on yellow would be green";
}

TEST_F(Press, ReverseSidesArePrintedOnSheetsThatHaveBacks) {
  make("\"#000000\"", {},
       "      reverse: { texts: [{ x: 30 mm, y: 30 mm, width: 100 mm, height: 10 mm, style: text, "
       "text: Backside }] }\n");
  ASSERT_EQ(print_it().status, 0);
  EXPECT_EQ(page_count(folder_ / "a.pdf"), 1);
  ASSERT_EQ(print_it({"--duplex"}).status, 0);
  const auto pages = words_of(folder_ / "a.pdf");
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[1].at(0).text, "Backside");
}

TEST_F(Press, WhatThePressCannotDoIsTold) {
  make("{ rgb: \"#101010\", cmyk: [90, 90, 90, 90] }");
  Ran ran = print_it();
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("[too-much-ink]"), HasSubstr("'special'"),
                             HasSubstr("360 %"), HasSubstr("300 %")));
  EXPECT_FALSE(fs::exists(folder_ / "a.pdf"));
  EXPECT_EQ(print_it({"--ink-limit", "360"}).status, 0);

  // In artwork too: what its content names.
  make("\"#000000\"", kYellowPage);
  write_text(folder_ / "press/yellow.pdf",
             small_pdf({{"612 860", "", ".9 .9 .8 .9 k 0 0 612 860 re f"}}));
  ran = print_it();
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("yellow.pdf"), HasSubstr("[too-much-ink]"), HasSubstr("350 %")));

  make("\"#000000\"", {}, {}, {});
  ran = print_it();
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("[print-without-date]"));

  make("\"#000000\"");
  EXPECT_THAT(print_it({"--output-condition", "newsprint"}).err,
              HasSubstr("[unknown-output-condition]"));
  EXPECT_EQ(print_it({"--output-condition", "newsprint"}).status, 3);
  EXPECT_EQ(print_it({"--bleed", "wide"}).status, 3);
  write_text(folder_ / "bad.icc", "no profile");
  EXPECT_THAT(print_it({"--output-condition", (folder_ / "bad.icc").string()}).err,
              HasSubstr("[icc-damaged]"));
  EXPECT_THAT(print_it({"--output-condition", "/usr/share/color/icc/ghostscript/srgb.icc"}).err,
              HasSubstr("[icc-not-cmyk]"));
  // Options of the print copy for another one.
  EXPECT_EQ(
      chancery({"typeset", (folder_ / "letter.md").string(), "--profile", "archive", "--duplex"})
          .status,
      3);
  EXPECT_EQ(chancery({"typeset", (folder_ / "letter.md").string(), "--marks"}).status, 3);
}

TEST_F(Press, CoarsePicturesAndMissingBleedAreWarnedOf) {
  // 100 by 100 pixels on 50 mm are 51 to the inch.
  ASSERT_EQ(run({"bash", "-c",
                 "pbmmake -white 100 100 | pnmtopng > '" + (folder_ / "small.png").string() + "'"})
                .status,
            0);
  make("\"#000000\"",
       "      artwork: [{ file: small.png, x: 0 mm, y: 10 mm, width: 50 mm, height: 50 mm }]\n");
  fs::rename(folder_ / "small.png", folder_ / "press/small.png");
  const Ran ran = print_it();
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("warning[coarse-picture]"), HasSubstr("51 pixels"),
                             HasSubstr("small.png"), HasSubstr("warning[artwork-without-bleed]")));
}

// 100 pixels on 72 pt are 100 to the inch, and 50 where the drawing is printed twice as large; of a
// form's picture its matrix and that of the form count.
TEST_F(Press, PicturesInDrawingsAreMeasuredWhereTheyStand) {
  ASSERT_EQ(run({"bash", "-c",
                 "pbmmake -white 100 100 | pnmtojpeg > '" + (folder_ / "dots.jpg").string() + "'"})
                .status,
            0);
  const std::string jpeg = read_text(folder_ / "dots.jpg");
  std::string file = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  const auto object = [&](const std::string& body) {
    places.push_back(file.size());
    file += std::to_string(places.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  const auto stream = [&](const std::string& entries, const std::string& data) {
    object("<<" + entries + "/Length " + std::to_string(data.size()) + ">>\nstream\n" + data +
           "\nendstream");
  };
  object("<</Type/Catalog/Pages 2 0 R>>");
  object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
  object(
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 144 144]/Resources<</XObject<</F 5 0 R>>>>"
      "/Contents 4 0 R>>");
  stream("", "q 36 0 0 36 9 9 cm /F Do Q");
  stream(
      "/Type/XObject/Subtype/Form/BBox[0 0 2 2]/Matrix[2 0 0 2 0 0]"
      "/Resources<</XObject<</I 6 0 R>>>>",
      "/I Do");
  stream(
      "/Type/XObject/Subtype/Image/Width 100/Height 100/BitsPerComponent 8"
      "/ColorSpace/DeviceGray/Filter/DCTDecode",
      jpeg);
  const std::size_t xref = file.size();
  file += "xref\n0 7\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    const std::string digits = std::to_string(place);
    file += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  file += "trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
  make("\"#000000\"",
       "      artwork: [{ file: dots.pdf, x: 20 mm, y: 20 mm, width: 288 pt, height: 288 pt }]\n");
  write_text(folder_ / "press/dots.pdf", file);
  const Ran ran = print_it();
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("dots.pdf: warning[coarse-picture]"), HasSubstr("50 pixels")));
}

TEST_F(Press, GivesTheSameBytesElsewhere) {
  make("\"#12384f\"");
  ASSERT_EQ(print_it({"--marks"}).status, 0);
  const std::string here = read_text(folder_ / "a.pdf");
  RunOptions options;
  options.environment = {{"TZ", "Asia/Tokyo"}, {"LC_ALL", "de_DE.UTF-8"}};
  const Ran ran =
      chancery({"typeset", (folder_ / "letter.md").string(), "-o", (folder_ / "b.pdf").string(),
                "--profile", "print", "--marks", "--letterheads", folder_.path().string()},
               options);
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(here == read_text(folder_ / "b.pdf"));
}

}  // namespace
}  // namespace chancery::tests
