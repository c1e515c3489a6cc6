// Words divided as the published spelling rules divide them.
#include "text/syllables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "text/hyphenate.h"

namespace chancery::tests {
namespace {

std::string without_hyphens(std::string word) {
  word.erase(std::remove(word.begin(), word.end(), '-'), word.end());
  return word;
}

std::string divided(const std::string& word, const std::string& language) {
  const text::SyllableRules* rules = text::syllable_rules(language);
  if (rules == nullptr) return "no rules";
  const std::u32string letters = to_utf32(word);
  const std::vector<std::uint32_t> at = text::syllable_divisions(to_utf16(word), *rules);
  std::string shown;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (std::find(at.begin(), at.end(), i) != at.end()) shown += '-';
    append_utf8(shown, letters[i]);
  }
  return shown;
}

void expect_divided(const std::string& language, const std::vector<std::string>& words) {
  for (const std::string& word : words) EXPECT_EQ(divided(without_hyphens(word), language), word);
}

// Words that the spelling rules and textbooks give as examples, all their syllables marked but for
// those of one letter at either end.

TEST(Syllables, Kazakh) {
  // й and у between vowels; у and и after consonants; three consonants.
  expect_divided("kk", {"да-уыс", "са-уат", "да-йын-дық", "құ-йын", "бу-ын-ның", "су-ық-тық",
                        "қи-ын-дық", "құ-мырс-қа", "күң-гірт-теу", "жаң-ғырт-ты"});
  expect_divided("kk",
                 {"мек-теп", "ха-бар-лан-ды-ру", "ақыл-дас-тық", "ор-на-лас-ты-ру", "тұш-қыл-тым",
                  "са-рым-сақ", "сақ-та-ну-ға", "жал-пыл-дау-ға", "атыс-ты-ру-ға"});
}

TEST(Syllables, Kyrgyz) {
  expect_divided("ky", {"мээ-рим", "маа-лы-мат", "су-луу-лук", "аа-лам", "кыз-мат-таш-тык",
                        "ба-ла-луу-лар-да"});
  EXPECT_EQ(divided("окуя", "ky"), "окуя") << "no letter alone";
  EXPECT_EQ(divided("арыз", "ky"), "арыз");
}

// Cabinet of Ministers of Uzbekistan, no. 339 of 24 August 1995, rules 75 to 78.
TEST(Syllables, UzbekInLatin) {
  expect_divided("uz", {"toʻq-son", "si-fat-li", "pax-ta-kor", "vaʼ-da", "maʼ-ri-fat", "mashʼ-al",
                        "inʼ-om", "aba-diy", "eshik-dan", "mu-do-faa", "mat-baa", "pe-shay-von",
                        "pe-sho-na", "pi-choq", "si-ngil", "de-ngiz", "sing-li-si"});
  // "dia-gramma, silin-drik": gr and dr go together.
  for (const auto& [word, never] : {std::pair("diagramma", "g-r"), std::pair("silindrik", "d-r"),
                                    std::pair("monografiya", "g-r")}) {
    EXPECT_EQ(divided(word, "uz").find(never), std::string::npos);
  }
}

TEST(Syllables, UzbekInCyrillic) {
  expect_divided("uz-Cyrl", {"тўқ-сон", "си-фат-ли", "пах-та-кор", "маъ-ри-фат", "машъ-ал",
                             "инъ-ом", "си-нгил", "де-нгиз", "эшик-дан"});
}

TEST(Syllables, Tajik) {
  expect_divided("tg", {"бод-бон", "ба-ро-дар", "дӯс-тӣ", "та-бас-сум", "лаъ-лӣ", "аро-ба",
                        "оро-мӣ", "эъ-лон"});
}

TEST(Syllables, CapitalsAreLettersToo) {
  EXPECT_EQ(divided("Тоҷикистон", "tg"), "То-ҷи-кис-тон");
  EXPECT_EQ(divided("Oʻzbekiston", "uz"), "Oʻz-be-kis-ton");
}

TEST(Syllables, OtherAlphabetsStayWhole) {
  EXPECT_EQ(divided("international", "kk"), "international");
  EXPECT_EQ(divided("қазақстан2", "kk"), "қазақстан2");
  EXPECT_EQ(divided("mañana", "uz"), "mañana");
  EXPECT_EQ(text::syllable_rules("tr"), nullptr);
  EXPECT_EQ(text::syllable_rules("kkx"), nullptr);
}

/// What must hold of any word: every part has a vowel, none is of one letter, and nothing stands
/// between the letters of a sign.
TEST(Syllables, EachPartHasAVowel) {
  const std::u32string letters = U"абвгдеёжзийклмнопрстуўфхцчшъэюяқғҳ";
  const std::u32string vowels = U"аеёиоуўэюя";
  std::mt19937 random(1995);
  const text::SyllableRules& rules = *text::syllable_rules("uz-Cyrl");
  std::size_t divisions = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string word;
    const std::size_t length = 1 + random() % 14;
    for (std::size_t i = 0; i < length; ++i) append_utf8(word, letters[random() % letters.size()]);
    const std::u16string units = to_utf16(word);
    std::vector<std::uint32_t> at = text::syllable_divisions(units, rules);
    EXPECT_TRUE(std::is_sorted(at.begin(), at.end()));
    if (at.empty()) continue;
    divisions += at.size();
    at.insert(at.begin(), 0);
    at.push_back(static_cast<std::uint32_t>(units.size()));
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
      const std::u16string part = units.substr(at[i], at[i + 1] - at[i]);
      EXPECT_TRUE(std::any_of(part.begin(), part.end(), [&](char16_t c) {
        return vowels.find(c) != std::u32string::npos;
      })) << word;
    }
    EXPECT_GE(at[1], 2U) << word;
    EXPECT_GE(units.size() - at[at.size() - 2], 2U) << word;
  }
  EXPECT_GT(divisions, 1000U);
}

TEST(Syllables, StandInWhereThereIsNoDictionary) {
  const text::Hyphenators none([](std::string_view) { return std::string(); });
  const text::Hyphenator* kazakh = none.for_language("kk-KZ");
  ASSERT_NE(kazakh, nullptr);
  EXPECT_EQ(kazakh->divisions(to_utf16("министрлер")), (std::vector<std::uint32_t>{2, 7}));
  EXPECT_TRUE(kazakh->divisions(to_utf16("қала")).empty()) << "too short to be worth it";
  EXPECT_EQ(none.for_language("ja"), nullptr);
}

}  // namespace
}  // namespace chancery::tests
