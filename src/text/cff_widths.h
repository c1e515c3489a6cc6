// Glyphs added to a CID-keyed CFF program that are others with another width (Adobe Technical Notes
// 5176 and 5177): readers take a wide gap between two codes for a space, so that the blank beside a
// Chinese character has to be its own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace chancery::text {

struct WidenedGlyph {
  std::uint32_t glyph = 0;  ///< of the program
  std::int32_t width = 0;   ///< in font units
};

/// Adds glyphs after the last of `glyph_count`; gives their CIDs. The charstrings must call no
/// subroutines. Throws Failure(kSystem, "font-damaged") when the program is of another kind than
/// hb-subset makes, Failure(kInput, "too-many-glyphs") past 65,535.
std::vector<std::uint16_t> add_widened_glyphs(Bytes& cff, std::size_t glyph_count,
                                              std::span<const WidenedGlyph> added);

}  // namespace chancery::text
