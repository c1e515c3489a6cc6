#include "layout/paginate.h"

#include <algorithm>
#include <array>
#include <utility>

#include "layout/setting.h"

namespace chancery::layout {
namespace {

/// White space above the notes, the rule in its middle: one line.
constexpr Steps kNoteSpace = Grid::kStepsPerLine;
/// Of the column's width.
constexpr double kNoteRuleWidth = 0.25;

/// A page being filled.
class Filling {
 public:
  Filling(const Flow& flow, const Grid& grid, Steps capacity)
      : flow_(flow), grid_(grid), capacity_(capacity) {}

  void add_notes(const std::vector<std::size_t>& notes) {
    for (const std::size_t note : notes) note_height_ += flow_.notes[note].height;
    has_notes_ = has_notes_ || !notes.empty();
  }

  void add(const Box& box, bool first) {
    if (first && box.repeated_head) used_ += flow_.heads[*box.repeated_head].height;
    used_ += box.height + (first ? 0 : box.space_before);
    add_notes(box.notes);
  }

  bool is_over() const {
    return used_ + (has_notes_ ? grid_.covering(note_height_) + kNoteSpace : 0) > capacity_;
  }

 private:
  const Flow& flow_;
  const Grid& grid_;
  Steps capacity_;
  Steps used_ = 0;
  Points note_height_;
  bool has_notes_ = false;
};

[[noreturn]] void refuse(const Box& box, bool has_notes) {
  if (has_notes) {
    throw Failure(FailureKind::kInput, "does-not-fit-page",
                  "a line and the footnotes it refers to are taller than a page",
                  "shorten the footnotes, or say some of it in the text");
  }
  throw Failure(FailureKind::kInput, "does-not-fit-page",
                box.is_text ? "a line or table row is taller than a page"
                            : "a row of signature blocks is taller than a page",
                box.is_text ? "divide the table row, or set it in a smaller style"
                            : "make the letterhead's signature field lower");
}

PageRange fill_page(const Flow& flow, std::size_t begin, Filling filling) {
  // The last place of each kind where the page may end.
  std::array<std::size_t, 3> last = {begin, begin, begin};
  for (std::size_t i = begin; i < flow.boxes.size(); ++i) {
    const Box& box = flow.boxes[i];
    if (i > begin) {
      if (box.before == Break::kForced) return {begin, i};
      last[static_cast<std::size_t>(box.before)] = i;
    }
    filling.add(box, i == begin);
    if (!filling.is_over()) continue;
    for (const std::size_t end : last) {
      if (end > begin) return {begin, end};
    }
    refuse(box, !box.notes.empty() || (begin == 0 && !flow.first_page_notes.empty()));
  }
  return {begin, flow.boxes.size()};
}

void place_notes(const Flow& flow, const std::vector<std::size_t>& notes, const TextArea& area,
                 Points width, const Grid& grid, const Grid& note_grid, const NoteRule& rule,
                 Page& page) {
  if (notes.empty()) return;
  Points height;
  for (const std::size_t note : notes) height += flow.notes[note].height;
  Points y = area.top + grid.at(area.capacity) - height;

  const Points rule_width = width * kNoteRuleWidth;
  const Points x = rule.right_to_left ? area.x + width - rule_width : area.x;
  const Points middle = y - grid.at(kNoteSpace) / 2;
  page.rects.push_back({{x, middle - kRuleThickness / 2, rule_width, kRuleThickness},
                        rule.colour,
                        Artifact{Artifact::Kind::kRule}});
  for (const std::size_t note : notes) {
    bool first = true;
    for (const Box& box : flow.notes[note].boxes) {
      if (!first) y += note_grid.at(box.space_before);
      place_box(box, area.x, y, page);
      y += note_grid.at(box.height);
      first = false;
    }
  }
}

}  // namespace

std::vector<PageRange> break_pages(const Flow& flow, const TextAreas& areas, const Grid& grid) {
  std::vector<PageRange> pages;
  std::size_t begin = 0;
  do {
    Filling filling(flow, grid, areas.of_page(pages.size()).capacity);
    if (pages.empty()) filling.add_notes(flow.first_page_notes);
    pages.push_back(fill_page(flow, begin, filling));
    begin = pages.back().end;
  } while (begin < flow.boxes.size());
  return pages;
}

void place_flow(const Flow& flow, const PageRange& range, std::size_t page_index,
                const TextAreas& areas, const Grid& grid, const Grid& note_grid,
                const NoteRule& rule, Page& page) {
  const TextArea& area = areas.of_page(page_index);
  std::vector<std::size_t> notes;
  if (page_index == 0) notes = flow.first_page_notes;
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
    notes.insert(notes.end(), box.notes.begin(), box.notes.end());
  }
  place_notes(flow, notes, area, areas.width, grid, note_grid, rule, page);
}

}  // namespace chancery::layout
