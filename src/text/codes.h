// How a run's glyphs become codes that say their text: clusters are cut and joined so that each
// code draws one glyph of the font, or one made for it, and reads back as the author's characters
// in every reader (see docs/architecture.md, "The text survives").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "text/paragraph.h"

namespace chancery::text {

/// A glyph drawn as part of another; offsets in font units, y upwards.
struct Component {
  std::uint32_t glyph = 0;  ///< of the font
  std::int32_t x = 0;
  std::int32_t y = 0;

  bool operator==(const Component&) const = default;
};

/// A glyph that the font does not have: others side by side, or nothing to see, with an advance of
/// its own.
struct MadeGlyph {
  std::vector<Component> components;  ///< none: blank
  std::int32_t advance = 0;           ///< in font units, 0 to 65535

  bool operator==(const MadeGlyph&) const = default;
};

/// One code to be: what it draws, what it says, where it stands.
struct Cell {
  std::uint32_t glyph = 0;  ///< of the font, unless `is_made`
  bool is_made = false;
  MadeGlyph made;
  std::string text;       ///< UTF-8 in the order it is read back: right to left it is reversed
  Points x, y;            ///< from the run's origin, y up
  bool starts = false;    ///< begins an operator of its own
  bool is_apart = false;  ///< a text of its own for pdf.js
  bool is_space = false;  ///< the text is a space, with a mark for readers that leave spaces out
};

/// What the cutting needs to know of a font.
class GlyphFacts {
 public:
  virtual ~GlyphFacts() = default;
  virtual unsigned units_per_em() const = 0;
  virtual std::int32_t advance(std::uint32_t glyph) const = 0;
  virtual bool is_blank(std::uint32_t glyph) const = 0;  ///< has no outline
  virtual bool is_mark(std::uint32_t glyph) const = 0;   ///< GDEF class 3
  /// Whether glyphs can be made for this font: not for CFF.
  virtual bool can_make() const = 0;
  /// Whether they can at least be others with another advance.
  virtual bool can_widen() const { return can_make(); }
  /// The glyph of U+0020; nothing where none is needed.
  virtual std::optional<std::uint32_t> space() const { return std::nullopt; }
};

/// Replaces `cells` with those of a run, in visual order from left to right. Bidi controls, which
/// mean nothing in visual order, and soft hyphens are left out. Throws std::invalid_argument when
/// the clusters are out of order or a missing glyph (index 0) is to be shown.
void make_cells(const GlyphRun& run, const GlyphFacts& font, std::vector<Cell>& cells);

}  // namespace chancery::text
