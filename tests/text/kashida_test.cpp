// Where Arabic words are stretched, and what lines become by it.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "hb_shape.h"
#include "text/kashida_places.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

using text::GlyphRun;
using text::KashidaPlace;

/// The text with a tatweel at each place that was found.
std::string stretched(const std::string& words) {
  const text::StyledText styled = text::StyledText::of(words, in_language("ar"));
  const text::CollectedText collected = text::collect(styled);
  std::string shown;
  std::size_t from = 0;
  for (const KashidaPlace& place : text::kashida_places(collected, 0, collected.size())) {
    const std::size_t to = collected.byte_of[place.unit];
    shown += words.substr(from, to - from) + "\u0640";
    from = to;
  }
  return shown + words.substr(from);
}

TEST(KashidaPlaces, FollowThePriorities) {
  // 1: after a kashida that the author wrote.
  EXPECT_EQ(stretched("كتـاب"), "كتــاب");
  EXPECT_EQ(stretched("مسـتقبل"), "مســتقبل") << "before seen";
  // 2: after seen and sad, and the letters of their shape.
  EXPECT_EQ(stretched("المسلمين"), "المسـلمين");
  EXPECT_EQ(stretched("الشهر"), "الشـهر");
  EXPECT_EQ(stretched("وضعت"), "وضـعت");
  // 3: before a final teh marbuta, heh, dal.
  EXPECT_EQ(stretched("لغة"), "لغـة");
  EXPECT_EQ(stretched("محمد"), "محمـد");
  EXPECT_EQ(stretched("كتابه"), "كتابـه");
  // 4: before a final alef, tah, lam, kaf, gaf.
  EXPECT_EQ(stretched("جميل"), "جميـل");
  EXPECT_EQ(stretched("فقط"), "فقـط");
  // 5: before a medial beh when a final reh or yeh follows.
  EXPECT_EQ(stretched("خبر"), "خـبر");
  EXPECT_EQ(stretched("عربي"), "عربـي") << "this beh is not medial: 7";
  // 6: before a final waw, ain, qaf, feh.
  EXPECT_EQ(stretched("طريق"), "طريـق");
  EXPECT_EQ(stretched("يعلو"), "يعلـو");
  // 7: before another final letter.
  EXPECT_EQ(stretched("عين"), "عيـن");
  EXPECT_EQ(stretched("تأمين"), "تـأمين") << "4 before 7";
}

TEST(KashidaPlaces, OfEqualOnesTheLastIsTaken) {
  EXPECT_EQ(stretched("سلسبيل"), "سلسـبيل");
}

TEST(KashidaPlaces, StandNowhereThatBreaksAWord) {
  EXPECT_EQ(stretched("كلام"), "كلام") << "lam-alef stays whole";
  EXPECT_EQ(stretched("الآن"), "الآن");
  EXPECT_EQ(stretched("سلام"), "سـلام");
  EXPECT_EQ(stretched("الله"), "الله");
  EXPECT_EQ(stretched("لله"), "لله");
  EXPECT_EQ(stretched("دار دور"), "دار دور") << "letters that do not join to the next";
  EXPECT_EQ(stretched("من في"), "من في") << "two letters";
  EXPECT_EQ(stretched("2026 abc"), "2026 abc");
}

TEST(KashidaPlaces, LookPastMarksAndNotOverJoiners) {
  EXPECT_EQ(stretched("كِتَابٌ"), "كِتَـابٌ") << "after the letter's marks";
  EXPECT_EQ(stretched("می\u200Cشود"), "می\u200Cشـود") << "one word, one kashida";
  EXPECT_EQ(stretched("خانه\u200Cها"), "خانـه\u200Cها") << "3 before 4";
  EXPECT_EQ(stretched("می\u200Cها"), "می\u200Cهـا") << "no join over the non-joiner";
}

TEST(KashidaPlaces, KnowTheLettersOfPersianAndUyghur) {
  EXPECT_EQ(stretched("چشمگیر"), "چشـمگیر");
  EXPECT_EQ(stretched("سنگ"), "سـنگ");
  EXPECT_EQ(stretched("کودک"), "کـودک");
  EXPECT_EQ(stretched("ھەممە"), "ھەممـە") << "U+06D5 is drawn as a heh";
  EXPECT_EQ(stretched("جەدۋەل"), "جـەدۋەل");
}

const std::string kArabic =
    "البحيرات ملك لكل من يعيش على ضفافها. يجتمع الوزراء في بداية الشهر ويُعتمد جدول العبّارات "
    "للعام الجديد. نطلب أن يُطبع الجدول بكل لغة تُسمع على الأرصفة، حتى لا ينتظر أحد فوق الجليد "
    "عبّارةً لن تأتي. ونرجو من السادة المسؤولين في الموانئ أن يعلّقوا الجدول في أماكن ظاهرة.";
const std::string kUyghur =
    "كۆللەر ئۇلارنىڭ قىرغىقىدا ياشايدىغان ھەممە كىشىگە تەۋە. مىنىستىرلار يىغىلىپ، يېڭى يىللىق "
    "پاراخوت جەدۋىلىنى بېكىتىدۇ. ھېچكىمنىڭ مۇز ئۈستىدە كەلمەيدىغان پاراخوتنى ساقلاپ قالماسلىقى "
    "ئۈچۈن، جەدۋەلنىڭ پىرىستانلاردا ئاڭلىنىدىغان ھەر بىر تىلدا بېسىلىشىنى سورايمىز.";

/// As hb-shape names it, asked once for each face.
std::uint32_t tatweel_of(const text::Font& font) {
  static std::map<std::string, std::uint32_t> asked;
  const auto found = asked.find(font.family());
  if (found != asked.end()) return found->second;
  const text::FaceRecord& face = fonts()
                                     .catalogue()
                                     .families.at(font.family())
                                     .faces.at({text::Weight::kRegular, text::Slant::kUpright});
  const auto shaped = shaped_by_harfbuzz({"\u0640"}, face, {"", "ar", "Arab", ""}, true);
  return asked[font.family()] = shaped.at(0).at(0).id;
}

std::size_t kashida_glyphs(const text::Line& line, std::uint32_t tatweel) {
  std::size_t count = 0;
  for (const GlyphRun& run : line.runs) {
    for (const text::Glyph& glyph : run.glyphs) {
      if (glyph.id == tatweel) ++count;
    }
  }
  return count;
}

bool has_space(const text::Line& line) {
  return std::any_of(line.runs.begin(), line.runs.end(),
                     [](const GlyphRun& run) { return run.text.find(' ') != std::string::npos; });
}

const std::vector<double> kMeasures = {90, 120, 150, 180, 210, 240, 300};

TEST(Kashida, FillsJustifiedLinesExactly) {
  for (const auto& [words, language] : {std::pair(kArabic, "ar"), std::pair(kUyghur, "ug")}) {
    std::size_t stretched_lines = 0;
    for (const double measure : kMeasures) {
      const text::SetParagraph paragraph = set(words, language, measure);
      const std::uint32_t tatweel = tatweel_of(*paragraph.lines[0].runs[0].font);
      for (std::size_t i = 0; i < paragraph.lines.size(); ++i) {
        const text::Line& line = paragraph.lines[i];
        const std::size_t count = kashida_glyphs(line, tatweel);
        if (count > 0) ++stretched_lines;
        if (i + 1 == paragraph.lines.size()) {
          EXPECT_EQ(count, 0U) << "the last line";
        } else if (count > 0 && has_space(line)) {
          EXPECT_NEAR(line.width.value, measure, 0.01);
        }
      }
    }
    EXPECT_GT(stretched_lines, 10U) << language;
  }
}

/// A run's text with a tatweel after each cluster that has any of its glyphs.
std::string with_kashidas(const GlyphRun& run, std::uint32_t tatweel) {
  std::map<std::size_t, bool, std::greater<>> after;  // ends of clusters, from the text's end
  std::vector<std::size_t> starts;
  for (const text::Glyph& glyph : run.glyphs) starts.push_back(glyph.cluster);
  starts.push_back(run.text.size());
  std::sort(starts.begin(), starts.end());
  for (const text::Glyph& glyph : run.glyphs) {
    if (glyph.id != tatweel) continue;
    after[*std::upper_bound(starts.begin(), starts.end(), glyph.cluster)] = true;
  }
  std::string text = run.text;
  for (const auto& [at, unused] : after) text.insert(at, "\u0640");
  return text;
}

TEST(Kashida, LettersTakeTheFormsThatHbShapeGivesThemBesideTatweels) {
  std::size_t compared = 0;
  for (const double measure : kMeasures) {
    for (const text::Line& line : set(kArabic, "ar", measure).lines) {
      for (const GlyphRun& run : line.runs) {
        const std::uint32_t tatweel = tatweel_of(*run.font);
        const std::string text = with_kashidas(run, tatweel);
        if (text == run.text) continue;
        std::vector<std::uint32_t> expected;
        const auto shaped = shaped_by_harfbuzz({text}, face_of(run), {"", "ar", "Arab", ""}, true);
        for (const Placed& glyph : shaped.at(0)) {
          expected.push_back(glyph.id);
        }
        std::vector<std::uint32_t> found;  // a row of tatweels is one
        for (const text::Glyph& glyph : run.glyphs) {
          if (glyph.id == tatweel && !found.empty() && found.back() == tatweel) continue;
          found.push_back(glyph.id);
        }
        EXPECT_EQ(found, expected) << text;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 5U);
}

TEST(Kashida, IsARowOfTatweelsThatOverlapAndNeverShowGaps) {
  std::size_t rows = 0;
  for (const double measure : kMeasures) {
    for (const text::Line& line : set(kUyghur, "ug", measure).lines) {
      for (const GlyphRun& run : line.runs) {
        const std::uint32_t tatweel = tatweel_of(*run.font);
        const auto one = shaped_by_harfbuzz({"\u0640"}, face_of(run), {"", "ug", "Arab", ""}, true);
        const double advance = one[0][0].advance * run.size.value / run.font->units_per_em();
        double length = 0;
        for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
          if (run.glyphs[i].id != tatweel) {
            length = 0;
            continue;
          }
          EXPECT_LE(run.glyphs[i].advance.value, advance + 1e-9) << "no gap to the next";
          length += run.glyphs[i].advance.value;
          const bool ends = i + 1 == run.glyphs.size() || run.glyphs[i + 1].id != tatweel;
          if (!ends) continue;
          EXPECT_GE(length, advance - 1e-9);
          EXPECT_LE(length, run.size.value);
          EXPECT_NEAR(run.glyphs[i].advance.value, advance, 1e-9) << "ends where the row ends";
          ASSERT_LT(i + 1, run.glyphs.size());
          EXPECT_EQ(run.glyphs[i + 1].cluster, run.glyphs[i].cluster) << "the letter before it";
          ++rows;
        }
      }
    }
  }
  EXPECT_GT(rows, 20U);
}

TEST(Kashida, LosesAndDoublesNoText) {
  for (const auto& [words, language] : {std::pair(kArabic, "ar"), std::pair(kUyghur, "ug")}) {
    for (const double measure : kMeasures) {
      std::string text;
      for (const text::Line& line : set(words, language, measure).lines) {
        if (!text.empty()) text += ' ';
        text += words.substr(line.text_begin, line.text_end - line.text_begin);
        // Each character belongs to one cluster, in every run.
        for (const GlyphRun& run : line.runs) {
          ASSERT_FALSE(run.glyphs.empty());
          EXPECT_EQ(run.glyphs.back().cluster, 0U) << "the first character, at the right";
          for (std::size_t i = 1; i < run.glyphs.size(); ++i) {
            EXPECT_LE(run.glyphs[i].cluster, run.glyphs[i - 1].cluster);
          }
        }
      }
      EXPECT_EQ(text, words);
    }
  }
}

TEST(Kashida, AWordHasOneAtMost) {
  for (const double measure : kMeasures) {
    for (const text::Line& line : set(kUyghur, "ug", measure).lines) {
      for (const GlyphRun& run : line.runs) {
        const std::string text = with_kashidas(run, tatweel_of(*run.font));
        std::istringstream words(text);
        for (std::string word; words >> word;) {
          EXPECT_EQ(word.find("\u0640"), word.rfind("\u0640")) << word;
        }
      }
    }
  }
}

TEST(Kashida, IsNotForNastaliqNorForOtherLanguagesNorWhenSwitchedOff) {
  const std::string urdu =
      "جھیلیں اُن سب کی ہیں جو اُن کے کناروں پر رہتے ہیں۔ ہماری درخواست ہے کہ اسے ہر اُس زبان میں "
      "چھاپا "
      "جائے جو گھاٹوں پر سنائی دیتی ہے، تاکہ کوئی برف پر ایسی کشتی کا انتظار نہ کرے جو آنے والی "
      "نہیں۔";
  text::ParagraphStyle off;
  off.kashida = false;
  for (const double measure : kMeasures) {
    const auto none = [](const text::SetParagraph& paragraph) {
      const std::uint32_t tatweel = tatweel_of(*paragraph.lines[0].runs[0].font);
      return std::all_of(
          paragraph.lines.begin(), paragraph.lines.end(),
          [tatweel](const text::Line& line) { return kashida_glyphs(line, tatweel) == 0; });
    };
    EXPECT_TRUE(none(set(urdu, "ur", measure)));
    EXPECT_TRUE(none(set(kArabic, "sd", measure))) << "Sindhi, in a Naskh face";
    EXPECT_TRUE(none(set(kArabic, "ar", measure, off)));
  }
}

}  // namespace
}  // namespace chancery::tests
