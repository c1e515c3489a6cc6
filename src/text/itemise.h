// Second stage: items, each of one bidi level, script, style and face, ready to be shaped.
#pragma once

#include <hb.h>

#include <cstdint>
#include <vector>

#include "text/collect.h"
#include "text/fonts.h"

namespace chancery::text {

struct Item {
  std::uint32_t begin = 0;  ///< code units
  std::uint32_t end = 0;
  std::uint8_t level = 0;  ///< embedding level (UAX 9); odd is right to left
  hb_script_t script = HB_SCRIPT_COMMON;
  const SpanStyle* style = nullptr;
  const Font* font = nullptr;
  double size = 0;  ///< in points, with the family's scale

  bool is_rtl() const { return (level & 1U) != 0; }
  double points(std::int32_t font_units) const { return font_units * size / font->units_per_em(); }
};

struct Itemised {
  Direction direction = Direction::kLeftToRight;  ///< of the paragraph
  std::vector<Item> items;                        ///< in logical order, without gaps
};

/// Throws Failure as choose_fonts does.
Itemised itemise(const CollectedText& text, std::optional<Direction> direction,
                 const FontLibrary& fonts);

}  // namespace chancery::text
