#include "pdf/profile/jpeg2000.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace chancery::pdf {
namespace {

constexpr std::size_t kHeadBytes = 8;
constexpr std::uint8_t kMostDepth = 38;
constexpr std::uint32_t kCieJab = 19;

std::uint64_t number_at(ByteView bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = number << 8U | bytes[at + i];
  return number;
}

/// Calls `take` for each box (annex I.4); one that is longer than the file ends with it.
void each_box(ByteView bytes, const std::function<void(std::string_view, ByteView)>& take) {
  for (std::size_t at = 0; at + kHeadBytes <= bytes.size();) {
    std::uint64_t size = number_at(bytes, at, 4);
    std::size_t head = kHeadBytes;
    if (size == 1 && at + 16 <= bytes.size()) {
      size = number_at(bytes, at + kHeadBytes, 8);
      head = 16;
    }
    if (size == 0 || size > bytes.size() - at) size = bytes.size() - at;
    if (size < head) return;
    const auto length = static_cast<std::size_t>(size);
    take(text_of(bytes).substr(at + 4, 4), bytes.subspan(at + head, length - head));
    at += length;
  }
}

bool is_known_colour(ByteView colour) {
  if (colour.size() < 3 || colour[0] < 1 || colour[0] > 3) return false;
  return colour[0] != 1 || colour.size() < 7 || number_at(colour, 3, 4) != kCieJab;
}

}  // namespace

bool is_plain_jpeg2000(ByteView file) {
  std::optional<ByteView> header;
  each_box(file, [&header](std::string_view kind, ByteView body) {
    if (kind == "jp2h" && !header) header = body;
  });
  if (!header) return false;
  bool is_plain = true;
  std::size_t colours = 0, best = 0;
  each_box(*header, [&](std::string_view kind, ByteView body) {
    if (kind == "ihdr" && body.size() >= 11) {
      const std::uint64_t channels = number_at(body, 8, 2);
      const bool has_depth = body[10] != 0xFF && (body[10] & 0x7FU) + 1U <= kMostDepth;
      is_plain = is_plain && has_depth && (channels == 1 || channels == 3 || channels == 4);
    } else if (kind == "colr") {
      ++colours;
      if (body.size() > 2 && body[2] == 1) ++best;
      is_plain = is_plain && is_known_colour(body);
    }
  });
  return is_plain && (colours <= 1 || best == 1);
}

}  // namespace chancery::pdf
