// Chinese and Japanese punctuation, the air around Latin letters, and where lines may not break.
// Widths are worked by hand from the tables of JLReq (3.1.4 to 3.1.6, 3.2.6) and CLReq (3.1.6).
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

/// Of a line that is not justified, in ems of its first run.
double width_in_ems(const std::string& words, const std::string& language,
                    text::ParagraphStyle style = {}) {
  style.alignment = text::Alignment::kStart;
  const text::SetParagraph paragraph = set(words, language, 2000, style);
  const text::Line& line = paragraph.lines.at(0);
  return line.width / line.runs.at(0).size;
}

TEST(CjkPunctuation, LosesItsBlankAtBothEdgesOfALine) {
  EXPECT_NEAR(width_in_ems("「漢字", "ja"), 2.5, 1e-9);
  EXPECT_NEAR(width_in_ems("漢字」", "ja"), 2.5, 1e-9);
  EXPECT_NEAR(width_in_ems("漢字。", "ja"), 2.5, 1e-9);
  EXPECT_NEAR(width_in_ems("“汉字”，", "zh-Hans"), 0.5 + 2 + 0.5 + 0.5, 1e-9);
  EXPECT_NEAR(width_in_ems("汉字！", "zh-Hans"), 2.5, 1e-9) << "in the corner on the mainland";
  EXPECT_NEAR(width_in_ems("漢字！", "zh-Hant"), 3, 1e-9) << "centred on Taiwan";
  EXPECT_NEAR(width_in_ems("漢字。", "zh-Hant"), 3, 1e-9);
}

TEST(CjkPunctuation, SharesHalfAnEmWhereItMeets) {
  EXPECT_NEAR(width_in_ems("漢「字」漢", "ja"), 5, 1e-9) << "between ideographs: a whole em";
  EXPECT_NEAR(width_in_ems("漢）（字", "ja"), 3.5, 1e-9) << "closing, opening: half an em between";
  EXPECT_NEAR(width_in_ems("漢、「字", "ja"), 3.5, 1e-9) << "comma, opening";
  EXPECT_NEAR(width_in_ems("漢「『字", "ja"), 3.5, 1e-9) << "two opening ones";
  EXPECT_NEAR(width_in_ems("字』」漢", "ja"), 3.5, 1e-9) << "two closing ones";
  EXPECT_NEAR(width_in_ems("字」。漢", "ja"), 3.5, 1e-9) << "closing, full stop";
  EXPECT_NEAR(width_in_ems("字。」漢", "ja"), 3.5, 1e-9) << "full stop, closing";
  EXPECT_NEAR(width_in_ems("字」・「漢", "ja"), 1 + 0.5 + 1 + 0.5 + 1, 1e-9) << "middle dot";
  EXPECT_NEAR(width_in_ems("字！「漢", "ja"), 4, 1e-9) << "after a sentence's end all of it stays";
  EXPECT_NEAR(width_in_ems("字）」。漢", "ja"), 1 + 0.5 + 0.5 + 1 + 1, 1e-9);
  EXPECT_NEAR(width_in_ems("他说：“好”。他", "zh-Hans"), 2 + 0.5 + 1 + 1 + 0.5 + 1 + 1, 1e-9);
  EXPECT_NEAR(width_in_ems("——漢……字", "zh-Hans"), 6, 1e-9) << "dashes and dots stay whole";
}

TEST(CjkPunctuation, DrawsOpeningBracketsWhereTheirBlankWas) {
  text::ParagraphStyle style;
  style.alignment = text::Alignment::kStart;
  const text::Line line = set("「『字", "ja", 500, style).lines.at(0);
  const text::GlyphRun& run = line.runs.at(0);
  ASSERT_EQ(run.glyphs.size(), 3U);
  for (const std::size_t bracket : {0U, 1U}) {
    EXPECT_NEAR(run.glyphs[bracket].x_offset.value, -run.size.value / 2, 1e-9);
    EXPECT_NEAR(run.glyphs[bracket].advance.value, run.size.value / 2, 1e-9);
  }
}

TEST(CjkPunctuation, HangsWhereAStyleAllowsIt) {
  text::ParagraphStyle style;
  style.hanging_punctuation = true;
  EXPECT_NEAR(width_in_ems("漢字。", "ja", style), 2, 1e-9);
  EXPECT_NEAR(width_in_ems("汉字，", "zh-Hans", style), 2, 1e-9);
  EXPECT_NEAR(width_in_ems("漢字」", "ja", style), 2.5, 1e-9) << "brackets do not";
}

double width_of(const std::string& words, const std::string& language) {
  text::ParagraphStyle style;
  style.alignment = text::Alignment::kStart;
  return set(words, language, 2000, style).lines.at(0).width.value;
}

TEST(CjkSpacing, GivesLatinLettersAndDigitsAQuarterOfAnEm) {
  const double em = 10.5 * 0.95;  // with the scale of the catalogue
  EXPECT_NEAR(width_of("中A中", "zh-Hans"), 2 * em + width_of("A", "zh-Hans") + 0.5 * em, 1e-9);
  EXPECT_NEAR(width_of("中A", "zh-Hans"), em + width_of("A", "zh-Hans") + 0.25 * em, 1e-9);
  EXPECT_NEAR(width_of("中12月", "zh-Hans"),
              width_of("中", "zh") + width_of("中", "zh") + width_of("中12", "zh") -
                  width_of("中", "zh") + 0.25 * em,
              1e-9);
  EXPECT_NEAR(width_of("かA字", "ja"), 2 * em + width_of("A", "ja") + 0.5 * em, 1e-9);
  EXPECT_NEAR(width_of("中 A", "zh-Hans"),
              em + width_of("中 中", "zh-Hans") - 2 * em + width_of("A", "zh-Hans"), 1e-9)
      << "the author's own space";
  EXPECT_NEAR(width_of("中，A", "zh-Hans"), 2 * em + width_of("A", "zh-Hans"), 1e-9)
      << "punctuation has its own";
  EXPECT_NEAR(width_of("가A", "ko"), width_of("가", "ko") + width_of("A", "ko"), 1e-9)
      << "not in Korean";
  EXPECT_NEAR(width_of("Ａ中", "zh-Hans"), 2 * em, 1e-9) << "not for full-width letters";
}

struct Text {
  std::string language, words;
};

const std::vector<Text> kTexts = {
    {"zh-Hans",
     "湖泊属于所有住在湖岸的人。2026年1月7日，部长们将在Port "
     "Amsel举行会议，确定新一年的渡轮时刻表。有人问：“为什么要印这么多？”答案很简单：“因为渡轮"
     "只有一班！”《湖区年鉴》（第3版）里写道：「冬天的冰，夏天的雾」，约有85%的旅客看不懂告示……所"
     "以请印上每一种语言——越快越好。"},
    {"zh-Hant",
     "湖泊屬於所有住在湖岸的人。2026年1月7日，部長們將在Port "
     "Amsel舉行會議，確定新一年的渡輪時刻表。我們請求用碼頭上聽得到的每一種語言（包括「Sumi語」、「"
     "Tala語」等）印製時刻表，讓任何人都不必在冰上等待一班不會到來的渡輪。他說：「好！」"},
    {"ja",
     "湖は、その岸辺に住むすべての人のものです。2026年1月7日に大臣たちがPort "
     "Amselに集まり、新しい年の渡し船の時刻表を決めます。「時刻表」（新版）は、桟橋で耳にするすべて"
     "の言葉で印刷してください。そうすれば、だれも氷の上で来ない船を待たずにすみます。チャーター便"
     "も「きっと」載せましょう。人々がちょっと待っていらっしゃいます……。"}};

/// The first (last) character of a line.
std::string first_of(const std::string& words, const text::Line& line) {
  return words.substr(line.text_begin, decode_utf8(words, line.text_begin)->length);
}
std::string last_of(const std::string& words, const text::Line& line) {
  std::size_t at = line.text_end - 1;
  while ((static_cast<unsigned char>(words[at]) & 0xC0U) == 0x80U) --at;
  return words.substr(at, line.text_end - at);
}

TEST(CjkLines, KeepTheProhibitionsOfLineStartsAndEnds) {
  // JLReq 3.1.7 and 3.1.8 (with small kana, the long vowel sign and the iteration mark), CLReq
  // 3.1.5.1.
  const std::string never_first =
      "、。，．・：；！？”’）〕］｝〉》」』】…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%";
  const std::string never_last = "“‘（〔［｛〈《「『【";
  for (const Text& text : kTexts) {
    std::size_t lines = 0;
    for (double measure = 60; measure < 320; measure += 7) {
      for (const text::Line& line : set(text.words, text.language, measure).lines) {
        EXPECT_EQ(never_first.find(first_of(text.words, line)), std::string::npos)
            << first_of(text.words, line) << " begins a line of " << measure;
        EXPECT_EQ(never_last.find(last_of(text.words, line)), std::string::npos)
            << last_of(text.words, line) << " ends a line of " << measure;
        ++lines;
      }
    }
    EXPECT_GT(lines, 200U);
  }
}

TEST(CjkLines, DivideNoNumbersDashesDotsOrWords) {
  const std::vector<std::string> whole = {"2026", "85%", "……", "——", "Amsel", "Sumi", "Tala"};
  for (const Text& text : kTexts) {
    for (double measure = 60; measure < 320; measure += 7) {
      for (const text::Line& line : set(text.words, text.language, measure).lines) {
        for (const std::string& each : whole) {
          const std::size_t at = text.words.find(each);
          if (at == std::string::npos || line.text_begin <= at) continue;
          EXPECT_GE(line.text_begin, at + each.size()) << each;
        }
      }
    }
  }
}

TEST(CjkLines, FillTheMeasureExactly) {
  for (const Text& text : kTexts) {
    for (double measure = 150; measure < 420; measure += 13) {
      const text::SetParagraph paragraph = set(text.words, text.language, measure);
      for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
        EXPECT_NEAR(paragraph.lines[i].width.value, measure, 1e-6) << text.language;
        EXPECT_LT(paragraph.lines[i].stretch_ratio, 3) << text.language << " " << measure;
      }
      EXPECT_TRUE(paragraph.warnings.empty());
    }
  }
}

/// The dots of one line of emphasised text that is not justified.
std::vector<text::EmphasisMark> dots(const std::string& words, const std::string& language) {
  text::SpanStyle span = in_language(language);
  span.slant = text::Slant::kItalic;
  span.emphasised = true;
  text::ParagraphStyle style;
  style.alignment = text::Alignment::kStart;
  return typesetter().set(text::StyledText::of(words, span), style, Points(500)).lines.at(0).marks;
}

TEST(Emphasis, PutsADotAtEachCharacterThatIsNoPunctuation) {
  const double em = 10.5 * 0.95;
  const std::vector<text::EmphasisMark> marks = dots("「每一」种。", "zh-Hans");
  ASSERT_EQ(marks.size(), 3U);
  EXPECT_NEAR(marks[0].x.value, 1 * em, 1e-9) << "half an em of bracket, half a character";
  EXPECT_NEAR(marks[1].x.value, 2 * em, 1e-9);
  EXPECT_NEAR(marks[2].x.value, 4 * em, 1e-9);
  for (const text::EmphasisMark& mark : marks) EXPECT_LT(mark.rise.value, -0.12 * em) << "below";
}

TEST(Emphasis, StandsAboveInJapaneseAndKoreanBelowInChinese) {
  EXPECT_GT(dots("必ず", "ja").at(0).rise.value, 0.88 * 10.5 * 0.95);
  EXPECT_GT(dots("반드시", "ko").at(0).rise.value, 0.88 * 10.5 * 0.95);
  EXPECT_LT(dots("務必", "zh-Hant").at(0).rise.value, 0);
}

TEST(Emphasis, LeavesScriptsWithItalicsToThem) {
  EXPECT_TRUE(dots("emphasis, важно", "zh-Hans").empty());
}

TEST(Emphasis, IsNotWhatAStyleInItalicsMeans) {
  text::SpanStyle span = in_language("zh-Hans");
  span.slant = text::Slant::kItalic;
  const text::SetParagraph set =
      typesetter().set(text::StyledText::of("标题", span), {}, Points(500));
  EXPECT_TRUE(set.lines.at(0).marks.empty());
}

TEST(KoreanLines, EndBetweenWordsWhereTheyFit) {
  const std::string words =
      "호수는 호숫가에 사는 모든 사람의 것입니다. 장관들이 모여 새해의 나룻배 시간표를 정합니다. "
      "우리는 선착장에서 들리는 모든 언어로 시간표를 인쇄해 주기를 부탁드립니다.";
  std::size_t within = 0;
  std::size_t lines = 0;
  for (double measure = 240; measure < 480; measure += 10) {
    const text::SetParagraph paragraph = set(words, "ko", measure);
    for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
      ++lines;
      if (words[paragraph.lines[i].text_end] != ' ') ++within;
    }
    EXPECT_TRUE(paragraph.warnings.empty());
  }
  EXPECT_LT(within * 2, lines) << "most lines end with a word";
  EXPECT_GT(within, 0U) << "but not at any price";
}

TEST(KoreanLines, WidenTheirSpacesAndNothingElse) {
  const std::string words =
      "호수는 호숫가에 사는 모든 사람의 것입니다. 장관들이 모여 새해의 나룻배 시간표를 정합니다. "
      "우리는 선착장에서 들리는 모든 언어로 시간표를 인쇄해 주기를 부탁드립니다.";
  text::ParagraphStyle ragged;
  ragged.alignment = text::Alignment::kStart;
  const text::Line natural = set("호수", "ko", 500, ragged).lines.at(0);
  const double syllable = natural.width.value / 2;
  for (const double measure : {150.0, 200.0, 260.0}) {
    const text::SetParagraph paragraph = set(words, "ko", measure);
    for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
      const text::Line& line = paragraph.lines[i];
      EXPECT_NEAR(line.width.value, measure, 1e-6);
      for (const text::GlyphRun& run : line.runs) {
        for (const text::Glyph& glyph : run.glyphs) {
          const char c = run.text[glyph.cluster];
          if (c == ' ' || c == '.') continue;
          EXPECT_NEAR(glyph.advance.value, syllable, 1e-9);
        }
      }
    }
  }
}

}  // namespace
}  // namespace chancery::tests
