// The fixed words of letters in every language: words.yaml, and what a letterhead says instead.
#pragma once

#include "base/diagnostic.h"
#include "data/data.h"
#include "letterhead/letterhead.h"

namespace chancery::letterhead {

/// Adds to the letterhead's words and months what the mapping says (language → key → text), over
/// what is there. Checks languages, keys, placeholders, date patterns, months and digits.
void read_words(const data::Node& node, Letterhead& letterhead, Diagnostics& diagnostics);

/// An error for each word that English, the language of last resort, does not have.
void check_english(const Letterhead& letterhead, const Position& where, Diagnostics& diagnostics);

}  // namespace chancery::letterhead
