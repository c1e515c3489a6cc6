// The flow becomes pages.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "layout/areas.h"
#include "layout/flow.h"

namespace chancery::layout {

/// The boxes [begin, end) of a note stand on one page. A long note goes on at the foot of the next.
struct NotePart {
  std::size_t note = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The boxes [begin, end) of the flow stand on one page, `notes` at its foot.
struct PageRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<NotePart> notes;
};

/// Six lines: paragraphs, spaces and the foot of the pages seldom yield more.
inline constexpr Steps kMostExcess = 6 * Grid::kStepsPerLine;

struct PageBreaks {
  std::vector<PageRange> pages;  ///< at least one
  int spoilt = 0;                ///< breaks that are avoided or forbidden
  /// By how much, in steps, a page less would be overfull; nothing when it is more than
  /// kMostExcess.
  std::optional<Steps> excess;
  std::size_t steps = 0;  ///< work done: boxes looked at, for each place a page could begin
};

/// Chooses the breaks of all pages together: of all ways to divide the flow the one that has, in
/// this order, the fewest forbidden breaks, the fewest avoided ones, the fewest pages, and the
/// least cost (short pages, split paragraphs, hyphens at a page's end …). Takes time in proportion
/// to the flow's length. Throws Failure(kInput, "does-not-fit-page") for a box that is taller than
/// a page.
PageBreaks break_pages(const Flow& flow, const TextAreas& areas, const Grid& grid,
                       const Grid& note_grid);

/// White space above the notes, the rule in its middle: one line.
inline constexpr Steps kNoteSpace = Grid::kStepsPerLine;
/// The height of a part of a note.
Points part_height(const Flow& flow, const NotePart& part, const Grid& note_grid);

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
