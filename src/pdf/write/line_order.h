// The lines that the runs of a page stand in, and the order of their text.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "layout/page.h"
#include "text/subset.h"

namespace chancery::pdf {

/// Each run of the page with what its codes must know of its line.
std::vector<text::RunInLine> runs_in_lines(std::span<const layout::PlacedRun> runs);

/// The indices of the page's runs in the order of their text, which is that of reading aloud; in a
/// line with right-to-left text this is not the order from left to right.
std::vector<std::size_t> reading_order(std::span<const layout::PlacedRun> runs);

}  // namespace chancery::pdf
