// UTF-8 (RFC 3629), strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chancery {

/// One decoded code point and how many bytes it took.
struct Utf8Step {
  char32_t code_point;
  std::size_t length;
};

/// The code point at `offset_bytes`, or nothing when the bytes there are not valid UTF-8.
std::optional<Utf8Step> decode_utf8(std::string_view text, std::size_t offset_bytes);

/// The offset of the first byte that is not valid UTF-8, or nothing when all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

void append_utf8(std::string& to, char32_t code_point);

/// Both need valid UTF-8 and throw std::invalid_argument otherwise.
std::u32string to_utf32(std::string_view utf8);
std::u16string to_utf16(std::string_view utf8);

/// "U+0041".
std::string code_point_name(char32_t code_point);

}  // namespace chancery
