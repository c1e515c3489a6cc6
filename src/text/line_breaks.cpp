#include "text/line_breaks.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "text/protrusion.h"
#include "text/total_fit.h"

namespace chancery::text {
namespace {

/// First pass, without dividing words: up to badness 200. TeX's \pretolerance is 100, but TeX then
/// divides a word in every third line of a letter's measure; letters are read once, without
/// ladders.
constexpr double kRatioWithoutHyphens = 1.26;
/// Second pass, with divisions: up to badness 800 (TeX's \tolerance is 200, for book measures).
constexpr double kRatioWithHyphens = 2;
/// Last pass: any ratio, with this much more stretch, in ems (\emergencystretch as LaTeX's \sloppy
/// has it).
constexpr double kEmergencyStretchEms = 3;
/// Demerits of a line when lines are to be few: more than all else in a paragraph of ten thousand
/// lines within the second pass's ratio (7e5 a line); their sum keeps its last digits in a double.
constexpr double kFewestLines = 1e10;
/// How much white space a ragged line leaves before it counts as loose, in ems (ragged2e's
/// \RaggedRight).
constexpr double kRaggedStretchEms = 2;
/// Ragged lines may be four ems short before a word is divided, and six before all else: that is
/// what a ragged edge is for.
constexpr double kRaggedRatioWithoutHyphens = 2;
constexpr double kRaggedRatioWithHyphens = 3;
/// A last line narrower than this many ems is a runt: about a short word.
constexpr double kRuntEms = 2.5;

/// Of a break within a Korean word: allowed, but between words is easier to read (KLReq 2.3), as
/// between the words of languages that divide theirs.
constexpr double kSyllablePenalty = kHyphenPenalty;

double em(const Prepared& prepared) {
  const std::vector<UnitSpan>& spans = prepared.text->spans;
  return spans.empty() ? 0 : spans.front().style->size.value;
}

double penalty_of(const Opportunity& opportunity) {
  switch (opportunity.kind) {
    case Opportunity::Kind::kDivision:
    case Opportunity::Kind::kSoftHyphen:
    case Opportunity::Kind::kWrittenHyphen:
      return kHyphenPenalty;
    case Opportunity::Kind::kSyllable:
      return kSyllablePenalty;
    case Opportunity::Kind::kForced:
      return kForcedPenalty;
    default:
      return 0;
  }
}

bool has_even_start(const ParagraphStyle& style) {
  return style.alignment == Alignment::kJustified || style.alignment == Alignment::kStart;
}

bool has_even_end(const ParagraphStyle& style) {
  return style.alignment == Alignment::kJustified || style.alignment == Alignment::kEnd;
}

BreakPoint point_of(const Prepared& prepared, const LetterFit& letter_fit,
                    const ParagraphStyle& style, const Opportunity& opportunity) {
  BreakPoint point;
  const std::uint32_t end = opportunity.end;
  // The glue after the last visible character is not the line's.
  const std::uint32_t glue_end = end == 0 ? 0 : prepared.text->previous(end);
  point.end_width = prepared.width[end] + change_at_end(prepared, end);
  point.end_stretch = prepared.stretch[glue_end];
  point.end_shrink = prepared.shrink[glue_end];
  point.start_width =
      prepared.width[opportunity.next] - change_at_start(prepared, opportunity.next);
  point.start_stretch = prepared.stretch[opportunity.next];
  point.start_shrink = prepared.shrink[opportunity.next];
  if (!prepared.kashidas.empty()) {
    point.end_stretch += prepared.kashida_stretch[glue_end];
    point.start_stretch += prepared.kashida_stretch[opportunity.next];
  }
  point.penalty = penalty_of(opportunity);
  point.hyphenated =
      opportunity.shows_hyphen() || opportunity.kind == Opportunity::Kind::kWrittenHyphen;
  point.mandatory = opportunity.ends_line_always();
  if (opportunity.shows_hyphen()) point.hyphen = hyphen_width(prepared, opportunity);
  if (!letter_fit.distances.empty()) {
    point.end_letters = letter_fit.distances[glue_end] + letter_fit.widths[end];
    point.start_letters =
        letter_fit.distances[opportunity.next] + letter_fit.widths[opportunity.next];
  }
  if (style.protrusion && has_even_start(style)) {
    point.start_protrusion = start_protrusion(prepared, opportunity.next);
  }
  if (style.protrusion && has_even_end(style)) {
    point.end_protrusion = end_protrusion(prepared, opportunity);
  }
  return point;
}

class Passes {
 public:
  Passes(const Prepared& prepared, const LetterFit& letter_fit, const ParagraphStyle& style,
         const Measures& measures)
      : prepared_(prepared), letter_fit_(letter_fit), style_(style) {
    shape_.first = measures.first;
    shape_.other = measures.other;
    shape_.runt = kRuntEms * em(prepared);
    if (style.alignment != Alignment::kJustified) {
      shape_.ragged_stretch = kRaggedStretchEms * em(prepared);
      shape_.balanced = style.balanced;
    }
  }

  std::optional<std::vector<BrokenLine>> run(const std::vector<Opportunity>& opportunities,
                                             const Tolerance& tolerance) const {
    std::vector<BreakPoint> points;
    points.reserve(opportunities.size());
    for (const Opportunity& each : opportunities) {
      points.push_back(point_of(prepared_, letter_fit_, style_, each));
    }
    const Refine refine = [&](std::size_t index) {
      points[index].end_width += prepared_.widening_before(opportunities[index].end);
      points[index].start_width -= prepared_.widening_after(opportunities[index].next);
    };
    const auto lines = break_total_fit(points, shape_, tolerance, refine);
    if (!lines) return std::nullopt;
    std::vector<BrokenLine> broken;
    broken.reserve(lines->size());
    for (const LineBreak& line : *lines) {
      broken.push_back({opportunities[line.from], opportunities[line.to]});
    }
    return broken;
  }

  double ratio_without_hyphens() const {
    if (shape_.balanced) return std::numeric_limits<double>::infinity();
    return shape_.ragged_stretch > 0 ? kRaggedRatioWithoutHyphens : kRatioWithoutHyphens;
  }
  double ratio_with_hyphens() const {
    return shape_.ragged_stretch > 0 ? kRaggedRatioWithHyphens : kRatioWithHyphens;
  }
  double narrowest() const { return std::min(shape_.first, shape_.other); }

 private:
  const Prepared& prepared_;
  const LetterFit& letter_fit_;
  const ParagraphStyle& style_;
  LineShape shape_;
};

/// Breaks are added only where nothing else helps: between opportunities that lie further apart
/// than the measure.
std::vector<Opportunity> with_forced(const Prepared& prepared,
                                     const std::vector<Opportunity>& found, double measure,
                                     BreakIterators& iterators) {
  std::vector<Opportunity> all;
  all.reserve(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) {
      const std::uint32_t begin = found[i - 1].next;
      const std::uint32_t end = found[i].end;
      const double hyphen = found[i].shows_hyphen() ? hyphen_width(prepared, found[i]) : 0;
      if (end > begin && prepared.width[end] - prepared.width[begin] + hyphen > measure) {
        add_forced(*prepared.text, begin, end, iterators, all);
      }
    }
    all.push_back(found[i]);
  }
  return all;
}

std::vector<BrokenLine> usual_lines(const Passes& passes, const Prepared& prepared,
                                    const ParagraphStyle& style, const Hyphenators& hyphenators,
                                    BreakIterators& iterators) {
  std::vector<Opportunity> found = opportunities(*prepared.text, iterators);
  if (auto lines = passes.run(found, {passes.ratio_without_hyphens(), false, 0})) return *lines;
  if (style.hyphenate) {
    found = with_divisions(*prepared.text, found, hyphenators);
    if (auto lines = passes.run(found, {passes.ratio_with_hyphens(), false, 0})) return *lines;
  }
  found = with_forced(prepared, found, passes.narrowest(), iterators);
  const Tolerance last = {std::numeric_limits<double>::infinity(), true,
                          std::max(1.0, kEmergencyStretchEms * em(prepared))};
  return passes.run(found, last).value();
}

/// Fewer lines than `usual` has, each of them tolerable; nothing when there is no such way.
std::optional<std::vector<BrokenLine>> fewer_lines(const Passes& passes, const Prepared& prepared,
                                                   const ParagraphStyle& style,
                                                   const std::vector<BrokenLine>& usual,
                                                   const Hyphenators& hyphenators,
                                                   BreakIterators& iterators) {
  std::vector<Opportunity> found = opportunities(*prepared.text, iterators);
  if (style.hyphenate) found = with_divisions(*prepared.text, found, hyphenators);
  auto lines = passes.run(found, {passes.ratio_with_hyphens(), false, 0, kFewestLines});
  if (lines && lines->size() >= usual.size()) lines.reset();
  return lines;
}

}  // namespace

double hyphen_width(const Prepared& prepared, const Opportunity& opportunity) {
  const Item& item = prepared.item_at(prepared.text->previous(opportunity.end));
  double width = 0;
  const auto hyphen = prepared.shaper->hyphen(item);  // shared: the loop does not keep it
  for (const ShapedGlyph& glyph : *hyphen) {
    width += item.points(glyph.advance);
  }
  return width;
}

Protrusion protrusion_of(const Prepared& prepared, const ParagraphStyle& style,
                         const BrokenLine& line) {
  Protrusion protrusion;
  if (!style.protrusion || line.to.end <= line.from.next) return protrusion;
  if (has_even_start(style)) protrusion.start = start_protrusion(prepared, line.from.next);
  if (has_even_end(style)) protrusion.end = end_protrusion(prepared, line.to);
  return protrusion;
}

std::vector<BrokenLine> break_lines(const Prepared& prepared, const LetterFit& letter_fit,
                                    const ParagraphStyle& style, const Measures& measures,
                                    const Hyphenators& hyphenators, BreakIterators& iterators) {
  const Passes passes(prepared, letter_fit, style, measures);
  std::vector<BrokenLine> usual = usual_lines(passes, prepared, style, hyphenators, iterators);
  if (style.looseness >= 0 || usual.size() < 2) return usual;
  auto fewer = fewer_lines(passes, prepared, style, usual, hyphenators, iterators);
  return fewer ? *fewer : usual;
}

}  // namespace chancery::text
