// Glyphs and advances against HarfBuzz's own hb-shape, which reads the same font files.
#include <gtest/gtest.h>

#include "hb_shape.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

void expect_same(const text::GlyphRun& run, const std::vector<Placed>& expected) {
  ASSERT_EQ(run.glyphs.size(), expected.size()) << run.text;
  const double unit = run.size.value / run.font->units_per_em();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const text::Glyph& glyph = run.glyphs[i];
    EXPECT_EQ(glyph.id, expected[i].id) << run.text << " glyph " << i;
    EXPECT_EQ(glyph.cluster, expected[i].cluster) << run.text << " glyph " << i;
    EXPECT_NEAR(glyph.advance.value, expected[i].advance * unit, 1e-9) << run.text;
    EXPECT_NEAR(glyph.x_offset.value, expected[i].x_offset * unit, 1e-9) << run.text;
    EXPECT_NEAR(glyph.y_offset.value, expected[i].y_offset * unit, 1e-9) << run.text;
  }
}

text::SetParagraph set_ragged(const Sample& sample, double measure) {
  text::SpanStyle span = in_language(sample.language);
  span.small_caps = sample.features.find("smcp") != std::string::npos;
  span.old_style_figures = sample.features.find("onum") != std::string::npos;
  text::ParagraphStyle style;
  style.alignment = text::Alignment::kStart;
  return typesetter().set(text::StyledText::of(sample.words, span), style, Points(measure));
}

const std::vector<Sample> kSamples = {
    {"The office of AVATAR finally affirmed: Te, To, “Wave”.", "en", "Latn", ""},
    {"Article 19 and AVATAR of 1984", "en", "Latn", "smcp,onum"},
    {"Қазақстан Республикасы Үкіметіне құрметпен", "kk", "Cyrl", ""},
    {"Ελληνική Δημοκρατία, ὁ ἄνθρωπος", "el", "Grek", ""},
    {"السلام عليكم ورحمة الله وبركاته", "ar", "Arab", ""},
    {"انسانی حقوق کے تحفظ کے لیے", "ur", "Arab", ""},
    {"ئۇيغۇر ئاپتونوم رايونى", "ug", "Arab", ""},
    {"मानवाधिकारों की सार्वभौम घोषणा", "hi", "Deva", ""},
    {"মানবাধিকারের সর্বজনীন ঘোষণাপত্র", "bn", "Beng", ""},
    {"மனித உரிமைகள்", "ta", "Taml", ""},
    {"สิทธิมนุษยชน", "th", "Thai", ""},
    {"សិទ្ធិមនុស្ស", "km", "Khmr", ""},
    {"လူ့အခွင့်အရေး", "my", "Mymr", ""},
    {"འགྲོ་བ་མིའི་ཐོབ་ཐང", "bo", "Tibt", ""},
    {"人人生而自由，在尊严和权利上一律平等", "zh-Hans", "Hani", ""},
    {"人人生而自由，在尊嚴和權利上一律平等", "zh-Hant", "Hani", ""},
    {"そのきしべにすむすべてのひとのものです", "ja", "Hira", ""},
    {"호수는 호숫가에 사는 모든 사람의 것입니다", "ko", "Hang", ""},
    {"సరస్సులు వాటి ఒడ్డున నివసించే", "te", "Telu", ""},
    {"ಸರೋವರಗಳು ದಡದಲ್ಲಿ ವಾಸಿಸುವ", "kn", "Knda", ""},
    {"തടാകങ്ങൾ അവയുടെ തീരത്ത്", "ml", "Mlym", ""},
    {"විල් ඒවායේ ඉවුරේ ජීවත් වන ශ්‍රී", "si",
     "Sinh", ""},
    {"સરોવરો કિનારે રહેતા", "gu", "Gujr", ""},
    {"ਝੀਲਾਂ ਕੰਢੇ ਰਹਿੰਦੇ", "pa", "Guru", ""},
    {"ທະເລສາບເປັນຂອງທຸກຄົນ", "lo", "Laoo", ""},
    {"Нуур бол эрэг дээр нь амьдардаг бүх хүнийх", "mn", "Cyrl", ""},
    {"دریاچه‌ها از آنِ همهٔ کسانی است", "fa", "Arab", ""},
    {"בְּרֵאשִׁית בָּרָא אֱלֹהִים", "he", "Hebr", ""},
    {"הכרזה לכל באי עולם", "he", "Hebr", ""},
    {"Մարդու իրավունքներ", "hy", "Armn", ""},
    {"ადამიანის უფლებები", "ka", "Geor", ""},
    {"የሰብአዊ መብቶች", "am", "Ethi", ""},
};

TEST(Shape, GlyphsAndAdvancesAreThoseOfHbShape) {
  for (const Sample& sample : kSamples) {
    const text::SetParagraph paragraph = set_ragged(sample, 2000);
    ASSERT_EQ(paragraph.lines.size(), 1U) << sample.words;
    ASSERT_EQ(paragraph.lines[0].runs.size(), 1U) << sample.words;
    const text::GlyphRun& run = paragraph.lines[0].runs[0];
    const bool rtl = run.direction == text::Direction::kRightToLeft;
    expect_same(run, shaped_by_harfbuzz({sample.words}, face_of(run), sample, rtl).at(0));
  }
}

TEST(Shape, BrokenLinesAreShapedAsIfTheyWereAlone) {
  // Narrow enough to divide words within ligatures and kerned pairs. Cursive scripts are left out:
  // they join over a break.
  const std::vector<Sample> samples = {
      {"The officers' difficult affidavits, finally affixed to the offices' fifty official files, "
       "were AVATARs of Tyrannous Waverley offensives; efficient, effluent, coffin, Wolf, Yvonne.",
       "en", "Latn", ""},
      {"Министрам транспорта приозёрных государств: правительствам следует обеспечить защиту "
       "свидетелей и правозащитников.",
       "ru", "Cyrl", ""},
      {"सार्वभौम मानवाधिकारों के संरक्षण हेतु अन्तर्राष्ट्रीय प्रतिबद्धता की आवश्यकता है", "hi", "Deva", ""},
  };
  for (const Sample& sample : samples) {
    std::size_t hyphens = 0;
    for (const double measure : {18.0, 31.0, 47.0, 66.0, 90.0, 130.0}) {
      std::vector<text::GlyphRun> runs;
      for (const text::Line& line : set_ragged(sample, measure).lines) {
        for (const text::GlyphRun& run : line.runs) {
          if (run.kind == text::GlyphRun::Kind::kInsertedHyphen) {
            ++hyphens;
          } else if (run.font->family() ==
                     set_ragged(sample, 3000).lines[0].runs[0].font->family()) {
            runs.push_back(run);
          }
        }
      }
      std::vector<std::string> texts;
      for (const text::GlyphRun& run : runs) texts.push_back(run.text);
      const auto expected = shaped_by_harfbuzz(texts, face_of(runs[0]), sample, false);
      ASSERT_EQ(expected.size(), runs.size());
      for (std::size_t i = 0; i < runs.size(); ++i) expect_same(runs[i], expected[i]);
    }
    EXPECT_GT(hyphens, sample.language == "en" ? 10U : 0U) << sample.language;
  }
}

TEST(Shape, LanguageChoosesLocalForms) {
  // OpenType locl: Serbian б is another glyph than Russian б in Gentium; Noto Serif CJK has a face
  // for each writing.
  const auto glyph = [](const std::string& words, const std::string& language) {
    return set_ragged({words, language, "", ""}, 500).lines[0].runs[0].glyphs[0].id;
  };
  EXPECT_NE(glyph("б", "sr"), glyph("б", "ru"));
  EXPECT_NE(glyph("骨", "zh-Hans"), glyph("骨", "zh-Hant"));
}

TEST(Shape, LanguageReachesTheFontInEveryFace) {
  // Italic б, г, д, п, т of Serbian and Macedonian; Bulgarian letters; Romanian ș and ț with a
  // comma; Dutch ij with accents; Han as each country writes it.
  struct Local {
    std::string words, language, script, other;  // the language whose forms differ, if any does
  };
  const std::vector<Local> samples = {{"бгдпт", "sr", "Cyrl", "ru"},
                                      {"бгдпт", "mk", "Cyrl", "ru"},
                                      {"вгджзийклптцшщю", "bg", "Cyrl", ""},
                                      {"ŞşŢţ", "ro", "Latn", ""},
                                      {"íj́ÍJ́", "nl", "Latn", ""},
                                      {"骨直今令", "zh-Hans", "Hani", ""},
                                      {"骨直今令", "zh-Hant", "Hani", ""},
                                      {"骨直今令", "zh-HK", "Hani", ""},
                                      {"骨直今令", "ja", "Hani", ""},
                                      {"骨直今令", "ko", "Hani", ""}};
  for (const text::Slant slant : {text::Slant::kUpright, text::Slant::kItalic}) {
    for (const Local& sample : samples) {
      text::SpanStyle span = in_language(sample.language);
      span.slant = slant;
      const text::Line line =
          typesetter().set(text::StyledText::of(sample.words, span), {}, Points(900)).lines.at(0);
      ASSERT_EQ(line.runs.size(), 1U) << sample.words;
      const bool has_italics = sample.script != "Hani";
      const text::FaceRecord& face =
          face_of(line.runs[0], has_italics ? slant : text::Slant::kUpright);
      const Sample own = {sample.words, sample.language, sample.script, ""};
      const auto expected = shaped_by_harfbuzz({sample.words}, face, own, false);
      expect_same(line.runs[0], expected.at(0));
      if (sample.other.empty() || slant == text::Slant::kUpright) continue;
      const Sample other = {sample.words, sample.other, sample.script, ""};
      const auto different = shaped_by_harfbuzz({sample.words}, face, other, false);
      EXPECT_NE(expected[0][0].id, different.at(0)[0].id) << sample.language;
    }
  }
}

TEST(Shape, HyphensAreThoseOfTheirScript) {
  // Soft hyphens in a measure that holds one half of the word.
  const auto hyphens = [](const std::string& words, const std::string& language, double measure) {
    std::vector<text::GlyphRun> found;
    for (const text::Line& line : set_ragged({words, language, "", ""}, measure).lines) {
      for (const text::GlyphRun& run : line.runs) {
        if (run.kind == text::GlyphRun::Kind::kInsertedHyphen) found.push_back(run);
      }
    }
    return found;
  };
  const auto glyph_of = [](const std::string& character, const text::GlyphRun& run) {
    return shaped_by_harfbuzz({character}, face_of(run), {"", "und", "Zyyy", ""}, false)
        .at(0)
        .at(0)
        .id;
  };
  const auto armenian = hyphens("առավո­տյան", "hy", 40);
  ASSERT_EQ(armenian.size(), 1U);
  EXPECT_EQ(armenian[0].glyphs.at(0).id, glyph_of("֊", armenian[0]));
  const auto georgian = hyphens("ტანსა­ცმელი", "ka", 40);
  ASSERT_EQ(georgian.size(), 1U);
  EXPECT_EQ(georgian[0].glyphs.at(0).id, glyph_of("‐", georgian[0]));
  for (const text::GlyphRun& run : hyphens("མཚོ་འགྲ­མ་དུ", "bo", 30)) {
    EXPECT_TRUE(run.glyphs.empty());
  }
  for (const text::GlyphRun& run : hyphens("ทะเล­สาบ", "th", 30)) {
    EXPECT_TRUE(run.glyphs.empty());
  }
}

TEST(Shape, LetterSpacePartsLigatures) {
  text::SpanStyle span = in_language("en");
  const auto line = [&](Points space) {
    span.letter_space = space;
    return typesetter().set(text::StyledText::of("office", span), {}, Points(500)).lines[0];
  };
  const text::Line close = line(Points(0));
  const text::Line wide = line(Points(2));
  EXPECT_LT(close.runs[0].glyphs.size(), 6U);
  ASSERT_EQ(wide.runs[0].glyphs.size(), 6U);
  const auto unspaced = shaped_by_harfbuzz({"office"}, face_of(wide.runs[0]),
                                           {"", "en", "Latn", "liga=0,clig=0"}, false);
  double natural = 0;
  for (const Placed& glyph : unspaced[0]) natural += glyph.advance;
  natural *= 10.5 / wide.runs[0].font->units_per_em();
  EXPECT_NEAR(wide.width.value, natural + 5 * 2, 1e-9) << "between letters, not after the last";
}

TEST(Shape, CursiveScriptsAreNotLetterSpaced) {
  text::SpanStyle span = in_language("ar");
  const auto width = [&] {
    return typesetter().set(text::StyledText::of("السلام", span), {}, Points(500)).lines[0].width;
  };
  const Points close = width();
  span.letter_space = Points(3);
  EXPECT_EQ(width(), close);
}

}  // namespace
}  // namespace chancery::tests
