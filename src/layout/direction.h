// Which way a language is written, and a paragraph of it.
#pragma once

#include <optional>
#include <string_view>

#include "text/paragraph.h"

namespace chancery::layout {

/// By the script subtag of a BCP 47 tag, else by the script its primary language is usually
/// written in (CLDR likely subtags). Nothing for "", "und", "mul" and "zxx".
std::optional<text::Direction> direction_of_language(std::string_view language);

/// A block's own word ("ltr", "rtl") counts first, then its language. Left to UAX 9 (nothing): a
/// text of no known language, and one whose letters are all right-to-left in a language that is
/// not.
std::optional<text::Direction> direction_of_paragraph(std::string_view asked,
                                                      std::string_view language,
                                                      std::string_view text);

/// Whether a text stands in a right-to-left language and all its letters are left-to-right: a
/// street, a name. It keeps the side of its language, and its own order: "12 Harbour Street".
bool has_foreign_order(std::string_view asked, std::string_view language, std::string_view text);

}  // namespace chancery::layout
