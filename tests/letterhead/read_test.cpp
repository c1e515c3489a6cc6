// Every key of letterhead.yaml arrives where the layout looks for it.
#include <gmock/gmock.h>

#include "letterhead_yaml.h"

namespace chancery::letterhead {
namespace {

using letter::Paper;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// 72 points and 25.4 mm are an inch.
MATCHER_P(IsMm, mm, "") {
  return std::abs(arg.value - mm * 72 / 25.4) < 1e-9;
}

void expect_place(const Rect& place, double x, double y, double width, double height) {
  EXPECT_THAT(place.x, IsMm(x));
  EXPECT_THAT(place.y, IsMm(y));
  EXPECT_THAT(place.width, IsMm(width));
  EXPECT_THAT(place.height, IsMm(height));
}

TEST(Reading, APlainLetterhead) {
  const Letterhead letterhead = letterhead_of(plain_letterhead());
  EXPECT_EQ(letterhead.name, "harbour");
  EXPECT_EQ(letterhead.organisation, "Harbour Office");
  ASSERT_EQ(letterhead.papers.size(), 1U);
  const PaperDesign& a4 = letterhead.papers.at(Paper::kA4);
  EXPECT_THAT(a4.width, IsMm(210));
  EXPECT_THAT(a4.height, IsMm(297));
  EXPECT_THAT(a4.first.margins.top, IsMm(60));
  EXPECT_THAT(a4.first.margins.right, IsMm(30));
  EXPECT_THAT(a4.following.margins.top, IsMm(30));
  expect_place(a4.following.footer_zone, 30, 275, 150, 10);
  EXPECT_EQ(a4.first.address_zone.width.value, 0);
  EXPECT_EQ(a4.first.reference_zone.width.value, 0);
  EXPECT_THAT(a4.first.artwork, IsEmpty());
  EXPECT_THAT(a4.first.texts, IsEmpty());
  // What docs/letterhead.md promises for what is not said.
  EXPECT_EQ(letterhead.signature.width.value, 200);
  EXPECT_EQ(letterhead.signature.height.value, 52);
  EXPECT_EQ(letterhead.signature.gap.value, 24);
  EXPECT_EQ(letterhead.footer("en"), "");
}

TEST(Reading, LengthsInEveryUnit) {
  const Letterhead letterhead =
      letterhead_of(with_keys("signature: { width: 2in, height: 2.54 cm, gap: 25.4mm }\n"));
  EXPECT_NEAR(letterhead.signature.width.value, 144, 1e-9);
  EXPECT_NEAR(letterhead.signature.height.value, 72, 1e-9);
  EXPECT_NEAR(letterhead.signature.gap.value, 72, 1e-9);
}

TEST(Reading, EveryKeyOfAStyle) {
  const Letterhead letterhead =
      letterhead_of(with_keys("colours: { tide: \"#12384f\", FOAM: \"#FFfFfF\" }\n") + "\n");
  EXPECT_EQ(letterhead.style("text").colour, Colour());
  const Letterhead styled = letterhead_of(
      "colours: { tide: \"#12384F\" }\n" +
      with_styles("  title: { font: sans, size: 17 pt, leading: 22 pt, space-before: 1 pt,\n"
                  "           space-after: 2 pt, first-line-indent: 3 pt, start-indent: 4 pt,\n"
                  "           end-indent: 5 pt, letter-space: -0.5 pt, align: centre, bold: true,\n"
                  "           italic: true, small-caps: true, old-style-figures: true,\n"
                  "           hyphenate: false, colour: tide }\n"));
  const TypeStyle& title = styled.style("title");
  EXPECT_EQ(title.font_role, "sans");
  EXPECT_EQ(title.size.value, 17);
  EXPECT_EQ(title.leading.value, 22);
  EXPECT_EQ(title.space_before.value, 1);
  EXPECT_EQ(title.space_after.value, 2);
  EXPECT_EQ(title.first_line_indent.value, 3);
  EXPECT_EQ(title.start_indent.value, 4);
  EXPECT_EQ(title.end_indent.value, 5);
  EXPECT_EQ(title.letter_space.value, -0.5);
  EXPECT_EQ(title.align, Align::kCentre);
  EXPECT_TRUE(title.bold);
  EXPECT_TRUE(title.italic);
  EXPECT_TRUE(title.small_caps);
  EXPECT_TRUE(title.old_style_figures);
  EXPECT_FALSE(title.hyphenate);
  EXPECT_EQ(title.colour, (Colour{0x12 / 255.0, 0x38 / 255.0, 0x4F / 255.0}));
}

TEST(Reading, FiguresFractionsAndOrdinals) {
  const Letterhead letterhead = letterhead_of(
      with_styles("  title: { figures: lining, fractions: true }\n  cc: { figures: old-style }\n"
                  "  date: { figures: tabular, ordinals: true }\n"
                  "  closing: { like: cc, figures: lining }\n"));
  EXPECT_TRUE(letterhead.style("title").lining_figures);
  EXPECT_TRUE(letterhead.style("title").fractions);
  EXPECT_FALSE(letterhead.style("title").ordinals);
  EXPECT_TRUE(letterhead.style("cc").old_style_figures);
  EXPECT_TRUE(letterhead.style("date").tabular_figures);
  EXPECT_TRUE(letterhead.style("date").ordinals);
  EXPECT_FALSE(letterhead.style("closing").old_style_figures);
  EXPECT_TRUE(letterhead.style("closing").lining_figures);
}

TEST(Reading, PunctuationOfLetters) {
  EXPECT_EQ(letterhead_of(with_keys("")).punctuation, letter::Punctuation::kSmart);
  EXPECT_EQ(letterhead_of(with_keys("punctuation: smart\n")).punctuation,
            letter::Punctuation::kSmart);
  EXPECT_EQ(letterhead_of(with_keys("punctuation: as-written\n")).punctuation,
            letter::Punctuation::kAsWritten);
}

TEST(Reading, EveryAlignment) {
  const Letterhead letterhead = letterhead_of(
      with_styles("  title: { align: start }\n  cc: { align: end }\n  date: { align: centre }\n"
                  "  closing: { align: justified }\n"));
  EXPECT_EQ(letterhead.style("title").align, Align::kStart);
  EXPECT_EQ(letterhead.style("cc").align, Align::kEnd);
  EXPECT_EQ(letterhead.style("date").align, Align::kCentre);
  EXPECT_EQ(letterhead.style("closing").align, Align::kJustified);
}

TEST(Reading, AStyleTakesWhatItDoesNotSayFromItsModelWhateverTheOrder) {
  const Letterhead letterhead =
      letterhead_of(with_styles("  closing: { like: cc, bold: false }\n"
                                "  cc: { like: small, italic: true }\n"
                                "  small: { size: 9 pt, bold: true }\n"));
  EXPECT_EQ(letterhead.style("small").leading.value, 15);  // of "text"
  EXPECT_EQ(letterhead.style("cc").size.value, 9);
  EXPECT_TRUE(letterhead.style("cc").bold);
  EXPECT_EQ(letterhead.style("closing").size.value, 9);
  EXPECT_TRUE(letterhead.style("closing").italic);
  EXPECT_FALSE(letterhead.style("closing").bold);
  EXPECT_EQ(letterhead.style("no such style").size.value, 11);
}

TEST(Reading, EveryKeyOfAPage) {
  Reading reading;
  reading.files = {{"a.svg", "<svg/>"}, {"b.PDF", "%PDF-1.7"}};
  const ReadLetterhead result =
      read(with_first("      address: { x: 30 mm, y: 20 mm, width: 85 mm, height: 20 mm }\n"
                      "      reference: { x: 30 mm, y: 42 mm, width: 150 mm, height: 12 mm }\n"
                      "      texts:\n"
                      "        - { x: 120 mm, y: 5 mm, width: 60 mm, height: 10 mm, style: text,\n"
                      "            text: { default: Harbour, fr: Port, uz-cyrl: Бандаргоҳ } }\n"
                      "      artwork:\n"
                      "        - { file: a.svg, x: 0 mm, y: 1 mm, width: 2 mm, height: 3 mm }\n"
                      "        - { file: b.PDF }\n"),
           reading);
  EXPECT_THAT(told(result.diagnostics), IsEmpty());
  ASSERT_TRUE(result.letterhead);
  const PageDesign& first = result.letterhead->papers.at(Paper::kA4).first;
  expect_place(first.address_zone, 30, 20, 85, 20);
  expect_place(first.reference_zone, 30, 42, 150, 12);
  ASSERT_EQ(first.texts.size(), 1U);
  expect_place(first.texts[0].place, 120, 5, 60, 10);
  EXPECT_EQ(first.texts[0].style, "text");
  EXPECT_EQ(first.texts[0].text("fr-CA"), "Port");
  EXPECT_EQ(first.texts[0].text("uz-Cyrl-UZ"), "Бандаргоҳ");
  EXPECT_EQ(first.texts[0].text("uz"), "Harbour");
  ASSERT_EQ(first.artwork.size(), 2U);
  expect_place(first.artwork[0].place, 0, 1, 2, 3);
  EXPECT_EQ(text_of(first.artwork[0].bytes), "%PDF-1.4 of <svg/>");
  EXPECT_EQ(first.artwork[0].file, "a.svg");
  // Without a place: the whole page, and PDF as it is.
  expect_place(first.artwork[1].place, 0, 0, 210, 297);
  EXPECT_EQ(text_of(first.artwork[1].bytes), "%PDF-1.7");
}

TEST(Reading, TheDefaultPaper) {
  const std::string us =
      replaced(replaced(plain_letterhead(), "  A4:\n", "  US Letter:\n"), "y: 275 mm", "y: 250 mm");
  const std::string only_us = replaced(us, "y: 275 mm", "y: 250 mm");
  const Letterhead letterhead = letterhead_of(replaced(
      replaced(only_us, "bottom: 30 mm", "bottom: 32 mm"), "bottom: 30 mm", "bottom: 32 mm"));
  EXPECT_EQ(letterhead.default_paper, Paper::kUsLetter);
  const PaperDesign& paper = letterhead.papers.at(Paper::kUsLetter);
  EXPECT_NEAR(paper.width.value, 612, 1e-9);
  EXPECT_NEAR(paper.height.value, 792, 1e-9);

  const std::string shipped =
      tests::read_text(kSource / "letterhead/division-letters/letterhead.yaml");
  Reading reading;
  reading.files = {{"first.svg", "<svg/>"}, {"following.svg", "<svg/>"}};
  const auto default_of = [&](const std::string& line) {
    return read(replaced(shipped, "default-paper: A4\n", line), reading).letterhead->default_paper;
  };
  EXPECT_EQ(default_of("default-paper: US Letter\n"), Paper::kUsLetter);
  EXPECT_EQ(default_of("default-paper: A4\n"), Paper::kA4);
  EXPECT_EQ(default_of(""), Paper::kA4);
}

TEST(Reading, AFooterForEveryLanguageOrByLanguage) {
  EXPECT_EQ(letterhead_of(with_keys("footer: Harbour\n")).footer("zh"), "Harbour");
  const Letterhead letterhead = letterhead_of(
      with_keys("footer:\n  default: |\n    Harbour\n    Pier 3\n\n  FR: Port\n  zh-hant: 港\n"));
  EXPECT_EQ(letterhead.footer("en"), "Harbour\nPier 3");
  EXPECT_EQ(letterhead.footer("fr-BE"), "Port");
  EXPECT_EQ(letterhead.footer("ZH-hANT-hk"), "港");
  EXPECT_EQ(letterhead.footer("zh"), "Harbour\nPier 3");
  EXPECT_EQ(letterhead_of(with_keys("footer: { fr: Port }\n")).footer("en"), "");
}

TEST(Reading, ArtworkIsReadAndConvertedOnceHoweverManyPagesShowIt) {
  Reading reading;
  reading.files = {{"first.svg", "<svg>1</svg>"}, {"following.svg", "<svg>2</svg>"}};
  const ReadLetterhead result =
      read(tests::read_text(kSource / "letterhead/division-letters/letterhead.yaml"), reading);
  ASSERT_TRUE(result.letterhead);
  EXPECT_THAT(reading.read, ElementsAre("first.svg", "following.svg"));
  EXPECT_THAT(reading.converted, ElementsAre("first.svg", "following.svg"));
  for (const Paper paper : {Paper::kA4, Paper::kUsLetter}) {
    const PaperDesign& design = result.letterhead->papers.at(paper);
    EXPECT_EQ(text_of(design.first.artwork.at(0).bytes), "%PDF-1.4 of <svg>1</svg>");
    EXPECT_EQ(text_of(design.following.artwork.at(0).bytes), "%PDF-1.4 of <svg>2</svg>");
  }
}

}  // namespace
}  // namespace chancery::letterhead
