// Pictures of dots (PNG, JPEG) as image XObjects (ISO 32000-1, 8.9.5). Bytes are passed through
// where PDF reads them as they are; the others are decoded and packed anew.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/units.h"
#include "pdf/graph.h"

namespace chancery::pdf {

enum class ImageKind { kPng, kJpeg };

/// By the file's first bytes; nothing when it is neither.
std::optional<ImageKind> image_kind(ByteView file);

/// One of the program's documented limits: what a picture may need of memory and time.
inline constexpr std::uint64_t kMostPixels = 100'000'000;

/// The size of a picture that does not say how large its dots are: a dot is the reference pixel of
/// CSS (Values 3, 6.2), as in browsers, word processors and SVG.
inline constexpr double kUsualResolution = 96;

/// Of a picture as it is seen.
struct ImageSize {
  Points width, height;  ///< by its resolution
  std::uint32_t pixels_across = 0, pixels_down = 0;
};

/// By the file's headers. A resolution below 30 or above 10,000 dots an inch counts as not said: it
/// is a program's mistake. Throws as add_image for headers that cannot be used.
ImageSize image_size(ByteView file);

struct AddedImage {
  Reference image;  ///< an image, or a form that turns it upright; drawn in the unit square
  std::uint32_t width = 0, height = 0;
};

/// Adds the picture and, when parts of it are transparent, its soft mask (11.6.5.3). The colours
/// are those of the file's numbers: grey, sRGB, or CMYK. Any bytes may be given. Throws
/// Failure(kInput): "artwork-damaged" for what does not decode, "image-too-large" above
/// kMostPixels, "image-not-supported" for a JPEG that PDF does not know (arithmetic coding,
/// lossless, twelve bits).
AddedImage add_image(ByteView file, Graph& graph);

}  // namespace chancery::pdf
