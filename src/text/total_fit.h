// Chooses the breaks of a whole paragraph at once (Knuth and Plass, "Breaking Paragraphs into
// Lines", 1981): of all ways to set it the one with the fewest demerits. Knows lengths only.
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace chancery::text {

/// A place where a line may end. Lengths in points, summed from the paragraph's start.
struct BreakPoint {
  double end_width = 0, end_stretch = 0, end_shrink = 0;  ///< up to the line's last visible glyph
  double start_width = 0, start_stretch = 0, start_shrink = 0;  ///< before the next line's first
  /// By how much letters may give, see Give::letters.
  double end_letters = 0, start_letters = 0;
  /// By how much the line's last (the next line's first) character stands out into the margin.
  double end_protrusion = 0, start_protrusion = 0;
  double hyphen = 0;        ///< width of the hyphen that a break here shows
  double penalty = 0;       ///< 0 and more; see total_fit.cpp for the values in use
  bool hyphenated = false;  ///< counts for hyphens on consecutive lines
  bool mandatory = false;
};

struct LineShape {
  double first = 0;  ///< measure of the first line, in points
  double other = 0;
  /// White space that a line may leave at its end as if it were stretch; 0: justified.
  double ragged_stretch = 0;
  /// A last line narrower than this looks lost.
  double runt = 0;
  /// The last line's white space counts as any other's, so that lines become equally wide: titles.
  /// Only for ragged lines.
  bool balanced = false;
};

struct Tolerance {
  double ratio = 1;  ///< loosest line that is feasible
  /// When no way is feasible, take the best there is, overfull lines included.
  bool forced = false;
  /// Added to each line's stretch (TeX's \emergencystretch), so that lines without spaces compare.
  double emergency_stretch = 0;
  /// Demerits of each line; more than all else together, and the fewest lines win.
  double per_line = 0;
};

/// The line between two points, as indices.
struct LineBreak {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// Corrects a point's lengths before they decide: called at most once for each that could end a
/// line.
using Refine = std::function<void(std::size_t point)>;

/// Of breaks that show or follow a hyphen: twice TeX's \hyphenpenalty, as a letter has few lines.
inline constexpr double kHyphenPenalty = 100;
/// Of breaks within a word that fits no line: as good as forbidden (TeX's 10000).
inline constexpr double kForcedPenalty = 10000;

/// `points` run from the paragraph's start (no line ends there) to its end (mandatory). Nothing
/// when no way is within the tolerance.
std::optional<std::vector<LineBreak>> break_total_fit(std::span<const BreakPoint> points,
                                                      const LineShape& shape,
                                                      const Tolerance& tolerance,
                                                      const Refine& refine);

/// Of the given lines together; infinity when one is overfull.
double demerits(std::span<const BreakPoint> points, std::span<const LineBreak> lines,
                const LineShape& shape, const Tolerance& tolerance);

}  // namespace chancery::text
