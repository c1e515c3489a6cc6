// What faces have drawn, by their own tables: Gentium Book Plus has smcp but no onum, tnum, sups or
// frac, its figures are lining and of one width; Noto Sans has them all (see `otfinfo -f`).
#include "text/drawing.h"

#include <gmock/gmock.h>

#include "data/told.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using text::Drawing;

text::SpanStyle in_role(const std::string& role, const std::string& language = "en") {
  text::SpanStyle style = in_language(language);
  style.role = role;
  return style;
}

TEST(Drawings, AreFoundInTheFaces) {
  const text::SpanStyle serif = in_role("text");
  const text::SpanStyle sans = in_role("sans");
  EXPECT_TRUE(draws(fonts(), serif, Drawing::kSmallCapitals, "abcxyzé"));
  EXPECT_TRUE(draws(fonts(), serif, Drawing::kLiningFigures, {}));
  EXPECT_TRUE(draws(fonts(), serif, Drawing::kTabularFigures, {}));
  EXPECT_FALSE(draws(fonts(), serif, Drawing::kOldStyleFigures, {}));
  EXPECT_FALSE(draws(fonts(), serif, Drawing::kFraction, "1/2"));
  EXPECT_FALSE(draws(fonts(), serif, Drawing::kSuperior, "st"));
  EXPECT_TRUE(draws(fonts(), sans, Drawing::kOldStyleFigures, {}));
  EXPECT_TRUE(draws(fonts(), sans, Drawing::kTabularFigures, {}));
  EXPECT_TRUE(draws(fonts(), sans, Drawing::kFraction, "1/2"));
  EXPECT_FALSE(draws(fonts(), in_role("text", "ka"), Drawing::kSmallCapitals, "ა"));
}

Diagnostics warnings(const std::string& words, const text::SpanStyle& style) {
  text::ParagraphStyle paragraph;
  paragraph.alignment = text::Alignment::kStart;
  return typesetter().set(text::StyledText::of(words, style), paragraph, Points(400)).warnings;
}

TEST(Drawings, ThatAreMissingAreTold) {
  text::SpanStyle style = in_role("text");
  style.small_caps = true;
  EXPECT_THAT(told(warnings("Nato and NATO 12", style)), IsEmpty());
  style = in_role("text", "hy");
  style.small_caps = true;
  EXPECT_THAT(told(warnings("Մարդ", style)),
              ElementsAre(AllOf(HasSubstr("warning[no-small-capitals]"), HasSubstr("արդ"))));
  style = in_role("text");
  style.old_style_figures = true;
  EXPECT_THAT(told(warnings("no figure", style)), IsEmpty());
  EXPECT_THAT(told(warnings("1984 and 2026", style)),
              ElementsAre(AllOf(HasSubstr("warning[no-such-figures]"), HasSubstr("old-style"))));
  style = in_role("text");
  style.tabular_figures = true;
  EXPECT_THAT(told(warnings("1984", style)), IsEmpty());
}

/// The glyphs of a text in the sans face with one thing asked for.
std::vector<std::uint32_t> glyphs(const std::string& words, bool text::SpanStyle::*asked) {
  text::SpanStyle style = in_role("sans");
  if (asked != nullptr) style.*asked = true;
  std::vector<std::uint32_t> ids;
  const text::SetParagraph paragraph =
      typesetter().set(text::StyledText::of(words, style), {}, Points(400));
  for (const text::GlyphRun& run : paragraph.lines.at(0).runs) {
    for (const text::Glyph& glyph : run.glyphs) ids.push_back(glyph.id);
  }
  return ids;
}

/// As hb-shape gives them.
std::vector<std::uint32_t> by_hb_shape(const std::string& words, const std::string& features) {
  const text::FaceRecord& face = fonts()
                                     .catalogue()
                                     .families.at(fonts().family_for("sans", "Latn", "en")->name)
                                     .faces.at({text::Weight::kRegular, text::Slant::kUpright});
  const Ran ran = run({"hb-shape", "--no-glyph-names", "--no-clusters", "--no-positions",
                       "--features=" + features, (kFontFolder / face.file).string(), words});
  std::vector<std::uint32_t> ids;
  for (std::size_t at = 1; at < ran.out.size();) {
    ids.push_back(static_cast<std::uint32_t>(std::stoul(ran.out.substr(at))));
    at = ran.out.find_first_of("|]", at);
    if (at == std::string::npos || ran.out[at] == ']') break;
    ++at;
  }
  return ids;
}

TEST(Drawings, AreAskedForByTheirFeatures) {
  using text::SpanStyle;
  EXPECT_EQ(glyphs("1/2 5", &SpanStyle::fraction), by_hb_shape("1/2 5", "frac"));
  EXPECT_EQ(glyphs("1984", &SpanStyle::old_style_figures), by_hb_shape("1984", "onum"));
  EXPECT_EQ(glyphs("1984", &SpanStyle::lining_figures), by_hb_shape("1984", "lnum"));
  EXPECT_EQ(glyphs("1984", &SpanStyle::tabular_figures), by_hb_shape("1984", "lnum,tnum"));
  EXPECT_EQ(glyphs("1st", &SpanStyle::superior), by_hb_shape("1st", "sups"));
  EXPECT_NE(glyphs("1984", &SpanStyle::old_style_figures), glyphs("1984", nullptr));
  EXPECT_NE(glyphs("1/2", &SpanStyle::fraction), glyphs("1/2", nullptr));
}

}  // namespace
}  // namespace chancery::tests
