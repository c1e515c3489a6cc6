// Letters and letterheads made by hand, and what tests ask of laid-out pages.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "layout/layout.h"
#include "letter/letter.h"
#include "letterhead/letterhead.h"
#include "text/paragraph.h"

namespace chancery::layout {

/// With installed fonts: Gentium Book Plus (Latin, Cyrillic), Noto Naskh Arabic, Noto Nastaliq Urdu
/// (Urdu), Noto Serif Devanagari. Made once a test program. No hyphenation.
const text::Typesetter& typesetter();
/// False when a font file is not installed: then nothing can be laid out.
bool fonts_are_installed();

/// Text 10.5 on 14 points. First page: 700 points from y 90 on, 100 steps of 7; the following: 742
/// points from y 48 on, 106 steps. Columns 440 points wide. On US Letter 50 points lower.
letterhead::Letterhead plain_letterhead();

letter::RichText rich(std::string text, std::vector<letter::Mark> marks = {});
letter::Block paragraph(std::string text);
/// A paragraph of exactly so many short lines, divided by U+2028: "line 1", "line 2" …
letter::Block lines(int count);
letter::Block heading(std::string text, int level);
letter::Signatory signatory(std::string name, std::string division);
/// In English, on plain_letterhead, empty but for one paragraph.
letter::Letter plain_letter();

/// A paragraph of ordinary sentences, about `words` words; differs by `seed`.
std::string sentences(int words, unsigned seed);

LaidOut lay(const letter::Letter& letter, const letterhead::Letterhead& letterhead);
LaidOut lay(const letter::Letter& letter);

bool is_artifact(const Meaning& meaning);
bool is_artifact(const Meaning& meaning, Artifact::Kind kind);

/// The text of an element's runs and of those inside it, page by page, each line in logical order.
std::string text_of_element(const Document& document, std::size_t element);
/// The elements of a type, in their order.
std::vector<std::size_t> elements(const Document& document, const std::string& type);
/// Text without white space and bidi controls, for comparing.
std::string squeezed(const std::string& text);
/// The text of the page's runs of a kind of artifact.
std::string artifact_text(const Page& page, Artifact::Kind kind);

/// One line of a page: its baseline, extent, and the elements in it.
struct SeenLine {
  Points baseline, left, right;
  std::vector<std::size_t> elements;
  std::string text;
};
/// Lines of the letter's own text (no artifacts), in reading order.
std::vector<SeenLine> seen_lines(const Page& page);

/// Tests of whole letters; they need the fonts.
class LaidOutLetter : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fonts_are_installed()) GTEST_SKIP() << "the fonts of the tests are not installed";
  }
};

Points width_of(const text::GlyphRun& run);

}  // namespace chancery::layout
