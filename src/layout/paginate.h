// The flow becomes pages.
#pragma once

#include <cstddef>
#include <vector>

#include "layout/areas.h"
#include "layout/flow.h"

namespace chancery::layout {

/// The boxes [begin, end) of the flow stand on one page.
struct PageRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Fills each page up to the last place where it may end, which gives the fewest pages. A break
/// that is avoided or forbidden is taken only when a page holds no other. At least one page.
/// Throws Failure(kInput, "does-not-fit-page") for a box that is taller than a page.
std::vector<PageRange> break_pages(const Flow& flow, const TextAreas& areas, const Grid& grid);

/// How the rule above the notes looks.
struct NoteRule {
  Colour colour;
  bool right_to_left = false;
};

/// Sets the range on its page, notes at the foot of the text area.
void place_flow(const Flow& flow, const PageRange& range, std::size_t page_index,
                const TextAreas& areas, const Grid& grid, const Grid& note_grid,
                const NoteRule& rule, Page& page);

}  // namespace chancery::layout
