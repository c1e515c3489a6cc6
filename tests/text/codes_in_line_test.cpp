// What a line asks of the codes of its runs; the expectations are worked by hand. One em is 1000
// units and 10 points, so 100 units are 1 point.
#include "text/codes_in_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace chancery::text {
namespace {

using testing::ElementsAre;

constexpr std::uint32_t kSpace = 3;
constexpr std::int32_t kAdvance = 500;
constexpr auto kRtl = Direction::kRightToLeft;
constexpr auto kLtr = Direction::kLeftToRight;

class PlainFacts : public GlyphFacts {
 public:
  explicit PlainFacts(bool can_make) : can_make_(can_make) {}
  unsigned units_per_em() const override { return 1000; }
  std::int32_t advance(std::uint32_t glyph) const override {
    return glyph == kSpace ? 250 : kAdvance;
  }
  bool is_blank(std::uint32_t glyph) const override { return glyph == kSpace; }
  bool is_mark(std::uint32_t) const override { return false; }
  bool can_make() const override { return can_make_; }
  bool can_widen() const override { return true; }
  std::optional<std::uint32_t> space() const override { return kSpace; }

 private:
  bool can_make_;
};

/// A glyph for each character, spaces of 250 units; `extra` is added to the advance of one of them.
GlyphRun run_of(const std::u32string& text, Direction direction, std::size_t at = 0,
                double extra = 0) {
  GlyphRun run;
  run.size = Points(10);
  run.direction = direction;
  std::vector<Glyph> glyphs;
  for (std::size_t i = 0; i < text.size(); ++i) {
    Glyph glyph;
    glyph.id = text[i] == U' ' || text[i] == U'\u00A0' ? kSpace : 10;
    glyph.cluster = static_cast<std::uint32_t>(run.text.size());
    glyph.advance = Points((glyph.id == kSpace ? 2.5 : 5) + (i == at ? extra / 100 : 0));
    glyphs.push_back(glyph);
    append_utf8(run.text, text[i]);
  }
  if (direction == kRtl) std::reverse(glyphs.begin(), glyphs.end());
  run.glyphs = glyphs;
  return run;
}

RunInLine alone(const GlyphRun& run) {
  RunInLine in_line;
  in_line.run = &run;
  in_line.line_direction = run.direction;
  return in_line;
}

/// In a line of the other direction, between other runs.
RunInLine against(const GlyphRun& run) {
  RunInLine in_line = alone(run);
  in_line.line_direction = run.direction == kRtl ? kLtr : kRtl;
  in_line.is_mixed = in_line.has_left = in_line.has_right = true;
  in_line.is_space_left = in_line.is_space_right = true;
  in_line.end_of_together = run.width();
  return in_line;
}

std::vector<Cell> suited(const RunInLine& in_line, bool can_make = true) {
  std::vector<Cell> cells;
  const PlainFacts facts(can_make);
  make_cells(*in_line.run, facts, cells);
  suit_line(in_line, facts, cells);
  return cells;
}

std::vector<std::string> texts(const std::vector<Cell>& cells) {
  std::vector<std::string> result;
  for (const Cell& cell : cells) result.push_back(cell.text);
  return result;
}

TEST(CodesInLine, LettersFillTheGapBehindThem) {
  // 0.1 em between two letters would be read as a space.
  const GlyphRun run = run_of(U"abc", kLtr, 1, 100);
  const auto cells = suited(alone(run));
  EXPECT_FALSE(cells.at(0).is_made);
  EXPECT_EQ(cells.at(1).made, (MadeGlyph{{{10, 0, 0}}, 600}));
  EXPECT_EQ(suited(alone(run), false).at(1).made, (MadeGlyph{{{10, 0, 0}}, 600}))
      << "of a CFF font as well";
  const GlyphRun little = run_of(U"abc", kLtr, 1, 20);
  EXPECT_FALSE(suited(alone(little)).at(1).is_made);
  const GlyphRun spaced = run_of(U"ab c", kLtr, 2, 100);
  EXPECT_FALSE(suited(alone(spaced)).at(1).is_made) << "a gap that is a space";
}

TEST(CodesInLine, LettersFillTheGapBeforeTheNextRun) {
  const GlyphRun run = run_of(U"ab", kLtr);
  RunInLine in_line = alone(run);
  in_line.has_right = true;
  in_line.gap_right = Points(2.5);
  EXPECT_EQ(suited(in_line).at(1).made.advance, 750);
}

TEST(CodesInLine, NoBreakSpaceIsSaidWithTheLetterBeforeIt) {
  const GlyphRun run = run_of(U"7\u00A0km", kLtr);
  const auto cells = suited(alone(run));
  EXPECT_THAT(texts(cells), ElementsAre("7\u00A0", "k", "m"));
  EXPECT_EQ(cells.at(0).made, (MadeGlyph{{{10, 0, 0}}, 750}));
}

TEST(CodesInLine, HyphenOfTheAuthorAtALineEndIsKept) {
  const GlyphRun run = run_of(U"all-", kLtr);
  RunInLine in_line = alone(run);
  in_line.ends_line = true;
  EXPECT_THAT(texts(suited(in_line)), ElementsAre("a", "l", "l", "-", "\u200E"));
  const auto cff = suited(in_line, false);
  EXPECT_EQ(cff.back().glyph, kSpace);
  EXPECT_EQ(cff.back().text, "\u200E");
}

TEST(CodesInLine, SignsAtTheEndOfALineStayOnARightToLeftPage) {
  const GlyphRun run = run_of(U"so!", kLtr);
  RunInLine in_line = alone(run);
  in_line.ends_line = true;
  EXPECT_THAT(texts(suited(in_line)), ElementsAre("s", "o", "!"));
  in_line.is_on_right_to_left_page = true;
  EXPECT_THAT(texts(suited(in_line)), ElementsAre("s", "o", "!", "\u200E"));
}

TEST(CodesInLine, SeparatorsAndBracketsAreMarkedRightToLeft) {
  // Visual order: from left to right, the text from right to left.
  const GlyphRun run = run_of(U"\u05D0.(\u05D1", kRtl);
  EXPECT_THAT(texts(suited(alone(run))),
              ElementsAre("\u05D1", "\u200F(", "\u200E", "\u200F.", "\u05D0"));
}

TEST(CodesInLine, UsualSpacesStayAndWideOnesJoinTheLetterToTheirLeft) {
  const GlyphRun usual = run_of(U"\u05D0 \u05D1", kRtl);
  EXPECT_THAT(texts(suited(alone(usual))), ElementsAre("\u05D1", " ", "\u05D0"));
  const GlyphRun wide = run_of(U"\u05D0 \u05D1", kRtl, 1, 400);
  const auto cells = suited(alone(wide));
  EXPECT_THAT(texts(cells), ElementsAre("\u05D1 ", "\u05D0"));
  EXPECT_EQ(cells.at(0).made, (MadeGlyph{{{10, 0, 0}}, 1150}));
}

TEST(CodesInLine, SpaceBesideAnotherRunIsACodeOfItsOwn) {
  const GlyphRun run = run_of(U"\u05D0 ", kRtl);
  RunInLine in_line = alone(run);
  in_line.is_mixed = in_line.has_left = true;
  const auto cells = suited(in_line);
  // Read after the letters: a reader of actual text begins anew with it.
  EXPECT_THAT(texts(cells), ElementsAre("\u05D0", "\u200F "));
  EXPECT_TRUE(cells.at(1).is_space);
  EXPECT_TRUE(cells.at(1).starts);
  EXPECT_DOUBLE_EQ(cells.at(1).x.value, 0);
}

TEST(CodesInLine, MarkThatALineEndsWithIsWrittenAfterItsLetter) {
  // Patah: pdf.js would add it to the line above.
  GlyphRun run = run_of(U"\u05D0\u05D1\u05B7", kRtl);
  run.glyphs.erase(run.glyphs.begin());  // drawn with its letter
  const auto cells = suited(alone(run));
  EXPECT_THAT(texts(cells), ElementsAre("\u05D1", "\u05D0", "\u05B7"));
  EXPECT_TRUE(cells.at(2).is_apart);
  EXPECT_LT(cells.at(2).x, cells.at(0).x) << "but stands to its left";
  EXPECT_TRUE(cells.at(0).starts);
}

TEST(CodesInLine, RunWithoutLettersIsWrittenFromTheRight) {
  const GlyphRun run = run_of(U"! -", kRtl);
  RunInLine in_line = alone(run);
  in_line.is_mixed = in_line.has_left = in_line.has_right = true;
  const auto cells = suited(in_line);
  EXPECT_THAT(texts(cells), ElementsAre("!", " ", "\u200F-"));
  for (const Cell& cell : cells) EXPECT_TRUE(cell.starts);
}

TEST(CodesInLine, LeftToRightTextBeginsWithAMarkInARightToLeftLine) {
  const GlyphRun run = run_of(U"42", kLtr);
  EXPECT_THAT(texts(suited(against(run))), ElementsAre("\u200F4", "2"));
}

TEST(CodesInLine, WordsAgainstTheLineBeginInTheOrderOfTheReader) {
  const GlyphRun run = run_of(U"ab cd", kLtr);
  RunInLine in_line = against(run);
  in_line.is_ordered = true;
  const auto cells = suited(in_line);
  // "cd" begins where it stands, at 12.5; the space before "ab" behind it, though it stands left.
  EXPECT_THAT(texts(cells), ElementsAre(" ", "\u200Fa", "b", "c", "d"));
  EXPECT_TRUE(cells.at(0).starts);
  EXPECT_GT(cells.at(0).x, cells.at(3).x);
  EXPECT_LT(cells.at(0).x, run.width());
  EXPECT_DOUBLE_EQ(cells.at(1).x.value, 0);
  EXPECT_TRUE(cells.at(3).starts);
  EXPECT_DOUBLE_EQ(cells.at(3).x.value, 12.5);
}

TEST(CodesInLine, SegmentsWithoutASpaceBetweenShareAMark) {
  const GlyphRun run = run_of(U"a-b", kLtr);
  RunInLine in_line = against(run);
  in_line.is_ordered = true;
  const auto cells = suited(in_line);
  // From the right: b; a mark and the hyphen; the same mark again and a.
  EXPECT_THAT(texts(cells), ElementsAre("\u200E", "\u200Fa", "\u200E", "-", "b"));
  EXPECT_EQ(cells.at(0).made, cells.at(2).made);
  EXPECT_GT(cells.at(0).x, cells.at(2).x);
  EXPECT_GT(cells.at(2).x, cells.at(4).x);
}

TEST(CodesInLine, OrderIsNeededForMoreThanOneKindOfText) {
  GlyphRun one = run_of(U"Lake", kLtr);
  GlyphRun number = run_of(U"06:30", kLtr);
  GlyphRun two = run_of(U"Lake Princess", kLtr);
  EXPECT_FALSE(need_order(std::vector<const GlyphRun*>{&two})) << "runs without a font";
  EXPECT_FALSE(need_order(std::vector<const GlyphRun*>{&one}));
  EXPECT_FALSE(need_order(std::vector<const GlyphRun*>{&number}));
}

TEST(CodesInLine, RunOfDirectionalFormattingSaysNothing) {
  EXPECT_TRUE(says_nothing(run_of(U"\u200E\u2067", kLtr)));
  EXPECT_FALSE(says_nothing(run_of(U"\u200Ea", kLtr)));
}

TEST(CodesInLine, PageIsRightToLeftByItsLetters) {
  const GlyphRun rtl = run_of(U"\u05D0\u05D1\u05D2", kRtl);
  const GlyphRun ltr = run_of(U"abcdefgh", kLtr);
  EXPECT_TRUE(is_right_to_left_page(std::vector<const GlyphRun*>{&rtl}));
  EXPECT_FALSE(is_right_to_left_page(std::vector<const GlyphRun*>{&rtl, &ltr}));
  EXPECT_FALSE(is_right_to_left_page(std::vector<const GlyphRun*>{&ltr}));
}

}  // namespace
}  // namespace chancery::text
