// The parts of a letter as a letter file (docs/letter-format.md).
#pragma once

#include <string>

#include "draft/recognise.h"

namespace chancery::draft {

/// What is uncertain stands as comments above its key.
std::string write_letter(const Parts& parts, const std::string& letterhead);

}  // namespace chancery::draft
