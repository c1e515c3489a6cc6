#include "text/codes_order.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "text/codes_cells.h"
#include "text/codes_pieces.h"

namespace chancery::text {
namespace {

/// In points: beginnings are written in hundredths.
constexpr double kLeastStep = 0.01, kUsualStep = 0.02;
/// A mark of the next run may stand between.
constexpr double kEndStep = 0.03;
/// Less, in points, than what readers take for a space in small type.
constexpr double kRoom = 0.4;
/// PDFium compares a code with the last seven characters; one is the mark, one the space it has
/// added.
constexpr std::size_t kMostCharacters = 5;
/// Marks at one place have to have different codes, and so different advances: in font units, more
/// than PDFium takes for nothing.
constexpr std::int32_t kLeastAdvance = 4;
constexpr std::size_t kMarkCodes = 7;
/// Of the em: PDFium takes for a space what is more than half as wide as the wider of two codes;
/// poppler for another line what overlaps by more than 0.2.
constexpr double kEndMark = 0.15;

enum class Kind { kSpace, kLeftToRight, kRightToLeft, kNumber, kOther };

Kind kind_of(char32_t c) {
  if (is_white_space(c)) return Kind::kSpace;
  switch (u_charDirection(static_cast<UChar32>(c))) {
    case U_LEFT_TO_RIGHT:
      return Kind::kLeftToRight;
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC:
      return Kind::kRightToLeft;
    case U_EUROPEAN_NUMBER:
    case U_ARABIC_NUMBER:
    case U_EUROPEAN_NUMBER_SEPARATOR:
    case U_EUROPEAN_NUMBER_TERMINATOR:
    case U_COMMON_NUMBER_SEPARATOR:
    case U_DIR_NON_SPACING_MARK:
    case U_BOUNDARY_NEUTRAL:
      return Kind::kNumber;
    default:
      return Kind::kOther;
  }
}

/// Of the first character that is to be seen. A space that is said together with a mark stays where
/// it stands.
Kind kind_of(const Cell& cell) {
  for (std::size_t at = 0; at < cell.text.size();) {
    const auto step = decode_utf8(cell.text, at);
    if (!step) break;
    const bool is_first = at == 0;
    at += step->length;
    if (is_ignorable(step->code_point)) continue;
    const Kind kind = kind_of(step->code_point);
    return kind == Kind::kSpace && !is_first ? Kind::kOther : kind;
  }
  return Kind::kNumber;
}

/// Cells [begin, end) in visual order; then spaces.
struct Segment {
  std::size_t begin = 0, end = 0;
  std::size_t spaces_end = 0;  ///< between this and the segment to its right
  bool has_space() const { return spaces_end > end; }
};

std::vector<Segment> segments_of(const std::vector<Cell>& cells) {
  std::vector<Segment> segments;
  std::optional<Kind> last;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Kind kind = kind_of(cells[i]);
    if (kind == Kind::kSpace && !segments.empty()) {
      segments.back().spaces_end = i + 1;
    } else {
      if (last != kind) segments.push_back({i, i, i});
      segments.back().end = segments.back().spaces_end = i + 1;
    }
    last = kind;
  }
  return segments;
}

bool ends_with_space(const Cell& cell) {
  return kind_of(cell) == Kind::kSpace || cell.text.ends_with(' ');
}

/// Writes cells anew as operators that begin near the right end of the runs that go against the
/// line, one behind the other in the order in which PDFium is to take them.
class Ordering {
 public:
  Ordering(const RunInLine& in_line, const GlyphFacts& font, std::vector<Cell>& cells)
      : run_(*in_line.run, font),
        in_line_(in_line),
        mark_(run_.is_rtl ? kRightToLeftMark : kLeftToRightMark),
        cells_(cells) {}

  /// Both in a right-to-left line that holds a left-to-right run and the other way about PDFium is
  /// to take the segments from the right. The rightmost of all ends where the next operator begins;
  /// where a space stands to its left, it begins where it stands.
  void order_segments() {
    const std::vector<Segment> segments = segments_of(cells_);
    const bool is_rightmost = in_line_.together_right == 0;
    const bool is_leftmost = in_line_.together_right + 1 == in_line_.together;
    for (std::size_t i = segments.size(); i-- > 0;) {
      const bool is_first = is_rightmost && i + 1 == segments.size();
      const bool before_space =
          i > 0 ? segments[i - 1].has_space() : !is_leftmost || in_line_.is_space_right;
      add(segments[i], is_first || before_space);
      if (is_first) operators_.front().stays = in_line_.is_space_left;
    }
    write(0, in_line_.befores + in_line_.together_right, is_leftmost && !in_line_.is_space_right);
  }

  void order_tail(bool one_by_one) {
    std::size_t begin = cells_.size();
    while (begin > 0 && !ends_with_space(cells_[begin - 1])) --begin;
    if (begin == cells_.size()) return;
    std::size_t spaces = begin;
    while (spaces > 0 && kind_of(cells_[spaces - 1]) == Kind::kSpace) --spaces;
    most_characters_ = one_by_one ? 1 : kMostCharacters;
    add({begin, cells_.size(), cells_.size()}, false);
    operators_.front().spaces_begin = spaces;
    operators_.front().spaces_end = begin;
    write(spaces, in_line_.befores - in_line_.before, true);
  }

 private:
  struct Operator {
    std::size_t begin = 0, end = 0;
    std::size_t spaces_begin = 0, spaces_end = 0;  ///< shown first
    bool goes_on = false;  ///< what PDFium is to take next follows without a space
    bool stays = false;    ///< begins where it stands
    double beginning = 0;

    bool has_spaces() const { return spaces_end > spaces_begin; }
  };

  /// In parts, when the mark at the beginning has to be near what follows.
  void add(const Segment& segment, bool is_whole) {
    if (kind_of(cells_[segment.begin]) == Kind::kSpace) {
      Operator spaces;
      spaces.begin = spaces.end = spaces.spaces_begin = segment.begin;
      spaces.spaces_end = segment.spaces_end;
      operators_.push_back(spaces);
      return;
    }
    std::size_t begin = segment.begin;
    while (begin < segment.end) {
      std::size_t end = is_whole ? segment.end : begin;
      for (std::size_t characters = 0; end < segment.end; ++end) {
        characters += to_utf32(cells_[end].text).size();
        if (end > begin && characters > most_characters_ && !is_directional_mark(cells_[end]))
          break;
      }
      Operator part;
      part.begin = begin;
      part.end = end;
      part.goes_on = !is_whole;
      if (begin == segment.begin) {
        part.spaces_begin = segment.end;
        part.spaces_end = segment.spaces_end;
      }
      operators_.push_back(part);
      begin = end;
    }
  }

  /// Cells before `kept` stay. Each run has a part of the room, those to the left further right:
  /// `part` counts from the first run before them. `reaches_end`: with an operator more, so that
  /// what stands to the right begins where something ends.
  void write(std::size_t kept, std::size_t part, bool reaches_end) {
    const std::size_t parts = in_line_.befores + in_line_.together;
    const double room = kRoom / static_cast<double>(parts);
    const double step = std::min(kUsualStep, room / static_cast<double>(operators_.size() + 1));
    if (step < kLeastStep) return;
    const double end =
        in_line_.end_of_together.value - room * static_cast<double>(parts - 1 - part) - kEndStep;
    double beginning = end - step * static_cast<double>(operators_.size());
    for (Operator& each : operators_) {
      each.beginning = beginning;
      beginning += step;
    }
    old_ = std::move(cells_);
    cells_.clear();
    put_cells(0, kept);
    // The content keeps the order from left to right: pdf.js reads it as it comes.
    std::vector<std::size_t> order(operators_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
      return operators_[left].begin < operators_[right].begin;
    });
    for (const std::size_t i : order) put_operator(i);
    if (!reaches_end) return;
    const std::size_t first = cells_.size();
    put_mark(end, operators_.size() - 1);
    cells_[first].starts = true;
    const auto wide = static_cast<std::int32_t>(kEndMark * run_.font.units_per_em());
    put_mark(end - run_.across(wide), 0);
    cells_.back().made.advance = wide;
  }

  void put_operator(std::size_t index) {
    const Operator& part = operators_[index];
    const std::size_t first = cells_.size();
    if (!part.stays) {
      const bool repeats = index > 0 && operators_[index - 1].goes_on && !part.has_spaces();
      put_cells(part.spaces_begin, part.spaces_end);
      if (part.has_spaces()) make_other(cells_[first], index);
      if (repeats) put_mark(part.beginning, index - 1);
      if (part.goes_on || cells_.size() == first) put_mark(part.beginning, index);
      cells_[first].x = Points(part.beginning);
    }
    put_cells(part.begin, part.end);
    if (part.stays) put_cells(part.spaces_begin, part.spaces_end);
    cells_[first].starts = true;
  }

  /// Another code, a little wider: of two that are the same and near PDFium keeps one.
  void make_other(Cell& space, std::size_t number) const {
    if (!space.is_made) space.made.advance = run_.font.advance(space.glyph);
    space.is_made = true;
    space.made.advance += 1 + number_of(number);
  }

  void put_cells(std::size_t begin, std::size_t end) {
    cells_.insert(cells_.end(), old_.begin() + static_cast<std::ptrdiff_t>(begin),
                  old_.begin() + static_cast<std::ptrdiff_t>(end));
  }

  /// Also of runs beside each other, as long as they are short, different ones.
  std::int32_t number_of(std::size_t index) const {
    return static_cast<std::int32_t>((index + 3 * in_line_.together_right) % kMarkCodes);
  }

  void put_mark(double x, std::size_t number) {
    cells_.push_back(blank_cell(std::string(mark_), kLeastAdvance + number_of(number), x));
  }

  MeasuredRun run_;
  const RunInLine& in_line_;
  std::string_view mark_;
  std::vector<Cell>& cells_;
  std::vector<Cell> old_;
  std::vector<Operator> operators_;
  std::size_t most_characters_ = kMostCharacters;
};

}  // namespace

void order_segments(const RunInLine& in_line, const GlyphFacts& font, std::vector<Cell>& cells) {
  Ordering(in_line, font, cells).order_segments();
}

void order_tail(const RunInLine& in_line, const GlyphFacts& font, bool one_by_one,
                std::vector<Cell>& cells) {
  Ordering(in_line, font, cells).order_tail(one_by_one);
}

bool need_order(std::span<const GlyphRun* const> together) {
  std::size_t segments = 0;
  Kind last = Kind::kSpace;
  for (const GlyphRun* run : together) {
    if (run->font == nullptr || run->font->is_cff()) return false;
    for (std::size_t at = 0; at < run->text.size();) {
      const auto step = decode_utf8(run->text, at);
      if (!step) break;
      at += step->length;
      if (is_ignorable(step->code_point)) continue;
      const Kind kind = kind_of(step->code_point);
      if (kind != last && kind != Kind::kSpace) ++segments;
      last = kind;
    }
  }
  return segments > 1;
}

}  // namespace chancery::text
