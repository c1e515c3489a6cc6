#include "letterhead/letterhead.h"

#include <charconv>
#include <stdexcept>

#include "letterhead/language.h"

namespace chancery::letterhead {
namespace {

std::string decimal(int number) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return {digits.data(), end.ptr};
}

/// How often the letter at `at` repeats.
std::size_t run_length(std::string_view pattern, std::size_t at) {
  const std::size_t end = pattern.find_first_not_of(pattern[at], at);
  return (end == std::string_view::npos ? pattern.size() : end) - at;
}

/// Appends what stands between the quote at `at` and its fellow; '' is an apostrophe (UTS 35,
/// part 4, Date Format Patterns). Returns where the pattern goes on.
std::size_t append_quoted(std::string& to, std::string_view pattern, std::size_t at) {
  if (at + 1 < pattern.size() && pattern[at + 1] == '\'') {
    to += '\'';
    return at + 2;
  }
  for (++at; at < pattern.size(); ++at) {
    if (pattern[at] != '\'') {
      to += pattern[at];
    } else if (at + 1 < pattern.size() && pattern[at + 1] == '\'') {
      to += pattern[at++];
    } else {
      return at + 1;
    }
  }
  return at;
}

}  // namespace

std::string_view TextZone::text(std::string_view language) const {
  const std::string* found = find_by_language(text_by_language, language, "");
  return found == nullptr ? std::string_view() : *found;
}

const TypeStyle& Letterhead::style(std::string_view style_name) const {
  static const TypeStyle kPlain;
  auto found = styles.find(style_name);
  if (found == styles.end()) found = styles.find("text");
  return found == styles.end() ? kPlain : found->second;
}

std::string_view Letterhead::word(std::string_view language, std::string_view key) const {
  const std::string_view own = own_word(language, key);
  return own.data() != nullptr ? own : own_word("en", key);
}

std::string_view Letterhead::own_word(std::string_view language, std::string_view key) const {
  for (std::string tag = canonical_language(language); !tag.empty(); tag = parent_language(tag)) {
    const auto in_language = words.find(tag);
    if (in_language == words.end()) continue;
    const auto found = in_language->second.find(key);
    if (found != in_language->second.end()) return found->second;
  }
  return {};
}

std::string_view CodeZone::alternate_text(std::string_view language) const {
  const std::string* found = find_by_language(alternate_text_by_language, language, "");
  return found == nullptr ? std::string_view() : *found;
}

std::string_view Letterhead::footer(std::string_view language) const {
  const std::string* found = find_by_language(footer_by_language, language, "");
  return found == nullptr ? std::string_view() : *found;
}

std::string_view Letterhead::return_address(std::string_view language) const {
  const std::string* found = find_by_language(return_address_by_language, language, "");
  return found == nullptr ? std::string_view() : *found;
}

std::string Letterhead::number(std::string_view language, int number) const {
  std::string plain = decimal(number);
  const std::string_view digits = own_word(language, "digits");
  std::vector<std::string_view> glyphs = characters(digits);
  if (glyphs.size() != 10) return plain;
  std::string text;
  for (const char c : plain) {
    if (c >= '0' && c <= '9') {
      text += glyphs[static_cast<std::size_t>(c - '0')];
    } else {
      text += c;
    }
  }
  return text;
}

std::string Letterhead::date(std::string_view language, const letter::Date& date) const {
  const std::string_view pattern = word(language, "date-format");
  const auto* month_names = find_by_language(months, language, "en");
  const std::string_view first_day = own_word(language, "first-day");
  std::string text;
  for (std::size_t at = 0; at < pattern.size();) {
    const char letter = pattern[at];
    if (letter == '\'') {
      at = append_quoted(text, pattern, at);
      continue;
    }
    if (letter != 'd' && letter != 'M' && letter != 'y') {
      text += letter;
      ++at;
      continue;
    }
    const std::size_t length = run_length(pattern, at);
    at += length;
    const int value = letter == 'd' ? date.day : letter == 'M' ? date.month : date.year;
    if (letter == 'd' && value == 1 && !first_day.empty()) {
      text += first_day;
    } else if (letter == 'M' && length > 2 && month_names != nullptr && value >= 1 && value <= 12) {
      text += (*month_names)[static_cast<std::size_t>(value - 1)];
    } else {
      if (letter != 'y' && length == 2 && value < 10) text += number(language, 0);
      text += number(language, value);
    }
  }
  return text;
}

std::string Letterhead::date(std::string_view language, const letter::Date& day,
                             letter::Calendar calendar) const {
  if (calendar == letter::Calendar::kGregorian) return date(language, day);
  if (!date_in_calendar) throw std::logic_error("no calendars were given");
  return date_in_calendar(language, calendar, day);
}

std::string fill_in(std::string_view pattern,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string text;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    text += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    pattern.remove_prefix(open);
    const std::size_t close = pattern.find('}');
    const std::string_view name =
        close == std::string_view::npos ? std::string_view() : pattern.substr(1, close - 1);
    const auto* found = values.begin();
    while (found != values.end() && found->first != name) ++found;
    if (close == std::string_view::npos || found == values.end()) {
      text += '{';
      pattern.remove_prefix(1);
    } else {
      text += found->second;
      pattern.remove_prefix(close + 1);
    }
  }
  return text;
}

}  // namespace chancery::letterhead
