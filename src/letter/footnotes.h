// Footnotes as they stand in the source. cmark drops definitions that nobody refers to, and turns
// references to nothing back into text: both must be told.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "data/data.h"

namespace chancery::letter {

struct FootnoteLabel {
  std::string label;
  std::size_t offset = 0;  ///< of the opening bracket
};

/// `[^label]:` at the beginning of a line, whatever list or quotation it stands in.
std::vector<FootnoteLabel> footnote_definitions(const data::Lines& source);

/// `[^label]` in the text of a leaf, outside of code, escapes and links.
std::vector<FootnoteLabel> footnote_references(std::string_view raw);

/// Labels that differ in the case of ASCII letters only are the same.
std::string footnote_key(std::string_view label);

}  // namespace chancery::letter
