// Runs cut into codes; the expectations are worked by hand. One em is 1000 units and 10 points, so
// 100 units are 1 point.
#include "text/codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace chancery::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint32_t kSpace = 3;
constexpr std::uint32_t kMark = 50;  ///< this glyph and those above it are marks
constexpr std::int32_t kAdvance = 500;

class PlainFacts : public GlyphFacts {
 public:
  explicit PlainFacts(bool can_make = true) : can_make_(can_make) {}
  unsigned units_per_em() const override { return 1000; }
  std::int32_t advance(std::uint32_t glyph) const override { return is_mark(glyph) ? 0 : kAdvance; }
  bool is_blank(std::uint32_t glyph) const override { return glyph == kSpace; }
  bool is_mark(std::uint32_t glyph) const override { return glyph >= kMark; }
  bool can_make() const override { return can_make_; }

 private:
  bool can_make_;
};

GlyphRun run_of(std::string words, Direction direction, std::vector<Glyph> glyphs) {
  GlyphRun run;
  run.size = Points(10);
  run.direction = direction;
  run.text = std::move(words);
  run.glyphs = std::move(glyphs);
  return run;
}
GlyphRun ltr(std::string words, std::vector<Glyph> glyphs) {
  return run_of(std::move(words), Direction::kLeftToRight, std::move(glyphs));
}
GlyphRun rtl(std::string words, std::vector<Glyph> glyphs) {
  return run_of(std::move(words), Direction::kRightToLeft, std::move(glyphs));
}

/// Advance and offsets in font units.
Glyph glyph(std::uint32_t id, std::uint32_t cluster, double advance = kAdvance, double x = 0,
            double y = 0) {
  return {id, cluster, Points(advance / 100), Points(x / 100), Points(y / 100)};
}

std::vector<Cell> cells_of(const GlyphRun& run, bool can_make = true) {
  std::vector<Cell> cells;
  make_cells(run, PlainFacts(can_make), cells);
  return cells;
}

std::vector<std::string> texts_of(const GlyphRun& run) {
  std::vector<std::string> texts;
  for (const Cell& cell : cells_of(run)) texts.push_back(cell.text);
  return texts;
}

TEST(Codes, LettersKeepTheirGlyphsAndPlaces) {
  const auto cells = cells_of(ltr("ab", {glyph(10, 0, 480), glyph(11, 1)}));
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_FALSE(cells[0].is_made);
  EXPECT_EQ(cells[0].glyph, 10U);
  EXPECT_EQ(cells[0].text, "a");
  EXPECT_EQ(cells[1].glyph, 11U);
  EXPECT_DOUBLE_EQ(cells[1].x.value, 4.8) << "kerned: the pen moved 480 units";
}

TEST(Codes, LigatureIsOneCodeWithAllItsLetters) {
  const auto cells =
      cells_of(ltr("office", {glyph(10, 0), glyph(20, 1), glyph(11, 4), glyph(12, 5)}));
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_EQ(cells[1].text, "ffi");
  EXPECT_EQ(cells[1].glyph, 20U);
  EXPECT_FALSE(cells[1].is_made);
}

TEST(Codes, ClusterOfSeveralGlyphsIsOneMadeGlyphAndItsMarkABlankOne) {
  // e, a mark 30 units to the left of where the pen came to and 200 up. pdf.js takes a code with a
  // mark in its text for one without width, poppler sorts by places: the mark gets one unit.
  const auto cells =
      cells_of(ltr("e\u0329x", {glyph(10, 0), glyph(51, 0, 0, -30, 200), glyph(11, 3)}));
  ASSERT_EQ(cells.size(), 3U);
  ASSERT_TRUE(cells[0].is_made);
  EXPECT_EQ(cells[0].made, (MadeGlyph{{{10, 0, 0}, {51, 470, 200}}, 499}));
  EXPECT_EQ(cells[0].text, "e");
  EXPECT_EQ(cells[1].made, (MadeGlyph{{}, 1}));
  EXPECT_EQ(cells[1].text, "\u0329");
  EXPECT_DOUBLE_EQ(cells[1].x.value, 4.99);
  EXPECT_DOUBLE_EQ(cells[2].x.value, 5);
}

TEST(Codes, MarksStandTogetherAndLettersShareTheWidth) {
  // ka, virama, ssa as one glyph of 601, then two marks on one letter.
  const auto conjunct = cells_of(ltr("\u0915\u094D\u0937", {glyph(10, 0, 601)}));
  ASSERT_EQ(conjunct.size(), 3U);
  EXPECT_EQ(conjunct[0].made, (MadeGlyph{{{10, 0, 0}}, 300}));
  EXPECT_EQ(conjunct[1].text, "\u094D");
  EXPECT_DOUBLE_EQ(conjunct[1].x.value, 3);
  EXPECT_EQ(conjunct[2].made, (MadeGlyph{{}, 300}));
  EXPECT_DOUBLE_EQ(conjunct[2].x.value, 3.01);
  EXPECT_THAT(texts_of(ltr("o\u0323\u0300", {glyph(10, 0)})), ElementsAre("o", "\u0323\u0300"));
}

TEST(Codes, GlyphOffTheBaselineIsMade) {
  const auto cells = cells_of(ltr("a", {glyph(10, 0, kAdvance, 0, -120)}));
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0].made, (MadeGlyph{{{10, 0, -120}}, 500}));
  EXPECT_DOUBLE_EQ(cells[0].y.value, 0);
}

TEST(Codes, GlyphMovedSidewaysIsPlacedNotMade) {
  const auto cells = cells_of(rtl("\u0648", {glyph(10, 0, 420, -80)}));
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_FALSE(cells[0].is_made);
  EXPECT_DOUBLE_EQ(cells[0].x.value, -0.8);
}

TEST(Codes, JustificationMakesNoOtherGlyph) {
  const auto natural = cells_of(ltr("a", {glyph(10, 0), glyph(52, 0, 0, -30, 9)}));
  const auto widened = cells_of(ltr("a", {glyph(10, 0), glyph(52, 0, 37.3, -30, 9)}));
  ASSERT_TRUE(natural.at(0).is_made);
  EXPECT_EQ(natural[0].made, widened.at(0).made);
  const auto letters = cells_of(ltr("a", {glyph(51, 0, 0, 30, 9), glyph(10, 0, 537.3)}));
  EXPECT_EQ(letters.at(0).made.advance, kAdvance);
}

TEST(Codes, LettersBeforeTheirMarksReachToWhatFollows) {
  // Without a gap in which poppler would see a space.
  const auto cells = cells_of(ltr("x\u0301", {glyph(51, 0, 0, 30, 9), glyph(10, 0, 537)}));
  EXPECT_EQ(cells.at(0).made.advance, 536);
}

TEST(Codes, RightToLeftClusterIsOneCodeForEachCharacter) {
  // lam-alef: two letters, one glyph of 500; then beh to its left.
  const auto cells = cells_of(rtl("\u0644\u0627\u0628", {glyph(11, 4), glyph(20, 0)}));
  ASSERT_EQ(cells.size(), 3U);
  EXPECT_EQ(cells[0].text, "\u0628");
  EXPECT_EQ(cells[0].glyph, 11U);
  EXPECT_EQ(cells[1].text, "\u0627") << "visual order: the last letter stands left";
  EXPECT_EQ(cells[1].made, (MadeGlyph{{{20, 0, 0}}, 250}));
  EXPECT_DOUBLE_EQ(cells[1].x.value, 5);
  EXPECT_EQ(cells[2].text, "\u0644");
  EXPECT_EQ(cells[2].made, (MadeGlyph{{}, 250}));
  EXPECT_DOUBLE_EQ(cells[2].x.value, 7.5);
}

TEST(Codes, RightToLeftMarkIsACodeLeftOfItsLetter) {
  // HarfBuzz puts the mark before its letter: visual order, and the pen has not moved yet.
  const auto cells = cells_of(rtl("\u0628\u064E", {glyph(51, 0, 0, 100, 20), glyph(10, 0)}));
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].text, "\u064E");
  EXPECT_EQ(cells[0].made, (MadeGlyph{{}, 1}));
  EXPECT_EQ(cells[1].text, "\u0628");
  EXPECT_EQ(cells[1].made, (MadeGlyph{{{51, 99, 20}, {10, -1, 0}}, 499}))
      << "it draws both, one unit further right";
  EXPECT_DOUBLE_EQ(cells[1].x.value, 0.01);
}

TEST(Codes, WordWithRaisedLettersIsOneDrawing) {
  const GlyphRun run = rtl("\u0627\u0628 \u062C", {glyph(12, 5), glyph(kSpace, 4, 200),
                                                   glyph(11, 2, 300), glyph(10, 0, 300, 0, 150)});
  const auto cells = cells_of(run);
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_FALSE(cells[0].is_made) << "another word, on the baseline";
  EXPECT_EQ(cells[1].text, " ");
  EXPECT_EQ(cells[2].text, "\u0628");
  EXPECT_EQ(cells[2].made, (MadeGlyph{{{11, 0, 0}, {10, 300, 150}}, 300}));
  EXPECT_EQ(cells[3].text, "\u0627");
  EXPECT_EQ(cells[3].made, (MadeGlyph{{}, 300}));
}

TEST(Codes, MarkAboveTheBaselineDoesNotJoinTheWord) {
  const auto cells =
      cells_of(rtl("\u0627\u0628\u064E", {glyph(51, 2, 0, 0, 150), glyph(11, 2), glyph(10, 0)}));
  ASSERT_EQ(cells.size(), 3U);
  EXPECT_FALSE(cells[2].is_made);
}

TEST(Codes, LetterThatDoesNotMoveThePenSharesTheWidthOfItsNeighbour) {
  // An alef of no width over the lam to its right, as fonts have them.
  const auto cells = cells_of(rtl("\u0644\u0627", {glyph(11, 2, 0, 40), glyph(10, 0)}));
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].text, "\u0627");
  EXPECT_EQ(cells[0].made, (MadeGlyph{{{11, 40, 0}, {10, 0, 0}}, 250}));
  EXPECT_EQ(cells[1].text, "\u0644");
}

TEST(Codes, JoinerSharesTheCodeOfItsLetterRightToLeft) {
  // yeh, ZWNJ (hidden: a blank glyph without advance), khah.
  const GlyphRun run = rtl("\u06CC\u200C\u062E", {glyph(11, 5), glyph(kSpace, 2, 0), glyph(10, 0)});
  EXPECT_THAT(texts_of(run), ElementsAre("\u062E", "\u200C\u06CC"));
  EXPECT_FALSE(cells_of(run)[1].is_made);
}

TEST(Codes, ZeroWidthSpaceSharesTheCodeThatFollowsLeftToRight) {
  const GlyphRun run = ltr("\u0E32\u200B\u0E44", {glyph(10, 0), glyph(kSpace, 3, 0), glyph(11, 6)});
  EXPECT_THAT(texts_of(run), ElementsAre("\u0E32", "\u200B\u0E44"));
}

TEST(Codes, JoinerAtTheEndOfAClusterMovesToTheNext) {
  // ka, virama, ZWJ in one cluster, then ssa: no code may end with a joiner.
  const GlyphRun run = ltr("\u0915\u094D\u200D\u0937", {glyph(10, 0), glyph(11, 9)});
  EXPECT_THAT(texts_of(run), ElementsAre("\u0915", "\u094D", "\u200D\u0937"));
}

TEST(Codes, JoinerAtTheEndOfARunHasABlankCode) {
  const auto cells = cells_of(ltr("\u0915\u094D\u200D", {glyph(10, 0)}));
  ASSERT_EQ(cells.size(), 3U);
  EXPECT_EQ(cells[0].text, "\u0915");
  EXPECT_EQ(cells[1].text, "\u094D");
  EXPECT_EQ(cells[2].text, "\u200D");
  EXPECT_EQ(cells[2].made, MadeGlyph());
  EXPECT_DOUBLE_EQ(cells[2].x.value, 5);
  const auto leading = cells_of(rtl("\u200D\u0647", {glyph(10, 3), glyph(kSpace, 0, 0)}));
  ASSERT_EQ(leading.size(), 2U);
  EXPECT_EQ(leading[1].text, "\u200D");
}

TEST(Codes, BidiControlsAndSoftHyphensSayNothing) {
  EXPECT_THAT(texts_of(ltr("a\u200E\u2067b",
                           {glyph(10, 0), glyph(kSpace, 1, 0), glyph(kSpace, 4, 0), glyph(11, 7)})),
              ElementsAre("a", "b"));
  EXPECT_THAT(texts_of(ltr("co\u00ADop", {glyph(10, 0), glyph(11, 1), glyph(kSpace, 2, 0),
                                          glyph(11, 4), glyph(12, 5)})),
              ElementsAre("c", "o", "o", "p"));
  EXPECT_THAT(texts_of(rtl("\u0628\u200F", {glyph(kSpace, 2, 0), glyph(10, 0)})),
              ElementsAre("\u0628"));
  EXPECT_THAT(texts_of(ltr("\u2069", {glyph(kSpace, 0, 0)})), IsEmpty());
}

TEST(Codes, SpacesStayWhatTheyAreAndTabsAreSpaces) {
  EXPECT_THAT(
      texts_of(ltr("\t\u00A0\u202F", {glyph(kSpace, 0), glyph(kSpace, 1), glyph(kSpace, 3)})),
      ElementsAre(" ", "\u00A0", "\u202F"));
}

TEST(Codes, InsertedHyphenSaysSoftHyphen) {
  GlyphRun run = ltr("", {glyph(10, 0)});
  run.kind = GlyphRun::Kind::kInsertedHyphen;
  EXPECT_THAT(texts_of(run), ElementsAre("\u00AD"));
}

TEST(Codes, WithoutMadeGlyphsTheCharactersAreDealtOut) {
  const auto cells =
      cells_of(ltr("\u304B\u3099", {glyph(10, 0), glyph(51, 0, 0, -100, 40)}), false);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].text, "\u304B");
  EXPECT_EQ(cells[1].text, "\u3099");
  EXPECT_DOUBLE_EQ(cells[1].x.value, 4);
  EXPECT_DOUBLE_EQ(cells[1].y.value, 0.4);
  const auto more = cells_of(ltr("e", {glyph(10, 0), glyph(51, 0, 0)}), false);
  ASSERT_EQ(more.size(), 2U);
  EXPECT_EQ(more[1].text, "\u200B") << "a character that PDF/A allows and nobody sees";
  const auto fewer = cells_of(ltr("abc", {glyph(10, 0), glyph(11, 0)}), false);
  EXPECT_EQ(fewer.at(0).text, "ab");
  EXPECT_EQ(fewer.at(1).text, "c");
}

TEST(Codes, GlyphExpansionScalesWhatStandsAlongTheLine) {
  // All lengths along the line are 2 % wider than the font has them.
  GlyphRun run = ltr("e\u0301", {glyph(10, 0, 510), glyph(51, 0, 0, -30.6, 100)});
  run.horizontal_scale = 1.02;
  EXPECT_EQ(cells_of(run).at(0).made, (MadeGlyph{{{10, 0, 0}, {51, 470, 100}}, 499}))
      << "500 units, one of them for the mark";
}

TEST(Codes, TurnsAwayWhatHasNoMeaning) {
  EXPECT_THROW(cells_of(ltr("abc", {glyph(10, 0), glyph(11, 2), glyph(12, 1)})),
               std::invalid_argument);
  EXPECT_THROW(cells_of(ltr("a", {glyph(10, 0), glyph(11, 7)})), std::invalid_argument);
  EXPECT_THROW(cells_of(ltr("a", {glyph(10, 0), glyph(11, 1)})), std::invalid_argument)
      << "a glyph without text";
  EXPECT_THROW(cells_of(ltr("a", {glyph(0, 0)})), std::invalid_argument);
  EXPECT_THROW(cells_of(ltr("\xC3", {glyph(10, 0)})), std::invalid_argument);
  GlyphRun no_size = ltr("a", {glyph(10, 0)});
  no_size.size = Points(0);
  EXPECT_THROW(cells_of(no_size), std::invalid_argument);
}

}  // namespace
}  // namespace chancery::text
