// A letter's keys against its schema: which there are, which must be there, what kind of value each
// has. What the values mean is for the reader.
#pragma once

#include "data/data.h"
#include "letter/problems.h"
#include "letter/schema_tables.h"

namespace chancery::letter {

/// A front matter has no body; JSON must have one. A variant has fewer keys than the letter.
enum class Form { kFrontMatter, kJson, kVariantFrontMatter, kVariantJson };

/// Tells "unknown-key", "missing-key", "wrong-type", and by the key's own name a value that is none
/// of an enumeration's. A key without a value counts as absent. True when nothing is wrong.
bool check_schema(const data::Node& root, Form form, Problems& problems);

/// What stands as a mapping in the list "variants".
const SchemaNode& variant_schema();

}  // namespace chancery::letter
