// Pages as pictures, and letters that are set again on every save, by the program itself.
#include <gmock/gmock.h>

#include <algorithm>
#include <memory>

#include "data/data.h"
#include "end_to_end/program.h"
#include "end_to_end/watching.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string letter(const std::string& body, const std::string& letterhead = "division-letters") {
  return "---\nletterhead: " + letterhead +
         "\nlanguage: en\nsignatories:\n"
         "  - { name: Ada Quist, title: Director, division: Northern Division }\n---\n" +
         body + "\n";
}

constexpr const char* kTwoPages = "One.\n\n---\n\nTwo.\n\nThree.\n\nFour.";

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::string text_of_pdf(const fs::path& pdf) {
  return fs::exists(pdf) ? run({"pdftotext", pdf.string(), "-"}).out : std::string();
}

/// Width and height in the head of a PNG (PNG specification, 11.2.2).
std::pair<unsigned, unsigned> size_of_png(const fs::path& file) {
  const std::string bytes = read_text(file);
  EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
  const auto number = [&](std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = at; i < at + 4; ++i)
      value = value << 8U | static_cast<unsigned char>(bytes.at(i));
    return value;
  };
  return {number(16), number(20)};
}

TEST(Preview, WritesThePdfAndAPictureOfEachPage) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter(kTwoPages));
  const Ran ran = chancery({"preview", (folder / "letter.md").string(), "--dpi", "72"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(names_in(folder / "letter.preview"),
              ElementsAre("letter.pdf", "page-1.png", "page-2.png"));
  // A4 is 595 by 842 points, that is dots at 72 to the inch.
  const auto [width, height] = size_of_png(folder / "letter.preview/page-1.png");
  EXPECT_NEAR(width, 595, 1);
  EXPECT_NEAR(height, 842, 1);
  EXPECT_THAT(ran.out, HasSubstr("letter.pdf  2 pages"));
  EXPECT_THAT(ran.out, HasSubstr("page-2.png\n"));
}

TEST(Preview, IsThePdfOfTypeset) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter("One."));
  ASSERT_EQ(chancery({"preview", (folder / "letter.md").string()}).status, 0);
  ASSERT_EQ(chancery({"typeset", (folder / "letter.md").string()}).status, 0);
  EXPECT_EQ(read_text(folder / "letter.preview/letter.pdf"), read_text(folder / "letter.pdf"));
}

TEST(Preview, TakesAwayPicturesOfPagesThatThereAreNoMore) {
  const TemporaryFolder folder;
  const std::string out = (folder / "out").string();
  write_text(folder / "letter.md", letter(kTwoPages));
  ASSERT_EQ(chancery({"preview", (folder / "letter.md").string(), "-o", out}).status, 0);
  write_text(folder / "out/page-about.png", "not a page");
  write_text(folder / "letter.md", letter("One."));
  const Ran ran =
      chancery({"preview", (folder / "letter.md").string(), "-o", out, "--format", "json"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(names_in(out), ElementsAre("letter.pdf", "page-1.png", "page-about.png"));
  const data::Parsed told = data::parse_json(ran.out, "answer");
  ASSERT_TRUE(told.root) << ran.out;
  EXPECT_EQ(told.root->find("pages")->text, "1");
  ASSERT_EQ(told.root->find("pictures")->sequence()->size(), 1U);
  EXPECT_EQ(told.root->find("pictures")->sequence()->at(0).text, out + "/page-1.png");
}

TEST(Preview, SaysWhichPackageDrawsPages) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter("One."));
  const Ran ran = chancery({"preview", (folder / "letter.md").string()},
                           {{{"PATH", (folder / "empty").string()}}, {}});
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, HasSubstr("error[no-pdftoppm]"));
  EXPECT_THAT(ran.err, HasSubstr("poppler-utils"));
  EXPECT_THAT(names_in(folder / "letter.preview"), ElementsAre("letter.pdf"));
}

TEST(Preview, ToldByAPdftoppmThatFails) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter("One."));
  write_text(folder / "pdftoppm", "#!/bin/sh\necho 'no room' >&2\nexit 3\n");
  fs::permissions(folder / "pdftoppm", fs::perms::owner_all);
  const Ran ran = chancery({"preview", (folder / "letter.md").string()},
                           {{{"PATH", folder.path().string() + ":/usr/bin:/bin"}}, {}});
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, HasSubstr("no room"));
  EXPECT_THAT(ran.err, HasSubstr("error[pdftoppm-failed]"));
  EXPECT_THAT(names_in(folder / "letter.preview"), ElementsAre("letter.pdf"));
}

TEST(Preview, OfALetterThatIsWrongWritesNothing) {
  const TemporaryFolder folder;
  write_text(folder / "bad.md", "no letter");
  const Ran ran = chancery({"preview", (folder / "bad.md").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("error[no-front-matter]"));
  EXPECT_FALSE(fs::exists(folder / "bad.preview"));
}

class Watching : public ::testing::Test {
 protected:
  void watch(std::vector<std::string> more = {}, RunOptions options = {}) {
    std::vector<std::string> command{std::string(CHANCERY_BINARY_DIR) + "/chancery",
                                     "preview",
                                     file().string(),
                                     "--watch",
                                     "--dpi",
                                     "40",
                                     "-o",
                                     (folder / "out").string()};
    command.insert(command.end(), more.begin(), more.end());
    process = std::make_unique<Running>(command, options);
  }
  fs::path file() const { return folder / "letter.md"; }
  bool pdf_says(const std::string& text) const {
    return comes_true(
        [&] { return text_of_pdf(folder / "out/letter.pdf").find(text) != std::string::npos; });
  }
  bool out_says(const std::string& text) const {
    return comes_true([&] { return process->out().find(text) != std::string::npos; });
  }
  bool err_says(const std::string& text) const {
    return comes_true([&] { return process->err().find(text) != std::string::npos; });
  }

  TemporaryFolder folder;
  std::unique_ptr<Running> process;
};

TEST_F(Watching, SetsTheLetterAgainWhenItIsWritten) {
  write_text(file(), letter("Amber."));
  watch();
  ASSERT_TRUE(pdf_says("Amber.")) << process->err();
  write_text(file(), letter("Birch."));
  EXPECT_TRUE(pdf_says("Birch.")) << process->err();
  write_text(file(), letter(kTwoPages));
  EXPECT_TRUE(pdf_says("Four.")) << process->err();
  EXPECT_TRUE(comes_true([&] { return fs::exists(folder / "out/page-2.png"); }));
  EXPECT_EQ(process->end(SIGINT), 0);
}

TEST_F(Watching, SeesEditorsThatReplaceTheFile) {
  write_text(file(), letter("Amber."));
  watch();
  ASSERT_TRUE(pdf_says("Amber."));
  // As most do: a new file takes the name.
  write_text(folder / "new", letter("Birch."));
  fs::rename(folder / "new", file());
  EXPECT_TRUE(pdf_says("Birch."));
  // As vi does: the old one becomes the copy first.
  fs::rename(file(), folder / "letter.md~");
  write_text(file(), letter("Cedar."));
  EXPECT_TRUE(pdf_says("Cedar."));
  EXPECT_EQ(process->err(), "");
  EXPECT_EQ(process->end(SIGTERM), 0);
}

TEST_F(Watching, GoesOnAfterAnError) {
  write_text(file(), letter("Amber."));
  watch();
  ASSERT_TRUE(pdf_says("Amber."));
  write_text(file(), "---\nletterhead: division-letters\nlanguage: en\nsignatorys: []\n---\nX\n");
  EXPECT_TRUE(err_says("letter.md:4:1: error[unknown-key]")) << process->err();
  EXPECT_THAT(text_of_pdf(folder / "out/letter.pdf"), HasSubstr("Amber."));
  fs::remove(file());
  write_text(file(), letter("Birch."));
  EXPECT_TRUE(pdf_says("Birch.")) << process->err();
  EXPECT_EQ(process->end(SIGINT), 0);
}

TEST_F(Watching, BeginsWithALetterThatIsNotThereYet) {
  watch();
  EXPECT_TRUE(err_says("error[cannot-read]"));
  write_text(file(), letter("Amber."));
  EXPECT_TRUE(pdf_says("Amber.")) << process->err();
}

TEST_F(Watching, SeesTheLetterheadChange) {
  const fs::path heads = folder / "heads";
  fs::copy(kSource / "letterhead", heads, fs::copy_options::recursive);
  write_text(file(), letter("Amber."));
  watch({"--letterheads", heads.string()});
  ASSERT_TRUE(pdf_says("Amber."));
  const fs::path yaml = heads / "division-letters/letterhead.yaml";
  std::string text = read_text(yaml);
  const std::string organisation = "Lakes Correspondence Office";
  ASSERT_NE(text.find(organisation), std::string::npos);
  for (std::size_t at = 0; (at = text.find(organisation, at)) != std::string::npos;) {
    text.replace(at, organisation.size(), "Fjord Correspondence Office");
  }
  write_text(yaml, text);
  EXPECT_TRUE(pdf_says("Fjord")) << process->err();
  // The whole folder is replaced, as a checkout does.
  fs::copy(kSource / "letterhead/division-letters", heads / "other", fs::copy_options::recursive);
  fs::rename(heads / "division-letters", folder / "old");
  fs::rename(heads / "other", heads / "division-letters");
  EXPECT_TRUE(pdf_says("Lakes Correspondence")) << process->err();
  write_text(yaml, text);
  EXPECT_TRUE(pdf_says("Fjord")) << process->err();
}

TEST_F(Watching, SeesAVariantBesideTheLetterChange) {
  std::string with_variant = letter("Amber.");
  with_variant.insert(with_variant.find("---\n") + 4, "variants: [letter.fr.md]\n");
  write_text(file(), with_variant);
  watch();
  ASSERT_TRUE(err_says("error[no-such-variant]")) << process->err();
  write_text(folder / "letter.fr.md", "---\nlanguage: fr\n---\nCerisier.\n");
  EXPECT_TRUE(pdf_says("Cerisier.")) << process->err();
  write_text(folder / "letter.fr.md", "---\nlanguage: fr\n---\nSapin.\n");
  EXPECT_TRUE(pdf_says("Sapin.")) << process->err();
  EXPECT_EQ(process->end(SIGINT), 0);
}

TEST_F(Watching, FollowsASymbolicLink) {
  fs::create_directory(folder / "kept");
  write_text(folder / "kept/first.md", letter("Amber."));
  fs::create_symlink("kept/first.md", file());
  watch();
  ASSERT_TRUE(pdf_says("Amber."));
  write_text(folder / "kept/first.md", letter("Birch."));
  EXPECT_TRUE(pdf_says("Birch."));
}

TEST_F(Watching, WithoutPdftoppmWritesThePdf) {
  write_text(file(), letter("Amber."));
  watch({}, {{{"PATH", (folder / "empty").string()}}, {}});
  ASSERT_TRUE(pdf_says("Amber."));
  EXPECT_TRUE(err_says("warning[no-pdftoppm]"));
  write_text(file(), letter("Birch."));
  EXPECT_TRUE(pdf_says("Birch."));
  EXPECT_EQ(process->end(SIGINT), 0);
}

TEST_F(Watching, LeavesNothingBehindWhenItEndsWhileDrawing) {
  // A pdftoppm that never ends.
  write_text(folder / "pdftoppm", "#!/bin/sh\nexec sleep 1000\n");
  fs::permissions(folder / "pdftoppm", fs::perms::owner_all);
  write_text(file(), letter("Amber."));
  watch({}, {{{"PATH", folder.path().string() + ":/usr/bin:/bin"}}, {}});
  ASSERT_TRUE(pdf_says("Amber."));
  // Drawing does not keep the next setting waiting.
  write_text(file(), letter("Birch."));
  ASSERT_TRUE(pdf_says("Birch."));
  ASSERT_TRUE(out_says("1 page"));
  EXPECT_EQ(process->end(SIGINT), 0);
  EXPECT_THAT(names_in(folder / "out"), ElementsAre("letter.pdf"));
}

TEST_F(Watching, TellsProgramsInJson) {
  write_text(file(), letter("Amber."));
  watch({"--format", "json"});
  ASSERT_TRUE(out_says("page-1.png")) << process->out();
  write_text(file(), "no letter");
  ASSERT_TRUE(out_says("no-front-matter")) << process->out();
  EXPECT_EQ(process->err(), "");
  EXPECT_EQ(process->end(SIGINT), 0);
}

}  // namespace
}  // namespace chancery::tests
