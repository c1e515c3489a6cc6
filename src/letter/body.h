// The body of a letter: Markdown to blocks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "letter/letter.h"
#include "letter/origin.h"
#include "letter/problems.h"

namespace chancery::letter {

struct Body {
  std::vector<Block> blocks;
  std::vector<Footnote> footnotes;  ///< in the order of their first reference
};

/// Reads a whole body. What a letter cannot hold is told, never left out.
Body read_body(std::string_view markdown, const Origin& origin, const std::string& file,
               Problems& problems);

/// Reads one value of the front matter as inlines. A line break inside it is a hard break.
RichText read_inline(std::string_view markdown, const Origin& origin, const std::string& file,
                     Problems& problems);

}  // namespace chancery::letter
