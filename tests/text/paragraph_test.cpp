#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <thread>
#include <vector>

#include "base/utf8.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

using text::Alignment;
using text::Direction;
using text::GlyphRun;
using text::Line;
using text::SetParagraph;

constexpr double kRounding = 1e-6;

struct Sample {
  std::string language;
  std::string words;
};

// Sentences of letters, one for each language that letters are written in. Columns of these scripts
// cannot be counted.
// clang-format off
const std::vector<Sample> kSamples = {
    {"en",
     "We write on the eve of the meeting to urge that the protection of witnesses be placed at the "
     "head of the agenda, and that the governments concerned – without exception – make public "
     "commitments which their parliaments can measure: “no promise without a date,” as one "
     "official "
     "affirmed in 2026 (see annex 3)."},
    {"de",
     "Die Bundesregierung möge sicherstellen, dass Menschenrechtsverteidigerinnen in ihrer Arbeit "
     "nicht behindert werden und Rechtsstaatlichkeitsgrundsätze ausnahmslos gelten."},
    {"fr",
     "Nous vous écrivons à la veille de la réunion afin que la protection des témoins soit "
     "inscrite "
     "à l’ordre du jour : « aucune promesse sans échéance », disait-on en 2026."},
    {"es",
     "Le escribimos en vísperas de la reunión para instar a que la protección de los testigos "
     "figure "
     "en el primer punto del orden del día. ¿Qué garantías habrá?"},
    {"ru",
     "Мы обращаемся к вам накануне встречи министров с настоятельным призывом обеспечить защиту "
     "свидетелей и правозащитников – в соответствии с международными обязательствами."},
    {"kk",
     "Біз сіздерге министрлер кездесуінің қарсаңында жүгініп, куәгерлер мен құқық қорғаушыларды "
     "қорғауды қамтамасыз етуге шақырамыз. Әділдік, теңдік, һәм ғадалат үшін."},
    {"ky",
     "Биз сиздерге министрлердин жолугушуусунун алдында кайрылып, күбөлөрдү жана укук "
     "коргоочуларды коргоону камсыз кылууга чакырабыз. Өлкөдө эркиндик, теңдик."},
    {"tg",
     "Мо ба шумо дар арафаи вохӯрии вазирон муроҷиат намуда, ба ҳифзи шоҳидон ва ҳимоятгарони "
     "ҳуқуқи инсон даъват мекунем. Ғамхорӣ, қонун, ҷомеа, ӯҳдадорӣ."},
    {"uz-Cyrl",
     "Биз сизларга вазирлар учрашуви арафасида мурожаат қилиб, гувоҳлар ва ҳуқуқ ҳимоячиларини "
     "ҳимоя "
     "қилишга чақирамиз. Ўзбекистон, ғамхўрлик, қонунийлик."},
    {"uz",
     "Biz sizlarga vazirlar uchrashuvi arafasida murojaat qilib, guvohlar va huquq himoyachilarini "
     "himoya qilishga chaqiramiz. Oʻzbekiston, gʻamxoʻrlik."},
    {"mn",
     "Бид сайд нарын уулзалтын өмнө гэрчүүд болон хүний эрхийг хамгаалагчдыг хамгаалахыг уриалж "
     "байна. Өнөөдөр, үндэсний, хүндэтгэсэн."},
    {"ar",
     "نكتب إليكم عشية اجتماع الوزراء لنحثكم على وضع حماية الشهود في صدارة جدول الأعمال، وعلى أن "
     "تقطع "
     "الحكومات المعنية التزامات علنية في عام 2026 (المادة 19)."},
    {"fa",
     "ما در آستانهٔ نشست وزیران به شما می‌نویسیم تا بر حفاظت از شاهدان تأکید کنیم و "
     "از "
     "دولت‌ها "
     "بخواهیم که در سال ۱۴۰۵ تعهداتی علنی بدهند."},
    {"ur",
     "ہم وزراء کے اجلاس سے قبل آپ کو لکھ رہے ہیں تاکہ گواہوں کے تحفظ کو ایجنڈے میں سرفہرست رکھا "
     "جائے "
     "اور متعلقہ حکومتیں عوامی وعدے کریں۔"},
    {"ug",
     "بىز سىزلەرگە مىنىستىرلار يىغىنىنىڭ ھارپىسىدا خەت يېزىپ، گۇۋاھچىلار ۋە كىشىلىك ھوقۇق "
     "قوغدىغۇچىلىرىنى قوغداشقا چاقىرىمىز."},
    {"hi",
     "हम मंत्रियों की बैठक की पूर्व संध्या पर आपसे आग्रह करते हैं कि गवाहों और मानवाधिकार रक्षकों की सुरक्षा को "
     "सर्वोच्च प्राथमिकता दी जाए। यह प्रतिबद्धता सार्वजनिक हो।"},
    {"zh-Hans",
     "我们在部长会议前夕致函，敦促各国政府将保护证人列为议程的首要议题，并于2026年前作出公开承诺。“"
     "没有"
     "期限就没有承诺”，一位官员如是说（见附件三）。"},
    {"zh-Hant",
     "我們在部長會議前夕致函，敦促各國政府將保護證人列為議程的首要議題，並作出公開承諾。「沒有期限"
     "就沒有"
     "承諾」，一位官員如是說。"},
    {"ja", "大臣会合の前夜にあたり、証人の保護を議題の筆頭に置くよう要請します。"},
    {"ko", "장관 회의를 앞두고 증인 보호를 의제의 최우선 순위에 둘 것을 촉구합니다."},
    {"th", "เราเขียนจดหมายฉบับนี้ในวันก่อนการประชุมรัฐมนตรีเพื่อเรียกร้องให้คุ้มครองพยาน"},
    {"km", "យើងសរសេរលិខិតនេះនៅមុនកិច្ចប្រជុំរដ្ឋមន្ត្រីដើម្បីអំពាវនាវឱ្យការពារសាក្សី"},
    {"he",
     "אנו כותבים אליכם ערב כינוס השרים, וקוראים להציב את ההגנה על העדים בראש סדר היום (נספח 3)."},
};
// clang-format on

bool is_droppable(const std::string& text, std::size_t at) {
  const char32_t c = decode_utf8(text, at)->code_point;
  return c == U' ' || c == U'\u2028' || c == U'\n' || c == U'\r' || c == U'\t' || c == U'\u3000';
}

/// What must hold of every set paragraph.
void expect_sound(const SetParagraph& set, const std::string& text, double measure,
                  const std::string& where) {
  std::vector<int> shown(text.size(), 0);
  const bool overfull =
      std::any_of(set.warnings.begin(), set.warnings.end(),
                  [](const Diagnostic& each) { return each.code == "overfull-line"; });
  for (const Line& line : set.lines) {
    const double allowed = overfull ? 1e9 : kRounding;
    EXPECT_LE(line.x.value + line.width.value, measure + allowed) << where;
    EXPECT_GE(line.x.value, -allowed) << where;
    double x = 0;
    for (const GlyphRun& run : line.runs) {
      EXPECT_NEAR(run.x.value, x, kRounding) << where;
      x += run.width().value;
      for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
        EXPECT_NE(run.glyphs[i].id, 0U) << where << ": " << run.text;
        if (run.kind == GlyphRun::Kind::kInsertedHyphen) continue;
        ASSERT_LT(run.glyphs[i].cluster, run.text.size()) << where;
        EXPECT_TRUE(decode_utf8(run.text, run.glyphs[i].cluster)) << where;
        if (i == 0) continue;
        const bool rises = run.glyphs[i].cluster >= run.glyphs[i - 1].cluster;
        const bool falls = run.glyphs[i].cluster <= run.glyphs[i - 1].cluster;
        EXPECT_TRUE(run.direction == Direction::kLeftToRight ? rises : falls) << where;
      }
      EXPECT_EQ(run.text, text.substr(run.text_begin, run.text.size())) << where;
      for (std::size_t i = 0; i < run.text.size(); ++i) ++shown.at(run.text_begin + i);
    }
    EXPECT_NEAR(line.width.value, x, kRounding) << where;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode_utf8(text, at)->length;
    EXPECT_TRUE(shown[at] == 1 || (shown[at] == 0 && is_droppable(text, at)))
        << where << ": byte " << at << " is shown " << shown[at] << " times";
    for (std::size_t i = 1; i < length; ++i) EXPECT_EQ(shown[at + i], shown[at]) << where;
    at += length;
  }
}

TEST(Paragraph, NoTextIsLostOrDoubledAndNoLineIsTooWide) {
  for (const Sample& sample : kSamples) {
    for (const double measure : {40.0, 75.0, 120.0, 210.0, 453.0}) {
      for (const Alignment alignment :
           {Alignment::kJustified, Alignment::kStart, Alignment::kCentre, Alignment::kEnd}) {
        text::ParagraphStyle style;
        style.alignment = alignment;
        style.first_line_indent = Points(alignment == Alignment::kJustified ? 12 : 0);
        const std::string where = sample.language + " at " + std::to_string(measure);
        expect_sound(set(sample.words, sample.language, measure, style), sample.words, measure,
                     where);
      }
    }
  }
}

TEST(Paragraph, LanguagesWithPatternsOrWithoutSpacesSetWithoutWarning) {
  for (const Sample& sample : kSamples) {
    const SetParagraph paragraph = set(sample.words, sample.language, 453);
    // Long words that no dictionary divides may leave wide spaces; nothing else may happen.
    const bool may_be_loose = find_installed_dictionary(sample.language).empty();
    for (const Diagnostic& each : paragraph.warnings) {
      EXPECT_TRUE(may_be_loose && each.code == "loose-line")
          << sample.language << ": " << format(each);
    }
  }
}

TEST(Paragraph, JustifiedLinesAreAsWideAsTheMeasure) {
  for (const Sample& sample : kSamples) {
    // Thai and Khmer have no spaces between words; their lines may be short.
    if (sample.language == "th" || sample.language == "km") continue;
    const SetParagraph paragraph = set(sample.words, sample.language, 200);
    for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
      EXPECT_NEAR(paragraph.lines[i].width.value, 200, kRounding)
          << sample.language << " line " << i;
    }
    EXPECT_GE(paragraph.lines.size(), 2U);
  }
}

TEST(Paragraph, RightToLeftParagraphsStartAtTheRight) {
  const std::string words = "نكتب إليكم عشية اجتماع الوزراء لنحثكم على وضع حماية الشهود";
  text::ParagraphStyle style;
  const SetParagraph justified = set(words, "ar", 120, style);
  EXPECT_EQ(justified.direction, Direction::kRightToLeft);
  ASSERT_GE(justified.lines.size(), 2U);
  const Line& last = justified.lines.back();
  EXPECT_NEAR((last.x + last.width).value, 120, kRounding) << "the last line stands right";
  style.alignment = Alignment::kStart;
  style.first_line_indent = Points(10);
  const SetParagraph start = set(words, "ar", 120, style);
  EXPECT_NEAR((start.lines[0].x + start.lines[0].width).value, 110, kRounding);
  EXPECT_NEAR((start.lines[1].x + start.lines[1].width).value, 120, kRounding);
  style.alignment = Alignment::kEnd;
  EXPECT_EQ(set(words, "ar", 120, style).lines[1].x.value, 0);
}

TEST(Paragraph, AlignmentPlacesLines) {
  text::ParagraphStyle style;
  style.alignment = Alignment::kCentre;
  Line line = set("Dear Ministers", "en", 300, style).lines[0];
  EXPECT_NEAR(line.x.value, (300 - line.width.value) / 2, kRounding);
  style.alignment = Alignment::kEnd;
  line = set("Dear Ministers", "en", 300, style).lines[0];
  EXPECT_NEAR(line.x.value, 300 - line.width.value, kRounding);
  style.alignment = Alignment::kStart;
  style.first_line_indent = Points(15);
  EXPECT_EQ(set("Dear Ministers", "en", 300, style).lines[0].x.value, 15);
}

// The characters of a line in visual order. Capitals stand for Hebrew letters, as in UAX 9.
std::string as_hebrew(const std::string& text) {
  std::string hebrew;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      append_utf8(hebrew, U'\u05D0' + static_cast<char32_t>(c - 'A'));
    } else {
      hebrew += c;
    }
  }
  return hebrew;
}

std::string displayed(const Line& line) {
  std::string shown;
  for (const GlyphRun& run : line.runs) {
    for (const text::Glyph& glyph : run.glyphs) {
      const char32_t c = decode_utf8(run.text, glyph.cluster)->code_point;
      if (c >= 0x05D0 && c <= 0x05EA) {
        shown += static_cast<char>('A' + (c - 0x05D0));
      } else if (c < 0x2060) {
        append_utf8(shown, c);
      }
    }
  }
  return shown;
}

std::string displayed(const std::string& text, std::optional<Direction> direction = std::nullopt) {
  text::ParagraphStyle style;
  style.direction = direction;
  return displayed(set(as_hebrew(text), "en", 2000, style).lines.at(0));
}

// UAX 9, 3.4, "Reordering Resolved Levels": the four examples.
TEST(Bidi, ReordersTheExamplesOfUax9) {
  const std::string rli = "\u2067", lri = "\u2066", pdi = "\u2069";
  EXPECT_EQ(displayed("car means CAR.", Direction::kLeftToRight), "car means RAC.");
  EXPECT_EQ(displayed(rli + "car MEANS CAR." + pdi), ".RAC SNAEM car");
  EXPECT_EQ(displayed("he said “" + rli + "car MEANS CAR" + pdi + ".” “" + rli + "IT DOES" + pdi +
                          ",” she agreed.",
                      Direction::kLeftToRight),
            "he said “RAC SNAEM car.” “SEOD TI,” she agreed.");
  EXPECT_EQ(displayed("DID YOU SAY ’" + lri + "he said “" + rli + "car MEANS CAR" + pdi + "”" +
                          pdi + "‘?",
                      Direction::kRightToLeft),
            "?‘he said “RAC SNAEM car”’ YAS UOY DID");
}

TEST(Bidi, NumbersKeepTheirOrderInRightToLeftText) {
  // UAX 9, W5 to W7 and L2, worked by hand.
  EXPECT_EQ(displayed("ABC 123 DEF 4,567.89 GHI", Direction::kRightToLeft),
            "IHG 4,567.89 FED 123 CBA");
  EXPECT_EQ(displayed("abc DEF 12 ghi", Direction::kLeftToRight), "abc 12 FED ghi");
}

TEST(Bidi, EachLineIsReorderedAlone) {
  // L2 applies to lines: the first words stand on the first line, whatever their level.
  text::ParagraphStyle style;
  style.alignment = Alignment::kStart;
  const std::string text = as_hebrew("said ABCD EFGH IJKL MNOP today");
  const SetParagraph paragraph = set(text, "en", 80, style);
  ASSERT_GE(paragraph.lines.size(), 2U);
  std::string all;
  for (const Line& line : paragraph.lines) all += displayed(line) + "|";
  EXPECT_EQ(all, "said HGFE DCBA|PONM LKJI today|");
}

TEST(Bidi, WhiteSpaceAtALinesEndIsDroppedOnTheLogicalSide) {
  text::ParagraphStyle style;
  style.alignment = Alignment::kStart;
  const SetParagraph paragraph = set(as_hebrew("ABCD EFGH IJKL   "), "he", 45, style);
  for (const Line& line : paragraph.lines) {
    const std::string shown = displayed(line);
    EXPECT_NE(shown.front(), ' ');
    EXPECT_NE(shown.back(), ' ');
  }
}

TEST(Paragraph, AHyphenAtALinesEndIsARunWithoutText) {
  const SetParagraph paragraph =
      set("an incomprehensible misunderstanding internationalisation", "en", 70);
  std::size_t hyphens = 0;
  for (const Line& line : paragraph.lines) {
    for (const GlyphRun& run : line.runs) {
      if (run.kind != GlyphRun::Kind::kInsertedHyphen) continue;
      ++hyphens;
      EXPECT_TRUE(line.hyphenated);
      EXPECT_EQ(run.text, "");
      EXPECT_EQ(run.glyphs.size(), 1U);
      EXPECT_EQ(&run, &line.runs.back());
    }
  }
  EXPECT_GE(hyphens, 1U);
  text::ParagraphStyle whole;
  whole.hyphenate = false;
  for (const Line& line : set("an incomprehensible misunderstanding", "en", 110, whole).lines) {
    EXPECT_FALSE(line.hyphenated);
  }
}

TEST(Paragraph, ASoftHyphenShowsOnlyWhereItDivides) {
  const std::string word = "Donau\u00ADdampf\u00ADschiff";
  EXPECT_EQ(set(word, "kk", 300).lines[0].runs.size(), 1U);
  const SetParagraph narrow = set(word, "kk", 45);
  ASSERT_EQ(narrow.lines.size(), 3U);
  EXPECT_TRUE(narrow.lines[0].hyphenated);
  EXPECT_FALSE(narrow.lines[2].hyphenated);
  expect_sound(narrow, word, 45, "soft hyphen");
}

TEST(Paragraph, LineSeparatorsEndLinesWithoutStretchingThem) {
  const std::string words = "Ministers of Transport\u2028Aland, Boria\u2028\u2028Cestria\u2028";
  const SetParagraph paragraph = set(words, "en", 300);
  ASSERT_EQ(paragraph.lines.size(), 4U);
  for (const Line& line : paragraph.lines) EXPECT_EQ(line.stretch_ratio, 0);
  EXPECT_TRUE(paragraph.lines[2].runs.empty());
  EXPECT_EQ(paragraph.lines[2].ascent, paragraph.lines[0].ascent) << "an empty line has height";
  expect_sound(paragraph, words, 300, "separators");
}

TEST(Paragraph, TextWithoutVisibleCharacters) {
  EXPECT_TRUE(set("", "en").lines.empty());
  for (const std::string words : {" ", "   ", "\u2028", "\t\n", "\u2028\u2028"}) {
    expect_sound(set(words, "en"), words, 300, "white space");
  }
  EXPECT_EQ(set("  indented", "en").lines[0].runs[0].text, "indented");
}

TEST(Paragraph, AWordWiderThanTheMeasureIsBrokenAndTold) {
  text::StyledText styled =
      text::StyledText::of("see Rindfleischetikettierungsüberwachungsaufgabe", in_language("kk"));
  styled.where = {"letter.md", 12, 1};
  const SetParagraph paragraph = typesetter().set(styled, {}, Points(60));
  expect_sound(paragraph, styled.text, 60, "long word");
  ASSERT_FALSE(paragraph.warnings.empty());
  EXPECT_EQ(paragraph.warnings[0].where.line, 12);
  EXPECT_EQ(paragraph.warnings.back().code, "broken-word");
  EXPECT_EQ(paragraph.warnings.back().severity, Severity::kWarning);
}

TEST(Paragraph, ATornLineIsSetAndTold) {
  // The long name fits the measure, and nothing short stands beside it.
  text::StyledText styled =
      text::StyledText::of("see how Rindfleischetikettierungsüberwachung fares", in_language("tr"));
  styled.where = {"letter.md", 4, 1};
  text::ParagraphStyle fine;
  fine.letter_fit = 0.02;
  fine.glyph_expansion = 0.015;
  fine.protrusion = true;
  for (const text::ParagraphStyle& style : {text::ParagraphStyle(), fine}) {
    const SetParagraph paragraph = typesetter().set(styled, style, Points(200));
    expect_sound(paragraph, styled.text, 200 + kRounding, "torn line");
    ASSERT_EQ(paragraph.warnings.size(), 1U);
    EXPECT_EQ(paragraph.warnings[0].code, "loose-line");
    EXPECT_EQ(paragraph.warnings[0].where.line, 4);
    EXPECT_NE(paragraph.warnings[0].what.find("'see how'"), std::string::npos);
  }
}

TEST(Paragraph, ACharacterWiderThanTheMeasureIsOverfullAndTold) {
  const SetParagraph paragraph = set("so narrow", "en", 2);
  ASSERT_FALSE(paragraph.warnings.empty());
  EXPECT_EQ(paragraph.warnings[0].code, "overfull-line");
  EXPECT_NE(paragraph.warnings[0].what.find("'s"), std::string::npos);
}

TEST(Paragraph, AnUnbreakableSpanIsNotDividedWhileItFits) {
  text::SpanStyle name = in_language("en");
  name.unbreakable = true;
  text::StyledText styled;
  styled.text = "We ask Mr Sidney Jones for an answer";
  styled.spans = {{0, 7, in_language("en")}, {7, 22, name}, {22, 36, in_language("en")}};
  text::ParagraphStyle style;
  style.alignment = Alignment::kStart;
  for (double measure = 85; measure < 200; measure += 5) {
    const SetParagraph paragraph = typesetter().set(styled, style, Points(measure));
    std::size_t lines_with_name = 0;
    for (const Line& line : paragraph.lines) {
      if (line.text_begin < 22 && line.text_end > 7) ++lines_with_name;
    }
    EXPECT_EQ(lines_with_name, 1U) << measure;
  }
}

TEST(Paragraph, AMeasureOfNothingStillSetsEverything) {
  const std::string words = "so narrow";
  const SetParagraph paragraph = set(words, "en", 0);
  expect_sound(paragraph, words, 0, "zero measure");
  EXPECT_FALSE(paragraph.warnings.empty());
}

TEST(Paragraph, StylesReachTheirRuns) {
  text::SpanStyle plain = in_language("en");
  text::SpanStyle strong = plain;
  strong.weight = text::Weight::kBold;
  strong.link = "https://example.org/";
  strong.colour = {0, 0, 1};
  strong.baseline_raise = Points(3);
  text::StyledText styled;
  styled.text = "see annex three";
  styled.spans = {{0, 4, plain}, {4, 9, strong}, {9, 15, plain}};
  const Line line = typesetter().set(styled, {}, Points(300)).lines[0];
  ASSERT_EQ(line.runs.size(), 3U);
  EXPECT_EQ(line.runs[1].text, "annex");
  EXPECT_EQ(line.runs[1].text_begin, 4U);
  EXPECT_EQ(line.runs[1].font->postscript_name(), "GentiumBookPlus-Bold");
  EXPECT_EQ(line.runs[1].link, "https://example.org/");
  EXPECT_EQ(line.runs[1].raise, Points(3));
  EXPECT_EQ(line.runs[1].colour, (Colour{0, 0, 1}));
  EXPECT_GT(line.ascent, set("see annex three", "en").lines[0].ascent);
}

TEST(Paragraph, FamiliesAreScaledToLookAlike) {
  const double naskh = set("سلام", "ar").lines[0].runs[0].size.value;
  EXPECT_NEAR(naskh, 10.5 * 1.1, 1e-9) << "the catalogue's scale";
}

TEST(Paragraph, ManyThreadsSetTheSame) {
  const auto picture = [](const text::Typesetter& setter) {
    std::string all;
    for (const Sample& sample : kSamples) {
      const SetParagraph paragraph = setter.set(
          text::StyledText::of(sample.words, in_language(sample.language)), {}, Points(140));
      for (const Line& line : paragraph.lines) {
        for (const GlyphRun& run : line.runs) {
          all += run.font->postscript_name();
          for (const text::Glyph& glyph : run.glyphs) {
            all.append(" ").append(std::to_string(glyph.id));
            all.append("@").append(std::to_string(glyph.advance.value));
          }
        }
      }
    }
    return all;
  };
  const text::FontLibrary library(project_catalogue(), open_installed);
  const text::Typesetter shared(library, find_installed_dictionary);
  std::vector<std::string> pictures(4);
  std::vector<std::thread> threads;
  for (std::string& each : pictures) {
    threads.emplace_back([&each, &shared, &picture] {
      for (int round = 0; round < 3; ++round) each = picture(shared);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& each : pictures) EXPECT_EQ(each, picture(typesetter()));
}

TEST(Paragraph, ScriptsWithoutSpacesFillTheirLines) {
  const std::pair<const char*, const char*> samples[] = {
      {"th", "ทะเลสาบเป็นของทุกคนที่อาศัยอยู่ริมฝั่ง พรุ่งนี้เรือจะออกเวลาหกโมงเช้า โปรดนำขนมปังและเสื้อผ้าอุ่น ๆ มาด้วย"},
      {"lo", "ທະເລສາບເປັນຂອງທຸກຄົນທີ່ອາໄສຢູ່ແຄມຝັ່ງ. ມື້ອື່ນເຮືອຈະອອກເວລາຫົກໂມງເຊົ້າ. ກະລຸນາເອົາເຂົ້າຈີ່ແລະເຄື່ອງນຸ່ງອຸ່ນມານຳ."},
      {"km", "បឹងជារបស់មនុស្សទាំងអស់ដែលរស់នៅលើច្រាំងរបស់វា។ ថ្ងៃស្អែកទូកនឹងចេញដំណើរនៅម៉ោងប្រាំមួយព្រឹក។"},
      {"my", "ရေကန်သည် ၎င်း၏ကမ်းခြေတွင် နေထိုင်သူအားလုံးနှင့် သက်ဆိုင်သည်။ မနက်ဖြန် လှေသည် နံနက်ခြောက်နာရီတွင် ထွက်မည်။"},
      {"bo", "མཚོ་འདི་མཚོ་འགྲམ་དུ་སྡོད་མཁན་ཡོངས་ལ་དབང་། སང་ཉིན་གྲུ་གཟིངས་ཞོགས་པའི་ཆུ་ཚོད་དྲུག་པར་འགྲོ་གི་རེད།"}};
  for (const auto& [language, words] : samples) {
    for (const double measure : {220.0, 260.0, 300.0, 400.0}) {
      const text::SetParagraph paragraph = set(words, language, measure);
      for (std::size_t i = 0; i + 1 < paragraph.lines.size(); ++i) {
        EXPECT_NEAR(paragraph.lines[i].width.value, measure, 1e-6) << language;
      }
      EXPECT_TRUE(paragraph.warnings.empty()) << language << " " << measure;
    }
  }
}

}  // namespace
}  // namespace chancery::tests
