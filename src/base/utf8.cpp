#include "base/utf8.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <stdexcept>

namespace chancery {
namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;

bool is_surrogate(char32_t code_point) {
  return code_point >= 0xD800 && code_point <= 0xDFFF;
}

Utf8Step step_or_throw(std::string_view text, std::size_t offset_bytes) {
  const auto step = decode_utf8(text, offset_bytes);
  if (!step) throw std::invalid_argument("text is not valid UTF-8");
  return *step;
}

}  // namespace

std::optional<Utf8Step> decode_utf8(std::string_view text, std::size_t offset_bytes) {
  if (offset_bytes >= text.size()) return std::nullopt;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint8_t>(text[offset_bytes + i]);
  };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return Utf8Step{lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || offset_bytes + length > text.size()) return std::nullopt;
  char32_t code_point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return std::nullopt;
    code_point = (code_point << 6) | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kShortest = {0, 0, 0x80, 0x800, 0x10000};
  if (code_point < kShortest.at(length) || code_point > kLastCodePoint ||
      is_surrogate(code_point)) {
    return std::nullopt;
  }
  return Utf8Step{code_point, length};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const auto step = decode_utf8(text, offset);
    if (!step) return offset;
    offset += step->length;
  }
  return std::nullopt;
}

void append_utf8(std::string& to, char32_t code_point) {
  const auto put = [&](char32_t byte) { to += static_cast<char>(byte); };
  if (code_point > kLastCodePoint || is_surrogate(code_point)) {
    throw std::invalid_argument("not a Unicode scalar value");
  }
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::u32string to_utf32(std::string_view utf8) {
  std::u32string text;
  text.reserve(utf8.size());
  for (std::size_t offset = 0; offset < utf8.size();) {
    const Utf8Step step = step_or_throw(utf8, offset);
    text += step.code_point;
    offset += step.length;
  }
  return text;
}

std::u16string to_utf16(std::string_view utf8) {
  std::u16string text;
  text.reserve(utf8.size());
  for (std::size_t offset = 0; offset < utf8.size();) {
    const Utf8Step step = step_or_throw(utf8, offset);
    if (step.code_point < 0x10000) {
      text += static_cast<char16_t>(step.code_point);
    } else {
      const char32_t rest = step.code_point - 0x10000;
      text += static_cast<char16_t>(0xD800 + (rest >> 10));
      text += static_cast<char16_t>(0xDC00 + (rest & 0x3FF));
    }
    offset += step.length;
  }
  return text;
}

std::string code_point_name(char32_t code_point) {
  std::array<char, 12> name{};
  std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(code_point));
  return name.data();
}

}  // namespace chancery
