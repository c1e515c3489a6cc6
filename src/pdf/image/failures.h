// What is said of pictures that cannot be used.
#pragma once

#include <cstdint>
#include <string>

#include "base/diagnostic.h"

namespace chancery::pdf {

[[noreturn]] inline void image_damaged(const std::string& what) {
  throw Failure(FailureKind::kInput, "artwork-damaged", "the picture " + what,
                "write the picture's file again with the program that made it");
}

/// Throws when the picture has no pixels or more than are allowed.
void check_size(std::uint64_t width, std::uint64_t height);

}  // namespace chancery::pdf
