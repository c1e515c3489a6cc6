// Letter fit, glyph expansion and protrusion as they come out in set lines.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "text/justify.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

using text::Alignment;
using text::GlyphRun;
using text::Line;
using text::ParagraphStyle;
using text::SetParagraph;

constexpr double kRounding = 1e-6;

ParagraphStyle fine() {
  ParagraphStyle style;
  style.letter_fit = 0.02;
  style.glyph_expansion = 0.015;
  style.protrusion = true;
  return style;
}

const std::string kEnglish =
    "“We write on the eve of the meeting to urge that the protection of witnesses be placed at the "
    "head of the agenda, and that the governments concerned – without exception – make public "
    "commitments which their parliaments can measure: ‘no promise without a date’, as one official "
    "affirmed in 2026 (see annex 3). Those who were refused passage may appeal in writing.”";
const std::string kKazakh =
    "Біз сіздерге министрлер кездесуінің қарсаңында жүгініп, куәгерлер мен құқық қорғаушыларды "
    "қорғауды қамтамасыз етуге шақырамыз. Әділдік, теңдік, һәм ғадалат үшін.";
const std::string kArabic =
    "نكتب إليكم عشية اجتماع الوزراء، لنحثكم على وضع حماية الشهود في صدارة جدول الأعمال، وعلى أن "
    "تقطع الحكومات المعنية التزامات علنية، في عام 2026.";
const std::string kChinese =
    "我们在部长会议前夕致函，敦促各国政府将保护证人列为议程的首要议题，并于2026年前作出公开承诺。";
const std::string kHindi =
    "हम मंत्रियों की बैठक की पूर्व संध्या पर आपसे आग्रह करते हैं कि गवाहों और मानवाधिकार रक्षकों की सुरक्षा को "
    "सर्वोच्च "
    "प्राथमिकता दी जाए।";

std::string text_of(const Line& line) {
  std::vector<const GlyphRun*> runs;
  for (const GlyphRun& run : line.runs) runs.push_back(&run);
  std::sort(runs.begin(), runs.end(),
            [](const auto* a, const auto* b) { return a->text_begin < b->text_begin; });
  std::string all;
  for (const GlyphRun* run : runs) all += run->text;
  return all;
}

double natural_width(const std::string& words, const std::string& language = "en") {
  ParagraphStyle style;
  style.alignment = Alignment::kStart;
  return set(words, language, 1e6, style).lines.at(0).width.value;
}

TEST(LetterFit, LinesFillTheMeasureAndNothingIsLost) {
  struct Case {
    std::string language, words;
  };
  for (const Case& each : {Case{"en", kEnglish}, Case{"kk", kKazakh}, Case{"ar", kArabic},
                           Case{"zh-Hans", kChinese}, Case{"hi", kHindi}}) {
    for (const double measure : {120.0, 170.0, 260.0, 402.0}) {
      const SetParagraph paragraph = set(each.words, each.language, measure, fine());
      std::string all;
      for (std::size_t i = 0; i < paragraph.lines.size(); ++i) {
        const Line& line = paragraph.lines[i];
        const std::string where =
            each.language + " at " + std::to_string(measure) + ", line " + std::to_string(i);
        all += text_of(line);
        EXPECT_LE(line.letter_ratio, 1 + kRounding) << where;
        EXPECT_GE(line.letter_ratio, -text::Give::kNarrowest - kRounding) << where;
        double x = 0;
        for (const GlyphRun& run : line.runs) {
          EXPECT_NEAR(run.x.value, x, kRounding) << where;
          EXPECT_NEAR(run.horizontal_scale, 1, 0.015 + kRounding) << where;
          x += run.width().value;
        }
        EXPECT_NEAR(line.width.value, x, kRounding) << where;
        // At most three letters' parts stand out: a full stop by 0.7 of 3 points, a quote, a
        // hyphen.
        EXPECT_GE(line.x.value, -3) << where;
        EXPECT_LE((line.x + line.width).value, measure + 3) << where;
        const bool last = i + 1 == paragraph.lines.size();
        const bool torn =
            std::any_of(paragraph.warnings.begin(), paragraph.warnings.end(),
                        [](const Diagnostic& warning) { return warning.code != "loose-line"; });
        if (!last && !torn) {
          EXPECT_GE((line.x + line.width).value, measure - kRounding) << where;
          EXPECT_LE(line.x.value, kRounding) << where;
        }
      }
      std::string expected = each.words;
      const auto squeeze = [](std::string& from) { std::erase(from, ' '); };
      squeeze(expected);
      squeeze(all);
      EXPECT_EQ(all, expected);
    }
  }
}

TEST(LetterFit, OnlyAlphabetsOfSeparateLettersAreSpaced) {
  // In Arabic, Devanagari and Chinese glyphs keep the distances they were drawn for: an advance is
  // what it is without letter fit, times the run's scale.
  for (const auto& [language, words] :
       {std::pair<std::string, std::string>{"ar", kArabic}, {"hi", kHindi}}) {
    ParagraphStyle style = fine();
    style.protrusion = false;
    const SetParagraph fitted = set(words, language, 150, style);
    style.letter_fit = 0;
    const SetParagraph plain = set(words, language, 150, style);
    ASSERT_EQ(fitted.lines.size(), plain.lines.size());
    for (std::size_t i = 0; i < fitted.lines.size(); ++i) {
      EXPECT_EQ(fitted.lines[i].letter_ratio, plain.lines[i].letter_ratio) << language;
      EXPECT_EQ(fitted.lines[i].width, plain.lines[i].width) << language;
    }
  }
  const SetParagraph chinese = set(kChinese, "zh-Hans", 150, fine());
  for (const Line& line : chinese.lines) {
    for (const GlyphRun& run : line.runs) {
      const bool is_number = run.text.find("2026") != std::string::npos;
      EXPECT_TRUE(is_number || run.horizontal_scale == 1) << run.text;
    }
  }
}

TEST(LetterFit, RaggedLinesAreLeftAlone) {
  for (const Alignment alignment : {Alignment::kStart, Alignment::kCentre, Alignment::kEnd}) {
    ParagraphStyle style = fine();
    style.alignment = alignment;
    for (const Line& line : set(kEnglish, "en", 200, style).lines) {
      EXPECT_EQ(line.letter_ratio, 0);
      EXPECT_EQ(line.stretch_ratio, 0);
    }
  }
}

TEST(LetterFit, EvensOutTheSpaces) {
  const auto worst = [](const SetParagraph& paragraph) {
    double ratio = 0;
    for (const Line& line : paragraph.lines) ratio = std::max(ratio, std::fabs(line.stretch_ratio));
    return ratio;
  };
  int better = 0;
  for (double measure = 150; measure <= 420; measure += 10) {
    const double with = worst(set(kEnglish, "en", measure, fine()));
    const double without = worst(set(kEnglish, "en", measure));
    EXPECT_LE(with, without + 0.35) << measure;
    if (with < without) ++better;
  }
  EXPECT_GE(better, 24) << "of 28 measures";
}

TEST(Protrusion, PunctuationStandsOutByItsShare) {
  // microtype: a full stop by 0.7 of its advance at the end, a double quote by 0.3 at the start.
  ParagraphStyle style;
  style.protrusion = true;
  style.alignment = Alignment::kStart;
  const double quote = natural_width("“");
  EXPECT_NEAR(set("“We write”", "en", 300, style).lines[0].x.value, -0.3 * quote, kRounding);
  EXPECT_EQ(set("We write.", "en", 300, style).lines[0].x.value, 0);
  style.alignment = Alignment::kEnd;
  const double stop = natural_width(".");
  const Line line = set("We write.", "en", 300, style).lines[0];
  EXPECT_NEAR((line.x + line.width).value, 300 + 0.7 * stop, kRounding);
  style.alignment = Alignment::kCentre;
  const Line centred = set("We write.", "en", 300, style).lines[0];
  EXPECT_NEAR(centred.x.value, (300 - centred.width.value) / 2, kRounding);
}

TEST(Protrusion, AHyphenStandsOutByHalf) {
  ParagraphStyle style;
  style.protrusion = true;
  const double hyphen = natural_width("\u2010");
  const SetParagraph paragraph =
      set("an incomprehensible misunderstanding of internationalisation", "en", 90, style);
  std::size_t hyphens = 0;
  for (const Line& line : paragraph.lines) {
    if (!line.hyphenated || line.stretch_ratio == 0) continue;
    ++hyphens;
    EXPECT_NEAR((line.x + line.width).value, 90 + 0.5 * hyphen, kRounding);
  }
  EXPECT_GE(hyphens, 1U);
}

TEST(Protrusion, RightToLeftLinesEndAtTheLeft) {
  ParagraphStyle style;
  style.protrusion = true;
  const SetParagraph paragraph =
      set("نكتب إليكم، عشية اجتماع، الوزراء، لنحثكم، على", "ar", 85, style);
  std::size_t commas = 0;
  for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
    const Line& line = paragraph.lines[i];
    EXPECT_NEAR((line.x + line.width).value, 85, kRounding) << "nothing stands out at the start";
    if (!text_of(line).ends_with("،")) continue;
    ++commas;
    EXPECT_LT(line.x.value, -0.5) << "the comma does, at the left";
  }
  EXPECT_GE(commas, 1U);
}

TEST(Protrusion, WhatRunsAgainstTheParagraphDoesNotStandAtItsEdge) {
  // The full stop of an English quotation inside an Arabic line belongs to that quotation.
  ParagraphStyle style;
  style.protrusion = true;
  style.alignment = Alignment::kStart;
  const Line line = set("\u2066“We write.”\u2069 قالوا", "ar", 300, style).lines[0];
  EXPECT_NEAR((line.x + line.width).value, 300, kRounding);
}

TEST(Balanced, ATitleLeavesNoWordAlone) {
  ParagraphStyle style;
  style.alignment = Alignment::kStart;
  style.hyphenate = false;
  const std::string title = "Open Letter to the Transport Ministers of the Lake States";
  const double all = natural_width(title);
  style.balanced = true;
  for (const double part : {0.95, 0.8, 0.6}) {
    const SetParagraph paragraph = set(title, "en", all * part, style);
    ASSERT_EQ(paragraph.lines.size(), 2U);
    EXPECT_EQ(text_of(paragraph.lines[0]), "Open Letter to the Transport");
  }
  EXPECT_EQ(set(title, "en", all + 1, style).lines.size(), 1U) << "what fits one line stays there";
  const SetParagraph three = set(title, "en", all * 0.45, style);
  ASSERT_EQ(three.lines.size(), 3U);
  for (const Line& line : three.lines) EXPECT_GT(line.width.value, all * 0.25);
}

}  // namespace
}  // namespace chancery::tests
