#include "pdf/write/line_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace chancery::pdf {
namespace {

using layout::PlacedRun;
using text::Direction;

/// Rounding; runs that touch are laid side by side.
constexpr double kTouching = 0.01;

/// Where the line that begins at `first` ends. Its runs go from left to right; the paragraph beside
/// a label that stands to its right is counted for a line of its own.
std::size_t end_of_line(std::span<const PlacedRun> runs, std::size_t first) {
  std::size_t end = first + 1;
  while (end < runs.size() && !runs[end].line_start && runs[end].baseline == runs[first].baseline &&
         runs[end].x >= runs[end - 1].x) {
    ++end;
  }
  return end;
}

bool touch(const PlacedRun& left, const PlacedRun& right) {
  return std::fabs((left.x + left.run.width() - right.x).value) <= kTouching;
}

bool is_right_to_left(const PlacedRun& placed) {
  return placed.run.direction == Direction::kRightToLeft;
}

/// Of a line's runs, from left to right: their text goes on to the left when that of the leftmost
/// comes last.
Direction direction_of(std::span<const PlacedRun> line) {
  const std::size_t left = line.front().run.text_begin;
  const std::size_t right = line.back().run.text_begin;
  const bool is_rtl = left == right ? is_right_to_left(line.front()) : left > right;
  return is_rtl ? Direction::kRightToLeft : Direction::kLeftToRight;
}

/// Up to the first glyph, when both are written from left to right.
Points gap_between(const PlacedRun& left, const PlacedRun& right) {
  if (is_right_to_left(left) || is_right_to_left(right) || right.run.glyphs.empty()) return {};
  return right.x - left.x - left.run.width() + right.run.glyphs.front().x_offset;
}

/// Runs [begin, end) of a line that stand together and go against it.
struct Together {
  std::size_t begin = 0, end = 0;
  bool is_ordered = false;
};

using Line = std::vector<const PlacedRun*>;

std::vector<Together> against(const Line& line, Direction direction) {
  std::vector<Together> found;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i]->run.direction == direction) continue;
    const bool goes_on = !found.empty() && found.back().end == i && touch(*line[i - 1], *line[i]);
    if (!goes_on) found.push_back({i, i});
    found.back().end = i + 1;
  }
  for (Together& together : found) {
    std::vector<const text::GlyphRun*> runs;
    for (std::size_t i = together.begin; i < together.end; ++i) runs.push_back(&line[i]->run);
    together.is_ordered = text::need_order(runs);
  }
  return found;
}

/// At an end of the run's text.
bool is_space(const PlacedRun& placed, bool at_end) {
  const std::string& words = placed.run.text;
  return !words.empty() && (at_end ? words.back() : words.front()) == ' ';
}

bool has_space(const PlacedRun& placed) {
  return placed.run.text.find(' ') != std::string::npos;
}

/// Of a line without runs that say nothing.
std::vector<text::RunInLine> in_line(const Line& line, Direction direction) {
  std::vector<text::RunInLine> result(line.size());
  const auto rtl = static_cast<std::size_t>(std::count_if(
      line.begin(), line.end(), [](const PlacedRun* placed) { return is_right_to_left(*placed); }));
  for (std::size_t i = 0; i < line.size(); ++i) {
    result[i].run = &line[i]->run;
    result[i].line_direction = direction;
    result[i].is_mixed = rtl != 0 && rtl != line.size();
    result[i].has_left = i > 0 && touch(*line[i - 1], *line[i]);
    result[i].has_right = i + 1 < line.size() && touch(*line[i], *line[i + 1]);
    result[i].follows_right_to_left = direction == Direction::kLeftToRight && result[i].has_left &&
                                      is_right_to_left(*line[i - 1]);
    if (result[i].has_right) result[i].gap_right = gap_between(*line[i], *line[i + 1]);
  }
  const bool is_rtl = direction == Direction::kRightToLeft;
  for (const Together& together : against(line, direction)) {
    const PlacedRun& last = *line[together.end - 1];
    const Points end = last.x + last.run.width();
    const bool is_space_left =
        !result[together.begin].has_left || is_space(*line[together.begin - 1], !is_rtl);
    const bool is_space_right =
        !result[together.end - 1].has_right || is_space(*line[together.end], is_rtl);
    for (std::size_t i = together.begin; i < together.end; ++i) {
      result[i].together = together.end - together.begin;
      result[i].together_right = together.end - 1 - i;
      result[i].end_of_together = end - line[i]->x;
      result[i].is_ordered = together.is_ordered;
      result[i].is_space_left = is_space_left;
      result[i].is_space_right = is_space_right;
    }
    if (!together.is_ordered || is_space_left) continue;
    std::size_t first = together.begin - 1;
    while (first > 0 && result[first].has_left && !has_space(*line[first]) &&
           line[first - 1]->run.direction == direction && !is_space(*line[first - 1], !is_rtl)) {
      --first;
    }
    for (std::size_t i = first; i < together.end; ++i) {
      result[i].befores = together.begin - first;
      if (i >= together.begin) continue;
      result[i].before = together.begin - i;
      result[i].together = together.end - together.begin;
      result[i].end_of_together = end - line[i]->x;
    }
  }
  return result;
}

/// The next line goes on with the same text, some of which is left out between them.
bool goes_on_after_space(const PlacedRun& last, std::span<const PlacedRun> next) {
  if (!next.front().line_start || next.front().paragraph_start) return false;
  std::size_t begin = next.front().run.text_begin;
  for (std::size_t i = 1; i < end_of_line(next, 0); ++i) {
    begin = std::min(begin, next[i].run.text_begin);
  }
  return last.run.kind == text::GlyphRun::Kind::kText &&
         begin > last.run.text_begin + last.run.text.size();
}

std::vector<const text::GlyphRun*> runs_of(std::span<const PlacedRun> placed) {
  std::vector<const text::GlyphRun*> runs;
  runs.reserve(placed.size());
  for (const PlacedRun& each : placed) runs.push_back(&each.run);
  return runs;
}

void add_line(std::span<const PlacedRun> line, std::vector<text::RunInLine>& to) {
  Line saying;
  for (const PlacedRun& placed : line) {
    if (!text::says_nothing(placed.run)) saying.push_back(&placed);
  }
  const std::vector<text::RunInLine> known = in_line(saying, direction_of(line));
  auto next = known.begin();
  for (const PlacedRun& placed : line) {
    if (next != known.end() && next->run == &placed.run) {
      to.push_back(*next++);
    } else {
      to.emplace_back().run = &placed.run;
    }
  }
}

}  // namespace

std::vector<text::RunInLine> runs_in_lines(std::span<const PlacedRun> runs) {
  const bool is_rtl_page = text::is_right_to_left_page(runs_of(runs));
  std::vector<text::RunInLine> result;
  result.reserve(runs.size());
  for (std::size_t first = 0; first < runs.size();) {
    const std::size_t end = end_of_line(runs, first);
    const std::size_t begin = result.size();
    add_line(runs.subspan(first, end - first), result);
    // Of a right-to-left line the text ends at the left.
    const bool is_rtl = result[begin].line_direction == Direction::kRightToLeft;
    const std::size_t last_of_text = is_rtl ? first : end - 1;
    result[begin + last_of_text - first].is_before_space =
        end < runs.size() && goes_on_after_space(runs[last_of_text], runs.subspan(end));
    text::RunInLine& last = result.back();
    last.ends_line = result[begin].line_direction == Direction::kLeftToRight &&
                     last.run->kind == text::GlyphRun::Kind::kText;
    last.is_on_right_to_left_page = is_rtl_page;
    first = end;
  }
  return result;
}

std::vector<std::size_t> reading_order(std::span<const PlacedRun> runs) {
  std::vector<std::size_t> order(runs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t first = 0; first < runs.size();) {
    const std::size_t end = end_of_line(runs, first);
    const auto line = runs.subspan(first, end - first);
    if (std::any_of(line.begin(), line.end(), is_right_to_left)) {
      std::stable_sort(order.begin() + static_cast<std::ptrdiff_t>(first),
                       order.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](std::size_t left, std::size_t right) {
                         return runs[left].run.text_begin < runs[right].run.text_begin;
                       });
    }
    first = end;
  }
  return order;
}

}  // namespace chancery::pdf
