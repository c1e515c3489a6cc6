#include "layout/balance.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "base/utf8.h"

namespace chancery::layout {
namespace {

/// Narrower ways to set a title that are looked at.
constexpr int kMostTries = 8;
/// A word of so many letters or fewer belongs to the next one: a line's end at it costs, a line's
/// beginning at it pays.
constexpr std::size_t kShortWord = 3;
constexpr double kShortWordAtEnd = 1;
constexpr double kShortWordAtBegin = 0.3;
/// A last line shorter than this part of the widest costs twice as much, lines of different widths
/// up to half as much.
constexpr double kShortLine = 0.4;
constexpr double kShortLineCost = 2;
constexpr double kUnevenCost = 0.5;

bool is_short(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size(); ++letters) {
    const auto step = decode_utf8(word, at);
    if (!step) break;
    at += step->length;
  }
  return letters <= kShortWord;
}

std::string_view last_word(std::string_view line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  return line.substr(line.rfind(' ') + 1);
}

std::string_view first_word(std::string_view line) {
  return line.substr(0, line.find(' '));
}

Points widest_of(const text::SetParagraph& set) {
  Points widest;
  for (const text::Line& line : set.lines) widest = std::max(widest, line.width);
  return widest;
}

double cost_of(const text::SetParagraph& set, std::string_view text) {
  const Points widest = widest_of(set);
  if (widest.value <= 0) return 0;
  Points narrowest = widest;
  double cost = 0;
  for (std::size_t i = 0; i < set.lines.size(); ++i) {
    const text::Line& line = set.lines[i];
    narrowest = std::min(narrowest, line.width);
    const std::string_view words = text.substr(line.text_begin, line.text_end - line.text_begin);
    if (i > 0 && is_short(first_word(words))) cost -= kShortWordAtBegin;
    if (i + 1 < set.lines.size() && is_short(last_word(words))) cost += kShortWordAtEnd;
  }
  if (set.lines.back().width < widest * kShortLine) cost += kShortLineCost;
  return cost + kUnevenCost * ((widest - narrowest) / widest);
}

/// Where lines of a narrower measure begin in the whole one.
Points shift_of(const text::SetParagraph& set, text::Alignment alignment, Points difference) {
  const bool right_to_left = set.direction == text::Direction::kRightToLeft;
  switch (alignment) {
    case text::Alignment::kCentre:
      return difference / 2;
    case text::Alignment::kEnd:
      return right_to_left ? Points() : difference;
    default:
      return right_to_left ? difference : Points();
  }
}

}  // namespace

text::SetParagraph set_balanced(const text::Typesetter& typesetter, const text::StyledText& text,
                                const text::ParagraphStyle& style, Points measure) {
  text::SetParagraph best = typesetter.set(text, style, measure);
  if (best.lines.size() < 2 || style.alignment == text::Alignment::kJustified) return best;
  const Points widest = widest_of(best);
  // Just narrower than the widest line, the next way is found.
  constexpr Points kNarrower{0.01};
  const std::size_t lines = best.lines.size();
  double least = cost_of(best, text.text);
  text::ParagraphStyle even_style = style;
  even_style.balanced = true;
  text::SetParagraph even = typesetter.set(text, even_style, measure);
  if (even.lines.size() == lines && cost_of(even, text.text) < least) {
    least = cost_of(even, text.text);
    best = std::move(even);
  }
  Points narrower = widest - kNarrower;
  for (int i = 0; i < kMostTries; ++i) {
    text::SetParagraph set = typesetter.set(text, style, narrower);
    if (set.lines.size() != lines || !set.warnings.empty()) break;
    const Points next = widest_of(set) - kNarrower;
    if (const double cost = cost_of(set, text.text); cost < least) {
      least = cost;
      const Points shift = shift_of(set, style.alignment, measure - narrower);
      for (text::Line& line : set.lines) line.x += shift;
      best = std::move(set);
    }
    narrower = std::min(next, narrower - kNarrower);
  }
  return best;
}

}  // namespace chancery::layout
