// Sixth stage: the paragraph's lines, by ever more tolerant passes.
#pragma once

#include <vector>

#include "text/hyphenate.h"
#include "text/icu.h"
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
std::vector<BrokenLine> break_lines(const Prepared& prepared, const ParagraphStyle& style,
                                    const Measures& measures, const Hyphenators& hyphenators,
                                    BreakIterators& iterators);

/// In points: the hyphen shown at a line's end in the face of the character before it.
double hyphen_width(const Prepared& prepared, const Opportunity& opportunity);

}  // namespace chancery::text
