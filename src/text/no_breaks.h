// Where good setting ends no line although UAX 14 would: between a number and its unit, initials
// and surname, a preposition of one letter and its word, before a dash. The text stays as it is.
#pragma once

#include <cstddef>
#include <vector>

#include "text/written.h"

namespace chancery::text {

/// The bytes of the characters (spaces, mostly) after which no line may end, ascending. Throws
/// std::invalid_argument when the text is not UTF-8.
std::vector<std::size_t> no_breaks(const WrittenText& text);

}  // namespace chancery::text
