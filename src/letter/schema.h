// A letter's keys against its schema: which there are, which must be there, what kind of value each
// has. What the values mean is for the reader.
#pragma once

#include "data/data.h"
#include "letter/problems.h"

namespace chancery::letter {

/// A front matter has no body; a JSON letter must have one.
enum class Form { kFrontMatter, kJson };

/// Tells "unknown-key", "missing-key", "wrong-type", and by the key's own name a value that is none
/// of an enumeration's. A key without a value counts as absent. True when nothing is wrong.
bool check_schema(const data::Node& root, Form form, Problems& problems);

}  // namespace chancery::letter
