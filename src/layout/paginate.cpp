#include "layout/paginate.h"

#include <algorithm>

#include "layout/setting.h"

namespace chancery::layout {
namespace {

/// Of the column's width. The rule above a note that goes on from the page before spans it all.
constexpr double kNoteRuleWidth = 0.25;

/// `foot` is where the notes end.
void place_notes(const Flow& flow, const std::vector<NotePart>& parts, Points foot,
                 const TextArea& area, Points width, const Grid& grid, const Grid& note_grid,
                 const NoteRule& rule, Page& page) {
  if (parts.empty()) return;
  Points y = foot;
  for (const NotePart& part : parts) y -= part_height(flow, part, note_grid);

  const bool goes_on = parts.front().begin > 0;
  const Points rule_width = goes_on ? width : width * kNoteRuleWidth;
  const Points x = rule.right_to_left ? area.x + width - rule_width : area.x;
  const Points middle = y - grid.at(kNoteSpace) / 2;
  page.rects.push_back({{x, middle - kRuleThickness / 2, rule_width, kRuleThickness},
                        rule.colour,
                        Artifact{Artifact::Kind::kRule}});
  for (const NotePart& part : parts) {
    const std::vector<Box>& boxes = flow.notes[part.note].boxes;
    for (std::size_t i = part.begin; i < part.end; ++i) {
      if (i > part.begin) y += note_grid.at(boxes[i].space_before);
      place_box(boxes[i], area.x, y, page);
      y += note_grid.at(boxes[i].height);
    }
  }
}

}  // namespace

Points part_height(const Flow& flow, const NotePart& part, const Grid& note_grid) {
  const Note& note = flow.notes[part.note];
  if (part.begin == 0 && part.end == note.boxes.size()) return note.height;
  return note_grid.at(total_height(note.boxes, part.begin, part.end));
}

void place_flow(const Flow& flow, const PageRange& range, std::size_t page_index,
                const TextAreas& areas, const Grid& grid, const Grid& note_grid,
                const NoteRule& rule, Page& page) {
  const TextArea& area = areas.of_page(page_index);
  Steps used = 0;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const Box& box = flow.boxes[i];
    if (i > range.begin) {
      used += box.space_before;
    } else if (box.repeated_head) {
      const Box& head = flow.heads[*box.repeated_head];
      place_box(head, area.x, area.top, page);
      used += head.height;
    }
    place_box(box, area.x, area.top + grid.at(used), page);
    used += box.height;
  }
  // A page that uses the reserve has its notes lower.
  Points notes;
  for (const NotePart& part : range.notes) notes += part_height(flow, part, note_grid);
  const Steps foot = std::max(area.capacity, used + kNoteSpace + grid.covering(notes));
  place_notes(flow, range.notes, area.top + grid.at(foot), area, areas.width, grid, note_grid, rule,
              page);
}

}  // namespace chancery::layout
