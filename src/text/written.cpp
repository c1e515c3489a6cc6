#include "text/written.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "base/utf8.h"
#include "text/white_space.h"

namespace chancery::text {
namespace {

/// Hyphenation, joining and direction controls are not seen by their neighbours.
bool is_invisible(char32_t c) {
  return c >= 0xAD && c != U'\u200B' && u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR;
}

bool is_quote(char32_t c) {
  switch (c) {
    case U'"':
    case U'\'':
    case U'«':
    case U'»':
    case U'‹':
    case U'›':
      return true;
    default:
      return (c >= 0x2018 && c <= 0x201F) || (c >= 0x300C && c <= 0x300F);
  }
}

/// Characters that stand around an address rather than in it.
bool is_around_address(char32_t c) {
  const Side side = side_of(c);
  return side == Side::kQuote || side == Side::kOpening || side == Side::kClosing;
}

}  // namespace

bool is_space(char32_t c) {
  return c == 0 || is_white_space(c) || c == U'\u200B';
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  return u_isalpha(static_cast<UChar32>(c)) != 0 ||
         (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

bool is_ascii_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool is_digit(char32_t c) {
  return is_ascii_digit(c) || (c >= 0x80 && u_isdigit(static_cast<UChar32>(c)) != 0);
}

bool is_unspaced(char32_t c) {
  if (c < 0xE00) return false;
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
      return true;
    default:
      return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF);
  }
}

Side side_of(char32_t c) {
  if (is_letter(c) || is_digit(c)) return Side::kWord;
  if (is_space(c)) return Side::kSpace;
  if (is_quote(c)) return Side::kQuote;
  switch (c) {
    case U'.':
    case U',':
    case U';':
    case U':':
    case U'!':
    case U'?':
    case U'…':
      return Side::kClosing;
    case U'׳':
    case U'״':
      return Side::kWord;
    case U'¡':
    case U'¿':
      return Side::kOpening;
    default:
      break;
  }
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_START_PUNCTUATION:
      return Side::kOpening;
    case U_END_PUNCTUATION:
      return Side::kClosing;
    case U_OTHER_PUNCTUATION:
      return c < 0x80 || c == U'·' || c == U'•' || c == U'§' || c == U'¶' ? Side::kSign
                                                                          : Side::kClosing;
    case U_OTHER_NUMBER:
      return Side::kWord;
    default:
      return Side::kSign;
  }
}

bool is_in_range(std::string_view language, std::string_view range) {
  return language.starts_with(range) &&
         (language.size() == range.size() || language[range.size()] == '-');
}

WrittenCharacters::WrittenCharacters(const WrittenText& text) : text_(text) {
  characters_.reserve(text.text.size());
  for (std::size_t offset = 0; offset < text.text.size();) {
    const auto step = decode_utf8(text.text, offset);
    if (!step) throw std::invalid_argument("the text is not UTF-8");
    characters_.push_back({step->code_point, static_cast<std::uint32_t>(offset), 0, false});
    offset += step->length;
  }
  find_parts();
  find_verbatim();
}

void WrittenCharacters::find_parts() {
  const auto first_from = [this](std::size_t byte) {
    return std::lower_bound(
        characters_.begin(), characters_.end(), byte,
        [](const WrittenCharacter& character, std::size_t at) { return character.begin < at; });
  };
  for (const WrittenText::Part& part : text_.parts) {
    const auto begin = first_from(part.begin);
    const auto end = first_from(part.end);
    around_.push_back(begin < end ? begin->part : 0);
    const auto index = static_cast<std::uint32_t>(around_.size());
    for (auto it = begin; it < end; ++it) it->part = index;
  }
  for (const WrittenText::Part& part : text_.verbatim) {
    const auto end = first_from(part.end);
    for (auto it = first_from(part.begin); it < end; ++it) it->verbatim = true;
  }
}

void WrittenCharacters::find_verbatim() {
  for (std::size_t i = 0; i < size();) {
    if (is_space(at(i))) {
      ++i;
      continue;
    }
    std::size_t end = i;
    bool may_be_address = at(i) == U'w' || side_of(at(i)) != Side::kWord;
    for (; end < size() && !is_space(at(end)); ++end) {
      may_be_address = may_be_address || at(end) == U'/' || at(end) == U'@';
    }
    if (may_be_address) find_address(i, end);
    i = end;
  }
}

/// A stretch without spaces that holds "://" or "@" between words, or begins with "www.".
void WrittenCharacters::find_address(std::size_t begin, std::size_t end) {
  while (begin < end && is_around_address(at(begin))) ++begin;
  while (end > begin && is_around_address(at(end - 1))) --end;
  const auto holds = [&](std::size_t i, std::u32string_view what) {
    for (std::size_t k = 0; k < what.size(); ++k) {
      if (i + k >= end || at(i + k) != what[k]) return false;
    }
    return true;
  };
  bool is_address = holds(begin, U"www.");
  for (std::size_t i = begin; i < end && !is_address; ++i) {
    is_address = holds(i, U"://") ||
                 (at(i) == U'@' && i > begin && i + 1 < end && side_of(at(i - 1)) == Side::kWord &&
                  side_of(at(i + 1)) == Side::kWord);
  }
  if (!is_address) return;
  for (std::size_t i = begin; i < end; ++i) characters_[i].verbatim = true;
}

std::size_t WrittenCharacters::end_byte(std::size_t i) const {
  return i + 1 < size() ? characters_[i + 1].begin : text_.text.size();
}

std::string_view WrittenCharacters::language(std::size_t i) const {
  const std::uint32_t part = characters_[i].part;
  return part == 0 ? text_.language : text_.parts[part - 1].language;
}

std::string_view WrittenCharacters::language_around(std::size_t i) const {
  const std::uint32_t part = characters_[i].part;
  if (part == 0) return text_.language;
  const std::uint32_t around = around_[part - 1];
  return around == 0 ? text_.language : text_.parts[around - 1].language;
}

bool WrittenCharacters::begins_part(std::size_t i) const {
  const std::uint32_t part = characters_[i].part;
  return part != 0 && text_.parts[part - 1].begin == characters_[i].begin;
}

bool WrittenCharacters::ends_part(std::size_t i) const {
  const std::uint32_t part = characters_[i].part;
  return part != 0 && text_.parts[part - 1].end == end_byte(i);
}

std::size_t WrittenCharacters::before(std::size_t i) const {
  while (i > 0) {
    --i;
    if (!is_invisible(characters_[i].c)) return i;
  }
  return kNone;
}

std::size_t WrittenCharacters::after(std::size_t i) const {
  for (++i; i < size(); ++i) {
    if (!is_invisible(characters_[i].c)) return i;
  }
  return kNone;
}

}  // namespace chancery::text
