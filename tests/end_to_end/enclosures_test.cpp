// Images in the body, and enclosures appended and attached, from the letter to the verified
// signatures.
#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kLetter =
    "---\nletterhead: division-letters\nlanguage: en\ntitle: Winter timetable\nto: [All]\n"
    "salutation: \"Dear all:\"\nsignatories:\n"
    "- {name: Ada Quist, division: Asia Division}\n"
    "- {name: Bo Lind, division: Europe and Central Asia Division}\n"
    "enclosures:\n- The old timetable\n- {title: The new timetable, file: new.pdf}\n"
    "- {title: Map, file: pier.svg, as: attached}\n"
    "- {title: Fares, file: fares.csv, as: attached}\n---\n"
    "The ferries leave earlier.\n\n"
    "![A pier with three lamps](pier.svg \"The pier\"){width=40mm}\n\n"
    "![The same pier](pier.svg){width=25% .end}\n\nThat is all.\n";

class Enclosed : public ::testing::Test {
 protected:
  Enclosed() {
    for (const char* file : {"fares.csv", "pier.svg"}) {
      std::filesystem::copy(kSource / "tests/letters" / file, folder / file);
    }
    // What is enclosed was made by the program itself: of several pages, tagged, with fields.
    EXPECT_EQ(typeset(example("open-letter"), "new.pdf").status, 0);
    write_text(folder / "letter.md", kLetter);
  }

  Ran typeset(const std::string& letter, const std::string& pdf) {
    return chancery({"typeset", letter, "-o", (folder / pdf).string()});
  }
  Ran typeset_letter() { return typeset((folder / "letter.md").string(), "a.pdf"); }

  void change(const std::string& from, const std::string& to) {
    std::string letter = kLetter;
    letter.replace(letter.find(from), from.size(), to);
    write_text(folder / "letter.md", letter);
  }

  std::string output_of(const std::vector<std::string>& command) { return run(command).out; }

  TemporaryFolder folder;
};

TEST_F(Enclosed, PagesFollowTheLettersAndAreNotCounted) {
  const Ran ran = typeset_letter();
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string pdf = (folder / "a.pdf").string();
  EXPECT_EQ(run({"qpdf", "--check", pdf}).status, 0);
  const std::string text = output_of({"pdftotext", pdf, "-"});
  EXPECT_THAT(text, AllOf(HasSubstr("The new timetable"), HasSubstr("The pier"),
                          HasSubstr("Page 1 of 1"), HasSubstr("Page 1 of 2")));
  EXPECT_THAT(output_of({"pdfinfo", pdf}), HasSubstr("Pages:           3"));
  // As the pages looked before.
  const auto drawn = [&](const std::string& file, const char* page) {
    return output_of({"pdftoppm", "-r", "40", "-f", page, "-l", page, file});
  };
  const std::string enclosed = (folder / "new.pdf").string();
  EXPECT_EQ(drawn(pdf, "2"), drawn(enclosed, "1"));
  EXPECT_EQ(drawn(pdf, "3"), drawn(enclosed, "2"));
}

TEST_F(Enclosed, AppendedPagesHaveABookmark) {
  ASSERT_EQ(typeset_letter().status, 0);
  const std::string text = output_of({"qpdf", "--qdf", (folder / "a.pdf").string(), "-"});
  const std::size_t title = text.find("/Title (The new timetable)");
  ASSERT_NE(title, std::string::npos);
  const std::string item = text.substr(text.rfind("obj\n", title), 400);
  EXPECT_THAT(item, HasSubstr("/Fit"));
  // The letter itself is there too.
  EXPECT_NE(text.find("/Title (Winter timetable)", text.find("/Outlines")), std::string::npos);
}

TEST_F(Enclosed, FilesComeOutAsTheyWentIn) {
  ASSERT_EQ(typeset_letter().status, 0);
  const std::string out = (folder / "saved").string();
  std::filesystem::create_directory(out);
  ASSERT_EQ(run({"pdfdetach", "-saveall", "-o", out, (folder / "a.pdf").string()}).status, 0);
  EXPECT_EQ(read_text(folder / "saved/fares.csv"), read_text(folder / "fares.csv"));
  EXPECT_EQ(read_text(folder / "saved/pier.svg"), read_text(folder / "pier.svg"));
}

TEST_F(Enclosed, OneFileIsOneObjectAndTheBytesAreTheSameEveryTime) {
  ASSERT_EQ(typeset_letter().status, 0);
  ASSERT_EQ(typeset((folder / "letter.md").string(), "b.pdf").status, 0);
  EXPECT_EQ(read_text(folder / "a.pdf"), read_text(folder / "b.pdf"));
  // Drawn twice on the page, from one name.
  const std::string content = output_of({"qpdf", "--qdf", (folder / "a.pdf").string(), "-"});
  const std::size_t first = content.find("/Figure");
  ASSERT_NE(first, std::string::npos);
  const std::string_view figures = std::string_view(content).substr(first, 400);
  const std::size_t name = figures.find(" cm/");
  ASSERT_NE(name, std::string_view::npos);
  const std::string_view drawing = figures.substr(name, figures.find(" Do", name) - name);
  EXPECT_NE(figures.find(drawing, name + 1), std::string_view::npos) << figures;
  EXPECT_THAT(content, HasSubstr("(A pier with three lamps)"));
}

TEST_F(Enclosed, TwoDivisionsSignAndBothSignaturesHold) {
  make_signed((folder / "letter.md").string(), folder / "signed.pdf");
  const Ran ran = verify(folder / "signed.pdf");
  EXPECT_EQ(ran.status, 0) << ran.out;
  std::size_t passed = 0;
  for (std::size_t at = ran.out.find("TOTAL-PASSED"); at != std::string::npos;
       at = ran.out.find("TOTAL-PASSED", at + 1)) {
    ++passed;
  }
  EXPECT_GE(passed, 2u) << ran.out;
  const std::string signed_pdf = (folder / "signed.pdf").string();
  EXPECT_EQ(run({"qpdf", "--check", signed_pdf}).status, 0);
  const std::string judged = output_of({"pdfsig", "-nocert", signed_pdf});
  EXPECT_THAT(judged, Not(HasSubstr("Invalid")));
  const std::size_t first = judged.find("Signature is Valid");
  ASSERT_NE(first, std::string::npos);
  EXPECT_NE(judged.find("Signature is Valid", first + 1), std::string::npos);
}

TEST_F(Enclosed, WhatASignedLetterEnclosesIsCovered) {
  make_signed((folder / "letter.md").string(), folder / "signed.pdf");
  std::string bytes = read_text(folder / "signed.pdf");
  const std::size_t at = bytes.find("(Fares)");
  ASSERT_NE(at, std::string::npos);
  bytes[at + 1] = 'P';
  write_text(folder / "changed.pdf", bytes);
  EXPECT_EQ(verify(folder / "changed.pdf").status, 1);
}

TEST_F(Enclosed, ASignedFileIsBetterAttached) {
  make_signed(example("open-letter"), folder / "new.pdf");
  const Ran ran = typeset_letter();
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("letter.md:12:"), HasSubstr("warning[signed-enclosure]"),
                             HasSubstr("new.pdf")));
  change("file: new.pdf", "file: new.pdf, as: attached");
  EXPECT_EQ(typeset_letter().err, "");
}

TEST_F(Enclosed, WhatCannotBeEnclosedIsAnErrorThatNamesTheFile) {
  ASSERT_EQ(run({"qpdf", "--encrypt", "a", "b", "256", "--", (folder / "new.pdf").string(),
                 (folder / "closed.pdf").string()})
                .status,
            0);
  change("new.pdf", "closed.pdf");
  const Ran closed = typeset_letter();
  EXPECT_EQ(closed.status, 1);
  EXPECT_THAT(closed.err, AllOf(HasSubstr("letter.md:12:"), HasSubstr("enclosure-encrypted"),
                                HasSubstr("closed.pdf"), HasSubstr("as: attached")));
  EXPECT_FALSE(std::filesystem::exists(folder / "a.pdf"));
  change("new.pdf", "../new.pdf");
  EXPECT_THAT(typeset_letter().err, HasSubstr("error[file-outside]"));
  change("pier.svg, as: attached", "none.svg, as: attached");
  EXPECT_THAT(typeset_letter().err, HasSubstr("error[missing-enclosure]: none.svg"));
  change("![A pier with three lamps]", "![]");
  EXPECT_THAT(typeset_letter().err, HasSubstr("error[image-alt]"));
}

TEST_F(Enclosed, CheckLooksAtTheWholeOfEveryFile) {
  // Whole in its headers, not in its data.
  std::string png = read_text(kSource / "tests/pictures/open-letter-1.png");
  png[png.size() / 2] = static_cast<char>(png[png.size() / 2] ^ 0x55);
  write_text(folder / "seal.png", png);
  change("pier.svg \"The pier\"", "seal.png \"The pier\"");
  const Ran ran = chancery({"check", (folder / "letter.md").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out + ran.err,
              AllOf(HasSubstr("letter.md:18:1: error[artwork-damaged]: seal.png")));
  EXPECT_EQ(typeset_letter().status, 1);
}

}  // namespace
}  // namespace chancery::tests
