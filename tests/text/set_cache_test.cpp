// A paragraph that was set before is the one that would be set now.
#include "text/set_cache.h"

#include <set>

#include "typesetting.h"

namespace chancery::text {
namespace {

const StyledText& words() {
  static const StyledText kWords = StyledText::of("The ferries leave earlier.", SpanStyle());
  return kWords;
}

TEST(SetCache, EveryMemberMakesAnotherKey) {
  std::set<std::string> keys;
  const auto add = [&](const StyledText& text, const ParagraphStyle& style, double measure) {
    EXPECT_TRUE(keys.insert(key_of(text, style, Points(measure))).second) << keys.size();
  };
  add(words(), {}, 100);
  add(words(), {}, 101);
  add(StyledText::of("The ferries leave earlier!", SpanStyle()), {}, 100);
  const auto with_span = [&](const auto& change) {
    StyledText text = words();
    change(text.spans.front().style);
    add(text, {}, 100);
  };
  with_span([](SpanStyle& s) { s.role = "sans"; });
  with_span([](SpanStyle& s) { s.size = Points(11); });
  with_span([](SpanStyle& s) { s.weight = Weight::kBold; });
  with_span([](SpanStyle& s) { s.slant = Slant::kItalic; });
  with_span([](SpanStyle& s) { s.emphasised = true; });
  with_span([](SpanStyle& s) { s.small_caps = true; });
  with_span([](SpanStyle& s) { s.old_style_figures = true; });
  with_span([](SpanStyle& s) { s.lining_figures = true; });
  with_span([](SpanStyle& s) { s.tabular_figures = true; });
  with_span([](SpanStyle& s) { s.superior = true; });
  with_span([](SpanStyle& s) { s.fraction = true; });
  with_span([](SpanStyle& s) { s.unbreakable = true; });
  with_span([](SpanStyle& s) { s.letter_space = Points(1); });
  with_span([](SpanStyle& s) { s.baseline_raise = Points(1); });
  with_span([](SpanStyle& s) { s.colour.red = 1; });
  with_span([](SpanStyle& s) { s.colour.green = 1; });
  with_span([](SpanStyle& s) { s.colour.blue = 1; });
  with_span([](SpanStyle& s) { s.language = "fr"; });
  with_span([](SpanStyle& s) { s.link = "https://ferries.example"; });
  const auto with_style = [&](const auto& change) {
    ParagraphStyle style;
    change(style);
    add(words(), style, 100);
  };
  with_style([](ParagraphStyle& s) { s.alignment = Alignment::kEnd; });
  with_style([](ParagraphStyle& s) { s.direction = Direction::kLeftToRight; });
  with_style([](ParagraphStyle& s) { s.direction = Direction::kRightToLeft; });
  with_style([](ParagraphStyle& s) { s.leading = Points(15); });
  with_style([](ParagraphStyle& s) { s.first_line_indent = Points(5); });
  with_style([](ParagraphStyle& s) { s.hyphenate = false; });
  with_style([](ParagraphStyle& s) { s.looseness = -1; });
  with_style([](ParagraphStyle& s) { s.kashida = false; });
  with_style([](ParagraphStyle& s) { s.balanced = true; });
  with_style([](ParagraphStyle& s) { s.letter_fit = 0.02; });
  with_style([](ParagraphStyle& s) { s.glyph_expansion = 0.015; });
  with_style([](ParagraphStyle& s) { s.protrusion = true; });
  with_style([](ParagraphStyle& s) { s.hanging_punctuation = true; });
  StyledText bound = words();
  bound.no_breaks = {3};
  add(bound, {}, 100);
  StyledText divided = words();
  divided.spans = {{0, 3, SpanStyle()}, {3, divided.text.size(), SpanStyle()}};
  add(divided, {}, 100);
}

TEST(SetCache, ThePlaceInTheFileIsNoPartOfTheKey) {
  StyledText elsewhere = words();
  elsewhere.where.line = 12;
  EXPECT_EQ(key_of(elsewhere, {}, Points(100)), key_of(words(), {}, Points(100)));
}

TEST(SetCache, WarningsNameThePlaceOfEachParagraph) {
  const Typesetter& typesetter = tests::typesetter();
  StyledText wide = StyledText::of("Donaudampfschifffahrtsgesellschaft", SpanStyle());
  wide.spans.front().style.unbreakable = true;
  for (const int line : {3, 7}) {
    wide.where.line = line;
    const SetParagraph set = typesetter.set(wide, {}, Points(20));
    ASSERT_FALSE(set.warnings.empty());
    EXPECT_EQ(set.warnings.front().where.line, line);
  }
}

TEST(SetCache, TheSecondTimeIsAsTheFirst) {
  const Typesetter fresh(tests::fonts(), tests::find_installed_dictionary);
  const SetParagraph first = fresh.set(words(), {}, Points(60));
  const SetParagraph second = fresh.set(words(), {}, Points(60));
  ASSERT_EQ(first.lines.size(), second.lines.size());
  ASSERT_GE(first.lines.size(), 2U);
  for (std::size_t i = 0; i < first.lines.size(); ++i) {
    EXPECT_EQ(first.lines[i].width.value, second.lines[i].width.value);
    ASSERT_EQ(first.lines[i].runs.size(), second.lines[i].runs.size());
    EXPECT_EQ(first.lines[i].runs[0].text, second.lines[i].runs[0].text);
  }
}

}  // namespace
}  // namespace chancery::text
