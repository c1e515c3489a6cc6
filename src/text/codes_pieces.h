// First half of the way from glyphs to codes: which glyphs stand for which stretch of the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/codes.h"
#include "text/paragraph.h"

namespace chancery::text {

/// A run in the font's measures. Refers to the run and the facts it was made of.
class MeasuredRun {
 public:
  /// Throws std::invalid_argument for a run without size.
  MeasuredRun(const GlyphRun& run, const GlyphFacts& facts);

  const GlyphFacts& font;
  const std::vector<Glyph>& glyphs;
  const std::string_view text;  ///< of an inserted hyphen U+00AD
  const bool is_rtl;
  const bool is_hyphen;  ///< inserted

  /// Where the glyph's origin would be without offsets; of the number of glyphs: the run's end.
  double pen(std::size_t glyph) const { return pens_[glyph]; }

  /// Points in font units, along the line and upwards, and back.
  std::int32_t units_across(double points) const { return units(points, em_wide_); }
  std::int32_t units_up(double points) const { return units(points, em_); }
  double across(std::int32_t units) const { return units * em_wide_ / font.units_per_em(); }
  double up(std::int32_t units) const { return units * em_ / font.units_per_em(); }

  /// The character at a byte of the text; `at` moves past it.
  char32_t next_character(std::size_t& at) const;

 private:
  std::int32_t units(double points, double em) const;

  double em_;       ///< in points
  double em_wide_;  ///< in points, along the line
  std::vector<double> pens_;
};

/// Glyphs [first, end) in visual order that show bytes [text_begin, text_end). Without glyphs: text
/// that has to have a code of its own.
struct Piece {
  std::size_t first = 0, end = 0;
  std::size_t text_begin = 0, text_end = 0;
  bool is_space = false;                 ///< begins with white space
  bool is_raised = false;                ///< a letter stands off the baseline
  std::optional<std::uint32_t> blank{};  ///< without glyphs: one of the font to stand for it
};

/// The pieces in visual order: clusters, and words where letters leave the baseline. Throws as
/// make_cells.
std::vector<Piece> cut_pieces(const MeasuredRun& run);

/// Non-spacing marks (general category Mn), variation selectors among them.
bool is_mark(char32_t c);

/// Other default ignorable characters (UAX 44): nothing of theirs is to be seen.
bool is_ignorable(char32_t c);

/// Characters that codes do not say: bidi controls, since codes stand in visual order; the soft
/// hyphen, which readers take for one that is seen; U+FEFF and U+FFFE, which PDF/A forbids
/// (ISO 19005-2, 6.2.11.7.2).
bool is_left_out(char32_t c);

/// Offsets in composite glyphs are 16-bit.
inline constexpr std::int32_t kLargestOffset = 32767;

}  // namespace chancery::text
