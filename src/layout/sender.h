// The sender's lines of a letter.
#pragma once

#include <vector>

#include "letter/letter.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

/// Division, name, address, then telephone, mail and web in one line, the last two as links. What
/// is not there is left out.
std::vector<letter::RichText> sender_lines(const letterhead::Letterhead& letterhead,
                                           const letter::Letter& letter);

}  // namespace chancery::layout
