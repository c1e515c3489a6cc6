// Last stage: the glyphs of one line in visual order (UAX 9, L1 and L2), justified and aligned.
#pragma once

#include "text/letter_fit.h"
#include "text/line_breaks.h"
#include "text/paragraph.h"
#include "text/prepare.h"

namespace chancery::text {

struct SetLine {
  Line line;
  Points overfull;  ///< by how much it is wider than the measure
};

/// `indent` is the line's own, on the side where it starts; `measure` is the paragraph's.
SetLine make_line(const Prepared& prepared, const LetterFit& letter_fit, const BrokenLine& broken,
                  const ParagraphStyle& style, Points measure, Points indent,
                  const FontLibrary& fonts);

}  // namespace chancery::text
