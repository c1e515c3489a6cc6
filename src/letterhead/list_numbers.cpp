// Numbers of lists, as a language counts them at each level.
#include "letterhead/list_numbers.h"

#include <array>
#include <cstddef>
#include <utility>

#include "letterhead/language.h"
#include "letterhead/letterhead.h"

namespace chancery::letterhead {
namespace {

constexpr std::string_view kChineseOne = "\u4E00";
constexpr std::array<std::string_view, 5> kSymbols = {"1", "a", "i", "I", kChineseOne};
constexpr std::string_view kUsualLevels = "1. a. i.";
constexpr std::string_view kLatinLetters = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
/// Beyond these a number is written in digits (CSS Counter Styles 3, 6.1 and 7.1.1).
constexpr int kLastRoman = 3999;
constexpr int kLastChinese = 9999;

/// Bijective: after the last letter come two (CSS Counter Styles 3, 3.1.4).
std::string in_letters(const std::vector<std::string_view>& letters, int number) {
  std::string text;
  const auto count = static_cast<int>(letters.size());
  for (; number > 0; number = (number - 1) / count) {
    text.insert(0, letters[static_cast<std::size_t>((number - 1) % count)]);
  }
  return text;
}

std::string in_roman(int number, bool capital) {
  static constexpr std::array<std::pair<int, std::string_view>, 13> kParts = {{{1000, "m"},
                                                                               {900, "cm"},
                                                                               {500, "d"},
                                                                               {400, "cd"},
                                                                               {100, "c"},
                                                                               {90, "xc"},
                                                                               {50, "l"},
                                                                               {40, "xl"},
                                                                               {10, "x"},
                                                                               {9, "ix"},
                                                                               {5, "v"},
                                                                               {4, "iv"},
                                                                               {1, "i"}}};
  std::string text;
  for (const auto& [value, letters] : kParts) {
    for (; number >= value; number -= value) text += letters;
  }
  if (capital) {
    for (char& c : text) c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

/// As it is spoken: ten is not "one ten", and a gap between digits is one zero.
std::string in_chinese(int number) {
  static constexpr std::array<std::string_view, 10> kDigits = {
      "\u96F6", "\u4E00", "\u4E8C", "\u4E09", "\u56DB",
      "\u4E94", "\u516D", "\u4E03", "\u516B", "\u4E5D"};
  static constexpr std::array<std::pair<int, std::string_view>, 4> kUnits = {
      {{1000, "\u5343"}, {100, "\u767E"}, {10, "\u5341"}, {1, ""}}};
  const bool is_teen = number >= 10 && number < 20;
  std::string text;
  bool gap = false;
  for (const auto& [value, unit] : kUnits) {
    const int digit = number / value;
    number %= value;
    if (digit == 0) {
      gap = !text.empty();
      continue;
    }
    if (gap) text += kDigits[0];
    gap = false;
    if (!(is_teen && value == 10)) text += kDigits[static_cast<std::size_t>(digit)];
    text += unit;
  }
  return text;
}

}  // namespace

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    if (end != 0) words.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return words;
}

std::optional<ListLevel> parse_list_level(std::string_view level) {
  std::optional<ListLevel> found;
  for (const std::string_view symbol : kSymbols) {
    for (std::size_t at = level.find(symbol); at != std::string_view::npos;
         at = level.find(symbol, at + 1)) {
      if (found) return std::nullopt;
      found = {level.substr(0, at), symbol, level.substr(at + symbol.size())};
    }
  }
  return found;
}

std::string Letterhead::list_number(std::string_view language, std::size_t level,
                                    int number) const {
  std::vector<std::string_view> levels = split_words(word(language, "list-numbers"));
  if (levels.empty()) levels = split_words(kUsualLevels);
  const std::optional<ListLevel> one = parse_list_level(levels[level % levels.size()]);
  if (!one) return this->number(language, number);
  std::string counted;
  if (number > 0 && one->symbol == "a") {
    const std::string_view own = word(language, "list-letters");
    counted = in_letters(split_words(own.empty() ? kLatinLetters : own), number);
  } else if (number > 0 && number <= kLastRoman && (one->symbol == "i" || one->symbol == "I")) {
    counted = in_roman(number, one->symbol == "I");
  } else if (number > 0 && number <= kLastChinese && one->symbol == kChineseOne) {
    counted = in_chinese(number);
  } else {
    counted = this->number(language, number);
  }
  return std::string(one->before) + counted + std::string(one->after);
}

std::string_view Letterhead::list_numbering(std::string_view language, std::size_t level) const {
  std::vector<std::string_view> levels = split_words(word(language, "list-numbers"));
  if (levels.empty()) levels = split_words(kUsualLevels);
  const std::optional<ListLevel> one = parse_list_level(levels[level % levels.size()]);
  if (!one) return "Decimal";
  if (one->symbol == "i") return "LowerRoman";
  if (one->symbol == "I") return "UpperRoman";
  if (one->symbol == "a" && word(language, "list-letters").empty()) return "LowerAlpha";
  return "Decimal";
}

}  // namespace chancery::letterhead
