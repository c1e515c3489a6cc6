// The choice of breaks against paragraphs worked by hand: every number below can be checked with a
// pencil. Demerits of a line: (10 + 100 r^3)^2 with r its adjustment ratio.
#include "text/total_fit.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace chancery::tests {
namespace {

using text::BreakPoint;
using text::LineBreak;
using text::LineShape;
using text::Tolerance;

const Tolerance kAnything = {std::numeric_limits<double>::infinity(), true, 0};
const text::Refine kNothing = [](std::size_t) {};

struct Word {
  double width = 0;
  bool hyphen = false;  ///< what follows is the rest of the word
};

struct Space {
  double width = 1, stretch = 0, shrink = 0;
};

std::vector<BreakPoint> points_of(const std::vector<Word>& words, const Space& space) {
  std::vector<BreakPoint> points(1);
  double width = 0, stretch = 0, shrink = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    BreakPoint point;
    width += words[i].width;
    point.end_width = width;
    point.end_stretch = stretch;
    point.end_shrink = shrink;
    if (words[i].hyphen) {
      point.hyphenated = true;
      point.penalty = text::kHyphenPenalty;
    } else {
      width += space.width;
      stretch += space.stretch;
      shrink += space.shrink;
    }
    point.start_width = width;
    point.start_stretch = stretch;
    point.start_shrink = shrink;
    point.mandatory = i + 1 == words.size();
    points.push_back(point);
  }
  return points;
}

using Ends = std::vector<std::size_t>;

/// The last word of each line.
Ends ends(const std::vector<LineBreak>& lines) {
  Ends ends;
  for (const LineBreak& line : lines) ends.push_back(line.to);
  return ends;
}

std::vector<LineBreak> lines_to(const Ends& ends) {
  std::vector<LineBreak> lines;
  std::size_t from = 0;
  for (const std::size_t to : ends) {
    lines.push_back({from, to});
    from = to;
  }
  return lines;
}

Ends best(const std::vector<BreakPoint>& points, const LineShape& shape,
          const Tolerance& tolerance = kAnything) {
  return ends(text::break_total_fit(points, shape, tolerance, kNothing).value());
}

// "aaa bb cc ddddd" in a column of six letters: first-fit fills the first line and leaves "cc"
// alone on the second; both are shorter together.
TEST(TotalFitByHand, RaggedLinesAreEvenerThanFirstFit) {
  const auto points = points_of({{3}, {2}, {2}, {5}}, {});
  const LineShape shape{6, 6, 1, 0};
  const Ends first_fit = {2, 3, 4};
  // r = 0, 4, last: 10^2 + (10 + 6400)^2 + 10^2
  EXPECT_DOUBLE_EQ(text::demerits(points, lines_to(first_fit), shape, kAnything),
                   100 + 6410.0 * 6410 + 100);
  // r = 3, 1, last: (10 + 2700)^2 + (10 + 100)^2 + 10^2
  const Ends total_fit = {1, 3, 4};
  EXPECT_DOUBLE_EQ(text::demerits(points, lines_to(total_fit), shape, kAnything),
                   2710.0 * 2710 + 110 * 110 + 100);
  EXPECT_EQ(best(points, shape), total_fit);
}

// Words of 45, 40, 3, 45, 35 and 80 points, spaces of 10 plus 10 minus 4, lines of 100: the short
// word fits the first line when its spaces shrink all they can, but then the second is loose.
TEST(TotalFitByHand, JustifiedLinesAreEvenerThanFirstFit) {
  const auto points = points_of({{45}, {40}, {3}, {45}, {35}, {80}}, {10, 10, 4});
  const LineShape shape{100, 100, 0, 0};
  // r = -1, 1, last; tight beside loose costs 10000.
  const Ends first_fit = {3, 5, 6};
  EXPECT_DOUBLE_EQ(text::demerits(points, lines_to(first_fit), shape, kAnything),
                   110 * 110 + 110 * 110 + 10000 + 100);
  // r = 5/10, -3/8, last.
  const Ends total_fit = {2, 5, 6};
  const double first = 10 + 100 * 0.125;
  const double second = 10 + 100 * 0.052734375;
  EXPECT_DOUBLE_EQ(text::demerits(points, lines_to(total_fit), shape, kAnything),
                   first * first + second * second + 100);
  EXPECT_EQ(best(points, shape), total_fit);
}

/// Lines of the same looseness, so that only one thing differs between two ways.
double cost(const std::vector<Word>& words, const Ends& ends, const LineShape& shape) {
  return text::demerits(points_of(words, {10, 10, 4}), lines_to(ends), shape, kAnything);
}

TEST(TotalFitByHand, EachFaultHasItsPrice) {
  const LineShape shape{100, 100, 0, 30};
  const std::vector<Word> plain = {{45}, {45}, {45}, {45}, {45}, {45}};
  const Ends three = {2, 4, 6};
  const auto with_hyphens = [&](const Ends& after) {
    std::vector<Word> words = plain;
    for (const std::size_t end : after) words[end - 1] = {45, true};
    // A hyphen ends a line without a space: the next starts where it ended.
    return cost(words, three, shape);
  };
  const double none = with_hyphens({});
  EXPECT_DOUBLE_EQ(none, 300);
  EXPECT_DOUBLE_EQ(with_hyphens({2}), none + 100 * 100);
  EXPECT_DOUBLE_EQ(with_hyphens({4}), none + 100 * 100 + 5000) << "before the last line";
  EXPECT_DOUBLE_EQ(with_hyphens({2, 4}), none + 2 * 100 * 100 + 5000 + 10000) << "a ladder";

  // The last line: 25 points are a runt; the rest of a word alone is worse; both together worst.
  EXPECT_DOUBLE_EQ(cost({{45}, {45}, {40}}, {2, 3}, shape), 200);
  EXPECT_DOUBLE_EQ(cost({{45}, {45}, {25}}, {2, 3}, shape), 200 + 10000);
  EXPECT_DOUBLE_EQ(cost({{45}, {45, true}, {40}}, {2, 3}, shape), 200 + 10000 + 5000 + 20000);
  EXPECT_DOUBLE_EQ(cost({{45}, {45, true}, {10}, {10}}, {2, 4}, shape), 200 + 10000 + 5000);
}

TEST(TotalFitByHand, AFragmentIsNotLeftAloneOnTheLastLine) {
  // The word of 45 and 40 fits the last line whole when the first is looser (r = 1).
  const std::vector<Word> words = {{40}, {40}, {5, true}, {40}};
  EXPECT_EQ(best(points_of(words, {10, 10, 4}), {100, 100, 0, 30}), (Ends{2, 4}));
}

TEST(TotalFitByHand, RaggedLinesDivideNoWordForLittle) {
  // Without the division the first line is 30 of 100 short; as justified text that would be torn.
  const std::vector<Word> words = {{35}, {25}, {25, true}, {30}, {50}, {60}};
  const auto points = points_of(words, {10, 5, 3});
  EXPECT_EQ(best(points, {100, 100, 20, 0}).front(), 2U) << "ragged";
  EXPECT_EQ(best(points, {100, 100, 0, 0}).front(), 3U) << "justified";
}

TEST(TotalFitByHand, BalancedLinesCountTheLastOne) {
  // Nine words of ten letters: eight of them and their seven spaces are 87 letters wide.
  const std::vector<Word> words(9, Word{10});
  LineShape shape{87, 87, 20, 0};
  EXPECT_EQ(best(points_of(words, {}), shape), (Ends{8, 9}));
  shape.balanced = true;
  const Ends balanced = best(points_of(words, {}), shape);
  ASSERT_EQ(balanced.size(), 2U) << "no more lines than needed";
  EXPECT_TRUE(balanced.front() == 4 || balanced.front() == 5);
}

TEST(TotalFitByHand, LettersMakeALineFitThatSpacesAloneDoNot) {
  // 90 of 100 points and one space of 5: r = 2. Letters that give 6 leave 4 for the space.
  auto points = points_of({{40}, {40}, {90}}, {10, 5, 3});
  const LineShape shape{100, 100, 0, 0};
  EXPECT_FALSE(text::break_total_fit(points, shape, {1.5, false, 0}, kNothing));
  points[2].end_letters = points[2].start_letters = 6;
  points[3].end_letters = 12;
  EXPECT_TRUE(text::break_total_fit(points, shape, {1.5, false, 0}, kNothing));
}

TEST(TotalFitByHand, ProtrusionMakesRoom) {
  // 102 points in a line of 100, without shrink: fits once its comma stands out by 2.
  auto points = points_of({{50}, {42}, {80}}, {10, 5, 0});
  const LineShape shape{100, 100, 0, 0};
  const Tolerance tight = {1, false, 0};
  EXPECT_FALSE(text::break_total_fit(points, shape, tight, kNothing));
  points[2].end_protrusion = 2;
  EXPECT_EQ(best(points, shape, tight), (Ends{2, 3}));
  points[2].end_protrusion = 1;
  points[0].start_protrusion = 1;
  EXPECT_EQ(best(points, shape, tight), (Ends{2, 3})) << "on either side";
}

}  // namespace
}  // namespace chancery::tests
