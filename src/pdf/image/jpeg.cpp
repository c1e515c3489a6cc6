#include "pdf/image/jpeg.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pdf/image/exif.h"
#include "pdf/image/failures.h"

namespace chancery::pdf {
namespace {

// T.81, table B.1.
constexpr std::uint8_t kStartOfFrame0 = 0xC0;  ///< baseline; C1 extended, C2 progressive
constexpr std::uint8_t kLastKnownFrame = 0xC2;
constexpr std::uint8_t kHuffmanTables = 0xC4;
constexpr std::uint8_t kReserved = 0xC8;
constexpr std::uint8_t kArithmeticTables = 0xCC;
constexpr std::uint8_t kLastFrame = 0xCF;
constexpr std::uint8_t kRestart0 = 0xD0, kRestart7 = 0xD7;
constexpr std::uint8_t kStartOfImage = 0xD8, kEndOfImage = 0xD9, kStartOfScan = 0xDA;
constexpr std::uint8_t kApplication0 = 0xE0, kApplication1 = 0xE1;
constexpr std::uint8_t kApplication14 = 0xEE;
constexpr std::uint8_t kTemporary = 0x01;

bool is_frame(std::uint8_t marker) {
  return marker >= kStartOfFrame0 && marker <= kLastFrame && marker != kHuffmanTables &&
         marker != kReserved && marker != kArithmeticTables;
}

bool stands_alone(std::uint8_t marker) {
  return marker == kTemporary || (marker >= kRestart0 && marker <= kStartOfImage);
}

class MarkerReader {
 public:
  explicit MarkerReader(ByteView file) : file_(file) {}

  JpegHeader read() {
    while (true) {
      const std::uint8_t marker = next_marker();
      if (marker == kEndOfImage) break;
      if (stands_alone(marker)) continue;
      const ByteView segment = take_segment();
      if (is_frame(marker)) {
        read_frame(marker, segment);
      } else if (marker == kApplication0) {
        read_jfif(segment);
      } else if (marker == kApplication1) {
        take_exif(segment);
      } else if (marker == kApplication14) {
        read_adobe(segment);
      } else if (marker == kStartOfScan) {
        if (header_.components == 0) image_damaged("has data before it says how large it is");
        has_scan_ = true;
        skip_scan();
      }
    }
    if (!has_scan_) image_damaged("has no data");
    header_.inverted = header_.components == 4 && adobe_transform_.has_value();
    header_.untransformed = header_.components == 3 && !adobe_transform_ && named_rgb_;
    return header_;
  }

 private:
  std::uint8_t byte(std::size_t at) const {
    if (at >= file_.size()) image_damaged("ends too early");
    return file_[at];
  }

  /// Any number of bytes FF may stand before a marker (B.1.1.2).
  std::uint8_t next_marker() {
    if (byte(at_) != 0xFF) image_damaged("has something else where a marker should stand");
    while (byte(at_) == 0xFF) ++at_;
    return byte(at_++);
  }

  ByteView take_segment() {
    const std::size_t length = std::size_t{byte(at_)} << 8U | byte(at_ + 1);
    if (length < 2 || length > file_.size() - at_) image_damaged("ends too early");
    const ByteView segment = file_.subspan(at_ + 2, length - 2);
    at_ += length;
    return segment;
  }

  /// To the next marker that is neither a stuffed zero nor a restart.
  void skip_scan() {
    while (true) {
      const auto found = std::find(file_.begin() + static_cast<std::ptrdiff_t>(at_), file_.end(),
                                   std::uint8_t{0xFF});
      at_ = static_cast<std::size_t>(found - file_.begin());
      const std::uint8_t next = byte(at_ + 1);
      if (next != 0 && next != 0xFF && (next < kRestart0 || next > kRestart7)) return;
      at_ += next == 0xFF ? 1 : 2;
    }
  }

  void read_frame(std::uint8_t marker, ByteView segment) {
    if (header_.components != 0) image_damaged("says twice how large it is");
    if (segment.size() < 6) image_damaged("ends too early");
    if (marker > kLastKnownFrame || segment[0] != 8) {
      throw Failure(FailureKind::kInput, "image-not-supported",
                    "the picture is a JPEG of a kind that PDF does not know",
                    "write it as a baseline or progressive JPEG of 8 bits");
    }
    header_.height = std::uint32_t{segment[1]} << 8U | segment[2];
    header_.width = std::uint32_t{segment[3]} << 8U | segment[4];
    check_size(header_.width, header_.height);
    const std::size_t components = segment[5];
    if (components != 1 && components != 3 && components != 4) {
      image_damaged("has " + std::to_string(components) + " components");
    }
    if (segment.size() < 6 + 3 * components) image_damaged("ends too early");
    header_.components = static_cast<int>(components);
    named_rgb_ = components == 3 && segment[6] == 'R' && segment[9] == 'G' && segment[12] == 'B';
  }

  /// "JFIF" and a zero, two bytes of version, unit, density across and down.
  void read_jfif(ByteView segment) {
    constexpr std::size_t kUnit = 7;
    constexpr double kCentimetres = 2.54;  ///< an inch
    if (segment.size() < kUnit + 5 || !text_of(segment).starts_with("JFIF")) return;
    const int unit = segment[kUnit];
    const double dots = unit == 1 ? 1 : unit == 2 ? kCentimetres : 0;
    if (dots == 0) return;
    header_.across_an_inch = dots * (segment[kUnit + 1] << 8U | segment[kUnit + 2]);
    header_.down_an_inch = dots * (segment[kUnit + 3] << 8U | segment[kUnit + 4]);
  }

  /// JFIF's density counts before that of Exif.
  void take_exif(ByteView segment) {
    const Exif exif = read_exif(segment);
    if (exif.orientation != 1) header_.orientation = exif.orientation;
    if (header_.across_an_inch > 0) return;
    header_.across_an_inch = exif.across_an_inch;
    header_.down_an_inch = exif.down_an_inch;
  }

  /// "Adobe", version, two words of flags, and how colours were transformed.
  void read_adobe(ByteView segment) {
    constexpr std::size_t kTransform = 11;
    if (segment.size() > kTransform && text_of(segment).starts_with("Adobe")) {
      adobe_transform_ = segment[kTransform];
    }
  }

  ByteView file_;
  std::size_t at_ = 0;
  JpegHeader header_;
  std::optional<std::uint8_t> adobe_transform_;
  bool named_rgb_ = false;
  bool has_scan_ = false;
};

}  // namespace

JpegHeader read_jpeg_header(ByteView file) {
  return MarkerReader(file).read();
}

}  // namespace chancery::pdf
