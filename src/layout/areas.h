// Where text stands on the pages of a paper.
#pragma once

#include "layout/flow.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

struct TextArea {
  Points x, top;
  Steps capacity = 0;
  Steps reserve = 0;  ///< below it, for what would else take another page
};

/// Both areas hold columns of the same width, the narrower one: lines are broken before it is known
/// on which page they stand. In a wider area the column stands at the side where text starts.
struct TextAreas {
  TextArea first, following;
  Points width;

  const TextArea& of_page(std::size_t page) const { return page == 0 ? first : following; }
  Steps least_capacity() const {
    return first.capacity < following.capacity ? first.capacity : following.capacity;
  }
};

/// The text of the first page begins below the positioned zones that reach into its area.
/// `mirror`: the letter runs the other way than the letterhead. Throws Failure(kInput,
/// "no-text-area") when the margins leave no room for a few lines. Without a reference or date,
/// text begins where they would stand, unless the addressees have a zone of their own.
/// `extra_lines` become the reserve, as far as the paper has room for them.
TextAreas text_areas(const letterhead::PaperDesign& paper, const Grid& grid, bool right_to_left,
                     bool mirror, bool has_reference, int extra_lines);

/// Where the first page's zones stand: with `mirror` on the other side of the page, as seen in a
/// mirror on its middle, but for an address in a window.
Rect address_place(const letterhead::PaperDesign& paper, bool mirror);
Rect notice_place(const letterhead::PaperDesign& paper, bool mirror);
Rect reference_place(const letterhead::PaperDesign& paper, bool mirror);

}  // namespace chancery::layout
