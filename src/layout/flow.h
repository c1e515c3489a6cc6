// The flow: boxes one below the other, before it is known on which page they stand.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/units.h"
#include "layout/page.h"

namespace chancery::layout {

/// Heights in the flow are whole steps, half a line of the grid each: so sums are exact, and text
/// comes back to the grid after anything that stands between.
using Steps = int;

/// The baseline grid.
class Grid {
 public:
  /// `leading` is the distance of two baselines; below one point it counts as one.
  explicit Grid(Points leading)
      : step_(Points(leading.value >= 1 ? leading.value : 1) / kStepsPerLine) {}

  static constexpr Steps kStepsPerLine = 2;

  Points at(Steps steps) const { return step_ * steps; }
  /// From the top of a line's box to its baseline.
  Points line_ascent() const { return step_ * kStepsPerLine * kAscentShare; }
  Points line_descent() const { return step_ * kStepsPerLine - line_ascent(); }

  /// Leading on the grid: rounded up, but a little too much does not cost half a line.
  Steps line_steps(Points leading) const;
  /// White space on the grid: the nearest step, at least one when there is to be any.
  Steps space_steps(Points space) const;
  /// The fewest steps that are no less than `height`.
  Steps covering(Points height) const;
  /// The most steps that are no more than `height`.
  Steps within(Points height) const;

 private:
  /// Three quarters of a line stand above the baseline: near the ascender and descender of text
  /// faces (0.75 to 0.8), so that the first line's letters hang from the top of the text area.
  static constexpr double kAscentShare = 0.75;
  Points step_;
};

/// Whether a page may end before a box.
enum class Break {
  kAllowed,
  kAvoided,    ///< widow, orphan, heading: broken only when a page holds nothing else
  kForbidden,  ///< would part the signatures from the text
  kForced,
};

/// What a page break before a box would spoil. These have their price (page_breaks.cpp), they do
/// not forbid the break.
struct Blemishes {
  bool splits_paragraph = false;
  bool after_hyphen = false;  ///< the page would end within a word
  bool lone_item = false;     ///< one list item or table row would be left by itself
};

/// What is never divided between pages: a line, a table row, a row of signatures. Its content
/// stands relative to the column's left edge and the box's top.
struct Box {
  Steps space_before = 0;  ///< falls away at the top of a page
  Steps height = 0;
  Break before = Break::kAllowed;
  Blemishes blemishes;
  bool is_text = true;  ///< counts as a line of the letter's text
  Points first_baseline;
  std::vector<PlacedRun> runs;
  std::vector<FilledRect> rects;
  std::vector<PlacedPicture> pictures;
  std::vector<SignaturePlace> signatures;
  std::vector<Remark> remarks;
  /// Footnotes that must stand on the same page: those it refers to first in the letter.
  std::vector<std::size_t> notes;
  std::optional<std::size_t> repeated_head;  ///< of Flow::heads, set again above it on a new page
};

struct Note {
  std::vector<Box> boxes;  ///< on the grid of the footnote style
  Points height;
};

struct Flow {
  std::vector<Box> boxes;
  std::vector<Box> heads;
  std::vector<Note> notes;
  std::vector<std::size_t> first_page_notes;  ///< referred to outside the flow, on page 1
};

/// Appends boxes and remembers what is due before the next one.
class FlowBuilder {
 public:
  /// `tight`: spaces of a line or more are halved, up to the grid.
  explicit FlowBuilder(Flow& flow, bool tight = false) : flow_(flow), tight_(tight) {}

  /// Spaces of neighbours do not add up: the larger one counts.
  void append(std::vector<Box> boxes, Steps space_before, Steps space_after);
  void space(Steps at_least);
  void break_page() { forced_ = true; }
  /// The next two lines stay with what was appended last.
  void keep_with_next() { kept_lines_ = 2; }

  std::vector<Box>& boxes() { return flow_.boxes; }
  Flow& flow() { return flow_; }

 private:
  Flow& flow_;
  bool tight_;
  Steps space_due_ = 0;
  int kept_lines_ = 0;
  bool forced_ = false;
};

/// The height of boxes that stand below one another, spaces counted but the first.
Steps total_height(const std::vector<Box>& boxes, std::size_t begin, std::size_t end);

/// Puts a box's content on a page; `x` and `y` are the column's left edge and the box's top.
void place_box(const Box& box, Points x, Points y, Page& page);

}  // namespace chancery::layout
