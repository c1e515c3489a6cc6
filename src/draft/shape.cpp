#include "draft/shape.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"

namespace chancery::draft {
namespace {

bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

/// What a letter refuses (letter/characters.h), and zero-width spaces of web pages.
bool may_not_stand(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200B || c == 0x2060 || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFD) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

char32_t fold(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 0x20;
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9)) return c + 0x20;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  // Latin Extended-A and the Cyrillic of other languages: pairs, the capital first.
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x481) ||
      (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F)) {
    return c | 1U;
  }
  if (c == 0x2019 || c == 0x2BC || c == 0x60 || c == 0xB4) return '\'';
  if (c == 0x2010 || c == 0x2011) return '-';
  if (c >= 0x660 && c <= 0x669) return c - 0x660 + '0';
  if (c >= 0x6F0 && c <= 0x6F9) return c - 0x6F0 + '0';
  if (c >= 0xFF10 && c <= 0xFF19) return c - 0xFF10 + '0';
  if (c == 0xFF1A) return ':';
  return is_space(c) ? U' ' : c;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  std::erase(words, "");
  return words;
}

/// A capital, or a letter of a script without them.
bool begins_high(std::string_view text) {
  const auto first = decode_utf8(text, 0);
  if (!first) return false;
  const char32_t c = first->code_point;
  return is_letter(c) && (fold(c) != c || c >= 0x590);
}

}  // namespace

std::string Line::text() const {
  std::string text;
  for (const Span& span : spans) text += span.text;
  return text;
}

std::string tidy(std::string_view text) {
  std::string result;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    at += step ? step->length : 1;
    if (!step) continue;
    if (is_space(step->code_point)) {
      space = !result.empty();
      continue;
    }
    if (may_not_stand(step->code_point)) continue;
    if (space) result += ' ';
    space = false;
    append_utf8(result, step->code_point);
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::u32string folded(std::string_view utf8) {
  std::u32string result;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto step = decode_utf8(utf8, at);
    at += step ? step->length : 1;
    result += step ? fold(step->code_point) : U'?';
  }
  return result;
}

std::size_t length(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6U) != 2; }));
}

std::string from_code_point(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < utf8.size(); --count) {
    const auto step = decode_utf8(utf8, at);
    at += step ? step->length : 1;
  }
  return std::string(utf8.substr(std::min(at, utf8.size())));
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x3004) &&
         !(c >= 0x3008 && c <= 0x3020) && !(c >= 0xFF00 && c <= 0xFF20) && c != 0x60C &&
         c != 0x61B && c != 0x61F && !is_digit(c);
}

bool is_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) ||
         (c >= 0xFF10 && c <= 0xFF19);
}

bool is_ideograph(char32_t c) {
  return (c >= 0x2E80 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
         (c >= 0xFF01 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool ends_sentence(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kEnds = {".",  "!",  "?", "…", "。",
                                                            "！", "？", "؟", "۔"};
  static constexpr std::array<std::string_view, 8> kQuotes = {"\"", "'", "”",  "’",
                                                              "»",  ")", "」", "』"};
  text = trimmed(text);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view quote : kQuotes) {
      if (text.size() > quote.size() && text.ends_with(quote)) {
        text.remove_suffix(quote.size());
        again = true;
      }
    }
  }
  const bool ends = std::any_of(kEnds.begin(), kEnds.end(),
                                [&](std::string_view end) { return text.ends_with(end); });
  if (!ends || !text.ends_with('.')) return ends;
  // An abbreviation: a last word of at most three letters in a line of few words ("Ph.D.", "Inc.").
  const std::vector<std::string> words = words_of(text);
  return words.size() > 5 || words.back().size() > 4;
}

bool has_digits(std::string_view text) {
  const std::u32string all = folded(text);
  return std::any_of(all.begin(), all.end(), [](char32_t c) { return is_digit(c); });
}

bool has_contact(std::string_view text) {
  for (const std::string_view sign : {"@", "://", "www."}) {
    if (text.find(sign) != std::string_view::npos) return true;
  }
  // Seven digits with nothing but what telephone numbers have between them.
  int digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (++digits >= 7) return true;
    } else if (std::string_view(" ()+-/.").find(c) == std::string_view::npos) {
      digits = 0;
    }
  }
  return false;
}

std::vector<std::string> enumeration(std::string_view text, const std::vector<std::string>& words) {
  // Every separator becomes a line end.
  std::string marked;
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    const std::size_t size = step ? step->length : 1;
    const char32_t c = step ? step->code_point : U'?';
    if (c == ',' || c == ';' || c == 0x60C || c == 0xFF0C || c == 0x3001 || c == 0xFF1B) {
      marked += '\n';
    } else {
      marked += text.substr(at, size);
    }
    at += size;
  }
  std::vector<std::string> parts(1);
  for (const char c : marked) {
    if (c == '\n') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  for (std::string& part : parts) part = std::string(trimmed(part));
  std::erase(parts, "");
  if (parts.empty()) return {};
  // "B and C" is two, "and C" is C; an Arabic و is a part of its word.
  std::string last = parts.back();
  for (const std::string& word : words) {
    const bool is_prefix = word.ends_with('*');
    const std::string bare = is_prefix ? word.substr(0, word.size() - 1) : word;
    if (is_prefix) {
      if (parts.size() > 1 && last.starts_with(bare) && last.size() > bare.size()) {
        last.erase(0, bare.size());
      }
      const std::size_t inside = last.rfind(" " + bare);
      if (inside != std::string::npos && inside > 0) {
        parts.back() = last.substr(0, inside);
        last = last.substr(inside + 1 + bare.size());
        parts.push_back(last);
        break;
      }
      continue;
    }
    if (last.starts_with(bare + " ")) {
      last.erase(0, bare.size() + 1);
      break;
    }
    const std::string spaced = " " + bare + " ";
    const std::size_t inside = last.rfind(spaced);
    const std::size_t bare_inside = is_ideograph(folded(bare)[0]) ? last.rfind(bare) : inside;
    const std::size_t size = inside == std::string::npos ? bare.size() : spaced.size();
    const std::size_t at = inside == std::string::npos ? bare_inside : inside;
    if (at != std::string::npos && at > 0) {
      parts.back() = last.substr(0, at);
      last = last.substr(at + size);
      parts.push_back(last);
      break;
    }
  }
  parts.back() = std::string(trimmed(last));
  if (parts.back().ends_with('.')) parts.back().pop_back();
  constexpr std::size_t kFewest = 3;
  constexpr std::size_t kMostWords = 6;
  constexpr std::size_t kLongest = 60;
  if (parts.size() < kFewest) return {};
  for (const std::string& part : parts) {
    if (words_of(part).size() > kMostWords || length(part) > kLongest || has_digits(part) ||
        !begins_high(part.starts_with("the ") ? std::string_view(part).substr(4) : part)) {
      return {};
    }
  }
  return parts;
}

bool looks_like_name(std::string_view text) {
  constexpr std::size_t kMostWords = 6;
  constexpr std::size_t kLongest = 60;
  const std::vector<std::string> words = words_of(text);
  if (words.empty() || words.size() > kMostWords || length(text) > kLongest) return false;
  if (has_digits(text) || has_contact(text) || text.find(':') != std::string_view::npos ||
      text.find(';') != std::string_view::npos || text.ends_with(',')) {
    return false;
  }
  if (ends_sentence(text)) return false;
  return begins_high(text);
}

int whole_number(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() ? number : 0;
}

std::string some_words(std::string_view text) {
  constexpr std::size_t kMost = 48;
  std::string result;
  for (const std::string& word : words_of(text)) {
    if (length(result) + length(word) + 1 > kMost) {
      if (result.empty()) result = word.substr(0, 0);
      return "“" + result + " …”";
    }
    result += (result.empty() ? "" : " ") + word;
  }
  return "“" + result + "”";
}

std::string joined(const std::vector<Line>& lines, std::string_view between) {
  std::string text;
  for (const Line& line : lines) {
    if (!text.empty()) text += between;
    text += line.text();
  }
  return text;
}

}  // namespace chancery::draft
