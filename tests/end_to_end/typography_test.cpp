// `check --typography`, from the outside.
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// One long name and little else: nothing can be done about its line.
const std::string kLoose =
    "---\nletterhead: division-letters\nlanguage: en\ndate: 2026-11-24\n"
    "to: [Ministers]\nsignatories:\n"
    "  - { name: Asel Brandt, title: Executive Director, division: Asia Division }\n"
    "---\nWe write about the ferry\n"
    "[Aland-Boria-Cestria-Dornmark-Elland-Express-Service-of-the-North]{.unbreakable} and its\n"
    "timetable.\n";

TEST(CheckTypography, TellsWhatATypographerWouldMark) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", kLoose);
  const Ran plain = chancery({"check", "letter.md"}, {{}, folder.path()});
  EXPECT_EQ(plain.status, 0);
  EXPECT_THAT(plain.out + plain.err, Not(HasSubstr("runt")));
  const Ran fine = chancery({"check", "--typography", "letter.md"}, {{}, folder.path()});
  EXPECT_EQ(fine.status, 0) << "warnings only";
  EXPECT_THAT(fine.out + fine.err, HasSubstr("letter.md:9:1: warning["));
  const Ran json =
      chancery({"check", "--typography", "--format", "json", "letter.md"}, {{}, folder.path()});
  EXPECT_THAT(json.out, HasSubstr("\"severity\": \"warning\""));
}

TEST(CheckTypography, TheOpenLetterIsSetWithoutRemark) {
  const Ran ran = chancery({"check", "--typography", example("open-letter")});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out + ran.err, "");
}

}  // namespace
}  // namespace chancery::tests
