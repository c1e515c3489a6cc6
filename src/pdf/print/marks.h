// What stands around the pages of a sheet, for cutting and for the press's control.
#pragma once

#include <string>
#include <vector>

#include "base/units.h"
#include "pdf/box.h"
#include "pdf/object.h"
#include "pdf/print/inks.h"

namespace chancery::pdf {

/// Beyond the bleed, for marks.
inline constexpr Points kMarkRoom = millimetres(10);

struct Marks {
  std::string operators;
  Dictionary resources;
};

/// Crop marks of each trimmed page, registration marks in the middle of the sides, and a colour bar
/// with the process inks and `spots` above and below. Nothing stands in the bleed. `sheet` is the
/// smallest box around the pages.
Marks make_marks(const Box& sheet, const std::vector<Box>& trims, double bleed,
                 const std::vector<PrintedColour>& spots);

}  // namespace chancery::pdf
