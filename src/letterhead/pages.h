// The pages of a paper: margins, zones, texts and artwork.
#pragma once

#include <string>

#include "data/data.h"
#include "letterhead/forms.h"
#include "letterhead/letterhead.h"
#include "letterhead/papers.h"
#include "letterhead/zones.h"

namespace chancery::letterhead {

/// Which page is read, and what it takes from the paper's form where it says nothing.
struct PageFrame {
  std::string what;            ///< "the first page of A4"
  Rect page;                   ///< the whole of it
  const Form* form = nullptr;  ///< null: margins and footer must be written
  bool is_first = false;
};

/// `zones` of that page, for checks beyond it.
PageDesign read_page(const data::Node& node, const PageFrame& frame, const PageContext& context,
                     Zones& zones);

/// A mapping of `artwork`, `texts` and `codes`, and nothing else.
Side read_side(const data::Node& node, const PageContext& context, Zones& zones);

}  // namespace chancery::letterhead
