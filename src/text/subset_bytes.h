// Big-endian fields of font tables, never read past their end.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/diagnostic.h"

namespace chancery::text {

inline void check_font(bool holds) {
  if (!holds) {
    throw Failure(FailureKind::kSystem, "font-damaged",
                  "the tables of a font contradict each other",
                  "reinstall the package that has the font");
  }
}

inline std::uint16_t read16(ByteView bytes, std::size_t at) {
  check_font(bytes.size() >= 2 && at <= bytes.size() - 2);
  return static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]);
}

inline std::int16_t read_signed16(ByteView bytes, std::size_t at) {
  return static_cast<std::int16_t>(read16(bytes, at));
}

inline std::uint32_t read32(ByteView bytes, std::size_t at) {
  check_font(bytes.size() >= 4 && at <= bytes.size() - 4);
  return static_cast<std::uint32_t>(bytes[at]) << 24U |
         static_cast<std::uint32_t>(bytes[at + 1]) << 16U |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8U | bytes[at + 3];
}

inline void put16(Bytes& bytes, std::size_t at, std::uint16_t value) {
  bytes.at(at) = static_cast<std::uint8_t>(value >> 8U);
  bytes.at(at + 1) = static_cast<std::uint8_t>(value & 0xFFU);
}

inline void put32(Bytes& bytes, std::size_t at, std::uint32_t value) {
  put16(bytes, at, static_cast<std::uint16_t>(value >> 16U));
  put16(bytes, at + 2, static_cast<std::uint16_t>(value & 0xFFFFU));
}

inline void append16(Bytes& bytes, std::uint16_t value) {
  bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
  bytes.push_back(static_cast<std::uint8_t>(value & 0xFFU));
}

inline void append32(Bytes& bytes, std::uint32_t value) {
  append16(bytes, static_cast<std::uint16_t>(value >> 16U));
  append16(bytes, static_cast<std::uint16_t>(value & 0xFFFFU));
}

}  // namespace chancery::text
