// The order in which PDFium reads a run that goes against its line.
#pragma once

#include <vector>

#include "text/codes.h"
#include "text/codes_in_line.h"

namespace chancery::text {

/// PDFium divides a line into segments of one kind (letters of a direction, numbers, all else) and
/// reads the segments of a right-to-left line from the right, of another from the left, so that
/// "Lake Princess" in Arabic comes out as "Princess Lake". The operators that show a line it first
/// sorts by where they begin. So each segment has operators of its own that begin, with the space
/// between two words or else with a directional mark, at a place that sorts them aright; the
/// letters stand where they stand.
///
/// Where an operator does not begin near the end of the one before it, PDFium adds a space, unless
/// one is there; and takes it away again when the operator begins with a code that was shown at the
/// same place a few characters before. So there an operator begins with a mark, and the next one
/// with the same mark.
void order_segments(const RunInLine& in_line, const GlyphFacts& font, std::vector<Cell>& cells);

/// The same for what stands between the last space of a run and one to its right whose segments are
/// so ordered: PDFium would see a gap there. `one_by_one`: an operator for each cell.
void order_tail(const RunInLine& in_line, const GlyphFacts& font, bool one_by_one,
                std::vector<Cell>& cells);

}  // namespace chancery::text
