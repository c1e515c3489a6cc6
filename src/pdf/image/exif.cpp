#include "pdf/image/exif.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chancery::pdf {
namespace {

constexpr std::string_view kIdentifier("Exif\0\0", 6);
// Tags and types of the first directory (TIFF 6.0, section 2).
constexpr std::uint32_t kOrientation = 0x0112, kAcross = 0x011A, kDown = 0x011B, kUnit = 0x0128;
constexpr std::uint32_t kShort = 3, kRational = 5;
constexpr std::uint32_t kCentimetre = 3;
constexpr double kCentimetresAnInch = 2.54;
constexpr std::size_t kEntryBytes = 12;

/// Numbers of either byte order; 0 for what lies outside.
class Tiff {
 public:
  explicit Tiff(ByteView bytes) : bytes_(bytes), is_little_(text_of(bytes).starts_with("II")) {}

  std::uint32_t number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      value = value << 8U | bytes_[is_little_ ? at + size - 1 - i : at + i];
    }
    return value;
  }
  std::uint32_t half(std::size_t at) const { return number(at, 2); }
  std::uint32_t word(std::size_t at) const { return number(at, 4); }

  double rational(std::size_t at) const {
    const std::uint32_t below = word(at + 4);
    return below == 0 ? 0 : static_cast<double>(word(at)) / below;
  }

 private:
  ByteView bytes_;
  bool is_little_;
};

}  // namespace

Exif read_exif(ByteView segment) {
  Exif exif;
  if (!text_of(segment).starts_with(kIdentifier)) return exif;
  const Tiff tiff(segment.subspan(kIdentifier.size()));
  constexpr std::uint32_t kMagic = 42;
  if (tiff.half(2) != kMagic) return exif;
  const std::size_t directory = tiff.word(4);
  const std::size_t entries = tiff.half(directory);
  double dots = 1;
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = directory + 2 + kEntryBytes * i;
    const std::uint32_t tag = tiff.half(at);
    const std::uint32_t type = tiff.half(at + 2);
    const std::uint32_t value = tiff.half(at + 8);
    if (tag == kOrientation && type == kShort && value >= 1 && value <= 8) {
      exif.orientation = static_cast<int>(value);
    } else if (tag == kUnit && type == kShort && value == kCentimetre) {
      dots = kCentimetresAnInch;
    } else if (tag == kAcross && type == kRational) {
      exif.across_an_inch = tiff.rational(tiff.word(at + 8));
    } else if (tag == kDown && type == kRational) {
      exif.down_an_inch = tiff.rational(tiff.word(at + 8));
    }
  }
  exif.across_an_inch *= dots;
  exif.down_an_inch *= dots;
  return exif;
}

}  // namespace chancery::pdf
