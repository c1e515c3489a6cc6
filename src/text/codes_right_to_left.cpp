#include "text/codes_right_to_left.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "text/codes_cells.h"
#include "text/codes_pieces.h"

namespace chancery::text {
namespace {

/// Of marks: enough for poppler, which sorts by places, to keep what stands behind.
constexpr std::int32_t kLeastAdvance = 1;
/// Of the em. pdf.js takes a gap of 0.102 to 0.6 for a space inside of a text that it reverses as a
/// whole, another one for the border between two texts, left over as they stand.
constexpr double kNarrowestSpace = 0.11, kWidestSpace = 0.55;

/// Separators and signs of numbers: poppler takes them for left-to-right text, with the neutral
/// characters beside them; PDFium takes them for numbers.
bool is_of_numbers(const Cell& cell) {
  switch (u_charDirection(static_cast<UChar32>(first_character(cell)))) {
    case U_COMMON_NUMBER_SEPARATOR:
    case U_EUROPEAN_NUMBER_SEPARATOR:
    case U_EUROPEAN_NUMBER_TERMINATOR:
      return true;
    default:
      return false;
  }
}

/// Brackets, and signs such as an ellipsis: in right-to-left text PDFium mirrors and decomposes
/// them, though the code says the right one.
bool is_changed_by_pdfium(const Cell& cell) {
  const auto c = static_cast<UChar32>(first_character(cell));
  if (u_isMirrored(c) != 0) return true;
  return u_charDirection(c) == U_OTHER_NEUTRAL &&
         u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE) != U_DT_NONE;
}

class RightToLeftRun {
 public:
  RightToLeftRun(const RunInLine& in_line, const GlyphFacts& font, std::vector<Cell>& cells)
      : in_line_(in_line), run_(*in_line.run, font), cells_(cells) {}

  void suit() {
    if (cells_.empty() || !run_.font.can_make()) return;
    old_ = std::move(cells_);
    cells_.clear();
    cells_.reserve(old_.size() + 2);
    for (index_ = 0; index_ < old_.size(); ++index_) {
      if (is_white_space(old_[index_])) {
        put_space();
      } else {
        put_character();
      }
    }
  }

 private:
  double end_of(std::size_t index) const {
    return index + 1 < old_.size() ? old_[index + 1].x.value : run_.pen(run_.glyphs.size());
  }

  /// pdf.js and poppler leave out spaces and see the gap; that is told apart from one between two
  /// texts, and belongs between the same letters, only inside of a run and away from marks.
  /// Elsewhere, and when it is a special one, the space is said together with the letter to its
  /// left, which becomes as much wider.
  void put_space() {
    const Cell& space = old_[index_];
    const double width = end_of(index_) - space.x.value;
    const bool ends_run =
        (index_ == 0 && in_line_.has_left) || (index_ + 1 == old_.size() && in_line_.has_right);
    const bool before_mark = index_ + 1 < old_.size() && says_mark(old_[index_ + 1]);
    const double em = in_line_.run->size.value;
    const bool is_usual = width > kNarrowestSpace * em && width < kWidestSpace * em;
    const bool is_other = space.text != " ";
    if (!ends_run && !before_mark && is_usual && !is_other) {
      cells_.push_back(space);
      return;
    }
    if (!in_line_.is_ordered && index_ > 0 && can_be_wider(cells_.back(), old_[index_ - 1])) {
      Cell& letter = cells_.back();
      make_as_wide(letter, advance(end_of(index_) - letter.x.value));
      letter.text += space.text;
    } else {
      cells_.push_back(
          blank_cell(std::string(kRightToLeftMark) + space.text, advance(width), space.x.value));
      cells_.back().is_space = ends_run && space.text == " ";
    }
  }

  static bool can_be_wider(const Cell& letter, const Cell& before_space) {
    return letter.text == before_space.text && !says_mark(letter) && !is_white_space(letter);
  }

  std::int32_t advance(double width) const {
    constexpr std::int32_t kLargestAdvance = 0xFFFF;
    return std::clamp(run_.units_across(width), kLeastAdvance, kLargestAdvance);
  }

  void put_character() {
    const Cell& cell = old_[index_];
    // PDFium takes marks and signs of numbers together, and then not from the right.
    const bool has_mark_to_right = index_ + 1 < old_.size() && says_mark(old_[index_ + 1]);
    if (is_changed_by_pdfium(cell)) {
      put_between_marks(kLeftToRightMark);
    } else if (!is_of_numbers(cell)) {
      cells_.push_back(cell);
    } else if (has_mark_to_right) {
      put_between_marks(kRightToLeftMark);
    } else {
      cells_.push_back(cell);
      cells_.back().text.insert(0, kRightToLeftMark);
    }
  }

  void put_between_marks(std::string_view right_mark) {
    Cell cell = old_[index_];
    const double end = end_of(index_) - run_.across(kLeastAdvance);
    make_as_wide(cell, advance(end - cell.x.value));
    cell.text.insert(0, kRightToLeftMark);
    cells_.push_back(std::move(cell));
    cells_.push_back(blank_cell(std::string(right_mark), kLeastAdvance, end));
  }

  const RunInLine& in_line_;
  MeasuredRun run_;
  std::vector<Cell>& cells_;
  std::vector<Cell> old_;
  std::size_t index_ = 0;
};

std::ptrdiff_t signed_size(std::size_t size) {
  return static_cast<std::ptrdiff_t>(size);
}

}  // namespace

void suit_right_to_left(const RunInLine& in_line, const GlyphFacts& font,
                        std::vector<Cell>& cells) {
  RightToLeftRun(in_line, font, cells).suit();
}

bool has_strong_character(const GlyphRun& run) {
  for (std::size_t at = 0; at < run.text.size();) {
    const auto step = decode_utf8(run.text, at);
    if (!step) break;
    at += step->length;
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(step->code_point));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
  }
  return false;
}

void put_beginning_last(const RunInLine& in_line, const MeasuredRun& run,
                        std::vector<Cell>& cells) {
  // Between two beginnings, in points: they are written in hundredths, and PDFium leaves out what
  // is narrower.
  constexpr double kStep = 0.03;
  const auto is_space = [](const Cell& cell) { return cell.is_space || is_white_space(cell); };
  const auto mark = std::find_if_not(cells.begin(), cells.end(), is_space);
  const auto letter = std::find_if_not(mark, cells.end(), says_mark);
  if (letter == cells.end() || (letter == mark && !cells.front().is_space)) return;
  // PDFium takes the mark together with a sign of numbers to its left, and then not from the right.
  if (mark == cells.begin() && in_line.has_left) mark->text.insert(0, kRightToLeftMark);
  std::vector<Cell> beginning(std::make_move_iterator(cells.begin()),
                              std::make_move_iterator(letter));
  cells.erase(cells.begin(), letter);
  cells.front().starts = true;
  double x = cells.front().x.value;
  std::reverse(beginning.begin(), beginning.end());
  for (Cell& cell : beginning) {
    cell.starts = true;
    if (!is_space(cell)) {
      x -= kStep;
      cell.x = Points(x);
      cell.is_apart = true;
      make_as_wide(cell, run.units_across(kStep));
    }
    cells.push_back(std::move(cell));
  }
}

void turn_around(std::vector<Cell>& cells) {
  std::vector<Cell> turned;
  turned.reserve(cells.size());
  for (std::size_t end = cells.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && !cells[begin].starts && is_directional_mark(cells[begin])) --begin;
    while (begin > 0 && !cells[begin].starts && is_directional_mark(cells[begin - 1])) --begin;
    cells[begin].starts = true;
    turned.insert(turned.end(), std::make_move_iterator(cells.begin() + signed_size(begin)),
                  std::make_move_iterator(cells.begin() + signed_size(end)));
    end = begin;
  }
  cells = std::move(turned);
}

}  // namespace chancery::text
