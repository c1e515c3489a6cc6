// How much room a line needs on the grid. Type is set on the leading of its style; only scripts
// whose letters would meet their neighbours get more.
#pragma once

#include <vector>

#include "layout/flow.h"
#include "text/paragraph.h"

namespace chancery::layout {

/// Steps of a line's box beyond a line of text: above the baseline, and below it. `above` is -1 for
/// a style that is set tighter than the text.
struct LineHeight {
  Steps above = 0;
  Steps below = 0;
  Steps total() const { return Grid::kStepsPerLine + above + below; }
};

/// For each line of a paragraph set on `leading`. When most lines need more, all get the same.
std::vector<LineHeight> line_heights(const std::vector<text::Line>& lines, Points leading,
                                     const Grid& grid);

}  // namespace chancery::layout
