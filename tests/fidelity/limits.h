// What may stand in the way of a paragraph in a reader, whatever a PDF holds.
#pragma once

#include <string_view>
#include <vector>

#include "fidelity/comparison.h"
#include "fidelity/readers.h"

namespace chancery::tests {

std::vector<Limit> limits_of(Reader reader, std::string_view text);

}  // namespace chancery::tests
