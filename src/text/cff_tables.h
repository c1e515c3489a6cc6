// Reading the tables of a bare CFF program (Adobe Technical Note 5176).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "text/subset_bytes.h"

namespace chancery::text {

// Operators of DICTs (5176, tables 9, 10 and 23); of two bytes the first is 12.
inline constexpr unsigned kCffCharset = 15, kCffCharStrings = 17, kCffPrivate = 18,
                          kCffDefaultWidth = 20, kCffNominalWidth = 21, kCffRos = 0x0C1E,
                          kCffFdArray = 0x0C24, kCffFdSelect = 0x0C25;

/// An INDEX (5176, section 5): the places of its objects in the program, and where it ends itself.
struct CffIndex {
  std::size_t count = 0;
  std::size_t offsets = 0;      ///< where the offsets begin
  std::size_t offset_size = 0;  ///< in bytes
  std::size_t end = 0;

  /// Of object `i`, or behind the last one.
  std::size_t place(ByteView cff, std::size_t i) const;
};

CffIndex read_cff_index(ByteView cff, std::size_t at);

struct CffOperand {
  std::int64_t value = 0;  ///< a real number: 0
  std::size_t at = 0;      ///< in the program
};

struct CffEntry {
  unsigned op = 0;
  std::vector<CffOperand> operands;
};

/// The entries of the DICT in [begin, end) of the program (5176, section 4).
std::vector<CffEntry> read_cff_dict(ByteView cff, std::size_t begin, std::size_t end);
/// Null when there is none.
const CffEntry* find_cff_entry(const std::vector<CffEntry>& dict, unsigned op);

/// The entries of the first font's Top DICT.
std::vector<CffEntry> read_cff_top_dict(ByteView cff);

/// The charset at a place (5176, section 13), by glyph; glyph 0 is not in it and stands for 0.
std::vector<std::uint16_t> read_cff_charset(ByteView cff, std::size_t at, std::size_t glyph_count);

}  // namespace chancery::text
