// What the making of codes asks of cells, and does to them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "text/codes.h"
#include "text/codes_pieces.h"
#include "text/white_space.h"

namespace chancery::text {

// Directional marks (UAX 9, 2.6).
inline constexpr std::string_view kLeftToRightMark = "\u200E";
inline constexpr std::string_view kRightToLeftMark = "\u200F";

inline char32_t first_character(const Cell& cell) {
  if (!cell.text.empty() && static_cast<unsigned char>(cell.text.front()) < 0x80) {
    return static_cast<char32_t>(cell.text.front());
  }
  const auto step = decode_utf8(cell.text, 0);
  return step ? step->code_point : 0;
}

inline bool is_white_space(const Cell& cell) {
  return is_white_space(first_character(cell));
}

inline bool says_mark(const Cell& cell) {
  return is_mark(first_character(cell));
}

inline bool is_directional_mark(const Cell& cell) {
  return cell.text == kLeftToRightMark || cell.text == kRightToLeftMark;
}

/// One that shows nothing.
inline Cell blank_cell(std::string text, std::int32_t advance, double x) {
  Cell cell;
  cell.is_made = true;
  cell.made.advance = advance;
  cell.text = std::move(text);
  cell.x = Points(x);
  return cell;
}

/// Gives the cell another advance, in font units.
inline void make_as_wide(Cell& cell, std::int32_t advance) {
  if (!cell.is_made) cell.made.components = {{cell.glyph, 0, 0}};
  cell.is_made = true;
  cell.made.advance = advance;
}

}  // namespace chancery::text
