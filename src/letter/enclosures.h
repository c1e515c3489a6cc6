// What comes with the letter.
#pragma once

#include "data/data.h"
#include "letter/fields.h"
#include "letter/letter.h"

namespace chancery::letter {

void read_enclosures(data::MappingReader& keys, Fields& fields, Letter& letter);

}  // namespace chancery::letter
