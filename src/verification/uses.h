// Which objects a document uses, and how often.
#pragma once

#include <cstddef>
#include <map>

#include "pdf/read/read.h"

namespace chancery::verification {

/// Every object that the trailer leads to, with the number of places that refer to it.
std::map<pdf::Reference, std::size_t> count_uses(const pdf::Document& document);

}  // namespace chancery::verification
