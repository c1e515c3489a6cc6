// Written → set, language by language, by the authority that each table names.
#include "text/punctuation.h"

#include <gtest/gtest.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "text/habits.h"

namespace chancery::tests {
namespace {

std::string set_in(std::string_view language, std::string_view words) {
  text::WrittenText written;
  written.text = words;
  written.language = language;
  return text::replaced(words, text::punctuate(written));
}

struct Example {
  const char* language;
  const char* written;
  const char* set;
};

void expect(std::initializer_list<Example> examples) {
  for (const Example& example : examples) {
    EXPECT_EQ(set_in(example.language, example.written), example.set) << example.language;
  }
}

// ——— Quotation marks

TEST(Quotes, EnglishByTheChicagoManual) {
  // The Chicago Manual of Style, 17th edition, 6.115 to 6.117, 13.30.
  expect({{"en", "\"Don't be absurd!\" said Henry.", "“Don’t be absurd!” said Henry."},
          {"en", "\"To say that 'I mean what I say' is the same,\" he said.",
           "“To say that ‘I mean what I say’ is the same,” he said."},
          {"en", "'tis the '90s; rock 'n' roll; the class of '68",
           "’tis the ’90s; rock ’n’ roll; the class of ’68"},
          {"en", "the ministers' view, James's boat, O'Neill's",
           "the ministers’ view, James’s boat, O’Neill’s"},
          {"en-GB", "'He said \"no\"', they wrote.", "‘He said “no”’, they wrote."},
          {"en", "(\"quoted\") [\"too\"] \"well\"-known \"A\"/\"B\"",
           "(“quoted”) [“too”] “well”-known “A”/“B”"},
          {"en", "\"...and so on\"", "“…and so on”"}});
}

TEST(Quotes, OfOneKindNestByDepth) {
  expect({{"en", "\"A \"nested\" one.\" \"Another.\"", "“A ‘nested’ one.” “Another.”"},
          {"en", "\"a 'b \"c\" b' a\"", "“a ‘b “c” b’ a”"},
          {"ru", "\"Он сказал: \"Нет\"\"", "«Он сказал: „Нет“»"},
          {"zh-Hant", "他說\"他說'不'\"。", "他說「他說『不』」。"}});
}

TEST(Quotes, GermanByDudenAndTheSwissChancellery) {
  // Duden, Rechtschreibung, K 10 to K 12; Bundeskanzlei, Schreibweisungen (2013).
  expect({{"de", "\"Das ist 'gut' so\", sagte sie.", "„Das ist ‚gut‘ so“, sagte sie."},
          {"de", "Wie geht's? Hans' Boot", "Wie geht’s? Hans’ Boot"},
          {"de-CH", "\"Das ist 'gut' so\", sagte sie.", "«Das ist ‹gut› so», sagte sie."},
          {"de-CH", "1'000 Franken", "1’000 Franken"}});
}

TEST(Quotes, FrenchWithItsSpaces) {
  // Imprimerie nationale, Lexique des règles typographiques: espace fine before ; ! ?, espace mots
  // insécable before the colon; Guide du typographe (Lausanne): fine throughout; OQLF, Espacement.
  expect(
      {{"fr", "Il dit: \"Bonjour! Ça va?\" et l'\"ami\" répond: \"Oui\"; aujourd'hui...",
        "Il dit\u00A0: «\u202FBonjour\u202F! Ça va\u202F?\u202F» et l’«\u202Fami\u202F» "
        "répond\u00A0: «\u202FOui\u202F»\u202F; aujourd’hui…"},
       {"fr", "Vraiment ? Oui : non ; \" mot \" (Quoi ?!)",
        "Vraiment\u202F? Oui\u00A0: non\u202F; «\u202Fmot\u202F» (Quoi\u202F?!)"},
       {"fr", "« Déjà » et «sans»", "«\u202FDéjà\u202F» et «\u202Fsans\u202F»"},
       {"fr", "À 12:30, 3:1, http://a.example/?x, (!)", "À 12:30, 3:1, http://a.example/?x, (!)"},
       {"fr-CH", "\"Bonjour!\": oui", "«\u202FBonjour\u202F!\u202F»\u202F: oui"},
       {"fr-CA", "\"Bonjour!\" dit-il: \"a 'b' c\"",
        "«\u00A0Bonjour!\u00A0» dit-il\u00A0: «\u00A0a “b” c\u00A0»"}});
}

TEST(Quotes, RussianAndThoseWhoFollowIt) {
  // Правила русской орфографии и пунктуации (2006), § 133: inner marks of another form.
  expect({{"ru", "Газета \"Труд\", роман \"Герой \"нашего\" времени\"",
           "Газета «Труд», роман «Герой „нашего“ времени»"},
          {"kk", "\"Егемен 'Қазақстан'\"", "«Егемен „Қазақстан“»"},
          {"ky", "\"Кыргыз 'Туусу'\"", "«Кыргыз „Туусу“»"},
          {"tg", "\"Ҷумҳурият\"", "«Ҷумҳурият»"},
          {"uz", "\"O'zbekiston\" g'oyasi, ma'no", "«Oʻzbekiston» gʻoyasi, maʼno"},
          {"uz-Cyrl", "\"Ўзбекистон\"", "«Ўзбекистон»"},
          {"uk", "\"слово\" і м'яч", "«слово» і мʼяч"}});
}

TEST(Quotes, OfEastAsia) {
  // GB/T 15834-2011, 4.8; 重訂標點符號手冊 (Taiwan, 2008); 文化庁「くぎり符号の使ひ方」; 한글
  // 맞춤법 (2014).
  expect({{"zh", "他说\"你好\"，她说'再见'。", "他说“你好”，她说‘再见’。"},
          {"zh-Hans", "“他说'不'”", "“他说‘不’”"},
          {"zh-TW", "他說\"你好\"。", "他說「你好」。"},
          {"ja", "彼は\"はい\"と言った。", "彼は「はい」と言った。"},
          {"ko", "그는 \"안녕\"이라고 '말'했다.", "그는 “안녕”이라고 ‘말’했다."}});
}

TEST(Quotes, OfRightToLeftLanguagesInReadingOrder) {
  // CLDR; the Academy of the Hebrew Language on gershayim and geresh.
  expect({{"ar", "قال \"مرحبا\".", "قال ”مرحبا“."},
          {"fa", "گفت \"سلام 'دنیا'\"", "گفت «سلام ‹دنیا›»"},
          {"ug", "\"تەڭرىتاغ\"", "«تەڭرىتاغ»"},
          {"he", "צה\"ל אמר \"שלום\" ב\"הארץ\" של ג'ורג'", "צה״ל אמר ”שלום” ב”הארץ” של ג׳ורג׳"}});
}

TEST(Quotes, OfOtherLanguages) {
  expect({{"hi", "उसने \"नमस्ते\" कहा", "उसने “नमस्ते” कहा"},
          // RAE, Ortografía (2010), on comillas: «… “… ‘…’ …” …».
          {"es", "\"Hola 'tú'\"", "«Hola “tú”»"},
          {"it", "dell'\"Azienda\", l'amico, un po' di", "dell’«Azienda», l’amico, un po’ di"},
          // Taalunie.
          {"nl", "'s morgens zei hij: \"ga 'nu'\"", "’s morgens zei hij: ‘ga “nu”’"},
          // PWN, Zasady pisowni, 98: cudzysłów.
          {"pl", "\"Cytat 'w' cytacie\"", "„Cytat «w» cytacie”"},
          {"sv", "\"Hej\", sa hon", "”Hej”, sa hon"},
          {"hu", "\"idéz 'benne' et\"", "„idéz »benne« et”"},
          {"cs", "\"řekl 'ano'\"", "„řekl ‚ano‘“"}});
}

/// What CLDR says, by ICU's own interface to it.
text::QuotationMarks by_icu(const char* locale) {
  UErrorCode error = U_ZERO_ERROR;
  ULocaleData* data = ulocdata_open(locale, &error);
  const auto mark = [&](ULocaleDataDelimiterType type) {
    std::array<UChar, 8> units{};
    ulocdata_getDelimiter(data, type, units.data(), 8, &error);
    return static_cast<char32_t>(units[0]);
  };
  const text::QuotationMarks marks = {mark(ULOCDATA_QUOTATION_START), mark(ULOCDATA_QUOTATION_END),
                                      mark(ULOCDATA_ALT_QUOTATION_START),
                                      mark(ULOCDATA_ALT_QUOTATION_END)};
  ulocdata_close(data);
  return marks;
}

TEST(Quotes, AreThoseOfCldrInEveryLocale) {
  const int32_t count = uloc_countAvailable();
  ASSERT_GT(count, 500);
  for (int32_t i = 0; i < count; ++i) {
    const char* locale = uloc_getAvailable(i);
    std::array<char, ULOC_FULLNAME_CAPACITY> tag{};
    UErrorCode error = U_ZERO_ERROR;
    uloc_toLanguageTag(locale, tag.data(), static_cast<int32_t>(tag.size()), 1, &error);
    const text::QuotationMarks ours = text::cldr_quotation_marks(tag.data());
    const text::QuotationMarks icus = by_icu(locale);
    EXPECT_EQ(ours.open, icus.open) << locale;
    EXPECT_EQ(ours.close, icus.close) << locale;
    EXPECT_EQ(ours.inner_open, icus.inner_open) << locale;
    EXPECT_EQ(ours.inner_close, icus.inner_close) << locale;
  }
}

TEST(Quotes, OfUnknownLanguagesAreTheRootLocalesWhereverTheProgramRuns) {
  uloc_setDefault("ru_RU", std::make_unique<UErrorCode>(U_ZERO_ERROR).get());
  EXPECT_EQ(set_in("tlh", "\"Qapla\""), "“Qapla”");
  EXPECT_EQ(set_in("x-private", "\"a\""), "“a”");
  EXPECT_EQ(set_in("", "\"a\""), "“a”");
  uloc_setDefault(nullptr, std::make_unique<UErrorCode>(U_ZERO_ERROR).get());
}

// ——— Quotes and languages in one text

std::string set_with_part(std::string_view words, std::string_view part, const char* language) {
  text::WrittenText written;
  written.text = words;
  written.language = "en";
  const std::size_t begin = words.find(part);
  written.parts.push_back({begin, begin + part.size(), language});
  return text::replaced(words, text::punctuate(written));
}

TEST(Quotes, HaveTheMarksOfTheTextAround) {
  // Around a part, and where they fill it (HTML, 15.3.5).
  EXPECT_EQ(set_with_part("He said \"Guten Tag\" to us.", "Guten Tag", "de"),
            "He said “Guten Tag” to us.");
  EXPECT_EQ(set_with_part("He said \"Guten Tag\" to us.", "\"Guten Tag\"", "de"),
            "He said “Guten Tag” to us.");
  // Inside a part, its language's.
  EXPECT_EQ(set_with_part("He wrote: Das Wort \"Boot\" fehlt.", "Das Wort \"Boot\" fehlt", "de"),
            "He wrote: Das Wort „Boot“ fehlt.");
  // Depth counts over the border.
  EXPECT_EQ(
      set_with_part("\"He wrote: Das Wort \"Boot\" fehlt.\"", "Das Wort \"Boot\" fehlt", "de"),
      "“He wrote: Das Wort ‚Boot‘ fehlt.”");
}

// ——— Apostrophes and primes

TEST(Primes, FollowDigits) {
  // ISO 80000-3: ′ and ″ of the minute and second of arc; NIST SP 811, B.8: ft and in.
  expect({{"en", "5' 10\" tall, 6'2\", a 6\" pipe", "5′ 10″ tall, 6′2″, a 6″ pipe"},
          {"en", "48°51'24\" N, 2° 21' E", "48°51′24″ N, 2° 21′ E"},
          {"en", "\"Highway 61\" and 'room 12'", "“Highway 61” and ‘room 12’"}});
}

TEST(Apostrophes, AreLettersWhereCldrHasThemAmongTheLetters) {
  expect({{"haw", "Hawai'i", "Hawaiʻi"},
          {"haw", "Hawaiʻi", "Hawaiʻi"},
          {"to", "Faka'osi", "Fakaʻosi"},
          {"br", "c'hoar", "cʼhoar"},
          {"tr", "Türkiye'nin", "Türkiye’nin"},
          {"fr", "jusqu'à l'automne", "jusqu’à l’automne"}});
}

// ——— Dashes and dots

TEST(Dashes, AreThoseOfTheLanguage) {
  expect({// Chicago, 6.85.
          {"en-US", "It was -- so to speak -- over. Over---at last.",
           "It was—so to speak—over. Over—at last."},
          {"en-US", "She left--at last.", "She left—at last."},
          // British printing.
          {"en-GB", "It was -- so to speak -- over. Over---at last.",
           "It was – so to speak – over. Over – at last."},
          {"en-GB", "the Paris--London train", "the Paris–London train"},
          // DIN 5008; Duden, K 43.
          {"de", "Er kam - endlich - an. Berlin--Hamburg", "Er kam – endlich – an. Berlin–Hamburg"},
          // Правила русской орфографии и пунктуации (2006).
          {"ru", "Москва - столица", "Москва — столица"},
          // RAE: close to what it sets off.
          {"es", "Vino --por fin-- ayer", "Vino —por fin— ayer"},
          // GB/T 15834-2011, 4.10 and 4.11.
          {"zh", "是--不是...", "是——不是……"},
          {"ja", "それは...", "それは……"}});
}

TEST(Dashes, LeaveSignsAndWordsAlone) {
  expect({{"en-GB", "5 - 3, T-shirt, well-known, --verbose, -->, ----",
           "5 - 3, T-shirt, well-known, --verbose, -->, ----"},
          {"de", "Ein- und Ausgang", "Ein- und Ausgang"},
          {"en", "so.... etc.. ../x", "so.... etc.. ../x"}});
}

TEST(Ranges, OfNumbersTakeAnEnDash) {
  // Chicago, 6.78 and 9.61; DIN 5008, "bis".
  expect({{"en", "1990-1995, 1990-95, pp. 12-14, pages 98-103, pp. 123-27",
           "1990–1995, 1990–95, pp. 12–14, pages 98–103, pp. 123–27"},
          {"en", "13-14 December, 9:00-17:00, 10-20%, 100-150 €",
           "13–14 December, 9:00–17:00, 10–20%, 100–150 €"},
          {"de", "S. 12-14, vom 7.-9. Januar", "S. 12–14, vom 7.–9. Januar"},
          {"ru", "1941-1945 гг., с. 5-7", "1941–1945 гг., с. 5–7"}});
}

TEST(Ranges, AreNotSeenInNumbersOfOtherKinds) {
  for (const char* words :
       {"ECA-2026-14", "A/RES/70-1",     "2026-11-24", "2026-11",    "2003-11",      "555-1234",
        "tel. 12-34",  "(202) 555-1234", "+41 22-33",  "ISO 8601-2", "EN 319 142-1", "Boeing 747-8",
        "737-800",     "won 3-2",        "020-79",     "0-1-2",      "12-a",         "a12-14",
        "12-14b",      "123456-123457",  "F-16-18"}) {
    EXPECT_EQ(set_in("en", words), words);
  }
  // A dash would turn the numbers round (UAX 9, N1); a wave dash is Chinese.
  EXPECT_EQ(set_in("ar", "ص 12-14"), "ص 12-14");
  EXPECT_EQ(set_in("zh", "13-14日"), "13-14日");
}

// ——— What stays

TEST(Punctuation, LeavesAddressesAndCodeAlone) {
  for (const char* words : {"https://x.example/a--b?q='1'&r=1990-1995", "www.x.example/'a'/b",
                            "o'neill--x@y.example", "mailto://a'b"}) {
    EXPECT_EQ(set_in("en", words), words);
  }
  EXPECT_EQ(set_in("en", "(\"https://x.example/a--b\")"), "(“https://x.example/a--b”)");
  text::WrittenText written;
  written.text = "say \"x--'y'\" or \"z\"";
  written.language = "en";
  written.verbatim.push_back({4, 12, {}});
  EXPECT_EQ(text::replaced(written.text, text::punctuate(written)), "say \"x--'y'\" or “z”");
}

TEST(Punctuation, LeavesTypographicCharactersAlone) {
  for (const char* words :
       {"“Don’t,” he said – ‘so’ … 1990–1995", "«Да», „нет“ — и ʻokina, 5′ 10″", "»so«", "‚x‘"}) {
    for (const char* language : {"en", "de", "ru", "fa", "zh"}) {
      EXPECT_EQ(set_in(language, words), words);
    }
  }
  // They count when quotes nest.
  EXPECT_EQ(set_in("en", "“He said \"no\"”"), "“He said ‘no’”");
}

std::string random_words(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "\"", "'",      "-",      "--",     "---", "...", ".", ",",  ":",    "!",    "?",  " ",
      " ",  " ",      " ",      "a",      "B",   "é",   "s", "12", "1990", "7",    "(",  ")",
      "«",  "»",      "“",      "”",      "’",   "…",   "—", "–",  "п",    "Я",    "你", "ש",
      "ب",  "\u00A0", "\u202F", "\u2028", "°",   "/",   "t", "m",  "word", "don't"};
  std::uniform_int_distribution<std::size_t> piece(0, kPieces.size() - 1);
  std::uniform_int_distribution<int> length(0, 24);
  std::string words;
  for (int i = length(random); i > 0; --i) words += kPieces[piece(random)];
  return words;
}

constexpr const char* kLanguages[] = {"en", "en-GB", "fr", "fr-CH", "fr-CA", "de", "ru", "es",
                                      "zh", "he",    "ar", "uz",    "nl",    "ko", "it", ""};

TEST(Punctuation, OfWhatIsPunctuatedChangesNothingMore) {
  std::mt19937 random(2026);
  for (int round = 0; round < 20000; ++round) {
    const std::string words = random_words(random);
    const char* language = kLanguages[static_cast<std::size_t>(round) % std::size(kLanguages)];
    const std::string once = set_in(language, words);
    ASSERT_EQ(set_in(language, once), once) << language << ": " << words;
  }
}

TEST(Punctuation, ChangesNothingWithoutTypewriterPunctuation) {
  std::mt19937 random(1440);
  for (int round = 0; round < 5000; ++round) {
    std::string words = random_words(random);
    std::erase_if(words, [](char c) { return c == '"' || c == '\'' || c == '-' || c == '.'; });
    for (const char* language : {"en", "de", "ru", "zh", "ar"}) {
      ASSERT_EQ(set_in(language, words), words) << language;
    }
  }
}

TEST(Punctuation, ReplacesInOrderWithinTheText) {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    const std::string words = random_words(random);
    text::WrittenText written;
    written.text = words;
    written.language = "fr";
    std::size_t at = 0;
    for (const text::Replacement& each : text::punctuate(written)) {
      ASSERT_LE(at, each.begin);
      ASSERT_LT(each.begin, each.end);
      ASSERT_LE(each.end, words.size());
      ASSERT_FALSE(first_invalid_utf8(each.with));
      at = each.end;
    }
  }
}

}  // namespace
}  // namespace chancery::tests
