// Titles and headings of several lines.
#pragma once

#include "text/paragraph.h"

namespace chancery::layout {

/// Sets in as many lines as the measure asks for, but not always as wide as it allows: no word or
/// two alone in the last line, and no short word (a preposition, an article) at a line's end where
/// another way of the same number of lines avoids it.
text::SetParagraph set_balanced(const text::Typesetter& typesetter, const text::StyledText& text,
                                const text::ParagraphStyle& style, Points measure);

}  // namespace chancery::layout
