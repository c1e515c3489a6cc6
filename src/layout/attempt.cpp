#include "layout/attempt.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "layout/blocks.h"
#include "layout/direction.h"

namespace chancery::layout {
namespace {

using letter::Letter;
using letterhead::Letterhead;
using letterhead::PaperDesign;

/// How many paragraphs more than the missing lines are tried before all of them: a line that is
/// saved before a break that stays where it is does not help.
constexpr std::array<std::size_t, 4> kMoreParagraphs = {0, 1, 2, 4};

Grid grid_of(const Letterhead& letterhead) {
  const Points leading = letterhead.style("text").leading;
  if (!(leading.value >= 1)) {
    throw Failure(FailureKind::kInput, "no-leading",
                  "the letterhead's style 'text' has a leading below one point",
                  "give it the distance from one line to the next, 14 points say");
  }
  return Grid(leading);
}

class Attempts {
 public:
  Attempts(const Letter& letter, const Letterhead& letterhead, const PaperDesign& paper,
           const text::Typesetter& typesetter, Examine examine, Hands hands)
      : letter_(letter),
        letterhead_(letterhead),
        paper_(paper),
        typesetter_(typesetter),
        examine_(examine),
        hands_(hands) {}

  Attempt run() {
    Attempt usual = attempt({});
    if (!usual.breaks.excess) return usual;
    const letterhead::Tighten& allowed = letterhead_.tighten;
    struct Step {
      bool paragraphs, spaces;
      int extra_lines;
    };
    const std::array<Step, 6> ladder = {{{true, false, 0},
                                         {false, true, 0},
                                         {true, true, 0},
                                         {false, false, allowed.extra_lines},
                                         {false, true, allowed.extra_lines},
                                         {true, true, allowed.extra_lines}}};
    for (std::size_t i = 0; i < ladder.size(); ++i) {
      const Step& step = ladder[i];
      if ((step.paragraphs && !allowed.paragraphs) || (step.spaces && !allowed.spaces)) continue;
      if (i >= 3 && allowed.extra_lines == 0) continue;
      Tightness tightness;
      tightness.spaces = step.spaces;
      tightness.extra_lines = step.extra_lines;
      std::optional<Attempt> tight =
          step.paragraphs ? with_fewer_lines(usual, std::move(tightness)) : attempt(tightness);
      if (tight && is_shorter(*tight, usual)) return std::move(*tight);
    }
    return usual;
  }

 private:
  bool has_reference() const {
    return !letter_.reference.empty() || !letter_.your_reference.empty() || letter_.date ||
           !letter_.place.empty();
  }

  static bool is_shorter(const Attempt& attempt, const Attempt& usual) {
    return attempt.breaks.pages.size() < usual.breaks.pages.size() &&
           attempt.breaks.spoilt <= usual.breaks.spoilt;
  }

  Attempt attempt(Tightness tightness) const {
    Setting setting{letter_,
                    letterhead_,
                    typesetter_,
                    grid_of(letterhead_),
                    direction_of_language(letter_.language) == text::Direction::kRightToLeft,
                    letter_.punctuation.value_or(letterhead_.punctuation),
                    Structure(letter_.language),
                    Footnotes(letter_),
                    {},
                    std::move(tightness),
                    {},
                    examine_ == Examine::kTypography,
                    hands_};
    TextAreas areas = text_areas(paper_, setting.grid, setting.right_to_left, mirrors(setting),
                                 has_reference(), setting.tightness.extra_lines);
    // What stands on the first page may leave it to an image, unless that is the first of all.
    const bool is_first = letter_.title.text.empty() && letter_.salutation.text.empty();
    setting.page_height = is_first ? areas.least_capacity() : areas.following.capacity;
    Composed composed = compose(setting, paper_, areas);
    PageBreaks breaks =
        break_pages(composed.flow, areas, setting.grid, Grid(note_style(letterhead_).leading));
    return {std::move(setting), areas, std::move(composed), std::move(breaks)};
  }

  /// Tightens no more paragraphs than it takes, those first whose spaces suffer least.
  std::optional<Attempt> with_fewer_lines(const Attempt& usual, Tightness tightness) const {
    tightness.paragraphs = Tightness::Paragraphs::kFewestLines;
    Attempt all = attempt(tightness);
    if (!is_shorter(all, usual)) return std::nullopt;
    const std::vector<ParagraphRecord>& before = usual.setting.paragraphs;
    const std::vector<ParagraphRecord>& after = all.setting.paragraphs;
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (after[i].lines < before[i].lines) candidates.push_back(i);
    }
    std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
      return after[a].strain - before[a].strain < after[b].strain - before[b].strain;
    });
    tightness.paragraphs = Tightness::Paragraphs::kChosen;
    const auto missing = static_cast<std::size_t>((*usual.breaks.excess + Grid::kStepsPerLine - 1) /
                                                  Grid::kStepsPerLine);
    const std::size_t least = tightness.spaces || tightness.extra_lines > 0 ? 1 : missing;
    for (const std::size_t more : kMoreParagraphs) {
      const std::size_t count = least + more;
      if (count >= candidates.size()) break;
      tightness.chosen.assign(after.size(), false);
      for (std::size_t i = 0; i < count; ++i) tightness.chosen[candidates[i]] = true;
      Attempt some = attempt(tightness);
      if (is_shorter(some, usual)) return some;
    }
    return all;
  }

  const Letter& letter_;
  const Letterhead& letterhead_;
  const PaperDesign& paper_;
  const text::Typesetter& typesetter_;
  Examine examine_;
  Hands hands_;
};

}  // namespace

Attempt set_pages(const Letter& letter, const Letterhead& letterhead, const PaperDesign& paper,
                  const text::Typesetter& typesetter, Examine examine, Hands hands) {
  return Attempts(letter, letterhead, paper, typesetter, examine, hands).run();
}

}  // namespace chancery::layout
