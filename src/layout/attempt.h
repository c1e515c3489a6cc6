// A letter set with one tightness, and the choice of it.
#pragma once

#include "layout/areas.h"
#include "layout/compose.h"
#include "layout/layout.h"
#include "layout/paginate.h"
#include "layout/setting.h"
#include "letter/letter.h"
#include "letterhead/letterhead.h"
#include "text/paragraph.h"

namespace chancery::layout {

struct Attempt {
  Setting setting;
  TextAreas areas;
  Composed composed;
  PageBreaks breaks;
};

/// Sets the letter as its styles say. When it is only a few lines too long for a page less, it is
/// set more tightly, by the first of these that saves the page: paragraphs in fewer lines, as few
/// of them as will do; spaces halved; both; lines beyond the text area, as many as the letterhead
/// allows. At most about a dozen settings of the letter. Throws what compose and break_pages throw.
Attempt set_pages(const letter::Letter& letter, const letterhead::Letterhead& letterhead,
                  const letterhead::PaperDesign& paper, const text::Typesetter& typesetter,
                  Examine examine, Hands hands);

}  // namespace chancery::layout
