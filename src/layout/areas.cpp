#include "layout/areas.h"

#include <algorithm>

#include "base/diagnostic.h"

namespace chancery::layout {
namespace {

using letterhead::Margins;
using letterhead::PaperDesign;

/// Less than two lines before and after a break, and nothing can be set well.
constexpr Steps kLeastCapacity = 4 * Grid::kStepsPerLine;
/// About a dozen letters.
constexpr Points kLeastWidth{72};

TextArea area(const PaperDesign& paper, const Margins& margins, Points top, Points width,
              const Grid& grid, bool right_to_left) {
  TextArea result;
  result.x = right_to_left ? paper.width - margins.right - width : margins.left;
  result.top = top;
  result.capacity = grid.within(paper.height - margins.bottom - top);
  if (result.capacity < kLeastCapacity) {
    throw Failure(FailureKind::kInput, "no-text-area",
                  "the letterhead's margins and zones leave no room for text",
                  "make the margins smaller, or the address and reference zones lower");
  }
  return result;
}

Points below(const Rect& zone, const PaperDesign& paper, Points top) {
  const bool stands_apart =
      zone.width.value <= 0 || zone.height.value <= 0 || zone.right() <= paper.first.margins.left ||
      zone.x >= paper.width - paper.first.margins.right || zone.bottom() <= top;
  return stands_apart ? top : zone.bottom();
}

Rect mirrored(const Rect& rect, Points page_width) {
  return {page_width - rect.x - rect.width, rect.y, rect.width, rect.height};
}

}  // namespace

Rect address_place(const PaperDesign& paper, bool mirror) {
  const Rect& zone = paper.first.address_zone;
  return mirror && !paper.first.address_in_window ? mirrored(zone, paper.width) : zone;
}

Rect notice_place(const PaperDesign& paper, bool mirror) {
  const Rect& zone = paper.first.notice_zone;
  return mirror && !paper.first.address_in_window ? mirrored(zone, paper.width) : zone;
}

Rect reference_place(const PaperDesign& paper, bool mirror) {
  const Rect& zone = paper.first.reference_zone;
  return mirror ? mirrored(zone, paper.width) : zone;
}

TextAreas text_areas(const PaperDesign& paper, const Grid& grid, bool right_to_left, bool mirror,
                     bool has_reference, int extra_lines) {
  const Margins& first = paper.first.margins;
  const Margins& following = paper.following.margins;
  TextAreas areas;
  areas.width = std::min(paper.width - first.left - first.right,
                         paper.width - following.left - following.right);
  if (!(areas.width >= kLeastWidth)) {
    throw Failure(FailureKind::kInput, "no-text-area",
                  "the letterhead's margins leave no room for text between them",
                  "make the left and right margins smaller");
  }
  Points top = first.top;
  const Rect address = address_place(paper, mirror);
  const Rect reference = reference_place(paper, mirror);
  top = below(address, paper, top);
  if (has_reference) {
    top = below(reference, paper, top);
  } else if (reference.width.value > 0 && address.width.value <= 0) {
    top = std::min(top, reference.y);
  }
  areas.first = area(paper, first, top, areas.width, grid, right_to_left);
  areas.following = area(paper, following, following.top, areas.width, grid, right_to_left);
  for (TextArea* each : {&areas.first, &areas.following}) {
    const Steps room = grid.within(paper.height - each->top) - each->capacity;
    each->reserve = std::clamp(extra_lines * Grid::kStepsPerLine, 0, std::max(room, 0));
  }
  return areas;
}

}  // namespace chancery::layout
