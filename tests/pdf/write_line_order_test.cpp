// Lines of runs placed by hand; which run comes first in the text, and what its codes are told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "pdf/write/line_order.h"

namespace chancery::pdf {
namespace {

using layout::PlacedRun;
using testing::ElementsAre;
using text::Direction;

/// `width` points wide, with its text at `begin` of the paragraph's.
PlacedRun placed(const std::string& words, Direction direction, std::size_t begin, double x,
                 double width, bool line_start = false) {
  PlacedRun run;
  run.run.text = words;
  run.run.direction = direction;
  run.run.text_begin = begin;
  text::Glyph glyph;
  glyph.advance = Points(width);
  run.run.glyphs = {glyph};
  run.x = Points(x);
  run.line_start = line_start;
  return run;
}

constexpr auto kRtl = Direction::kRightToLeft;
constexpr auto kLtr = Direction::kLeftToRight;

TEST(LineOrder, RightToLeftLineIsReadFromTheRight) {
  // "alef 7 bet": bet stands left, alef right.
  const std::vector<PlacedRun> runs = {placed(" \u05D1", kRtl, 4, 0, 20, true),
                                       placed("7", kLtr, 3, 20, 5),
                                       placed("\u05D0 ", kRtl, 0, 25, 20)};
  EXPECT_THAT(reading_order(runs), ElementsAre(2, 1, 0));
  const auto known = runs_in_lines(runs);
  EXPECT_EQ(known.at(0).line_direction, kRtl);
  EXPECT_TRUE(known.at(1).is_mixed);
  EXPECT_TRUE(known.at(1).has_left);
  EXPECT_TRUE(known.at(1).has_right);
  EXPECT_FALSE(known.at(2).has_right);
  EXPECT_TRUE(known.at(1).is_space_left);
  EXPECT_TRUE(known.at(1).is_space_right);
  EXPECT_FALSE(known.at(0).ends_line) << "only left-to-right lines are ended";
}

TEST(LineOrder, LeftToRightLinesStayAsTheyAre) {
  const std::vector<PlacedRun> runs = {placed("one ", kLtr, 0, 0, 20, true),
                                       placed("two", kLtr, 4, 20, 20),
                                       placed("three", kLtr, 7, 0, 20, true)};
  EXPECT_THAT(reading_order(runs), ElementsAre(0, 1, 2));
  const auto known = runs_in_lines(runs);
  EXPECT_FALSE(known.at(0).is_mixed);
  EXPECT_FALSE(known.at(0).ends_line);
  EXPECT_TRUE(known.at(1).ends_line);
  EXPECT_TRUE(known.at(2).ends_line);
}

TEST(LineOrder, LabelToTheRightComesBeforeItsParagraph) {
  const std::vector<PlacedRun> runs = {placed("\u05D0.", kRtl, 0, 90, 10, true),
                                       placed(" \u05D1", kRtl, 3, 0, 40),
                                       placed("\u05D0", kRtl, 0, 40, 40)};
  EXPECT_THAT(reading_order(runs), ElementsAre(0, 2, 1));
}

TEST(LineOrder, RunsAgainstTheLineStandTogether) {
  // alef, then "Lake " and "7" from left to right, then a full stop.
  const std::vector<PlacedRun> runs = {placed(".", kRtl, 9, 0, 3, true),
                                       placed("Lake ", kLtr, 3, 3, 20), placed("7", kLtr, 8, 23, 5),
                                       placed("\u05D0 ", kRtl, 0, 28, 20)};
  EXPECT_THAT(reading_order(runs), ElementsAre(3, 1, 2, 0));
  const auto known = runs_in_lines(runs);
  EXPECT_EQ(known.at(1).together, 2U);
  EXPECT_EQ(known.at(1).together_right, 1U);
  EXPECT_EQ(known.at(2).together_right, 0U);
  EXPECT_DOUBLE_EQ(known.at(1).end_of_together.value, 25);
  EXPECT_FALSE(known.at(1).is_space_left) << "a full stop";
}

TEST(LineOrder, DirectionalFormattingIsPassedOver) {
  const std::vector<PlacedRun> runs = {
      placed(" \u05D1", kRtl, 6, 0, 20, true), placed("\u200E", kLtr, 3, 20, 0),
      placed("7", kLtr, 5, 20, 5), placed("\u05D0 ", kRtl, 0, 25, 20)};
  const auto known = runs_in_lines(runs);
  EXPECT_EQ(known.at(1).run, &runs[1].run);
  EXPECT_EQ(known.at(2).together, 1U);
  EXPECT_TRUE(known.at(2).has_left);
}

}  // namespace
}  // namespace chancery::pdf
