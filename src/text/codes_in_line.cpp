#include "text/codes_in_line.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "text/codes_cells.h"
#include "text/codes_order.h"
#include "text/codes_pieces.h"
#include "text/codes_right_to_left.h"

namespace chancery::text {
namespace {

constexpr std::int32_t kLargestAdvance = 0xFFFF;
/// Of the em. Between letters readers take a gap of 0.1 for a space; one of 0.03 poppler, where it
/// has parted marks from their letters, and pdf.js, behind one letter alone after a space.
constexpr double kGap = 0.09, kSmallGap = 0.025;
/// In text of scripts that are written with few spaces or none, PDFium takes any gap for one, be it
/// a rounding: there letters become wider than they need by this much, and the next are moved back.
constexpr double kMovedBack = 0.004;
/// As many letters stand together in no word of other scripts.
constexpr std::ptrdiff_t kLettersWithoutSpace = 20;

std::int32_t advance_of(const MeasuredRun& run, const Cell& cell) {
  return cell.is_made ? cell.made.advance : run.font.advance(cell.glyph);
}

/// By how much the glyph of the cell is too narrow for its place, in font units.
struct Gap {
  std::int32_t wanted = 0;
  std::int32_t missing = 0;
};

Gap gap_behind(const MeasuredRun& run, Points gap_right, const std::vector<Cell>& cells,
               std::size_t index) {
  const bool is_last = index + 1 == cells.size();
  const double end =
      is_last ? run.pen(run.glyphs.size()) + gap_right.value : cells[index + 1].x.value;
  const std::int32_t wanted = run.units_across(end - cells[index].x.value);
  return {wanted, wanted - advance_of(run, cells[index])};
}

bool may_widen(const std::vector<Cell>& cells, std::size_t index) {
  const Cell& cell = cells[index];
  if (is_white_space(cell) || says_mark(cell) || cell.y.value != 0) return false;
  return index + 1 == cells.size() || !is_white_space(cells[index + 1]);
}

bool has_hardly_a_space(const std::vector<Cell>& cells) {
  const auto spaces = std::count_if(cells.begin(), cells.end(),
                                    [](const Cell& cell) { return is_white_space(cell); });
  return std::ssize(cells) > (spaces + 1) * kLettersWithoutSpace;
}

/// Letters become as much wider as would be taken for a space behind them.
void close_gaps(const MeasuredRun& run, Points gap_right, std::vector<Cell>& cells) {
  const double em = run.font.units_per_em();
  const bool move_back = run.font.can_make() && has_hardly_a_space(cells);
  const auto more = static_cast<std::int32_t>(std::lround(move_back ? kMovedBack * em : 0));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!may_widen(cells, i)) continue;
    const Gap gap = gap_behind(run, gap_right, cells, i);
    const bool is_alone = i == 0 || is_white_space(cells[i - 1]);
    // Of fonts with composite glyphs the wider one is a few bytes, of others a copy.
    double most = is_alone || run.font.can_make() ? kSmallGap * em : kGap * em;
    if (move_back) most = -more;
    if (gap.missing > most && gap.wanted + more <= kLargestAdvance) {
      make_as_wide(cells[i], gap.wanted + more);
    }
  }
}

bool is_other_space(const Cell& cell) {
  return cell.text != " " && is_white_space(cell);
}

/// Readers leave out codes for spaces and see the gap, so that no-break spaces would become plain
/// ones: they are said together with the letter before them, which becomes as much wider.
void join_other_spaces(const MeasuredRun& run, std::vector<Cell>& cells) {
  if (std::none_of(cells.begin(), cells.end(), is_other_space)) return;
  std::vector<Cell> joined;
  joined.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool joins = is_other_space(cells[i]) && !joined.empty() && !says_mark(joined.back()) &&
                       !is_white_space(joined.back());
    if (joins) {
      const double end = i + 1 < cells.size() ? cells[i + 1].x.value : run.pen(run.glyphs.size());
      Cell& letter = joined.back();
      make_as_wide(letter, std::clamp(run.units_across(end - letter.x.value), 0, kLargestAdvance));
      letter.text += cells[i].text;
    } else {
      joined.push_back(std::move(cells[i]));
    }
  }
  cells = std::move(joined);
}

bool is_letter_or_digit(char32_t c) {
  switch (u_charDirection(static_cast<UChar32>(c))) {
    case U_LEFT_TO_RIGHT:
    case U_EUROPEAN_NUMBER:
    case U_ARABIC_NUMBER:
      return u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK;
    default:
      return false;
  }
}

/// Behind right-to-left text poppler and PDFium read spaces and signs with it, up to the first
/// letter. Three marks: of one or two poppler thinks that they are printed twice, when others are
/// near.
void begin_left_to_right(const MeasuredRun& run, std::vector<Cell>& cells) {
  const auto first = static_cast<UChar32>(first_character(cells.front()));
  if (u_charDirection(first) == U_LEFT_TO_RIGHT || !run.font.can_make()) return;
  const double x = cells.front().x.value - run.across(1);
  std::string marks;
  for (int i = 0; i < 3; ++i) marks += kLeftToRightMark;
  cells.insert(cells.begin(), blank_cell(std::move(marks), 1, x));
}

/// Punctuation may stand out of the line.
double end_of_line(const MeasuredRun& run, const Cell& last) {
  return std::max(run.pen(run.glyphs.size()), last.x.value + run.across(advance_of(run, last)));
}

/// At the end of a line poppler and PDFium take a hyphen that the author wrote for one that divides
/// a word; on a page that it takes for right-to-left, poppler puts other signs and marks before the
/// line. A directional mark behind keeps them.
void end_line(const MeasuredRun& run, bool is_on_right_to_left_page, std::vector<Cell>& cells) {
  const std::u32string last = to_utf32(cells.back().text);
  if (last.empty()) return;
  const bool is_kept =
      last.back() != U'-' && (!is_on_right_to_left_page || is_letter_or_digit(last.back()));
  if (is_kept) return;
  Cell mark = blank_cell(std::string(kLeftToRightMark), 1, end_of_line(run, cells.back()));
  if (!run.font.can_make()) {
    const std::optional<std::uint32_t> space = run.font.space();
    if (!space) return;
    mark.is_made = false;
    mark.glyph = *space;
  }
  cells.push_back(std::move(mark));
}

/// Word breaks are explicit in tagged text, also where lines end (ISO 32000-1, 14.8.2.5).
void add_space(const MeasuredRun& run, std::vector<Cell>& cells) {
  const std::optional<std::uint32_t> space = run.font.space();
  if (!space) return;
  Cell cell;
  cell.glyph = *space;
  cell.text = " ";
  if (run.is_rtl) {
    cell.x = cells.front().x - Points(run.across(run.font.advance(*space)));
    cells.insert(cells.begin(), std::move(cell));
  } else {
    cell.x = Points(end_of_line(run, cells.back()));
    cells.push_back(std::move(cell));
  }
}

}  // namespace

void suit_line(const RunInLine& in_line, const GlyphFacts& font, std::vector<Cell>& cells) {
  const bool is_rtl = in_line.run->direction == Direction::kRightToLeft;
  const bool is_rtl_line = in_line.line_direction == Direction::kRightToLeft;
  if (cells.empty()) return;
  const MeasuredRun run(*in_line.run, font);
  if (font.can_widen()) close_gaps(run, in_line.gap_right, cells);
  if (is_rtl) {
    suit_right_to_left(in_line, font, cells);
  } else {
    if (font.can_make()) join_other_spaces(run, cells);
    if (in_line.follows_right_to_left) begin_left_to_right(run, cells);
    if (in_line.ends_line) end_line(run, in_line.is_on_right_to_left_page, cells);
  }
  if (in_line.is_before_space && is_rtl == is_rtl_line) add_space(run, cells);
  if (!is_rtl && !is_rtl_line && !in_line.is_mixed) return;

  // poppler ends left-to-right text where right-to-left text begins, not where it ends itself.
  const bool begins_text =
      !is_rtl && is_rtl_line && in_line.is_mixed && in_line.together_right + 1 == in_line.together;
  if (begins_text && !is_white_space(cells.front())) {
    cells.front().text.insert(0, kRightToLeftMark);
  }
  if (in_line.is_ordered) order_segments(in_line, font, cells);
  const bool is_neutral = is_rtl && !has_strong_character(*in_line.run);
  if (in_line.before > 0 && font.can_make()) {
    order_tail(in_line, font, is_neutral, cells);
  }
  if (is_neutral) {
    // What pdf.js does not turn around is given to it in the order of the text.
    turn_around(cells);
  } else if (is_rtl && !in_line.is_ordered) {
    put_beginning_last(in_line, run, cells);
  }
  // The runs of a line are written in the order of their text, which PDFium must not keep.
  cells.front().starts = true;
}

bool is_right_to_left_page(std::span<const GlyphRun* const> runs) {
  // The two counts of letters need not be the same.
  constexpr double kDoubt = 1.25;
  std::size_t left_to_right = 0;
  std::size_t right_to_left = 0;
  for (const GlyphRun* run : runs) {
    const bool is_rtl = run->direction == Direction::kRightToLeft;
    (is_rtl ? right_to_left : left_to_right) += run->glyphs.size();
  }
  return right_to_left > 0 &&
         kDoubt * static_cast<double>(right_to_left) > static_cast<double>(left_to_right);
}

bool says_nothing(const GlyphRun& run) {
  for (std::size_t at = 0; at < run.text.size();) {
    const auto step = decode_utf8(run.text, at);
    if (!step || !is_left_out(step->code_point)) return false;
    at += step->length;
  }
  return run.kind == GlyphRun::Kind::kText;
}

}  // namespace chancery::text
