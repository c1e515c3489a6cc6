#include "verification/shown.h"

#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace chancery::verification {
namespace {

struct Range {
  char32_t first, last;
};

bool is_in(char32_t c, const auto& ranges) {
  for (const Range& range : ranges) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

/// C0 and C1 controls, bidi marks, embeddings, overrides and isolates (UAX 9, 2), line and
/// paragraph separators, tags, byte order marks and noncharacters.
bool is_harmful(char32_t c) {
  constexpr std::array<Range, 10> kHarmful = {{{0x00, 0x1F},
                                               {0x7F, 0x9F},
                                               {0x061C, 0x061C},
                                               {0x200E, 0x200F},
                                               {0x2028, 0x202E},
                                               {0x2066, 0x206F},
                                               {0xFDD0, 0xFDEF},
                                               {0xFEFF, 0xFEFF},
                                               {0xFFF9, 0xFFFB},
                                               {0xE0000, 0xE007F}}};
  return is_in(c, kHarmful) || (c & 0xFFFEU) == 0xFFFEU;
}

/// Calls `put(code point, its bytes)` for each character; bytes that are none come as U+FFFD.
void each_character(std::string_view text, const auto& put) {
  for (std::size_t i = 0; i < text.size();) {
    const auto step = decode_utf8(text, i);
    const std::size_t length = step ? step->length : 1;
    if (step) {
      put(step->code_point, text.substr(i, length));
    } else {
      put(U'\uFFFD', std::string_view("\uFFFD"));
    }
    i += length;
  }
}

std::string json_escape(char32_t c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto unit = [&](std::uint32_t value) {
    std::string text = "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) text += kDigits[value >> shift & 0xFU];
    return text;
  };
  if (c < 0x10000) return unit(c);
  const std::uint32_t rest = c - 0x10000;  // a surrogate pair (RFC 8259, 7)
  return unit(0xD800 + (rest >> 10U)) + unit(0xDC00 + (rest & 0x3FFU));
}

}  // namespace

std::string harmless(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  each_character(text, [&](char32_t c, std::string_view bytes) {
    shown += is_harmful(c) ? std::string_view("\uFFFD") : bytes;
  });
  return shown;
}

std::string escaped(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  each_character(text, [&](char32_t c, std::string_view bytes) {
    switch (c) {
      case U'&':
        shown += "&amp;";
        break;
      case U'<':
        shown += "&lt;";
        break;
      case U'>':
        shown += "&gt;";
        break;
      case U'"':
        shown += "&quot;";
        break;
      case U'\'':
        shown += "&#39;";
        break;
      default:
        shown += is_harmful(c) ? std::string_view("\uFFFD") : bytes;
    }
  });
  return shown;
}

std::string harmless_json(std::string_view json) {
  std::string shown;
  shown.reserve(json.size());
  each_character(json, [&](char32_t c, std::string_view bytes) {
    if (c != U'\n' && is_harmful(c)) {
      shown += json_escape(c);
    } else {
      shown += bytes;
    }
  });
  return shown;
}

std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text += piece;
  return text;
}

std::size_t columns(std::string_view text) {
  // UAX 11, the blocks that are wide or full-width throughout.
  constexpr std::array<Range, 7> kWide = {{{0x1100, 0x115F},
                                           {0x2E80, 0x303E},
                                           {0x3041, 0xA4CF},
                                           {0xAC00, 0xD7A3},
                                           {0xF900, 0xFAFF},
                                           {0xFE30, 0xFE6F},
                                           {0xFF00, 0xFF60}}};
  std::size_t count = 0;
  each_character(text, [&](char32_t c, std::string_view) {
    const bool wide = is_in(c, kWide) || (c >= 0x20000 && c <= 0x3FFFD);
    count += wide ? 2 : 1;
  });
  return count;
}

}  // namespace chancery::verification
