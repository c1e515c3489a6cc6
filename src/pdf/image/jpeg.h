// What the markers of a JPEG file say (ITU-T T.81, annex B); its picture is not decoded.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace chancery::pdf {

/// SOI, and the first byte of the next marker.
inline constexpr std::array<std::uint8_t, 3> kJpegSignature = {0xFF, 0xD8, 0xFF};

struct JpegHeader {
  std::uint32_t width = 0, height = 0;
  int components = 0;  ///< 1: grey, 3: colour, 4: CMYK
  /// Dots an inch (JFIF's density, ITU-T T.871, 10.1, or Exif's); 0: not said.
  double across_an_inch = 0, down_an_inch = 0;
  int orientation = 1;  ///< as Exif has it
  /// CMYK as Adobe's programs write it, 0 for full ink; their marker APP14 tells
  /// (Adobe Technical Note 5116).
  bool inverted = false;
  /// Three components that are red, green and blue themselves. PDF would take them for luminance
  /// and chrominance when no marker says so (ISO 32000-1, table 13).
  bool untransformed = false;
};

/// Follows the markers to the end of the picture. Throws Failure(kInput): "artwork-damaged",
/// "image-too-large", "image-not-supported".
JpegHeader read_jpeg_header(ByteView file);

}  // namespace chancery::pdf
