// Paragraphs in as few lines as their tolerances allow.
#include <gtest/gtest.h>

#include <cmath>

#include "typesetting.h"

namespace chancery::tests {
namespace {

const std::string kWords =
    "We write on the eve of the meeting to urge that the protection of witnesses be placed at the "
    "head of the agenda, and that the governments concerned make public commitments which their "
    "parliaments can measure, with dates by which each of them is to be kept and the name of the "
    "minister who answers for it. No promise without a date, as one official affirmed last year.";

TEST(Looseness, FewerLinesHoldTheSameTextWithinTheMeasure) {
  int shorter = 0;
  for (double measure = 150; measure <= 450; measure += 1) {
    const text::SetParagraph usual = set(kWords, "en", measure);
    text::ParagraphStyle style;
    style.looseness = -1;
    const text::SetParagraph tight = set(kWords, "en", measure, style);
    ASSERT_LE(tight.lines.size(), usual.lines.size());
    if (tight.lines.size() == usual.lines.size()) {
      // Nothing is gained, so nothing is changed.
      for (std::size_t i = 0; i < usual.lines.size(); ++i) {
        EXPECT_EQ(tight.lines[i].text_end, usual.lines[i].text_end) << measure;
      }
      continue;
    }
    ++shorter;
    EXPECT_TRUE(tight.warnings.empty());
    std::size_t end = 0;
    for (const text::Line& line : tight.lines) {
      EXPECT_LE(line.width.value, measure + 1e-6);
      EXPECT_GE(line.stretch_ratio, -1 - 1e-6);
      EXPECT_LE(line.stretch_ratio, 2 + 1e-6);
      EXPECT_GE(line.text_begin, end);
      end = line.text_end;
    }
    EXPECT_EQ(end, kWords.size());
  }
  EXPECT_GE(shorter, 3);
}

TEST(Looseness, OneLineStaysOneLine) {
  text::ParagraphStyle style;
  style.looseness = -1;
  EXPECT_EQ(set("Short.", "en", 300, style).lines.size(), 1U);
  EXPECT_EQ(set("", "en", 300, style).lines.size(), set("", "en", 300).lines.size());
}

}  // namespace
}  // namespace chancery::tests
