// Files of others in a letter: what its copies do not allow is told in the author's terms before
// anything is written, or becomes a picture; and all of them travel with the letter.
#include <gmock/gmock.h>

#include <string>

#include "end_to_end/program.h"
#include "end_to_end/small_pdf.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kHelvetica =
    "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";
constexpr const char* kTextInHelvetica = "BT /F 40 Tf 50 300 Td (Fares) Tj ET";

class ForeignFiles : public ::testing::Test {
 protected:
  void write_letter(const std::string& keys, const std::string& body = "Text.\n") {
    write_text(folder / "letter.md",
               "---\nletterhead: division-letters\nlanguage: en\ndate: 2026-11-24\n"
               "title: Piers\nsignatories: [{ name: A B, division: Asia Division }]\n" +
                   keys + "---\n" + body);
  }

  Ran typeset(const std::string& pdf, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"typeset", (folder / "letter.md").string(), "-o",
                                          (folder / pdf).string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return chancery(arguments);
  }

  std::string text_of_pdf(const std::string& pdf) {
    return run({"pdftotext", (folder / pdf).string(), "-"}).out;
  }

  /// The first page has nothing that an archive refuses.
  void write_annex() {
    write_text(folder / "annex.pdf", small_pdf({{"300 400", "", "0 0 50 50 re f"},
                                                {"300 400", kHelvetica, kTextInHelvetica}}));
  }

  TemporaryFolder folder;
};

TEST_F(ForeignFiles, AFontThatIsNotThereIsToldWithFileAndPage) {
  write_annex();
  write_letter("enclosures: [{ title: Annex, file: annex.pdf }]\n");
  const Ran ran = typeset("a.pdf");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("letter.md:7:"), HasSubstr("error[unfit-font]"),
                    HasSubstr("annex.pdf, page 2: the font 'Helvetica' is not in the file"),
                    HasSubstr("ISO 19005-3, 6.2.11.4.1"), HasSubstr("flatten")));
  EXPECT_FALSE(fs::exists(folder / "a.pdf"));
  // As it is told before setting, so it is when a letter is only checked.
  EXPECT_EQ(chancery({"check", (folder / "letter.md").string()}).status, 1);
  const Ran print = typeset("p.pdf", {"--profile", "print"});
  EXPECT_EQ(print.status, 1);
  EXPECT_THAT(print.err, HasSubstr("ISO 15930-7, 6.5"));
}

TEST_F(ForeignFiles, OnlyThePagesThatNeedItBecomePictures) {
  write_annex();
  write_letter("enclosures: [{ title: Annex, file: annex.pdf, flatten: true }]\n");
  const Ran ran = typeset("a.pdf");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.err, AllOf(HasSubstr("warning[flattened]"), HasSubstr("annex.pdf, page 2"),
                             HasSubstr("Helvetica")));
  EXPECT_THAT(text_of_pdf("a.pdf"), Not(HasSubstr("Fares")));
  const std::string images = run({"pdfimages", "-list", (folder / "a.pdf").string()}).out;
  EXPECT_THAT(images, HasSubstr("\n   3     0 image"));
  EXPECT_THAT(images, Not(HasSubstr("\n   2     0 image")));
  EXPECT_THAT(run({"pdfinfo", "-f", "1", "-l", "9", (folder / "a.pdf").string()}).out,
              HasSubstr("Page    3 size:  300 x 400 pts"));
  // What is extracted has the choice in it too.
  ASSERT_EQ(
      chancery({"extract", (folder / "a.pdf").string(), "-o", (folder / "s").string()}).status, 0);
  ASSERT_EQ(
      chancery({"typeset", (folder / "s/letter.json").string(), "-o", (folder / "b.pdf").string()})
          .status,
      0);
  EXPECT_TRUE(read_text(folder / "a.pdf") == read_text(folder / "b.pdf"));
}

TEST_F(ForeignFiles, WhatDrawsPagesIsAskedForByName) {
  write_annex();
  write_letter("enclosures: [{ title: Annex, file: annex.pdf, flatten: true }]\n");
  RunOptions options;
  options.environment = {{"PATH", folder.path().string()}};
  const std::vector<std::string> command = {"typeset", (folder / "letter.md").string()};
  Ran ran = chancery(command, options);
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("error[no-pdftocairo]"), HasSubstr("poppler-utils")));
  options.environment = {{"TMPDIR", (folder / "nowhere").string()}};
  ran = chancery(command, options);
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("error[cannot-write]"), HasSubstr("TMPDIR")));
  EXPECT_FALSE(fs::exists(folder / "letter.pdf"));
}

TEST_F(ForeignFiles, AnImageMayBecomeAPicture) {
  write_text(folder / "map.pdf", small_pdf({{"200 100", kHelvetica, kTextInHelvetica}}));
  write_letter("", "![A map](map.pdf){width=50mm}\n");
  EXPECT_THAT(typeset("a.pdf").err,
              AllOf(HasSubstr("map.pdf: error[unfit-font]"), HasSubstr("'Helvetica'")));
  write_letter("", "![A map](map.pdf){width=50mm .flatten}\n");
  const Ran ran = typeset("a.pdf");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("warning[flattened]"));
}

TEST_F(ForeignFiles, ALetterheadsArtworkIsLookedAt) {
  fs::create_directories(folder / "heads/mine");
  write_text(folder / "heads/mine/logo.pdf",
             small_pdf({{"200 100", kHelvetica, kTextInHelvetica}}));
  const auto head = [&](const std::string& more) {
    write_text(folder / "heads/mine/letterhead.yaml",
               "name: mine\norganisation: M\nstyles: { text: { size: 11 pt, leading: 15 pt } }\n"
               "papers:\n  A4:\n    first:\n"
               "      margins: { top: 60 mm, right: 34 mm, bottom: 30 mm, left: 34 mm }\n"
               "      footer: { x: 34 mm, y: 275 mm, width: 142 mm, height: 12 mm }\n"
               "      artwork: [{ file: logo.pdf, x: 9 mm, y: 9 mm, width: 40 mm, height: 20 mm" +
                   more +
                   " }]\n    following:\n"
                   "      margins: { top: 30 mm, right: 34 mm, bottom: 30 mm, left: 34 mm }\n"
                   "      footer: { x: 34 mm, y: 275 mm, width: 142 mm, height: 12 mm }\n");
  };
  head("");
  const std::string heads = (folder / "heads").string();
  const Ran listed = chancery({"letterheads", "--letterheads", heads});
  EXPECT_EQ(listed.status, 1);
  EXPECT_THAT(listed.out + listed.err, AllOf(HasSubstr("logo.pdf"), HasSubstr("unfit-font")));
  head(", flatten: true");
  EXPECT_EQ(chancery({"letterheads", "--letterheads", heads}).status, 0);
}

TEST_F(ForeignFiles, CmykHasTheProfileOfAPress) {
  write_text(folder / "annex.pdf", small_pdf({{"300 400", "", "1 0 0 0 k 0 0 50 50 re f"}}));
  write_letter("enclosures: [{ title: Annex, file: annex.pdf }]\n");
  const Ran ran = typeset("a.pdf");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.err, AllOf(HasSubstr("warning[cmyk-assumed]"), HasSubstr("fogra39")));
  const std::string text = run({"qpdf", "--qdf", (folder / "a.pdf").string(), "-"}).out;
  EXPECT_THAT(text, AllOf(HasSubstr("/DefaultCMYK"), HasSubstr("/N 4")));
}

TEST_F(ForeignFiles, AppendedPagesArePrinted) {
  write_text(folder / "annex.pdf", small_pdf({{"300 400", "", "1 0 0 rg 0 0 50 50 re f"},
                                              {"400 300", "", "0 0 50 50 re f"}}));
  write_letter("enclosures: [{ title: Annex, file: annex.pdf }]\n");
  ASSERT_EQ(typeset("p.pdf", {"--profile", "print", "--bleed", "0mm"}).status, 0);
  const std::string pages = run({"pdfinfo", "-f", "1", "-l", "9", (folder / "p.pdf").string()}).out;
  EXPECT_THAT(pages, AllOf(HasSubstr("Pages:           3"), HasSubstr("Page    2 size:  300 x 400"),
                           HasSubstr("Page    3 size:  400 x 300")));
  // From a front on, when there are backs.
  ASSERT_EQ(typeset("d.pdf", {"--profile", "print", "--bleed", "0mm", "--duplex"}).status, 0);
  EXPECT_THAT(
      run({"pdfinfo", "-f", "1", "-l", "9", (folder / "d.pdf").string()}).out,
      AllOf(HasSubstr("Page    3 size:  300 x 400"), HasSubstr("Page    4 size:  400 x 300")));
}

TEST_F(ForeignFiles, AllTravelAndGiveTheSameBytesAgain) {
  fs::create_directories(folder / "parts");
  fs::copy(kSource / "tests/letters/pier.svg", folder / "parts/pier.svg");
  write_text(folder / "parts/fares.csv", "a,b\n");
  write_text(folder / "parts/annex.pdf", small_pdf({{"300 400", "", "0 0 50 50 re f"}}));
  write_text(folder / "parts/fr.md", "---\nlanguage: fr\ntitle: Quais\n---\nTexte.\n");
  write_letter(
      "bcc: [Ada Quill]\nvariants: [parts/fr.md]\nenclosures:\n"
      "- { title: Annex, file: parts/annex.pdf }\n"
      "- { title: Fares, file: ./parts/fares.csv, as: attached }\n",
      "![A pier](parts/pier.svg \"The *old* pier\"){width=40mm}\n\nText.\n");
  const Ran ran = typeset("a.pdf");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const fs::path source = folder / "source";
  const Ran extracted = chancery({"extract", (folder / "a.pdf").string(), "-o", source.string()});
  ASSERT_EQ(extracted.status, 0) << extracted.err;
  for (const std::string name : {"parts/pier.svg", "parts/fares.csv", "parts/annex.pdf"}) {
    EXPECT_EQ(read_text(source / name), read_text(folder / name)) << name;
  }
  EXPECT_FALSE(fs::exists(source / "parts/fr.md")) << "it stands in the letter";
  const fs::path again = folder / "again.pdf";
  const Ran second = chancery({"typeset", (source / "letter.json").string(), "-o", again.string()});
  ASSERT_EQ(second.status, 0) << second.err;
  EXPECT_TRUE(read_text(folder / "a.pdf") == read_text(again));
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    if (!entry.is_regular_file()) continue;
    EXPECT_THAT(read_text(entry.path()), Not(HasSubstr("Quill"))) << entry.path();
  }
  // Emphasis in the caption is the slanted face.
  EXPECT_THAT(text_of_pdf("a.pdf"), HasSubstr("The old pier"));
  // Other programs save them all, without folders.
  fs::create_directories(folder / "theirs");
  ASSERT_EQ(run({"pdfdetach", "-saveall", "-o", (folder / "theirs").string(),
                 (folder / "a.pdf").string()})
                .status,
            0);
  EXPECT_EQ(read_text(folder / "theirs/fares.csv"), "a,b\n");
}

TEST_F(ForeignFiles, NoneMayTakeThePlaceOfTheLettersSource) {
  write_text(folder / "inputs.json", "{}");
  write_letter("enclosures: [{ title: Inputs, file: inputs.json, as: attached }]\n");
  const Ran ran = typeset("a.pdf");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("letter.md:7:"), HasSubstr("error[reserved-name]")));
}

TEST_F(ForeignFiles, ExtractFollowsNoLinkBelowItsFolder) {
  fs::create_directories(folder / "parts");
  write_text(folder / "parts/fares.csv", "a,b\n");
  write_letter("enclosures: [{ title: Fares, file: parts/fares.csv, as: attached }]\n");
  ASSERT_EQ(typeset("a.pdf").status, 0);
  fs::create_directories(folder / "elsewhere");
  fs::create_directories(folder / "out");
  fs::create_directory_symlink(folder / "elsewhere", folder / "out/parts");
  const Ran ran = chancery(
      {"extract", (folder / "a.pdf").string(), "-o", (folder / "out").string(), "--force"});
  EXPECT_EQ(ran.status, 3);
  EXPECT_TRUE(fs::is_empty(folder / "elsewhere"));
}

}  // namespace
}  // namespace chancery::tests
