// Fixed words, numbers and dates by language.
#include <gmock/gmock.h>
#include <unicode/udat.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include <array>
#include <chrono>
#include <map>

#include "data/data.h"
#include "letterhead_yaml.h"

namespace chancery::letterhead {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const Letterhead& plain() {
  static const Letterhead kPlain = letterhead_of(plain_letterhead());
  return kPlain;
}

std::vector<std::string> languages() {
  std::vector<std::string> tags;
  const data::Parsed parsed = data::parse_yaml(shared_words(), "words.yaml");
  for (const data::Entry& entry : *parsed.root->mapping()) tags.push_back(entry.key);
  return tags;
}

std::string utf8(const UChar* text, int32_t size) {
  std::string result(static_cast<std::size_t>(size) * 3, '\0');
  int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strToUTF8(result.data(), static_cast<int32_t>(result.size()), &length, text, size, &error);
  EXPECT_TRUE(U_SUCCESS(error));
  result.resize(static_cast<std::size_t>(length));
  return result;
}

/// CLDR, through ICU.
class Cldr {
 public:
  explicit Cldr(const std::string& language) {
    UErrorCode error = U_ZERO_ERROR;
    // Letters carry Gregorian dates, also where CLDR's first calendar is another one.
    const std::string locale = language + "@calendar=gregorian";
    dates_ = udat_open(UDAT_NONE, UDAT_LONG, locale.c_str(), u"UTC", -1, nullptr, 0, &error);
    numbers_ = unum_open(UNUM_DECIMAL, nullptr, 0, locale.c_str(), nullptr, &error);
    unum_setAttribute(numbers_, UNUM_GROUPING_USED, 0);
    if (U_FAILURE(error)) throw std::runtime_error("no CLDR data for " + language);
  }
  ~Cldr() {
    udat_close(dates_);
    unum_close(numbers_);
  }
  std::string decimal_mark() const {
    std::array<UChar, 8> mark{};
    UErrorCode error = U_ZERO_ERROR;
    const int32_t length = unum_getSymbol(numbers_, UNUM_DECIMAL_SEPARATOR_SYMBOL, mark.data(),
                                          static_cast<int32_t>(mark.size()), &error);
    return utf8(mark.data(), length);
  }
  Cldr(const Cldr&) = delete;
  Cldr& operator=(const Cldr&) = delete;

  /// The long date, "24 November 2026".
  std::string date(const letter::Date& date) const {
    const std::chrono::sys_days day{std::chrono::year(date.year) /
                                    static_cast<unsigned>(date.month) /
                                    static_cast<unsigned>(date.day)};
    const double milliseconds = static_cast<double>(day.time_since_epoch().count()) * 86'400'000;
    std::array<UChar, 200> text{};
    UErrorCode error = U_ZERO_ERROR;
    const int32_t size =
        udat_format(dates_, milliseconds, text.data(), text.size(), nullptr, &error);
    return utf8(text.data(), size);
  }

  std::string month(int number) const {
    std::array<UChar, 200> text{};
    UErrorCode error = U_ZERO_ERROR;
    const int32_t size =
        udat_getSymbols(dates_, UDAT_MONTHS, number - 1, text.data(), text.size(), &error);
    return utf8(text.data(), size);
  }

  std::string number(int value) const {
    std::array<UChar, 200> text{};
    UErrorCode error = U_ZERO_ERROR;
    const int32_t size = unum_format(numbers_, value, text.data(), text.size(), nullptr, &error);
    return utf8(text.data(), size);
  }

 private:
  UDateFormat* dates_ = nullptr;
  UNumberFormat* numbers_ = nullptr;
};

/// Where official letters write dates otherwise than CLDR's long form, and how.
const std::map<std::string, std::string>& deliberate() {
  static const std::map<std::string, std::string> kDifferent = {
      // The word for "year" written out, as laws and official letters have it; CLDR abbreviates.
      {"kk", "2026 жылғы 24 қараша"},
      {"ky", "2026-жылдын 24-ноябры"},
      {"ug", "2026-يىلى 24-نويابىر"},
      // Year first, with its word; the month in its full spelling.
      {"uz", "2026-yil 24-noyabr"},
      {"uz-Cyrl", "2026 йил 24 ноябрь"},
      // The month in the izofa before "of the year"; CLDR has the nominative and "01".
      {"tg", "24 ноябри соли 2026"}};
  return kDifferent;
}

/// "en" is English outside of the United States.
std::string cldr_name(const std::string& language) {
  return language == "en" ? "en-GB" : language;
}

TEST(Dates, AreThoseOfCldr) {
  std::size_t compared = 0;
  for (const std::string& language : languages()) {
    if (deliberate().contains(language)) continue;
    const Cldr cldr(cldr_name(language));
    for (int month = 1; month <= 12; ++month) {
      for (const int day : {2, 9, 10, 24}) {
        const letter::Date date{2026, month, day};
        EXPECT_EQ(plain().date(language, date), cldr.date(date)) << language;
        ++compared;
      }
    }
    const letter::Date first{1999, 5, 1};
    // French writes "1er mai" (Imprimerie nationale, Lexique des règles typographiques); CLDR "1
    // mai".
    const std::string expected = language == "fr" ? "1er mai 1999" : cldr.date(first);
    EXPECT_EQ(plain().date(language, first), expected);
  }
  EXPECT_EQ(compared, (languages().size() - deliberate().size()) * 48);
  EXPECT_GE(languages().size(), 18U);
}

TEST(Dates, ThatDifferFromCldrDoSoOnPurpose) {
  const letter::Date date{2026, 11, 24};
  for (const auto& [language, expected] : deliberate()) {
    EXPECT_EQ(plain().date(language, date), expected);
    EXPECT_NE(Cldr(language).date(date), expected) << "CLDR agrees now: take it off the list";
    EXPECT_THAT(languages(), ::testing::Contains(language));
  }
}

TEST(Dates, HaveTheMonthsOfCldrAlsoWhereTheirOrderIsAnother) {
  for (const std::string language : {"kk", "uz", "ug"}) {
    const Cldr cldr(language);
    for (int month = 1; month <= 12; ++month) {
      EXPECT_EQ(plain().months.at(language)[static_cast<std::size_t>(month - 1)],
                cldr.month(month));
    }
  }
}

TEST(Numbers, HaveTheDigitsOfCldr) {
  for (const std::string& language : languages()) {
    const Cldr cldr(language);
    for (const int number : {0, 7, 10, 1234567890}) {
      EXPECT_EQ(plain().number(language, number), cldr.number(number)) << language;
    }
  }
}

TEST(Numbers, HaveTheMarkBeforeDecimalsOfCldr) {
  for (const std::string& language : languages()) {
    const std::string_view mark = plain().word(language, "decimal");
    EXPECT_EQ(mark.empty() ? "." : mark, Cldr(language).decimal_mark()) << language;
  }
}

TEST(Words, EveryLanguageHasThemAll) {
  for (const std::string& language : languages()) {
    for (const std::string_view key : kWordKeys) {
      if (key == "digits" || key == "first-day" || language == "en-US") continue;
      if (key == "decimal" || key == "list-numbers" || key == "list-letters") continue;
      const auto& words = plain().words.at(language);
      ASSERT_TRUE(words.contains(key)) << language << ' ' << key;
      EXPECT_NE(words.find(key)->second, "");
    }
    EXPECT_TRUE(language == "en-US" || plain().months.contains(language)) << language;
  }
}

TEST(Words, ComeFromTheNearestParentAtLastFromEnglish) {
  EXPECT_EQ(plain().word("ru", "page-of"), "Страница {page} из {pages}");
  EXPECT_EQ(plain().word("RU-ru", "page-of"), "Страница {page} из {pages}");
  EXPECT_EQ(plain().word("uz-Cyrl-UZ", "cc"), "Нусхалар");
  EXPECT_EQ(plain().word("uz-Latn-UZ", "cc"), "Nusxalar");
  EXPECT_EQ(plain().word("en-US", "cc"), "Copies to");
  EXPECT_EQ(plain().word("tlh", "cc"), "Copies to");
  EXPECT_EQ(plain().word("", "cc"), "Copies to");
  EXPECT_EQ(plain().word("en", "no-such-word"), "");
  EXPECT_EQ(plain().own_word("tlh", "cc"), "");
  EXPECT_EQ(plain().own_word("de-AT", "cc"), "Verteiler");
}

TEST(Words, ALetterheadOverridesAnyOfThem) {
  const Letterhead letterhead = letterhead_of(with_keys(
      "words:\n"
      "  en: { cc: Distribution }\n"
      "  DE: { date-format: \"dd.MM.y\" }\n"
      "  eo: { months: [januaro, februaro, marto, aprilo, majo, junio, julio, aŭgusto, septembro,\n"
      "        oktobro, novembro, decembro], date-format: \"d 'de' MMMM y\" }\n"));
  EXPECT_EQ(letterhead.word("en", "cc"), "Distribution");
  EXPECT_EQ(letterhead.word("en", "enclosures"), "Enclosures");
  EXPECT_EQ(letterhead.word("de", "cc"), "Verteiler");
  EXPECT_EQ(letterhead.word("eo", "cc"), "Distribution");
  EXPECT_EQ(letterhead.date("de-CH", {2026, 3, 4}), "04.03.2026");
  EXPECT_EQ(letterhead.date("eo", {2026, 3, 4}), "4 de marto 2026");
}

TEST(Words, OfEnglishThatAreEnglishOnlyDoNotGoOver) {
  const Letterhead letterhead =
      letterhead_of(with_keys("words: { en: { first-day: 1st, digits: \"abcdefghij\" } }\n"));
  EXPECT_EQ(letterhead.date("en", {2026, 5, 1}), "1st May cacg");
  EXPECT_EQ(letterhead.date("de", {2026, 5, 1}), "1. Mai 2026");
  EXPECT_EQ(letterhead.number("en-GB", 12), "bc");
  EXPECT_EQ(letterhead.number("de", 12), "12");
}

TEST(Dates, QuotedTextAndApostrophesStandAsTheyAre) {
  const auto with_format = [](const std::string& format) {
    return letterhead_of(with_keys("words: { en: { date-format: \"" + format + "\" } }\n"))
        .date("en", {2026, 3, 4});
  };
  EXPECT_EQ(with_format("d MMMM y"), "4 March 2026");
  EXPECT_EQ(with_format("dd/MM/y"), "04/03/2026");
  // UTS 35, part 4, Date Format Patterns: '' is an apostrophe, inside of quotation marks too.
  EXPECT_EQ(with_format("'d' d ''M'' M 'o''clock' y"), "d 4 '3' 3 o'clock 2026");
}

TEST(Numbers, MayBeNegativeOrLarge) {
  EXPECT_EQ(plain().number("en", -12), "-12");
  EXPECT_EQ(plain().number("fa", -12), "-۱۲");
  EXPECT_EQ(plain().number("en", 2147483647), "2147483647");
  EXPECT_EQ(plain().number("en", -2147483647 - 1), "-2147483648");
}

TEST(WordsOf, KeepTheLanguagesThatALetterNeedsInTheirPlaces) {
  const std::string all = shared_words();
  EXPECT_EQ(words_of(all, {}), all);
  const std::string some = words_of(all, {"uz-Cyrl-UZ", "fr"});
  const data::Parsed parsed = data::parse_yaml(some, "words.yaml");
  ASSERT_TRUE(parsed.root);
  std::vector<std::string> kept;
  const data::Parsed whole = data::parse_yaml(all, "words.yaml");
  for (const data::Entry& entry : *parsed.root->mapping()) {
    kept.push_back(entry.key);
    const data::Node* same = whole.root->find(entry.key);
    ASSERT_NE(same, nullptr);
    EXPECT_EQ(data::write_json(entry.node), data::write_json(*same));
    EXPECT_EQ(entry.node.where.line, same->where.line);
  }
  EXPECT_THAT(kept, ElementsAre("en", "uz", "uz-Cyrl", "fr"));
}

TEST(FillIn, ReplacesWhatIsGivenAndLeavesTheRest) {
  EXPECT_EQ(fill_in("Page {page} of {pages}", {{"page", "2"}, {"pages", "9"}}), "Page 2 of 9");
  EXPECT_EQ(fill_in("{a}{a}", {{"a", "x"}}), "xx");
  EXPECT_EQ(fill_in("{b} {a", {{"a", "x"}}), "{b} {a");
  EXPECT_EQ(fill_in("", {{"a", "x"}}), "");
  EXPECT_EQ(fill_in("{}", {}), "{}");
  EXPECT_EQ(fill_in("{{a}", {{"a", "x"}}), "{x");
  // A value is not looked through again.
  EXPECT_EQ(fill_in("{a} {b}", {{"a", "{b}"}, {"b", "y"}}), "{b} y");
}

TEST(FillIn, TheOrderIsTheLanguages) {
  EXPECT_EQ(fill_in(plain().word("kk", "page-of"), {{"page", "2"}, {"pages", "9"}}),
            "9 беттің 2-беті");
}

}  // namespace
}  // namespace chancery::letterhead
