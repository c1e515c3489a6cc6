// Titles are balanced.
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
  EXPECT_EQ(lines[0], "Open Letter to the Transport");
}

}  // namespace
}  // namespace chancery::layout
