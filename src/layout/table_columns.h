// Columns of a table: how wide, and where their numbers line up.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/units.h"
#include "text/paragraph.h"

namespace chancery::layout {

/// What a column's cells need.
struct ColumnNeed {
  Points least;    ///< the longest word
  Points natural;  ///< the longest cell in one line
};

/// Widths whose sum is no more than `available`: what the cells ask for where there is room, else
/// narrow columns in full and the others by need, none of them, if it can be, narrower than its
/// longest word.
std::vector<Points> column_widths(const std::vector<ColumnNeed>& needs, Points available);

/// Whether a cell is a number: digits, with signs, separators, per cent and currency.
bool is_number(std::string_view text);
/// Whether it stands for a missing number: nothing, or a dash.
bool is_no_number(std::string_view text);
/// Where, from the line's left end, a number's decimals begin (their mark counted) or its digits
/// end; raised note numbers do not count. Nothing for a line without digits.
std::optional<Points> decimals_of(const std::vector<text::GlyphRun>& line, std::string_view mark);

}  // namespace chancery::layout
