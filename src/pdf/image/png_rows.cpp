#include "pdf/image/png_rows.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace chancery::pdf {
namespace {

/// 9.4: whichever of left, above and upper left is nearest to what they foretell.
std::uint8_t paeth(int left, int above, int corner) {
  const int foretold = left + above - corner;
  const int from_left = std::abs(foretold - left);
  const int from_above = std::abs(foretold - above);
  const int from_corner = std::abs(foretold - corner);
  if (from_left <= from_above && from_left <= from_corner) return static_cast<std::uint8_t>(left);
  return static_cast<std::uint8_t>(from_above <= from_corner ? above : corner);
}

std::uint8_t predicted(int filter, std::uint8_t left, std::uint8_t above, std::uint8_t corner) {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return static_cast<std::uint8_t>((left + above) / 2);
    case 4:
      return paeth(left, above, corner);
    default:
      return 0;
  }
}

constexpr int kFilters = 5;

}  // namespace

Bytes filter_rows(ByteView samples, std::size_t row_bytes, std::size_t bytes_per_pixel) {
  Bytes result;
  if (row_bytes == 0) return result;
  const std::size_t rows = samples.size() / row_bytes;
  result.reserve(samples.size() + rows);
  const Bytes blank(row_bytes);
  ByteView above(blank);
  Bytes trial(row_bytes), best(row_bytes);
  for (std::size_t r = 0; r < rows; ++r) {
    const ByteView row = samples.subspan(r * row_bytes, row_bytes);
    std::uint64_t least = UINT64_MAX;
    int chosen = 0;
    for (int filter = 0; filter < kFilters && least > 0; ++filter) {
      std::uint64_t sum = 0;
      for (std::size_t i = 0; i < row_bytes; ++i) {
        const bool has_left = i >= bytes_per_pixel;
        const std::uint8_t left = has_left ? row[i - bytes_per_pixel] : 0;
        const std::uint8_t corner = has_left ? above[i - bytes_per_pixel] : 0;
        trial[i] = static_cast<std::uint8_t>(row[i] - predicted(filter, left, above[i], corner));
        sum += static_cast<std::uint64_t>(std::abs(static_cast<std::int8_t>(trial[i])));
      }
      if (sum >= least) continue;
      least = sum;
      chosen = filter;
      std::swap(trial, best);
    }
    result.push_back(static_cast<std::uint8_t>(chosen));
    result.insert(result.end(), best.begin(), best.end());
    above = row;
  }
  return result;
}

}  // namespace chancery::pdf
