// Page breaks by dynamic programming over the places where a page may begin.
#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "layout/paginate.h"
#include "layout/setting.h"

namespace chancery::layout {
namespace {

// Costs. A page that is short by n steps costs n squared, so a page one line short costs 4, and
// three pages one line short are better than one page three lines short. Beyond four lines each
// further step costs the same: a hole is a hole.
constexpr long kSquaredSteps = 4L * Grid::kStepsPerLine;
constexpr long kFurtherStep = 2 * kSquaredSteps;

long cost_of_short_page(long steps) {
  const long squared = std::min(steps, kSquaredSteps);
  return squared * squared + (steps - squared) * kFurtherStep;
}

/// A paragraph in two: worth a line or so of white space, not two.
constexpr long kSplitParagraph = 8;
/// Nobody should turn the page to read the rest of a word: worth more than two lines.
constexpr long kHyphenAtEnd = 24;
/// A list item or table row alone: worth four lines.
constexpr long kLoneItem = 64;
/// A note in two: worth five lines.
constexpr long kSplitNote = 120;
/// Each page that goes below the text area.
constexpr long kLongPage = 16;
/// Signatures under fewer lines than this look lost; a missing line is worth more than any line of
/// the pages before, and each further one as much as it counts squared.
constexpr int kLinesOnLastPage = 5;
constexpr long kMissingLastLine = 64;

/// A note has at least two lines on each page it stands on.
constexpr std::size_t kNoteLines = 2;

/// What a way to divide the flow up to some place costs; the earlier members count first.
struct Score {
  int forbidden = 0;
  int avoided = 0;
  int pages = 0;
  long cost = 0;

  bool operator<(const Score& other) const {
    return std::tie(forbidden, avoided, pages, cost) <
           std::tie(other.forbidden, other.avoided, other.pages, other.cost);
  }
};

/// Where the notes go on: the rest of `note` from `box` on stands on the next page.
struct Rest {
  std::size_t note = 0;
  std::size_t box = 0;  ///< 0: nothing is left

  bool is_empty() const { return box == 0; }
  bool operator==(const Rest& other) const = default;
  bool operator<(const Rest& other) const {
    return std::tie(note, box) < std::tie(other.note, other.box);
  }
};

/// The best way up to the page that begins at a box with a rest of notes.
struct State {
  Rest rest;
  Score score;
  std::size_t from_box = 0;  ///< the page before begins there …
  Rest from_rest;            ///< … with these notes
};

/// A page being filled.
class Filling {
 public:
  Filling(const Flow& flow, const Grid& grid, const Grid& note_grid, const TextArea& area)
      : flow_(flow),
        grid_(grid),
        note_grid_(note_grid),
        capacity_(area.capacity),
        most_(area.capacity + area.reserve) {}

  void add_rest(const Rest& rest) {
    if (!rest.is_empty()) add({rest.note, rest.box, flow_.notes[rest.note].boxes.size()});
  }
  void add_notes(const std::vector<std::size_t>& notes) {
    for (const std::size_t note : notes) add({note, 0, flow_.notes[note].boxes.size()});
  }
  void add_box(const Box& box, bool first) {
    if (first && box.repeated_head) used_ += flow_.heads[*box.repeated_head].height;
    used_ += box.height + (first ? 0 : box.space_before);
    text_lines_ += box.is_text ? 1 : 0;
    add_notes(box.notes);
  }

  /// Divides the last note where not all of it fits; false when the page is overfull all the same.
  bool fits() {
    rest_ = {};
    total_ = used_;
    if (!last_) return total_ <= most_;
    const auto total_with = [this](Points notes) {
      return used_ + kNoteSpace + grid_.covering(height_before_ + notes);
    };
    total_ = total_with(part_height(flow_, *last_, note_grid_));
    if (total_ <= most_) return true;
    const std::vector<Box>& boxes = flow_.notes[last_->note].boxes;
    Steps height = 0;
    for (std::size_t i = last_->begin; i + kNoteLines < boxes.size(); ++i) {
      height += boxes[i].height + (i == last_->begin ? 0 : boxes[i].space_before);
      const Steps total = total_with(note_grid_.at(height));
      if (total > most_) break;
      const std::size_t end = i + 1;
      if (end < last_->begin + kNoteLines || boxes[end].before != Break::kAllowed) continue;
      rest_ = {last_->note, end};
      total_ = total;
    }
    return !rest_.is_empty();
  }

  /// After `fits`.
  const Rest& rest() const { return rest_; }
  Steps missing() const { return std::max(0, capacity_ - total_); }
  bool is_long() const { return total_ > capacity_; }
  int text_lines() const { return text_lines_; }

 private:
  void add(const NotePart& part) {
    if (last_) height_before_ += part_height(flow_, *last_, note_grid_);
    last_ = part;
  }

  const Flow& flow_;
  const Grid& grid_;
  const Grid& note_grid_;
  Steps capacity_;
  Steps most_;
  Steps used_ = 0;
  Steps total_ = 0;
  int text_lines_ = 0;
  Points height_before_;  ///< of the notes before the last
  std::optional<NotePart> last_;
  Rest rest_;
};

[[noreturn]] void refuse(const Box& box, bool is_for_notes) {
  if (is_for_notes) {
    throw Failure(FailureKind::kInput, "does-not-fit-page",
                  "a line and the footnotes it refers to are taller than a page",
                  "shorten the footnotes, or say some of it in the text");
  }
  throw Failure(FailureKind::kInput, "does-not-fit-page",
                box.is_text ? "a line or table row is taller than a page"
                            : "a row of signature blocks is taller than a page",
                box.is_text ? "divide the table row, or set it in a smaller style"
                            : "make the letterhead's signature field lower");
}

class Search {
 public:
  Search(const Flow& flow, const TextAreas& areas, const Grid& grid, const Grid& note_grid)
      : flow_(flow),
        boxes_(flow.boxes),
        areas_(areas),
        grid_(grid),
        note_grid_(note_grid),
        states_(flow.boxes.size() + 1) {}

  PageBreaks run() {
    if (boxes_.empty()) return one_page();
    states_[0].push_back({});
    fill(0, State{});
    for (std::size_t begin = 1; begin <= boxes_.size(); ++begin) {
      // By index: notes that go on after the last box add states here.
      for (std::size_t i = 0; i < states_[begin].size(); ++i) {
        const State state = states_[begin][i];
        if (begin < boxes_.size() || !state.rest.is_empty()) fill(begin, state);
      }
    }
    PageBreaks breaks;
    breaks.pages = pages();
    const Score& score = states_[boxes_.size()].front().score;
    breaks.spoilt = score.avoided + score.forbidden;
    breaks.excess = least_excess();
    breaks.steps = steps_;
    return breaks;
  }

 private:
  /// Of a flow without boxes.
  PageBreaks one_page() const {
    Filling page(flow_, grid_, note_grid_, areas_.first);
    page.add_notes(flow_.first_page_notes);
    if (!page.fits() || !page.rest().is_empty()) refuse({}, true);
    PageRange range;
    for (const std::size_t note : flow_.first_page_notes) {
      range.notes.push_back({note, 0, flow_.notes[note].boxes.size()});
    }
    return {{range}, 0, {}, 1};
  }

  /// Every page that begins with `state`.
  void fill(std::size_t begin, const State& state) {
    const bool is_first = state.score.pages == 0;
    Filling page(flow_, grid_, note_grid_, is_first ? areas_.first : areas_.following);
    page.add_rest(state.rest);
    if (is_first) page.add_notes(flow_.first_page_notes);
    // A page of nothing but notes.
    if (!state.rest.is_empty() && page.fits()) arrive(begin, state, begin, page);
    for (std::size_t i = begin; i < boxes_.size(); ++i) {
      if (i > begin && boxes_[i].before == Break::kForced) break;
      ++steps_;
      page.add_box(boxes_[i], i == begin);
      if (!page.fits()) break;
      arrive(begin, state, i + 1, page);
    }
  }

  void arrive(std::size_t begin, const State& from, std::size_t end, const Filling& page) {
    State next;
    next.rest = page.rest();
    next.score = from.score;
    next.from_box = begin;
    next.from_rest = from.rest;
    ++next.score.pages;
    add_costs(begin, end, page, next.score);
    std::vector<State>& known = states_[end];
    const auto at =
        std::lower_bound(known.begin(), known.end(), next,
                         [](const State& a, const State& b) { return a.rest < b.rest; });
    if (at == known.end() || !(at->rest == next.rest)) {
      known.insert(at, next);
    } else if (!(at->score < next.score)) {
      *at = next;  // of equals the one whose earlier pages are fuller
    }
  }

  void add_costs(std::size_t begin, std::size_t end, const Filling& page, Score& score) const {
    if (!page.rest().is_empty()) score.cost += kSplitNote;
    if (page.is_long()) score.cost += kLongPage;
    const bool at_end = end == boxes_.size();
    if (begin == end) return;
    if (at_end || boxes_[end].before == Break::kForced) {
      const bool after_another = begin > 0 && boxes_[begin].before != Break::kForced;
      const long lines_missing = std::max(0, kLinesOnLastPage - page.text_lines());
      if (after_another) score.cost += kMissingLastLine * lines_missing * lines_missing;
      return;
    }
    const Box& next = boxes_[end];
    score.forbidden += next.before == Break::kForbidden ? 1 : 0;
    score.avoided += next.before == Break::kAvoided ? 1 : 0;
    score.cost += cost_of_short_page(page.missing());
    if (next.blemishes.splits_paragraph) score.cost += kSplitParagraph;
    if (next.blemishes.after_hyphen) score.cost += kHyphenAtEnd;
    if (next.blemishes.lone_item) score.cost += kLoneItem;
  }

  std::vector<PageRange> pages() const {
    const std::vector<State>& ends = states_[boxes_.size()];
    if (ends.empty() || !ends.front().rest.is_empty()) refuse_first_unreachable();
    std::vector<PageRange> pages;
    std::size_t end = boxes_.size();
    const State* state = &ends.front();
    while (state->score.pages > 0) {
      PageRange page{state->from_box, end, {}};
      add_parts(*state, state->score.pages == 1, page);
      pages.push_back(std::move(page));
      end = state->from_box;
      state = &state_at(state->from_box, state->from_rest);
    }
    std::reverse(pages.begin(), pages.end());
    return pages;
  }

  /// Of each part between the author's breaks: how much the page before its last would have to take
  /// in as well.
  std::optional<Steps> least_excess() const {
    std::optional<Steps> least;
    std::size_t end = boxes_.size();
    while (end > 0) {
      std::size_t begin = end - 1;
      while (begin > 0 && boxes_[begin].before != Break::kForced) --begin;
      const std::optional<Steps> excess = excess_of(begin, end);
      if (excess && (!least || *excess < *least)) least = excess;
      end = begin;
    }
    return least;
  }

  std::optional<Steps> excess_of(std::size_t begin, std::size_t end) const {
    const Score& last = states_[end].front().score;
    Steps height = 0;
    Points notes;
    for (std::size_t i = end; i-- > begin;) {
      height += boxes_[i].height + (i + 1 < end ? boxes_[i + 1].space_before : 0);
      for (const std::size_t note : boxes_[i].notes) notes += flow_.notes[note].height;
      const Steps total = height + (notes.value > 0 ? kNoteSpace + grid_.covering(notes) : 0) -
                          (i == 0 ? areas_.first : areas_.following).capacity;
      if (total > kMostExcess) return std::nullopt;
      if (states_[i].empty() || !states_[i].front().rest.is_empty()) continue;
      const Score& score = states_[i].front().score;
      if (score.pages <= last.pages - 2 && score.avoided <= last.avoided &&
          score.forbidden <= last.forbidden) {
        return total;
      }
    }
    return std::nullopt;
  }

  const State& state_at(std::size_t box, const Rest& rest) const {
    return *std::lower_bound(states_[box].begin(), states_[box].end(), rest,
                             [](const State& a, const Rest& b) { return a.rest < b; });
  }

  void add_parts(const State& after, bool is_first, PageRange& page) const {
    const auto add = [&](std::size_t note, std::size_t begin) {
      page.notes.push_back({note, begin, flow_.notes[note].boxes.size()});
    };
    if (!after.from_rest.is_empty()) add(after.from_rest.note, after.from_rest.box);
    if (is_first) {
      for (const std::size_t note : flow_.first_page_notes) add(note, 0);
    }
    for (std::size_t i = page.begin; i < page.end; ++i) {
      for (const std::size_t note : boxes_[i].notes) add(note, 0);
    }
    if (!after.rest.is_empty()) page.notes.back().end = after.rest.box;
  }

  [[noreturn]] void refuse_first_unreachable() const {
    std::size_t box = boxes_.size();
    while (box > 0 && (box == boxes_.size() || states_[box].empty())) --box;
    // What follows on the same page cannot be reached either.
    const TextArea& area = box == 0 ? areas_.first : areas_.following;
    const Box& first = boxes_[box];
    const Steps head = first.repeated_head ? flow_.heads[*first.repeated_head].height : 0;
    refuse(first, first.height + head <= area.capacity);
  }

  const Flow& flow_;
  const std::vector<Box>& boxes_;
  const TextAreas& areas_;
  const Grid& grid_;
  const Grid& note_grid_;
  std::vector<std::vector<State>> states_;  ///< by the box a page begins at, in order of the rest
  std::size_t steps_ = 0;
};

}  // namespace

PageBreaks break_pages(const Flow& flow, const TextAreas& areas, const Grid& grid,
                       const Grid& note_grid) {
  return Search(flow, areas, grid, note_grid).run();
}

}  // namespace chancery::layout
