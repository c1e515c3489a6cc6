// Colours separated by the module chancery_colour.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ink.h"
#include "pdf/colour/colour_module.h"

namespace chancery::pdf {

struct Separated {
  std::vector<Cmyk> colours;  ///< of each that was asked for
  std::string description;    ///< the profile's own
};

/// Throws Failure(kInput) that names the profile's file: "icc-damaged", "icc-not-cmyk",
/// "icc-not-output".
Separated separate(ColourModuleFunction* function, ByteView profile, const std::string& file,
                   std::span<const Colour> colours);

}  // namespace chancery::pdf
