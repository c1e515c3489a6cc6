// The keys of a letter: YAML front matter, or the members of a JSON letter.
#pragma once

#include <functional>
#include <string>

#include "data/data.h"
#include "letter/letter.h"
#include "letter/origin.h"
#include "letter/problems.h"

namespace chancery::letter {

/// Places the text of a scalar in the file.
using ScalarOrigin = std::function<Origin(const data::Node& scalar)>;

/// Reads every key but "body" into `letter`. `keys` is not finished, so that the caller may ask for
/// more. What the schema tells (letter/schema.h) goes to `form`, which is the list of `keys`:
/// nothing for keys that the schema has found sound.
void read_front_matter(data::MappingReader& keys, const ScalarOrigin& origin, Diagnostics& form,
                       Problems& problems, Letter& letter);

/// A date of the form YYYY-MM-DD that exists, or nothing with the reason told.
std::optional<Date> read_date(const std::string& text, const Position& where, Problems& problems);

}  // namespace chancery::letter
