// What the line around a run asks of its codes. Readers put the text of a line together from where
// its codes stand, each by rules of its own; where those would part ways the codes say directional
// marks too (UAX 9, 2.6), stand for a space together with a letter, or begin an operator of their
// own. See docs/architecture.md, "The text survives".
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "text/codes.h"
#include "text/paragraph.h"

namespace chancery::text {

/// A run, and its line as far as the codes depend on it.
struct RunInLine {
  const GlyphRun* run = nullptr;
  Direction line_direction = Direction::kLeftToRight;
  bool is_mixed = false;               ///< the line has runs of both directions
  bool has_left = false;               ///< another run of the line stands close to the left
  bool has_right = false;              ///< and to the right
  Points gap_right;                    ///< up to the first glyph of that
  bool follows_right_to_left = false;  ///< the one to the left is written so, in a line that is not
  bool ends_line = false;              ///< one from left to right, where no word is divided
  /// The text has a space behind the run that the line's end stands for.
  bool is_before_space = false;
  bool is_on_right_to_left_page = false;
  /// Of runs that stand together and go against the line: how many, how many of them to the right
  /// of this one, and how far from its origin they end. `is_ordered`: PDFium has to be told the
  /// order of their text.
  std::size_t together = 1;
  std::size_t together_right = 0;
  Points end_of_together;
  bool is_ordered = false;
  bool is_space_left = false, is_space_right = false;  ///< beside all of them
  /// Such runs stand behind this one, without a space between: how many runs from this one up to
  /// them there are, this one counted, and in all; `end_of_together` is theirs.
  std::size_t before = 0;
  std::size_t befores = 0;
};

/// Whether PDFium has to be told the order of runs that stand together and go against their line.
bool need_order(std::span<const GlyphRun* const> together);
/// poppler takes a page for right-to-left by the number of its letters; so does this, for pages
/// that have right-to-left letters, in doubt.
bool is_right_to_left_page(std::span<const GlyphRun* const> runs);
/// The run has no code: its text is directional formatting that the order of the codes makes good.
bool says_nothing(const GlyphRun& run);

/// Changes the cells of the run as its line asks. Throws as make_cells.
void suit_line(const RunInLine& in_line, const GlyphFacts& font, std::vector<Cell>& cells);

}  // namespace chancery::text
