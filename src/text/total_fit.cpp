#include "text/total_fit.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/justify.h"

namespace chancery::text {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Lengths are sums of thousands of doubles; this is far below what a printer shows, in points.
constexpr double kLengthSlack = 1e-6;

/// Of each line, so that fewer lines are better than more: TeX's \linepenalty.
constexpr double kLineDemerits = 10;
/// Badness of a line stretched or shrunk as far as it may go (The TeXbook, chapter 14).
constexpr double kFullBadness = 100;
/// Two hyphens at the right edge make a ladder: TeX's \doublehyphendemerits.
constexpr double kConsecutiveHyphens = 10000;
/// A divided word before the last line: TeX's \finalhyphendemerits.
constexpr double kHyphenBeforeLast = 5000;
/// A ragged edge has room for whole words: a hyphen costs there as much as three ems of white space
/// more (a ratio of 1.5, see line_breaks.cpp).
constexpr double kRaggedHyphens = 12;
/// A tight line beside a loose one: TeX's \adjdemerits.
constexpr double kFitnessJump = 10000;
/// A last line of a few letters: as bad as a ladder. TeX leaves this to \parfillskip; a letter's
/// paragraphs are short, so it is seen more often.
constexpr double kRunt = 10000;
/// A last line that holds nothing but the rest of a divided word: as bad again.
constexpr double kFragment = 20000;

/// Knuth and Plass's fitness classes by adjustment ratio.
enum Fitness : std::size_t { kTight, kNormal, kLoose, kVeryLoose, kFitnessClasses };

Fitness fitness_of(double ratio) {
  if (ratio < -0.5) return kTight;
  if (ratio <= 0.5) return kNormal;
  if (ratio <= 1) return kLoose;
  return kVeryLoose;
}

struct Fit {
  double ratio = 0;
  double overfull = 0;  ///< by how much the line is too wide, in points
};

bool is_ragged(const LineShape& shape) {
  return shape.ragged_stretch > 0;
}

Fit fit_of(std::span<const BreakPoint> points, LineBreak line, const LineShape& shape,
           const Tolerance& tolerance) {
  const BreakPoint& from = points[line.from];
  const BreakPoint& to = points[line.to];
  const double measure =
      (line.from == 0 ? shape.first : shape.other) + from.start_protrusion + to.end_protrusion;
  const double missing = measure - (to.end_width - from.start_width + to.hyphen);
  Give give;
  if (is_ragged(shape)) {
    give.stretch = shape.ragged_stretch;
  } else {
    give = {to.end_stretch - from.start_stretch, to.end_shrink - from.start_shrink,
            to.end_letters - from.start_letters};
  }
  give.stretch += tolerance.emergency_stretch;
  if (missing >= -kLengthSlack) {
    if (missing <= kLengthSlack || (to.mandatory && !shape.balanced)) return {0, 0};
    return {looseness(share_out(missing, give)), 0};
  }
  const double excess = -missing - give.narrower();
  return {looseness(share_out(missing, give)), excess <= kLengthSlack ? 0 : excess};
}

double hyphen_demerits(const BreakPoint& from, const BreakPoint& to, bool last,
                       const LineShape& shape) {
  double sum = to.penalty * to.penalty;
  if (from.hyphenated && to.hyphenated) sum += kConsecutiveHyphens;
  if (from.hyphenated && last) sum += kHyphenBeforeLast;
  return is_ragged(shape) ? kRaggedHyphens * sum : sum;
}

double runt_demerits(const BreakPoint& from, const BreakPoint& to, const LineShape& shape) {
  double sum = 0;
  if (to.end_width - from.start_width < shape.runt) sum += kRunt;
  const bool has_space = to.end_stretch > from.start_stretch;
  if (from.hyphenated && !has_space) sum += kFragment;
  return sum;
}

double demerits_of(std::span<const BreakPoint> points, LineBreak line, const LineShape& shape,
                   double ratio, Fitness fitness, Fitness fitness_before) {
  const BreakPoint& from = points[line.from];
  const BreakPoint& to = points[line.to];
  // Products, not std::pow: the same on every machine.
  const double size = std::fabs(ratio);
  const double base = kLineDemerits + kFullBadness * size * size * size;
  const bool last = line.to + 1 == points.size();
  double sum = base * base + hyphen_demerits(from, to, last, shape);
  // A ragged line's ratio is its length, not the look of its spaces.
  const auto jump = fitness > fitness_before ? fitness - fitness_before : fitness_before - fitness;
  if (jump > 1 && !is_ragged(shape)) sum += kFitnessJump;
  if (last && line.from != 0) sum += runt_demerits(from, to, shape);
  return sum;
}

/// The best way to set the paragraph up to `point` with its last line of one fitness class.
struct Node {
  std::size_t point = 0;
  std::size_t before = 0;  ///< index of the node that the line begins at
  Fitness fitness = kNormal;
  double demerits = 0;
};

class Search {
 public:
  Search(std::span<const BreakPoint> points, const LineShape& shape, const Tolerance& tolerance,
         const Refine& refine)
      : points_(points),
        shape_(shape),
        tolerance_(tolerance),
        refine_(refine),
        refined_(points.size(), false) {}

  std::optional<std::vector<LineBreak>> run() {
    nodes_.push_back({});
    active_.push_back(0);
    for (std::size_t point = 1; point < points_.size(); ++point) {
      extend_to(point);
      if (active_.empty()) return std::nullopt;
    }
    return best_way();
  }

 private:
  struct Candidate {
    std::size_t before = 0;
    double demerits = kInfinity;
  };

  void extend_to(std::size_t point) {
    std::array<Candidate, kFitnessClasses> best{};
    std::size_t kept = 0;
    bool still_fits = false;  // some line that ends here would fit without the hyphen
    Candidate least_overfull{0, kInfinity};  // its demerits are the excess in points
    for (const std::size_t index : active_) {
      const LineBreak line{nodes_[index].point, point};
      Fit fit = fit_of(points_, line, shape_, tolerance_);
      if (!refined_[point] && (fit.overfull <= points_[point].hyphen + kRefineReach) &&
          fit.ratio <= tolerance_.ratio) {
        refined_[point] = true;
        refine_(point);
        fit = fit_of(points_, line, shape_, tolerance_);
      }
      // Without its hyphen a later break in the same word may still fit.
      const bool hopeless = fit.overfull > points_[point].hyphen + kRefineReach;
      if (!hopeless && !points_[point].mandatory) {
        active_[kept++] = index;
        still_fits = still_fits || fit.overfull <= points_[point].hyphen;
      }
      if (fit.overfull > 0) {
        if (fit.overfull < least_overfull.demerits) least_overfull = {index, fit.overfull};
        continue;
      }
      if (fit.ratio <= tolerance_.ratio) add(line, index, fit.ratio, best);
    }
    active_.resize(kept);
    const std::size_t nodes_before = nodes_.size();
    for (std::size_t fitness = 0; fitness < kFitnessClasses; ++fitness) {
      if (best[fitness].demerits == kInfinity) continue;
      push({point, best[fitness].before, static_cast<Fitness>(fitness), best[fitness].demerits});
    }
    if (tolerance_.forced && !still_fits && nodes_.size() == nodes_before) {
      // Nothing fits: the line that is least too wide, at no cost that another way could save.
      active_.clear();
      push({point, least_overfull.before, kTight, nodes_[least_overfull.before].demerits});
    }
  }

  void add(LineBreak line, std::size_t before, double ratio,
           std::array<Candidate, kFitnessClasses>& best) const {
    const Fitness fitness = fitness_of(ratio);
    const double sum = nodes_[before].demerits + tolerance_.per_line +
                       demerits_of(points_, line, shape_, ratio, fitness, nodes_[before].fitness);
    if (sum < best[fitness].demerits) best[fitness] = {before, sum};
  }

  void push(const Node& node) {
    nodes_.push_back(node);
    active_.push_back(nodes_.size() - 1);
  }

  std::vector<LineBreak> best_way() const {
    std::size_t at = active_.front();
    for (const std::size_t index : active_) {
      if (nodes_[index].demerits < nodes_[at].demerits) at = index;
    }
    std::vector<LineBreak> lines;
    for (; nodes_[at].point != 0; at = nodes_[at].before) {
      lines.push_back({nodes_[nodes_[at].before].point, nodes_[at].point});
    }
    std::reverse(lines.begin(), lines.end());
    return lines;
  }

  /// Kerning and ligatures that a break undoes change a line by less than this, in points.
  static constexpr double kRefineReach = 5;

  std::span<const BreakPoint> points_;
  const LineShape& shape_;
  const Tolerance& tolerance_;
  const Refine& refine_;
  std::vector<bool> refined_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> active_;  // indices of nodes
};

}  // namespace

std::optional<std::vector<LineBreak>> break_total_fit(std::span<const BreakPoint> points,
                                                      const LineShape& shape,
                                                      const Tolerance& tolerance,
                                                      const Refine& refine) {
  if (points.size() < 2) return std::vector<LineBreak>{};
  return Search(points, shape, tolerance, refine).run();
}

double demerits(std::span<const BreakPoint> points, std::span<const LineBreak> lines,
                const LineShape& shape, const Tolerance& tolerance) {
  double sum = 0;
  Fitness before = kNormal;
  for (const LineBreak& line : lines) {
    const Fit fit = fit_of(points, line, shape, tolerance);
    if (fit.overfull > 0 || fit.ratio == kInfinity) return kInfinity;
    const Fitness fitness = fitness_of(fit.ratio);
    sum += demerits_of(points, line, shape, fit.ratio, fitness, before);
    before = fitness;
  }
  return sum;
}

}  // namespace chancery::text
