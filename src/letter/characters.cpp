#include "letter/characters.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace chancery::letter {
namespace {

constexpr char32_t kReplacementCharacter = 0xFFFD;
constexpr char32_t kByteOrderMark = 0xFEFF;
constexpr char32_t kParagraphSeparator = 0x2029;

// Unicode 15, 23.7: U+FDD0..U+FDEF and the last two of every plane.
bool is_noncharacter(char32_t c) {
  return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

// Unicode 15, 23.5: what these mean is agreed on elsewhere, or nowhere.
bool is_private_use(char32_t c) {
  return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFF);
}

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0) ||
         c == kParagraphSeparator;
}

}  // namespace

bool may_stand(char32_t c) {
  return !is_control(c) && !is_noncharacter(c) && !is_private_use(c) &&
         c != kReplacementCharacter && c != kByteOrderMark;
}

void refuse_character(const Position& where, char32_t c, Problems& problems) {
  const std::string name = code_point_name(c);
  if (c == kReplacementCharacter) {
    problems.error(where, "replacement-character",
                   "the replacement character " + name + " stands for text that was lost",
                   "write the character that belongs here");
  } else if (is_private_use(c)) {
    problems.error(where, "private-use-character",
                   "the character " + name +
                       " is for private use: who reads or archives the "
                       "letter cannot know what it means",
                   "write a character of Unicode, or put the sign into the letterhead's artwork");
  } else {
    problems.error(where, "control-character",
                   "the character " + name + " may not stand in a letter", "remove it");
  }
}

std::string without_refused(std::string_view text,
                            const std::function<Position(std::size_t)>& where, Problems& problems) {
  std::string clean(text);
  for (std::size_t i = 0; i < text.size();) {
    const auto step = decode_utf8(text, i);
    const std::size_t length = step ? step->length : 1;
    if (step && !may_stand(step->code_point)) {
      refuse_character(where(i), step->code_point, problems);
      clean.replace(i, length, length, '?');
    }
    i += length;
  }
  return clean;
}

// Unicode 15, Scripts.txt: Han, Hiragana, Katakana, Bopomofo; and the blocks of their punctuation.
bool is_han_or_kana(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  constexpr std::array<Range, 12> kRanges = {{
      {0x2E80, 0x2FDF},    // radicals
      {0x3000, 0x303F},    // symbols and punctuation, the ideographic space
      {0x3040, 0x30FF},    // hiragana, katakana
      {0x3100, 0x312F},    // bopomofo
      {0x31A0, 0x31FF},    // bopomofo extended, strokes, katakana phonetic extensions
      {0x3400, 0x4DBF},    // ideographs, extension A
      {0x4E00, 0x9FFF},    // ideographs
      {0xF900, 0xFAFF},    // compatibility ideographs
      {0xFE30, 0xFE4F},    // compatibility forms
      {0xFF01, 0xFF9F},    // full-width forms, half-width katakana
      {0x1AFF0, 0x1B16F},  // kana extended and supplement
      {0x20000, 0x3FFFD},  // ideographs, extensions
  }};
  return std::any_of(kRanges.begin(), kRanges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1));
}

}  // namespace chancery::letter
