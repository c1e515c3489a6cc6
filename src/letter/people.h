// Who writes a letter, to whom, and who signs it.
#pragma once

#include "data/data.h"
#include "letter/fields.h"
#include "letter/letter.h"

namespace chancery::letter {

/// The key "from".
void read_sender(data::MappingReader& keys, Fields& fields, Letter& letter);
/// The key "to".
void read_addressees(data::MappingReader& keys, Fields& fields, Letter& letter);
/// The keys "signatories" and "signatories-in-a-row".
void read_signatories(data::MappingReader& keys, Fields& fields, Letter& letter);

}  // namespace chancery::letter
