// By how much a paragraph's letters may give: the distances between them (letter fit) and their
// widths (glyph expansion), measured so that any stretch of text costs one subtraction.
#pragma once

#include <vector>

#include "text/paragraph.h"
#include "text/prepare.h"

namespace chancery::text {

/// Sums in points from the paragraph's start to each code unit, as in Prepared. Empty when the
/// style allows nothing of the kind.
struct LetterFit {
  std::vector<double> distances;
  std::vector<double> widths;
};

/// Nothing for ragged paragraphs: their spaces are all alike already.
LetterFit measure_letter_fit(const Prepared& prepared, const ParagraphStyle& style);

/// Whether the glyphs of an item may be made wider or narrower: ideographs keep their square.
bool may_expand(const Item& item);

}  // namespace chancery::text
