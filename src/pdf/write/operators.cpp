#include "pdf/write/operators.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string_view>

namespace chancery::pdf {
namespace {

constexpr std::array<std::int64_t, 6> kScales = {1, 10, 100, 1000, 10000, 100000};
/// Far above any length on paper, and exact in a double at every scale.
constexpr double kLargest = 1.0e9;

std::int64_t scaled(double value, int decimals) {
  if (!std::isfinite(value) || std::fabs(value) > kLargest) {
    throw std::domain_error("number not finite or too large for a content stream");
  }
  return std::llround(value * static_cast<double>(kScales.at(static_cast<std::size_t>(decimals))));
}

}  // namespace

void put_number(std::string& to, double value, int decimals) {
  std::int64_t number = scaled(value, decimals);
  const std::int64_t scale = kScales.at(static_cast<std::size_t>(decimals));
  if (number < 0) {
    to += '-';
    number = -number;
  }
  std::array<char, 24> digits{};
  const std::int64_t whole = number / scale;
  std::int64_t fraction = number % scale;
  if (whole != 0 || fraction == 0) {
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), whole).ptr;
    to.append(digits.data(), end);
  }
  if (fraction == 0) return;
  to += '.';
  for (std::int64_t place = scale / 10; fraction != 0; place /= 10) {
    to += static_cast<char>('0' + fraction / place);
    fraction %= place;
  }
}

void put_operand(std::string& to, double value, int decimals) {
  put_number(to, value, decimals);
  to += ' ';
}

void put_hex16(std::string& to, std::uint16_t value) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) to += kDigits[(value >> shift) & 0xFU];
}

double rounded(double value, int decimals) {
  return static_cast<double>(scaled(value, decimals)) /
         static_cast<double>(kScales.at(static_cast<std::size_t>(decimals)));
}

}  // namespace chancery::pdf
