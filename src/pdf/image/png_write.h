// PNG files of plain colours (ISO/IEC 15948), for pictures that people look at.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace chancery::pdf {

/// Rows from top to bottom, red, green and blue of each pixel.
struct RgbPicture {
  std::uint32_t width = 0, height = 0;
  Bytes samples;
};

/// Throws std::invalid_argument when there are not as many samples as the size says, or none.
Bytes write_png(const RgbPicture& picture);

/// The colours of a PNG file, made opaque on white. Throws Failure(kInput): "artwork-damaged",
/// "image-too-large".
RgbPicture read_rgb(ByteView png);

}  // namespace chancery::pdf
