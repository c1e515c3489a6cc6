// Optical margins: punctuation and hyphens stand out into the margin, so that the edge of the text
// looks straight.
#pragma once

#include <cstdint>

#include "text/opportunities.h"
#include "text/prepare.h"

namespace chancery::text {

/// Of the character at `unit` when a line starts with it, in points beyond the side where the
/// paragraph's lines start. 0 when the character would not stand at that edge (text that runs
/// against the paragraph's direction).
double start_protrusion(const Prepared& prepared, std::uint32_t unit);

/// Of what a line that ends at `opportunity` shows last, its hyphen included.
double end_protrusion(const Prepared& prepared, const Opportunity& opportunity);

}  // namespace chancery::text
