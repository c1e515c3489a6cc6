// How what a line lacks (or has too much) is shared among its spaces, its letters' distances and
// their widths. Knows lengths only.
#pragma once

namespace chancery::text {

/// By how much a line can give, in points.
struct Give {
  double stretch = 0;  ///< of the spaces
  double shrink = 0;
  double letters = 0;  ///< of letter fit and glyph expansion together, when they become wider

  /// By how much the line can become narrower in all.
  double narrower() const { return shrink + kNarrowest * letters; }
  /// Letters crowd sooner than they part: they become narrower by half as much as wider.
  static constexpr double kNarrowest = 0.5;
};

struct Adjustment {
  double spaces = 0;   ///< of their stretch (shrink, when negative); infinity when there are none
  double letters = 0;  ///< of what the letters can give, -Give::kNarrowest to 1
};

/// `missing` is in points, negative when the line is too wide. The spaces change first, as far as
/// the eye does not compare them with those of the next line; then the letters; what is left over
/// the spaces take, without limit.
Adjustment share_out(double missing, const Give& give);

/// Knuth and Plass's adjustment ratio of the line as the eye takes it.
double looseness(const Adjustment& adjustment);

}  // namespace chancery::text
