// First stage: the paragraph's text as ICU and HarfBuzz take it, with the way back to its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/paragraph.h"

namespace chancery::text {

/// A style over code units [begin, end).
struct UnitSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  const SpanStyle* style = nullptr;
};

struct CollectedText {
  const StyledText* source = nullptr;
  /// UTF-16. Unlike the source, tabs are spaces and every line end is U+2028, so that bidi,
  /// shaping and breaking see one paragraph.
  std::u16string units;
  /// For each code unit and the end: its byte in the source. Both halves of a surrogate pair have
  /// the byte of their character.
  std::vector<std::uint32_t> byte_of;
  std::vector<UnitSpan> spans;

  std::uint32_t size() const { return static_cast<std::uint32_t>(units.size()); }
  char32_t code_point_at(std::uint32_t unit) const;
  std::uint32_t next(std::uint32_t unit) const;  ///< of the following character
  std::uint32_t previous(std::uint32_t unit) const;
  const SpanStyle& style_at(std::uint32_t unit) const;
};

/// Throws std::invalid_argument when the text is not UTF-8 or the spans do not cover it in order.
/// `text` must outlive the result.
CollectedText collect(const StyledText& text);

inline constexpr char16_t kLineSeparator = u'\u2028';

/// White space that disappears at a line's end: what UAX 14 classes SP and BA of general category
/// Zs, so not the no-break spaces.
bool hangs_at_line_end(char32_t code_point);

}  // namespace chancery::text
