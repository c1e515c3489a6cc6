// Hyphens that stand for dashes.
#include <algorithm>

#include "text/draft.h"
#include "text/ranges.h"

namespace chancery::text {
namespace {

class Dashes {
 public:
  Dashes(Draft& draft, const std::vector<const Habits*>& habits)
      : draft_(draft), text_(draft.text()), habits_(habits) {}

  void run() {
    for (std::size_t i = 0; i < text_.size();) {
      if (text_.at(i) != U'-') {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (text_.at(end) == U'-') ++end;
      if (!text_.is_verbatim(i)) read(i, end);
      i = end;
    }
  }

 private:
  void read(std::size_t begin, std::size_t end) {
    const char32_t before = begin == 0 ? 0 : text_.at(begin - 1);
    const char32_t after = text_.at(end);
    switch (end - begin) {
      case 1:
        return read_hyphen(begin, before, after);
      case 2:
      case 3:
        if (is_drawing(before) || is_drawing(after)) return;
        return read_run(begin, end, before, after);
      default:
        return;  // a rule drawn on a typewriter
    }
  }

  /// Arrows and tables made of signs.
  static bool is_drawing(char32_t c) {
    return c == U'<' || c == U'>' || c == U'|' || c == U'+' || c == U'=' || c == U'*' || c == U'_';
  }

  void read_hyphen(std::size_t at, char32_t before, char32_t after) {
    if (before == U' ' && after == U' ') {
      // Between words, not in "5 - 3".
      if (at >= 2 && is_word_end(text_.at(at - 2)) && is_word_start(text_.at(at + 2))) {
        set_off(at, at + 1);
      }
      return;
    }
    if (habits_[at]->range_dash && is_range(text_, at)) draft_.set(at, U"–");
  }

  static bool is_word_end(char32_t c) {
    const Side side = side_of(c);
    return is_letter(c) || side == Side::kClosing || side == Side::kQuote;
  }
  static bool is_word_start(char32_t c) {
    const Side side = side_of(c);
    return is_letter(c) || side == Side::kOpening || side == Side::kQuote;
  }

  void read_run(std::size_t begin, std::size_t end, char32_t before, char32_t after) {
    const bool space_before = is_space(before);
    const bool space_after = is_space(after);
    const bool closed = habits_[begin]->dash_spaces == DashSpaces::kNone;
    if (space_before == space_after) {
      const bool within_line = before != 0 && after != 0;
      const bool joins = end - begin == 2 && !space_before && !closed;
      if (!within_line || joins || (is_digit(before) && is_digit(after) && end - begin == 2)) {
        // Berlin--Hamburg, 12--14, an empty cell.
        return put(begin, end, within_line || end - begin == 2 ? U"–" : habits_[begin]->dash);
      }
      return set_off(begin, end);
    }
    // "--verbose" is no dash, but the opening raya of Spanish is.
    const bool opens = space_before && is_letter(after);
    if (opens && before != 0 && habits_[begin]->dash_spaces != DashSpaces::kAsWritten) return;
    if (opens && before == 0 && end - begin == 2 && !closed) return;
    put(begin, end, habits_[begin]->dash);
  }

  void put(std::size_t begin, std::size_t end, std::u32string_view dash) {
    draft_.set(begin, dash);
    for (std::size_t i = begin + 1; i < end; ++i) draft_.set(i, U"");
  }

  /// The dash of the language between two parts of a sentence, with the language's spaces.
  void set_off(std::size_t begin, std::size_t end) {
    const Habits& habits = *habits_[begin];
    std::u32string dash(habits.dash);
    const char32_t before = text_.at(begin - 1);
    const char32_t after = text_.at(end);
    if (habits.dash_spaces == DashSpaces::kNone) {
      if (before == U' ') draft_.set(begin - 1, U"");
      if (after == U' ') draft_.set(end, U"");
    } else if (habits.dash_spaces == DashSpaces::kBoth && !is_space(before)) {
      dash.insert(dash.begin(), U' ');
      if (side_of(after) != Side::kClosing) dash.push_back(U' ');
    }
    put(begin, end, dash);
  }

  Draft& draft_;
  const WrittenCharacters& text_;
  const std::vector<const Habits*>& habits_;
};

}  // namespace

void set_dashes(Draft& draft, const std::vector<const Habits*>& habits) {
  Dashes(draft, habits).run();
}

}  // namespace chancery::text
