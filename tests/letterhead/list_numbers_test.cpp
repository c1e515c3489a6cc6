// How lists count. Roman, alphabetic and Chinese numbers by CSS Counter Styles Level 3 (6.1, 3.1.4,
// 7.1.1); letters of the languages as their alphabets have them.
#include "letterhead/list_numbers.h"

#include <gmock/gmock.h>

#include <string>

#include "letterhead_yaml.h"

namespace chancery::letterhead {
namespace {

using ::testing::ElementsAre;

/// With the project's own words.
const Letterhead& letterhead() {
  static const Letterhead kLetterhead = letterhead_of(plain_letterhead());
  return kLetterhead;
}

Letterhead with_levels(const std::string& levels) {
  Letterhead made;
  made.words["en"]["list-numbers"] = levels;
  return made;
}

TEST(ListNumbers, RomanNumeralsSubtractAndEnd) {
  const Letterhead small = with_levels("i.");
  EXPECT_EQ(small.list_number("en", 0, 4), "iv.");
  EXPECT_EQ(small.list_number("en", 0, 49), "xlix.");
  EXPECT_EQ(small.list_number("en", 0, 1999), "mcmxcix.");
  EXPECT_EQ(small.list_number("en", 0, 3999), "mmmcmxcix.");
  EXPECT_EQ(small.list_number("en", 0, 4000), "4000.");
  EXPECT_EQ(small.list_number("en", 0, 0), "0.");
  EXPECT_EQ(with_levels("(I)").list_number("en", 0, 44), "(XLIV)");
}

TEST(ListNumbers, LettersGoOnWithTwo) {
  const Letterhead letters = with_levels("a)");
  EXPECT_EQ(letters.list_number("en", 0, 1), "a)");
  EXPECT_EQ(letters.list_number("en", 0, 26), "z)");
  EXPECT_EQ(letters.list_number("en", 0, 27), "aa)");
  EXPECT_EQ(letters.list_number("en", 0, 53), "ba)");
  EXPECT_EQ(letters.list_number("en", 0, 702), "zz)");
  EXPECT_EQ(letters.list_number("en", 0, 703), "aaa)");
  EXPECT_EQ(letters.list_number("en", 0, 0), "0)");
}

TEST(ListNumbers, ChineseNumeralsAreSpoken) {
  const Letterhead chinese = with_levels("一、");
  const std::pair<int, const char*> kNumbers[] = {{1, "一、"},
                                                  {10, "十、"},
                                                  {11, "十一、"},
                                                  {20, "二十、"},
                                                  {21, "二十一、"},
                                                  {101, "一百零一、"},
                                                  {110, "一百一十、"},
                                                  {1001, "一千零一、"},
                                                  {1010, "一千零一十、"},
                                                  {6000, "六千、"},
                                                  {9999, "九千九百九十九、"},
                                                  {10000, "10000、"}};
  for (const auto& [number, text] : kNumbers) {
    EXPECT_EQ(chinese.list_number("zh", 0, number), text);
  }
}

TEST(ListNumbers, EachLanguageCountsByLevel) {
  const auto levels = [](const char* language) {
    std::string text;
    for (std::size_t level = 0; level < 3; ++level) {
      text += letterhead().list_number(language, level, 2) + ' ';
    }
    return text;
  };
  EXPECT_EQ(levels("en-GB"), "2. b. ii. ");
  EXPECT_EQ(levels("ru"), "2) б) 2) ");
  EXPECT_EQ(levels("uz-Cyrl"), "2) б) 2) ");
  EXPECT_EQ(levels("uz"), "2) b) 2) ");
  EXPECT_EQ(levels("zh-Hant"), "二、 （二） 2. ");
  EXPECT_EQ(levels("ar"), "٢. ب. ٢. ");
  EXPECT_EQ(levels("fa"), "۲. ب) ۲. ");
  EXPECT_EQ(levels("hi"), "2. (ख) (ii) ");
  EXPECT_EQ(levels("ko"), "2. b. ii. ");
}

TEST(ListNumbers, ALevelCountsJustOnce) {
  EXPECT_TRUE(parse_list_level("(a)"));
  EXPECT_FALSE(parse_list_level("--"));
  EXPECT_FALSE(parse_list_level("1.a"));
  EXPECT_FALSE(parse_list_level("11"));
}

TEST(ListNumbers, LevelsThatDoNotCountOnceAreRefused) {
  const ReadLetterhead result =
      read(with_keys("words: { en: { list-numbers: \"1. --\", decimal: \"..\" } }\n"));
  EXPECT_THAT(codes(result), ElementsAre("1:48 bad-decimal", "1:30 bad-list-numbers"));
}

}  // namespace
}  // namespace chancery::letterhead
