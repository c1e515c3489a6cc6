// Tables as they stand in the source: what cmark would fill up or leave out without a word.
#pragma once

#include <functional>
#include <string_view>

#include "data/data.h"
#include "letter/problems.h"

namespace chancery::letter {

/// cmark fills short rows up to the width of the table, so a few megabytes could become billions of
/// cells. Gives false, and tells it, when some table may hold more cells than a letter can.
bool tables_are_small(const data::Lines& source, const std::function<Position(std::size_t)>& where,
                      Problems& problems);

/// The cells of a row: what stands between bars that are not escaped.
std::size_t count_cells(std::string_view row);

/// Offsets into the row of the cell with this index (from 0): of its first byte after the bar, and
/// of its text. Both are the end of the row when it has fewer cells.
struct CellPlace {
  std::size_t begin = 0;
  std::size_t text = 0;
};
CellPlace cell_place(std::string_view row, std::size_t index);

}  // namespace chancery::letter
