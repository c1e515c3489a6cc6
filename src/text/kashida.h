// Arabic lines are justified by stretching joins of letters (kashida) once their spaces are as wide
// as they should become. A kashida is a row of tatweels (U+0640) that overlap, part of the cluster
// of the letter before it: it says no text of its own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/kashida_places.h"
#include "text/prepare.h"

namespace chancery::text {

/// Finds the joins of the paragraph that may be stretched: in Arabic, Persian, Uyghur and languages
/// that are printed like them, in faces whose letters stand on the baseline (so not in Nastaliq).
void find_kashidas(Prepared& prepared);

/// How many joins a line would like to stretch when `missing` points are left after its spaces.
std::size_t kashida_count(const Prepared& prepared, std::uint32_t begin, std::uint32_t end,
                          double missing);

/// The `count` best joins of the line [begin, end), equally good ones spread over it: code units
/// of the letters after them, ascending.
std::vector<std::uint32_t> choose_kashidas(const Prepared& prepared, std::uint32_t begin,
                                           std::uint32_t end, std::size_t count);

/// The text [begin, end) of an item with a kashida before each of `units` that lies in it, each
/// `growth` points longer than a tatweel, or as long as a kashida may be. Clusters count code units
/// from `begin`.
Shaped shape_with_kashidas(const Prepared& prepared, const Item& item, std::uint32_t begin,
                           std::uint32_t end, std::span<const std::uint32_t> units, double growth);

}  // namespace chancery::text
