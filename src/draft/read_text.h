// Plain text: blocks between empty lines.
#pragma once

#include <string_view>

#include "draft/found.h"

namespace chancery::draft {

/// Tells whether its paragraphs were broken at a margin.
Found read_text(std::string_view text);

}  // namespace chancery::draft
