// Numbers and strings of content streams and character maps, written compactly.
#pragma once

#include <cstdint>
#include <string>

namespace chancery::pdf {

/// A number rounded to `decimals` places (at most 5), without needless zeros and never with an
/// exponent. Throws std::domain_error when it is not finite or too large for PDF.
void put_number(std::string& to, double value, int decimals);
/// The same with a space after it.
void put_operand(std::string& to, double value, int decimals);
/// Four hexadecimal digits.
void put_hex16(std::string& to, std::uint16_t value);

/// `value` as put_number writes it.
double rounded(double value, int decimals);

}  // namespace chancery::pdf
