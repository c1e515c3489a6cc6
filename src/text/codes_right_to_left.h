// What readers ask of the codes of a right-to-left run.
#pragma once

#include <vector>

#include "text/codes.h"
#include "text/codes_in_line.h"
#include "text/codes_pieces.h"

namespace chancery::text {

void suit_right_to_left(const RunInLine& in_line, const GlyphFacts& font, std::vector<Cell>& cells);

/// Whether pdf.js knows the run's text for right-to-left.
bool has_strong_character(const GlyphRun& run);

/// pdf.js adds a mark to the text before it without looking where it stands, and begins a text
/// where actual text does: what a run begins with of both is written after the rest.
void put_beginning_last(const RunInLine& in_line, const MeasuredRun& run, std::vector<Cell>& cells);

/// The cells from right to left, each with the mark behind it in an operator of its own.
void turn_around(std::vector<Cell>& cells);

}  // namespace chancery::text
