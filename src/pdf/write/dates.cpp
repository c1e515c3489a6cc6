#include "pdf/write/dates.h"

#include <cstddef>
#include <stdexcept>

namespace chancery::pdf {

std::optional<Date> read_date(std::string_view text) {
  if (text.empty()) return std::nullopt;
  static constexpr std::string_view kShape = "0000-00-00T00:00:00Z";
  static constexpr std::string_view kMidnight = "T00:00:00Z";
  std::string xmp(text);
  if (xmp.size() == kShape.size() - kMidnight.size()) xmp += kMidnight;
  std::string pdf = "D:";
  if (xmp.size() != kShape.size()) throw std::invalid_argument("not a date: " + xmp);
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool is_digit = xmp[i] >= '0' && xmp[i] <= '9';
    if (kShape[i] == '0' ? !is_digit : xmp[i] != kShape[i]) {
      throw std::invalid_argument("not a date: " + xmp);
    }
    if (is_digit) pdf += xmp[i];
  }
  return Date{pdf + 'Z', xmp};
}

}  // namespace chancery::pdf
