#include "pdf/file_identifier.h"

#include <bit>
#include <cstddef>
#include <cstring>

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
  if (std::endian::native == std::endian::little && bytes.size() == sizeof word) {
    std::memcpy(&word, bytes.data(), sizeof word);
    return word;
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) word |= std::uint64_t{bytes[i]} << (8 * i);
  return word;
}

std::uint64_t whole_word(const std::uint8_t* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

/// Two lanes with different odd factors, so that they do not fall together.
struct Lanes {
  std::uint64_t first, second;

  void add(std::uint64_t word) {
    first = std::rotl((first ^ word) * 0x87C37B91114253D5U, 29);
    second = std::rotl(second ^ mixed(word), 31) * 0x4CF5AD432745937FU + first;
  }
};

}  // namespace

std::array<std::uint8_t, 16> content_digest(ByteView bytes) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  Lanes lanes{0x9E3779B97F4A7C15U ^ bytes.size(), 0xC2B2AE3D27D4EB4FU + bytes.size()};
  ByteView rest = bytes;
  for (; rest.size() >= kWord; rest = rest.subspan(kWord)) lanes.add(whole_word(rest.data()));
  if (!rest.empty()) lanes.add(little_endian(rest));
  std::array<std::uint8_t, 16> digest{};
  for (std::size_t i = 0; i < 8; ++i) {
    digest.at(i) = static_cast<std::uint8_t>(mixed(lanes.first) >> (8 * i));
    digest.at(i + 8) = static_cast<std::uint8_t>(mixed(lanes.second ^ lanes.first) >> (8 * i));
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
