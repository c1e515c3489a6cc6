// Letters that are a few lines too long for their pages.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

constexpr double kTiny = 1e-6;

letterhead::Letterhead letterhead_with(bool paragraphs, bool spaces, int extra_lines) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.tighten.paragraphs = paragraphs;
  letterhead.tighten.spaces = spaces;
  letterhead.tighten.extra_lines = extra_lines;
  return letterhead;
}

/// Five paragraphs of some words, and a signature.
letter::Letter signed_letter(unsigned seed) {
  letter::Letter letter = plain_letter();
  letter.body.clear();
  for (unsigned i = 0; i < 5; ++i) {
    letter.body.push_back(paragraph(sentences(90 + static_cast<int>(seed % 31), 5 * seed + i)));
  }
  letter.closing = rich("Yours sincerely,");
  letter.signatories = {signatory("A B", "C")};
  return letter;
}

std::size_t pages(const letter::Letter& letter, const letterhead::Letterhead& letterhead) {
  return lay(letter, letterhead).document.pages.size();
}

std::size_t line_count(const Document& document) {
  std::size_t count = 0;
  for (const Page& page : document.pages) count += seen_lines(page).size();
  return count;
}

class Tightening : public LaidOutLetter {};

TEST_F(Tightening, ParagraphsGiveALineWhereThatSavesAPage) {
  int saved = 0;
  for (unsigned seed = 0; seed < 150; ++seed) {
    const letter::Letter letter = signed_letter(seed);
    const Document usual = lay(letter, letterhead_with(false, false, 0)).document;
    const Document tight = lay(letter, letterhead_with(true, false, 0)).document;
    ASSERT_LE(tight.pages.size(), usual.pages.size());
    if (tight.pages.size() == usual.pages.size()) {
      // Where no page is saved, nothing is set tightly.
      EXPECT_EQ(line_count(tight), line_count(usual)) << seed;
      continue;
    }
    ++saved;
    EXPECT_LT(line_count(tight), line_count(usual));
    EXPECT_EQ(squeezed(text_of_element(tight, 0)), squeezed(text_of_element(usual, 0)));
    for (const SeenLine& line : seen_lines(tight.pages[0])) {
      EXPECT_LE(line.right.value, 517.5 + 0.05) << line.text;
      EXPECT_LT(line.baseline.value, 790);
      const double steps = (line.baseline.value - 90 - 10.5) / 7;
      EXPECT_NEAR(steps, std::round(steps), kTiny) << line.text;
    }
  }
  EXPECT_GE(saved, 1);
}

TEST_F(Tightening, SpacesOfALineAreHalvedWhereThatSavesAPage) {
  letter::Letter letter = plain_letter();
  letter.title = rich("Title");
  // 21 points for the title and 14 below it, 48 lines of 14: 707 of 700 points.
  letter.body = {lines(48)};
  EXPECT_EQ(pages(letter, letterhead_with(true, false, 0)), 2U);
  const Document document = lay(letter, letterhead_with(true, true, 0)).document;
  ASSERT_EQ(document.pages.size(), 1U);
  const std::vector<SeenLine> seen = seen_lines(document.pages[0]);
  EXPECT_NEAR((seen[1].baseline - seen[0].baseline).value, 21, kTiny);
  // One line more is too many for half a line of space.
  letter.body = {lines(49)};
  EXPECT_EQ(pages(letter, letterhead_with(true, true, 0)), 2U);
}

TEST_F(Tightening, SpacesOfHalfALineStay) {
  letter::Letter letter = plain_letter();
  // 49 lines and half a line twice: 700 points. One line more is 14 too many, and no space yields.
  letter.body = {lines(10), lines(10), lines(29)};
  EXPECT_EQ(pages(letter, letterhead_with(true, true, 0)), 1U);
  letter.body = {lines(10), lines(10), lines(30)};
  EXPECT_EQ(pages(letter, letterhead_with(true, true, 0)), 2U);
}

TEST_F(Tightening, PagesGetTheLinesThatTheLetterheadAllows) {
  letter::Letter letter = plain_letter();
  letter.body = {lines(51)};
  EXPECT_EQ(pages(letter, letterhead_with(true, true, 0)), 2U);
  const Document document = lay(letter, letterhead_with(true, true, 1)).document;
  ASSERT_EQ(document.pages.size(), 1U);
  const std::vector<SeenLine> seen = seen_lines(document.pages[0]);
  EXPECT_NEAR(seen.back().baseline.value, 90 + 51 * 14 - 3.5, kTiny);
  letter.body = {lines(52)};
  EXPECT_EQ(pages(letter, letterhead_with(true, true, 1)), 2U);
  EXPECT_EQ(pages(letter, letterhead_with(true, true, 2)), 1U);
}

TEST_F(Tightening, NotesStandBelowTheLinesThatWereAdded) {
  letter::Letter letter = plain_letter();
  letter.body = {lines(49)};
  letter.footnotes = {{"a", {paragraph("A note.")}}};
  letter.body[0].text.marks = {{letter::Mark::Kind::kFootnote, 4, 4, "a"}};
  // 49 lines, a line of space, 11 points of the note: 711, so 105 steps of 7 to the note's foot.
  const Document document = lay(letter, letterhead_with(true, true, 2)).document;
  ASSERT_EQ(document.pages.size(), 1U);
  const std::vector<SeenLine> seen = seen_lines(document.pages[0]);
  EXPECT_NEAR(seen.back().baseline.value, 90 + 102 * 7 - 11 + 8.25, kTiny);
  EXPECT_GT(seen.back().baseline.value - 8.25, 90 + 49 * 14);
}

TEST_F(Tightening, TheFootOfThePageIsTheLastResort) {
  int tightened = 0;
  for (unsigned seed = 0; seed < 150; ++seed) {
    const letter::Letter letter = signed_letter(seed);
    const std::size_t usual = pages(letter, letterhead_with(false, false, 0));
    const std::size_t tight = pages(letter, letterhead_with(true, false, 0));
    if (tight == usual) continue;
    ++tightened;
    for (const Page& page : lay(letter, letterhead_with(true, true, 2)).document.pages) {
      for (const SeenLine& line : seen_lines(page)) EXPECT_LT(line.baseline.value, 790);
    }
  }
  EXPECT_GE(tightened, 1);
}

TEST_F(Tightening, ALetterOfManyPagesIsDrawnBackToo) {
  int saved = 0;
  for (int more = 0; more < 30; more += 3) {
    letter::Letter letter = plain_letter();
    letter.body.clear();
    for (unsigned i = 0; i < 28; ++i) letter.body.push_back(paragraph(sentences(100, i)));
    letter.body.push_back(paragraph(sentences(10 * more, 99)));
    const std::size_t usual = pages(letter, letterhead_with(false, false, 0));
    const std::size_t tight = pages(letter, letterhead_with(true, true, 1));
    EXPECT_LE(tight, usual);
    saved += tight < usual ? 1 : 0;
  }
  EXPECT_GE(saved, 1);
}

}  // namespace
}  // namespace chancery::layout
