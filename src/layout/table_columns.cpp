#include "layout/table_columns.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <string>

#include "base/utf8.h"

namespace chancery::layout {
namespace {

Points sum(const std::vector<Points>& widths) {
  return std::accumulate(widths.begin(), widths.end(), Points());
}

/// Narrow columns get what they ask for, and the rest is shared by need.
std::vector<Points> fair_widths(const std::vector<ColumnNeed>& needs, Points available) {
  const Points share = available / static_cast<double>(needs.size());
  Points modest;
  Points greedy;
  for (const ColumnNeed& need : needs) (need.natural <= share ? modest : greedy) += need.natural;
  const Points left = available - modest;
  std::vector<Points> widths;
  // A column that wants a little more than its share must not get less than it for that.
  Points floor_sum;
  Points greediest;
  for (const ColumnNeed& need : needs) {
    widths.push_back(need.natural);
    if (need.natural <= share) continue;
    if (left * (need.natural / greedy) < share) {
      widths.back() = share;
      floor_sum += share;
    } else {
      greediest += need.natural;
    }
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] > share) widths[i] = (left - floor_sum) * (needs[i].natural / greediest);
  }
  return widths;
}

/// Room for the longest words, taken from the columns that have more than theirs.
void widen_to_words(const std::vector<ColumnNeed>& needs, std::vector<Points>& widths) {
  Points missing;
  Points spare;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] < needs[i].least) missing += needs[i].least - widths[i];
    if (widths[i] > needs[i].least) spare += widths[i] - needs[i].least;
  }
  if (missing.value <= 0 || spare.value <= 0) return;
  const double given = std::min(1.0, missing / spare);
  const double taken = std::min(1.0, spare / missing);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const Points difference = needs[i].least - widths[i];
    widths[i] += difference * (difference.value > 0 ? taken : given);
  }
}

bool is_digit(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9) ||
         (c >= 0x0966 && c <= 0x096F);
}

/// Beside digits in numbers: separators, spaces, signs, per cent, currency.
bool is_beside_digits(char32_t c) {
  static constexpr std::array<char32_t, 30> kBeside = {
      U'.',   U',',   U'\'',  U' ',   U'+',   U'-',   U'%',   U'(',   U')',   U'$',
      0x00A0, 0x00A3, 0x00A5, 0x00B1, 0x066A, 0x066B, 0x066C, 0x2009, 0x2013, 0x2019,
      0x202F, 0x2030, 0x20AC, 0x20B8, 0x20B9, 0x20BD, 0x2212, 0x2066, 0x2067, 0x2069};
  return std::find(kBeside.begin(), kBeside.end(), c) != kBeside.end();
}

std::size_t decimals_begin(std::string_view number, std::string_view mark) {
  const std::size_t found = number.rfind(mark);
  if (found != std::string_view::npos) return found;
  std::size_t end = 0;
  for (std::size_t at = 0; at < number.size();) {
    const auto step = decode_utf8(number, at);
    if (!step) break;
    at += step->length;
    if (is_digit(step->code_point)) end = at;
  }
  return end;
}

}  // namespace

std::vector<Points> column_widths(const std::vector<ColumnNeed>& needs, Points available) {
  std::vector<Points> widths;
  widths.reserve(needs.size());
  for (const ColumnNeed& need : needs) widths.push_back(need.natural);
  if (sum(widths) <= available) return widths;
  widths = fair_widths(needs, available);
  widen_to_words(needs, widths);
  return widths;
}

bool is_number(std::string_view text) {
  bool has_digit = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    if (!step) return false;
    if (is_digit(step->code_point)) {
      has_digit = true;
    } else if (!is_beside_digits(step->code_point)) {
      return false;
    }
    at += step->length;
  }
  return has_digit;
}

bool is_no_number(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text.empty() || text == "-" || text == "\u2013" || text == "\u2014" || text == "\u2212";
}

std::optional<Points> decimals_of(const std::vector<text::GlyphRun>& line, std::string_view mark) {
  // The number as the line shows it, in logical order, with spaces for what does not count.
  std::string number;
  for (const text::GlyphRun& run : line) {
    if (run.kind != text::GlyphRun::Kind::kText || run.raise.value != 0) continue;
    const std::size_t end = run.text_begin + run.text.size();
    if (number.size() < end) number.resize(end, ' ');
    std::copy(run.text.begin(), run.text.end(),
              number.begin() + static_cast<std::ptrdiff_t>(run.text_begin));
  }
  const std::size_t begin = decimals_begin(number, mark);
  if (begin == 0) return std::nullopt;
  for (const text::GlyphRun& run : line) {
    // The glyph before the place; digits run from left to right in every script.
    if (begin <= run.text_begin || begin > run.text_begin + run.text.size()) continue;
    Points x = run.x;
    for (const text::Glyph& glyph : run.glyphs) {
      if (run.text_begin + glyph.cluster >= begin) break;
      x += glyph.advance;
    }
    return x;
  }
  return std::nullopt;
}

}  // namespace chancery::layout
