// The text that a page shows, for comparing what two revisions say. Not for reading aloud: lines
// stand in the order in which they are drawn.
#pragma once

#include <string>
#include <vector>

#include "pdf/read/read.h"

namespace chancery::pdf {

/// Text of the page's content, of the forms that it draws, and of what its annotations look like,
/// line by line without empty ones, as UTF-8. Text that is drawn invisibly is text too. What cannot
/// be read is left out. At most 5,000 lines; `budget_bytes` of content may still be read, and are
/// less afterwards.
std::vector<std::string> page_lines(const Document& document, Reference page,
                                    std::size_t& budget_bytes);

}  // namespace chancery::pdf
