#include "text/collect.h"

#include <unicode/utf16.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "base/utf8.h"

namespace chancery::text {
namespace {

/// Line ends become U+2028; of CR LF the CR becomes a space, which disappears there.
char32_t as_set(std::string_view text, std::size_t offset, char32_t code_point) {
  switch (code_point) {
    case U'\t':
      return U' ';
    case U'\r':
      return offset + 1 < text.size() && text[offset + 1] == '\n' ? U' ' : kLineSeparator;
    case U'\n':
    case U'\v':
    case U'\f':
    case U'\u0085':
    case U'\u2029':
      return kLineSeparator;
    default:
      return code_point;
  }
}

void collect_spans(CollectedText& to, const StyledText& text) {
  std::uint32_t unit = 0;
  std::size_t byte = 0;
  for (const StyledSpan& span : text.spans) {
    if (span.begin != byte || span.end < span.begin || span.end > text.text.size()) {
      throw std::invalid_argument("spans do not cover the text in order");
    }
    byte = span.end;
    if (span.begin == span.end) continue;
    const std::uint32_t begin = unit;
    while (unit < to.size() && to.byte_of[unit] < span.end) ++unit;
    if (to.byte_of[unit] != span.end) throw std::invalid_argument("a span cuts a character");
    to.spans.push_back({begin, unit, &span.style});
  }
  if (byte != text.text.size()) {
    throw std::invalid_argument("spans do not cover the text in order");
  }
}

}  // namespace

CollectedText collect(const StyledText& text) {
  if (text.text.size() >= std::numeric_limits<std::int32_t>::max()) {
    throw std::invalid_argument("the text is too long");
  }
  CollectedText collected;
  collected.source = &text;
  collected.units.reserve(text.text.size());
  collected.byte_of.reserve(text.text.size() + 1);
  for (std::size_t offset = 0; offset < text.text.size();) {
    const auto byte = static_cast<std::uint32_t>(offset);
    const auto first = static_cast<unsigned char>(text.text[offset]);
    if (first >= 0x20 && first < 0x7F) {
      collected.units.push_back(first);
      collected.byte_of.push_back(byte);
      ++offset;
      continue;
    }
    const std::optional<Utf8Step> step = decode_utf8(text.text, offset);
    if (!step) throw std::invalid_argument("the text is not UTF-8");
    const char32_t code_point = as_set(text.text, offset, step->code_point);
    collected.byte_of.push_back(byte);
    if (code_point < 0x10000) {
      collected.units.push_back(static_cast<char16_t>(code_point));
    } else {
      collected.units.push_back(static_cast<char16_t>(U16_LEAD(code_point)));
      collected.units.push_back(static_cast<char16_t>(U16_TRAIL(code_point)));
      collected.byte_of.push_back(byte);
    }
    offset += step->length;
  }
  collected.byte_of.push_back(static_cast<std::uint32_t>(text.text.size()));
  collect_spans(collected, text);
  return collected;
}

char32_t CollectedText::code_point_at(std::uint32_t unit) const {
  const char16_t lead = units[unit];
  if (!U16_IS_LEAD(lead)) return lead;
  return static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, units[unit + 1]));
}

std::uint32_t CollectedText::next(std::uint32_t unit) const {
  return unit + (U16_IS_LEAD(units[unit]) ? 2 : 1);
}

std::uint32_t CollectedText::previous(std::uint32_t unit) const {
  return unit - (U16_IS_TRAIL(units[unit - 1]) ? 2 : 1);
}

const SpanStyle& CollectedText::style_at(std::uint32_t unit) const {
  const auto after =
      std::upper_bound(spans.begin(), spans.end(), unit,
                       [](std::uint32_t at, const UnitSpan& span) { return at < span.begin; });
  return *std::prev(after)->style;
}

bool hangs_at_line_end(char32_t code_point) {
  switch (code_point) {
    case U' ':
    case U'\u1680':
    case U'\u205F':
    case U'\u3000':
      return true;
    case U'\u2007':  // figure space: GL
      return false;
    default:
      return code_point >= 0x2000 && code_point <= 0x200A;
  }
}

}  // namespace chancery::text
