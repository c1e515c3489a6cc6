// What a camera says of its picture (Exif 2.32, CIPA DC-008, 4.6).
#pragma once

#include "base/bytes.h"

namespace chancery::pdf {

struct Exif {
  /// How the stored rows lie in the picture as it is seen, 1 to 8 (tag 0x0112); 1: as they are.
  int orientation = 1;
  double across_an_inch = 0, down_an_inch = 0;  ///< dots; 0: not said
};

/// From a JPEG's marker APP1. Damaged entries count as absent.
Exif read_exif(ByteView segment);

}  // namespace chancery::pdf
