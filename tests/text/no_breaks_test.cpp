// Where no line ends, language by language, by the authority that each table names.
#include "text/no_breaks.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "text/opportunities.h"
#include "typesetting.h"

namespace chancery::tests {
namespace {

std::vector<std::size_t> kept_in(std::string_view language, std::string_view words) {
  text::WrittenText written;
  written.text = words;
  written.language = language;
  return text::no_breaks(written);
}

/// The text with "|" where a line may end.
std::string lines_of(const std::string& language, const std::string& words) {
  text::StyledText styled = text::StyledText::of(words, in_language(language));
  styled.no_breaks = kept_in(language, words);
  const text::CollectedText collected = text::collect(styled);
  text::BreakIterators iterators;
  std::string shown;
  std::size_t from = 0;
  for (const text::Opportunity& each : text::opportunities(collected, iterators)) {
    if (each.kind == text::Opportunity::Kind::kStart) continue;
    const std::size_t to = collected.byte_of[each.next];
    shown += words.substr(from, to - from);
    if (each.kind != text::Opportunity::Kind::kEnd) shown += "|";
    from = to;
  }
  return shown;
}

struct Example {
  const char* language;
  const char* lines;
};

/// What stands in `lines` is set, and may break where they say and nowhere else.
void expect(std::initializer_list<Example> examples) {
  for (const Example& example : examples) {
    std::string words = example.lines;
    std::erase(words, '|');
    EXPECT_EQ(lines_of(example.language, words), example.lines) << example.language;
  }
}

TEST(NoBreaks, KeepNumbersWithTheirUnits) {
  // SI Brochure (2019), 5.4.3; ISO 80000-1, 7.1.4; DIN 5008.
  expect({{"en", "for |12 km, |5 % |or |20 °C |at |3.5 kWh"},
          {"de", "um |12 Uhr |5 Mio. |Euro"},
          {"fr", "12 km |pour |5 €"},
          {"ru", "за |5 руб. |и 12 км"},
          {"en", "some |10 000 |people"},
          {"en", "for |€ 5 |or |USD 7"}});
}

TEST(NoBreaks, KeepNamesTogether) {
  // The Chicago Manual of Style, 7.36 and 10; New Hart's Rules, 2.5.1.
  expect({{"en", "by |J. R. R. Smith |and |Dr. X, |Mr Jones"},
          {"en", "Elizabeth II |said |that |I |came"},
          // Гиленсон, Технические правила набора и верстки: «При переносах не должны быть
          // оторваны фамилии от инициалов и инициалы друг от друга».
          {"ru", "А. С. Пушкин |писал, |как |Пушкин А. С."},
          {"ru", "проф. Иванов |в г. Москве"},
          {"fr", "à M. Dupont |et |Mme Durand"},
          {"de", "an |Herrn Müller |und |Dr. Weiß"}});
}

TEST(NoBreaks, KeepReferencesWithTheirNumbers) {
  expect({{"en", "see |p. 12, |Art. 5, |fig. 3 |and |No. 12"},
          {"de", "nach |Nr. 3 |auf |S. 12"},
          {"fr", "le |n° 5, |art. 2"},
          {"ru", "под |№ 12, |стр. 5"},
          {"pl", "patrz |nr 3, |s. 12"},
          {"es", "véase |pág. 12"}});
}

TEST(NoBreaks, KeepDaysWithTheirMonths) {
  // The names of the months are CLDR's.
  expect({{"en", "on |7 January |2026"},
          {"en-US", "on |January 7, |2026"},
          {"fr", "le |7 janvier |et |le |1er mars"},
          {"de", "am |7. Januar |2026"},
          {"ru", "на |7 января |2026 г."},
          {"es", "el |7 de enero |de |2026"},
          {"cs", "dne |7. ledna |2026"},
          {"kk", "биыл |7 қаңтарда"},
          {"ar", "في |24 نوفمبر |2026"}});
}

TEST(NoBreaks, KeepShortWordsWithTheNext) {
  // Мильчин, Чельцова, Справочник издателя и автора; Internetová jazyková příručka (ÚJČ),
  // Zalomení řádků; PWN, "wiszące spójniki"; Pravidlá slovenského pravopisu.
  expect({{"ru", "он |и она |в лесу, |а я |с ними |к дому"},
          {"ru", "сказал бы |он же"},
          {"cs", "jedeme |v úterý |s tebou |k lesu |a domů"},
          {"sk", "išli |v lete |k vode"},
          {"pl", "był |w domu |i spał |z psem"},
          {"fr", "va |à Paris"},
          {"en", "a |boat |in |I |do"}});
}

TEST(NoBreaks, KeepAbbreviationsWhole) {
  // DIN 5008, 9.4: "z. B."; Правила (2006), § 210: «и т. д.».
  expect({{"de", "Boote, |z. B. |Fähren, |d. h. |alle"},
          {"ru", "лодки |и т. д., |т. е. |все"},
          {"ru", "в 1941 г. |и в 1941–1945 гг. |было"}});
}

TEST(NoBreaks, KeepDashesAndDotsOffTheBeginningOfALine) {
  // Мильчин: a dash does not begin a line; Chicago, 6.90.
  expect({{"ru", "Москва — |столица"},
          {"en-GB", "it |was – |so |to |speak – |over"},
          {"en", "it |was—|so"},
          {"es", "vino |—por |fin— |ayer"},
          {"en", "and |then … |but"},
          {"en", "he |said |…but |no"},
          {"en", "a |T-shirt, |a |5-day |trip, |well-|known"}});
}

TEST(NoBreaks, LeaveOtherPlacesToUnicode) {
  expect({{"zh", "他|说|—— |是"}, {"en", "We |write |on |the |eve |of |it."}, {"th", "a |b"}});
  // Code is not read.
  text::WrittenText written;
  written.text = "run 12 km now";
  written.language = "en";
  written.verbatim.push_back({4, 9, {}});
  EXPECT_TRUE(text::no_breaks(written).empty());
}

TEST(NoBreaks, ArePlacesOfSpacesDashesAndHyphens) {
  static const std::vector<std::string> kPieces = {"а", "в", "12", " ",  " ", ".", "—",      "–",
                                                   "…", "№", "A",  "km", "-", "7", "января", "你"};
  std::mt19937 random(3);
  std::uniform_int_distribution<std::size_t> piece(0, kPieces.size() - 1);
  for (int round = 0; round < 5000; ++round) {
    std::string words;
    for (int i = 0; i < 15; ++i) words += kPieces[piece(random)];
    std::size_t next = 0;
    for (const std::size_t at : kept_in(round % 2 == 0 ? "ru" : "en", words)) {
      ASSERT_LE(next, at) << words;
      ASSERT_LT(at + 1, words.size()) << words;
      next = at + 1;
    }
  }
}

TEST(NoBreaks, GiveWayBeforeAWordIsBroken) {
  // A column narrower than "7 January": it breaks at the space, and no word does.
  text::StyledText styled = text::StyledText::of("7 January", in_language("en"));
  styled.no_breaks = kept_in("en", styled.text);
  ASSERT_EQ(styled.no_breaks.size(), 1U);
  text::ParagraphStyle style;
  style.alignment = text::Alignment::kStart;
  style.hyphenate = false;
  const text::SetParagraph narrow = typesetter().set(styled, style, Points(36));
  ASSERT_EQ(narrow.lines.size(), 2U);
  EXPECT_EQ(narrow.lines[1].text_begin, 2U);
  EXPECT_TRUE(narrow.warnings.empty());
}

TEST(NoBreaks, DoNotChangeTheTextThatIsCopied) {
  text::StyledText styled = text::StyledText::of("7 January", in_language("en"));
  styled.no_breaks = kept_in("en", styled.text);
  const text::SetParagraph paragraph = typesetter().set(styled, {}, Points(300));
  ASSERT_EQ(paragraph.lines.size(), 1U);
  std::string shown;
  for (const text::GlyphRun& run : paragraph.lines[0].runs) shown += run.text;
  EXPECT_EQ(shown, "7 January");
}

}  // namespace
}  // namespace chancery::tests
