// What a colour is printed with, when that is said and not left to a conversion.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/units.h"

namespace chancery {

/// Parts of cyan, magenta, yellow and black, 0 to 1.
using Cmyk = std::array<double, 4>;

/// A colour of the letterhead.
struct Ink {
  std::string name;          ///< as the letterhead calls it
  Colour seen;               ///< on screen
  std::optional<Cmyk> cmyk;  ///< nothing: converted from what is seen
  std::string spot;          ///< the ink's own name ("PANTONE 484 C"), `cmyk` is its likeness
};

}  // namespace chancery
