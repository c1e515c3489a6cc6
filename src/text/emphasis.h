// Chinese, Japanese and Korean have no italics: what is emphasised gets a dot at each character,
// below it in Chinese, above it in Japanese and Korean (CLReq 3.3.6, JLReq 3.3.9). The dots are
// drawn, not written: nothing of them is text.
#pragma once

#include <vector>

#include "text/itemise.h"
#include "text/paragraph.h"

namespace chancery::text {

/// Appends the dots of a run, placed in its line, to `marks`; none where the face has italics.
void add_emphasis_marks(const GlyphRun& run, const Item& item, std::vector<EmphasisMark>& marks);

}  // namespace chancery::text
