// A letter with every key there is.
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string every_key() {
  return (kSource / "tests/letters/every-key.md").string();
}

std::string text_of_pdf(const std::filesystem::path& pdf) {
  return run({"pdftotext", "-layout", pdf.string(), "-"}).out;
}

TEST(EveryKey, StandsOnThePageButTheBlindCopies) {
  const TemporaryFolder folder;
  const Ran ran = chancery({"typeset", every_key(), "-o", (folder / "a.pdf").string()});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string text = text_of_pdf(folder / "a.pdf");
  EXPECT_THAT(
      text, AllOf(HasSubstr("Our reference: FER/2026/014"), HasSubstr("Your reference: TM-7/2026"),
                  HasSubstr("Strictly confidential"), HasSubstr("By registered mail"),
                  HasSubstr("BORIA"), HasSubstr("for the Director-General"),
                  HasSubstr("by authority of the Lake"), HasSubstr("Annexes: Tariff of"),
                  HasSubstr("PS: The Aurora sails"), HasSubstr("Tel. +99 555 0142")));
  EXPECT_THAT(text, Not(HasSubstr("Internal Audit")));
  // Nor in what the pages do not show.
  const Ran whole =
      run({"qpdf", "--qdf", "--object-streams=disable", (folder / "a.pdf").string(), "-"});
  ASSERT_EQ(whole.status, 0) << whole.err;
  EXPECT_THAT(whole.out, Not(HasSubstr("Internal")));
}

TEST(EveryKey, TheCanonicalFormIsSetAsTheSamePages) {
  const TemporaryFolder folder;
  for (const char* file : {"fares.csv", "pier.svg"}) {
    std::filesystem::copy(kSource / "tests/letters" / file, folder / file);
  }
  const auto typeset = [&](const std::string& letter, const std::string& name) {
    const Ran ran = chancery({"typeset", letter, "-o", (folder / name).string()});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return read_text(folder / name);
  };
  for (const std::string& letter : {every_key(), example("many-languages"), example("scripts")}) {
    const std::string pdf = typeset(letter, "a.pdf");
    const Ran json = chancery({"inspect", "--canonical", "--without-bcc", letter});
    ASSERT_EQ(json.status, 0) << json.err;
    EXPECT_THAT(json.out, Not(HasSubstr("Audit")));
    write_text(folder / "b.json", json.out);
    EXPECT_EQ(typeset((folder / "b.json").string(), "b.pdf"), pdf);
    const Ran markdown = chancery({"inspect", "--markdown", (folder / "b.json").string()});
    ASSERT_EQ(markdown.status, 0) << markdown.err;
    write_text(folder / "c.md", markdown.out);
    EXPECT_EQ(typeset((folder / "c.md").string(), "c.pdf"), pdf);
  }
}

TEST(EveryKey, OfALetterWithErrorsThereIsNoOtherForm) {
  const TemporaryFolder folder;
  write_text(folder / "a.md", "---\nlanguage: en\n---\nHello\n");
  const Ran ran =
      chancery({"inspect", "--canonical", (folder / "a.md").string(), "--format", "json"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("\"missing-key\""));
}

TEST(EveryKey, ThatNamesACalendarLoadsIt) {
  const TemporaryFolder folder;
  for (const char* file : {"fares.csv", "pier.svg"}) {
    std::filesystem::copy(kSource / "tests/letters" / file, folder / file);
  }
  std::string letter = read_text(every_key());
  const std::string key = "calendar: gregorian";
  letter.replace(letter.find(key), key.size(), "calendar: hebrew");
  write_text(folder / "a.md", letter);
  const Ran ran =
      chancery({"typeset", (folder / "a.md").string(), "-o", (folder / "a.pdf").string()});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(text_of_pdf(folder / "a.pdf"), HasSubstr("Port Amsel, 14 Kislev 5787"));
}

}  // namespace
}  // namespace chancery::tests
