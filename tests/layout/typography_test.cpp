// Titles are balanced, pages end between words, and remarks tell page and line.
#include <gtest/gtest.h>

#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

class Typography : public LaidOutLetter {};

TEST_F(Typography, ATitleLeavesNoWordAlone) {
  letter::Letter letter = plain_letter();
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead::TypeStyle title = letterhead.style("text");
  title.size = Points(21);
  title.leading = Points(28);
  letterhead.styles["title"] = title;
  letter.title = rich("Open Letter to the Transport Ministers of the Lake States");
  const LaidOut laid = lay(letter, letterhead);
  std::vector<std::string> lines;
  for (const SeenLine& line : seen_lines(laid.document.pages[0])) {
    if (line.elements.size() == 1 && laid.document.structure[line.elements[0]].type == "H1") {
      lines.push_back(line.text);
    }
  }
  ASSERT_EQ(lines.size(), 2U);
  // By sense: the second line begins with its preposition.
  EXPECT_EQ(lines[0], "Open Letter to the Transport Ministers");
  EXPECT_EQ(lines[1], "of the Lake States");
}

TEST_F(Typography, RemarksTellPageAndLine) {
  letter::Letter letter = plain_letter();
  letter.body = {lines(60), paragraph("The last paragraph leaves a long line and then\u2028a")};
  const auto examined = [&](Examine examine) {
    return lay_out(letter, plain_letterhead(), typesetter(), examine).warnings;
  };
  EXPECT_TRUE(examined(Examine::kFaults).empty());
  const Diagnostics warnings = examined(Examine::kTypography);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].code, "runt");
  // 50 lines on the first page, so the paragraph's last is the twelfth of the second.
  EXPECT_NE(warnings[0].what.find("page 2, line 12: the line 'a'"), std::string::npos)
      << warnings[0].what;
}

}  // namespace
}  // namespace chancery::layout
