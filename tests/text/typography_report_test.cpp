#include "text/typography_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "typesetting.h"

namespace chancery::tests {
namespace {

using text::Glyph;
using text::GlyphRun;
using text::Line;
using text::LineRemark;
using text::SetParagraph;

/// A paragraph set by hand: every character is 10 points wide but spaces: those
/// have the widths given, or else 3.
class Handmade {
 public:
  Line& add(const std::string& words, const std::vector<double>& spaces = {}) {
    Line line;
    line.text_begin = text_.text.size();
    text_.text += words;
    line.text_end = text_.text.size();
    text_.text += ' ';
    GlyphRun run;
    run.text = words;
    run.text_begin = line.text_begin;
    std::size_t space = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      Glyph glyph;
      glyph.id = 1;
      glyph.cluster = static_cast<std::uint32_t>(i);
      glyph.advance = Points(words[i] == ' ' ? space < spaces.size() ? spaces[space++] : 3 : 10);
      run.glyphs.push_back(glyph);
    }
    line.width = run.width();
    line.runs.push_back(run);
    set_.lines.push_back(line);
    return set_.lines.back();
  }

  std::vector<LineRemark> report(text::Alignment alignment = text::Alignment::kJustified) {
    text_.spans = {{0, text_.text.size(), in_language("en")}};
    text_.where = {"letter.md", 7, 1};
    text::ParagraphStyle style;
    style.alignment = alignment;
    return text::typography_report(set_, text_, style);
  }

  /// "code@line" of all remarks.
  std::vector<std::string> codes() {
    std::vector<std::string> codes;
    for (const LineRemark& each : report()) {
      codes.push_back(each.warning.code + "@" + std::to_string(each.line));
    }
    return codes;
  }

 private:
  text::StyledText text_;
  SetParagraph set_;
};

using Codes = std::vector<std::string>;

TEST(TypographyReport, LooseAndTightLines) {
  Handmade paragraph;
  paragraph.add("first line").stretch_ratio = 1.2;
  paragraph.add("second line").stretch_ratio = -0.8;
  paragraph.add("third line").stretch_ratio = 1;
  paragraph.add("fourth line").stretch_ratio = text::kTornRatio + 1;
  paragraph.add("fifth line");
  EXPECT_EQ(paragraph.codes(), (Codes{"loose-line@0", "tight-line@1"}))
      << "what is torn is warned of already";
  const LineRemark first = paragraph.report().front();
  EXPECT_EQ(first.warning.severity, Severity::kWarning);
  EXPECT_EQ(first.warning.where.line, 7);
  EXPECT_NE(first.warning.what.find("'first line'"), std::string::npos);
  EXPECT_TRUE(paragraph.report(text::Alignment::kStart).empty());
}

TEST(TypographyReport, ThreeHyphensAreAStackTwoAreNot) {
  Handmade two;
  two.add("one two thr").hyphenated = true;
  two.add("four five well-");
  two.add("six seven eight");
  EXPECT_EQ(two.codes(), Codes{});
  Handmade three;
  three.add("zero");
  three.add("one two thr").hyphenated = true;
  three.add("four five well-");
  three.add("six sev").hyphenated = true;
  three.add("eight nine");
  EXPECT_EQ(three.codes(), (Codes{"stacked-hyphens@1"})) << "written hyphens count";
}

TEST(TypographyReport, Runts) {
  Handmade narrow;
  narrow.add("one two three");
  narrow.add("by");  // 20 points; 2.5 ems are 26.25
  EXPECT_EQ(narrow.codes(), (Codes{"runt@1"}));
  Handmade fragment;
  fragment.add("one two unders").hyphenated = true;
  fragment.add("tanding.");
  EXPECT_EQ(fragment.codes(), (Codes{"runt@1"}));
  Handmade more;
  more.add("one two unders").hyphenated = true;
  more.add("tanding it.", {3});
  EXPECT_EQ(more.codes(), Codes{});
  Handmade alone;
  alone.add("by");
  EXPECT_EQ(alone.codes(), Codes{}) << "a paragraph of one line";
}

TEST(TypographyReport, ARiverRunsThroughFourLines) {
  // Spaces of 6 points at 20, 18, 22, 20: each shares at least half with the one above.
  Handmade four;
  four.add("aa bbb", {6});
  Line& second = four.add("aa ccc", {6});
  second.x = Points(-2);
  Line& third = four.add("aa ddd", {6});
  third.x = Points(1);
  four.add("aa eee", {6});
  EXPECT_EQ(four.codes(), (Codes{"river@0"}));
  Handmade three;
  three.add("aa bbb", {6});
  three.add("aa ccc", {6});
  three.add("aa ddd", {6});
  three.add("aaaa eee", {6});
  EXPECT_EQ(three.codes(), Codes{}) << "three lines are no river";
  Handmade broken;
  broken.add("aa bbb", {6});
  broken.add("aa ccc", {6});
  // Two points in common of six: less than half.
  broken.add("aa ddd", {6}).x = Points(4);
  broken.add("aa eee", {6}).x = Points(4);
  EXPECT_EQ(broken.codes(), Codes{});
}

TEST(TypographyReport, OfASetParagraphIsEmptyWhenItIsSetWell) {
  const std::string words =
      "We write on the eve of the meeting to urge that the protection of witnesses be placed at "
      "the head of the agenda, and that the governments concerned make public commitments.";
  const text::StyledText styled = text::StyledText::of(words, in_language("en"));
  text::ParagraphStyle style;
  style.letter_fit = 0.02;
  style.glyph_expansion = 0.015;
  const SetParagraph set = typesetter().set(styled, style, Points(402));
  EXPECT_TRUE(text::typography_report(set, styled, style).empty());
  // In a narrow column the same text has something to mark.
  text::ParagraphStyle plain;
  plain.hyphenate = false;
  const SetParagraph narrow = typesetter().set(styled, plain, Points(95));
  const auto remarks = text::typography_report(narrow, styled, plain);
  EXPECT_FALSE(remarks.empty());
  for (const LineRemark& each : remarks) EXPECT_LT(each.line, narrow.lines.size());
}

}  // namespace
}  // namespace chancery::tests
