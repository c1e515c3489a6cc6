// Glyphs added to a TrueType font program: composites of its glyphs, and blank ones (OpenType,
// 'glyf', composite glyph description).
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "text/codes.h"

namespace chancery::text {

/// The tables that a PDF needs of a TrueType font (ISO 32000-1, 9.9), without hinting.
struct TrueTypeTables {
  Bytes glyf, head, hhea, hmtx, loca, maxp;
};

struct GlyphBox {
  std::int32_t left = 0, bottom = 0, right = 0, top = 0;  ///< font units
};

/// Adds glyphs after the last one; components are glyph indices of these tables and none of the
/// added ones. Brings all the tables that depend on it up to date. Gives the font's bounding box,
/// 'head' xMin to yMax. Throws Failure(kSystem, "font-damaged") when the tables contradict each
/// other, Failure(kInput, "too-many-glyphs") past 65,535.
GlyphBox add_glyphs(TrueTypeTables& tables, std::span<const MadeGlyph> added);

/// The tables as one font file (OpenType, "Organization of an OpenType Font").
Bytes font_file(TrueTypeTables tables);

}  // namespace chancery::text
