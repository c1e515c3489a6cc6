// PNG files (ISO/IEC 15948): what their chunks say, and their pixels through libpng.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace chancery::pdf {

inline constexpr std::array<std::uint8_t, 8> kPngSignature = {0x89, 'P',  'N',  'G',
                                                              0x0D, 0x0A, 0x1A, 0x0A};

struct PngHeader {
  /// A place in the file.
  struct Part {
    std::size_t begin = 0, size = 0;
  };

  std::uint32_t width = 0, height = 0;
  int bits = 0;    ///< of a sample
  int colour = 0;  ///< type: 0 grey, 2 RGB, 3 indexed, 4 grey and alpha, 6 RGB and alpha
  bool interlaced = false;
  /// Pixels a metre (pHYs, 11.3.5.3); 0: not said.
  std::uint32_t across_a_metre = 0, down_a_metre = 0;
  bool has_transparency = false;  ///< a tRNS chunk: transparent colours
  Bytes palette;                  ///< red, green, blue, one entry after the other
  std::vector<Part> data;         ///< of the IDAT chunks: one zlib stream

  bool is_indexed() const { return colour == 3; }
  bool has_alpha_channel() const { return colour == 4 || colour == 6; }
  /// Samples of a pixel in the file.
  int components() const {
    return is_indexed() || colour == 0 ? 1 : colour == 4 ? 2 : colour == 2 ? 3 : 4;
  }
};

/// Throws Failure(kInput): "artwork-damaged", "image-too-large".
PngHeader read_png_header(ByteView file);

/// Rows from top to bottom without gaps, samples big-endian.
struct DecodedPng {
  int components = 0;  ///< of the colours: 1 or 3
  int bits = 0;        ///< 8 or 16
  Bytes colours;
  Bytes alpha;  ///< empty when everything is opaque
};

/// Every pixel is read, so that a damaged file is known for one; colours are kept only when wanted.
/// Throws Failure(kInput, "artwork-damaged").
DecodedPng decode_png(ByteView file, const PngHeader& header, bool want_colours);

}  // namespace chancery::pdf
