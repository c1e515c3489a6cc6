#include "pdf/file_identifier.h"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace chancery::pdf {
namespace {

/// The finaliser of MurmurHash3 (public domain): every bit of the state reaches every bit.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ value >> 33U) * 0xFF51AFD7ED558CCDU;
  value = (value ^ value >> 33U) * 0xC4CEB9FE1A85EC53U;
  return value ^ value >> 33U;
}

std::uint64_t little_endian(ByteView bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) word |= std::uint64_t{bytes[i]} << (8 * i);
  return word;
}

}  // namespace

std::array<std::uint8_t, 16> content_digest(ByteView bytes) {
  // Two lanes with different odd factors, so that they do not fall together.
  std::uint64_t first = 0x9E3779B97F4A7C15U ^ bytes.size();
  std::uint64_t second = 0xC2B2AE3D27D4EB4FU + bytes.size();
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    const std::uint64_t word =
        little_endian(bytes.subspan(i, std::min<std::size_t>(8, bytes.size() - i)));
    first = std::rotl((first ^ word) * 0x87C37B91114253D5U, 29);
    second = std::rotl(second ^ mixed(word), 31) * 0x4CF5AD432745937FU + first;
  }
  std::array<std::uint8_t, 16> digest{};
  for (std::size_t i = 0; i < 8; ++i) {
    digest.at(i) = static_cast<std::uint8_t>(mixed(first) >> (8 * i));
    digest.at(i + 8) = static_cast<std::uint8_t>(mixed(second ^ first) >> (8 * i));
  }
  return digest;
}

String file_identifier(ByteView bytes) {
  String identifier{"", true};
  for (const std::uint8_t byte : content_digest(bytes)) {
    identifier.bytes += static_cast<char>(byte);
  }
  return identifier;
}

}  // namespace chancery::pdf
