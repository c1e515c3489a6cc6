// What a typographer would mark in a set paragraph: rivers, stacked hyphens, loose and tight lines,
// runts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/paragraph.h"

namespace chancery::text {

/// Something about a line, as a warning that quotes it.
struct LineRemark {
  std::size_t line = 0;  ///< index into SetParagraph::lines
  Diagnostic warning;
};

/// Lines as loose as this are always warned of (SetParagraph::warnings): at a ratio of 3 their
/// spaces are two and a half times as wide as drawn and tear holes into the line.
inline constexpr double kTornRatio = 3;

/// What is not so bad as to be among the paragraph's own warnings, by line: "loose-line",
/// "tight-line", "stacked-hyphens", "runt", "river". `set` is what `text` became in `style`.
std::vector<LineRemark> typography_report(const SetParagraph& set, const StyledText& text,
                                          const ParagraphStyle& style);

/// The beginning of a line in quotation marks.
std::string quoted_line(std::string_view text, const Line& line);

}  // namespace chancery::text
