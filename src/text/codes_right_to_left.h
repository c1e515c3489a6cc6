// What readers ask of the codes of a right-to-left run.
#pragma once

#include <vector>

#include "text/codes.h"
#include "text/codes_in_line.h"

namespace chancery::text {

void suit_right_to_left(const RunInLine& in_line, const GlyphFacts& font, std::vector<Cell>& cells);

/// Whether pdf.js knows the run's text for right-to-left.
bool has_strong_character(const GlyphRun& run);

/// The cells from right to left, each with the mark behind it in an operator of its own.
void turn_around(std::vector<Cell>& cells);

}  // namespace chancery::text
