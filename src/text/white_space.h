// White space by the Unicode property, quickly.
#pragma once

#include <unicode/uchar.h>

namespace chancery::text {

/// The property White_Space (UAX 44). Nearly all characters that are asked for are ASCII.
inline bool is_white_space(char32_t c) {
  if (c < 0x80) return c == U' ' || (c >= U'\t' && c <= U'\r');
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

}  // namespace chancery::text
