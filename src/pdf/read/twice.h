// Keys that stand twice in one dictionary (ISO 32000-1, 7.3.7 forbids it): some readers take the
// first value, some the last.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/bytes.h"

namespace chancery::pdf {

/// A key to which a dictionary, at any depth of the object that begins at `begin`, gives two
/// different values; nothing when there is none. The same value written twice misleads nobody,
/// nor does /Type.
std::optional<std::string> key_given_twice(ByteView bytes, std::size_t begin);

}  // namespace chancery::pdf
