// Subset fonts as PDF fonts: Type0 with Identity-H codes (ISO 32000-1, 9.7).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pdf/graph.h"
#include "pdf/write/deflate.h"
#include "pdf/write/write.h"
#include "text/subset.h"

namespace chancery::pdf {

/// A code's width as it stands in /W, in 1/1000 em. What the content stream reckons with.
double written_width(const text::SubsetFont::Code& code);

/// Adds the fonts; references in the order of Subset::fonts. Fonts on one program share its stream
/// and descriptor.
std::vector<Reference> add_fonts(const text::Subset& subset, Deflater& deflater, Graph& graph,
                                 CidSets cid_sets = CidSets::kNo);

/// /W (9.7.4.3) for widths other than `default_width`: lists for neighbours, ranges for equals.
Array width_array(std::span<const text::SubsetFont::Code> codes, double default_width);

/// A ToUnicode character map (9.10.3). Codes without text have no entry.
std::string to_unicode_map(std::span<const text::SubsetFont::Code> codes);

}  // namespace chancery::pdf
