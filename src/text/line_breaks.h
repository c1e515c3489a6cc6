// Sixth stage: the paragraph's lines, by ever more tolerant passes.
#pragma once

#include <vector>

#include "text/hyphenate.h"
#include "text/icu.h"
#include "text/letter_fit.h"
#include "text/opportunities.h"
#include "text/prepare.h"

namespace chancery::text {

/// The text between two opportunities.
struct BrokenLine {
  Opportunity from;
  Opportunity to;
};

/// Measures in points, without the first line's indent.
struct Measures {
  double first = 0;
  double other = 0;
};

/// Never fails: text that cannot be set well is set as well as it can be.
std::vector<BrokenLine> break_lines(const Prepared& prepared, const LetterFit& letter_fit,
                                    const ParagraphStyle& style, const Measures& measures,
                                    const Hyphenators& hyphenators, BreakIterators& iterators);

/// By how much a line may stand out, in points.
struct Protrusion {
  double start = 0;
  double end = 0;
};
/// Only at edges that the paragraph's lines have in common.
Protrusion protrusion_of(const Prepared& prepared, const ParagraphStyle& style,
                         const BrokenLine& line);

/// In points: the hyphen shown at a line's end in the face of the character before it.
double hyphen_width(const Prepared& prepared, const Opportunity& opportunity);

}  // namespace chancery::text
