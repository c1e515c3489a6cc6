// The spaces of French typography (see habits.cpp for who prescribes them).
#include "text/draft.h"

namespace chancery::text {
namespace {

constexpr char32_t kNoBreakSpace = U'\u00A0';
constexpr char32_t kNarrowNoBreakSpace = U'\u202F';

bool is_high(char32_t c) {
  return c == U';' || c == U'!' || c == U'?' || c == U':';
}

class Spacing {
 public:
  Spacing(Draft& draft, const std::vector<const Habits*>& habits)
      : draft_(draft), habits_(habits) {}

  void run() {
    for (std::size_t i = 0; i < draft_.size(); ++i) {
      if (habits_[i]->french == FrenchSpaces::kNone || draft_.text().is_verbatim(i)) continue;
      const std::u32string now = draft_.now(i);
      if (now.empty()) continue;
      if (now.back() == U'«' || now.back() == U'‹') {
        after_opening(i);
      } else if (now.front() == U'»' || now.front() == U'›') {
        before_closing(i);
      } else if (is_high(now.front())) {
        before_high(i, now.front());
      }
    }
  }

 private:
  /// The nearest character before (after) that has not gone; the text's size without one.
  std::size_t left_of(std::size_t i) const {
    while (i > 0) {
      if (!draft_.now(--i).empty()) return i;
    }
    return draft_.size();
  }
  std::size_t right_of(std::size_t i) const {
    do {
      ++i;
    } while (i < draft_.size() && draft_.now(i).empty());
    return i;
  }
  char32_t last_before(std::size_t i) const {
    const std::size_t left = left_of(i);
    return left == draft_.size() ? 0 : draft_.now(left).back();
  }
  char32_t first_after(std::size_t i) const {
    const std::size_t right = right_of(i);
    return right == draft_.size() ? 0 : draft_.now(right).front();
  }

  void change_space_before(std::size_t i, char32_t to) {
    const std::size_t left = left_of(i);
    std::u32string now = draft_.now(left);
    now.back() = to;
    draft_.become(left, std::move(now));
  }
  void change_space_after(std::size_t i, char32_t to) {
    const std::size_t right = right_of(i);
    std::u32string now = draft_.now(right);
    now.front() = to;
    draft_.become(right, std::move(now));
  }
  char32_t before_space_before(std::size_t i) const {
    const std::size_t left = left_of(i);
    const std::u32string now = draft_.now(left);
    return now.size() > 1 ? now[now.size() - 2] : last_before(left);
  }

  char32_t guillemet_space(std::size_t i) const {
    return habits_[i]->french == FrenchSpaces::kCanada ? kNoBreakSpace : kNarrowNoBreakSpace;
  }

  void after_opening(std::size_t i) {
    const char32_t next = first_after(i);
    if (next == 0 || next == U'\u2028') return;
    if (next == U' ') {
      change_space_after(i, guillemet_space(i));
    } else if (!is_space(next)) {
      draft_.put_after(i, guillemet_space(i));
    }
  }

  void before_closing(std::size_t i) {
    const char32_t previous = last_before(i);
    if (previous == 0 || previous == U'\u2028') return;
    if (previous == U' ') {
      change_space_before(i, guillemet_space(i));
    } else if (!is_space(previous)) {
      draft_.put_before(i, guillemet_space(i));
    }
  }

  /// Only where a sentence stops: not in times, ratios, or signs made of punctuation.
  void before_high(std::size_t i, char32_t c) {
    const FrenchSpaces french = habits_[i]->french;
    if (french == FrenchSpaces::kCanada && c != U':') return;
    const char32_t next = first_after(i);
    const bool stops = is_space(next) || is_closing(next) || (c != U':' && is_high(next));
    const char32_t previous = last_before(i);
    if (!stops || previous == 0 || is_high(previous)) return;
    const bool wide = c == U':' && french != FrenchSpaces::kSwitzerland;
    const char32_t space = wide ? kNoBreakSpace : kNarrowNoBreakSpace;
    if (previous == U' ') {
      const bool smiles = (c == U':' || c == U';') && next == U')';
      if (!smiles && !is_space(before_space_before(i))) change_space_before(i, space);
    } else if (!is_space(previous) && side_of(previous) != Side::kOpening) {
      draft_.put_before(i, space);
    }
  }

  static bool is_closing(char32_t c) {
    return c == U'»' || c == U'›' || c == U'”' || c == U'’' || c == U')' || c == U']' || c == U'…';
  }

  Draft& draft_;
  const std::vector<const Habits*>& habits_;
};

}  // namespace

void set_french_spaces(Draft& draft, const std::vector<const Habits*>& habits) {
  Spacing(draft, habits).run();
}

}  // namespace chancery::text
