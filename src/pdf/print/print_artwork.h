// Imported artwork made fit for print.
#pragma once

#include <cstddef>
#include <vector>

#include "pdf/graph.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// The objects of the graph from `first` on are imported artwork. Red, green and blue without a
/// profile get the one of `rgb_space` (a reference to [/ICCBased …]) through /DefaultRGB in every
/// resource dictionary (ISO 32000-1, 8.6.5.6; ISO 15930-7 allows DeviceRGB no other way beside a
/// CMYK output intent): shadings, patterns and pictures are meant by it as well as operators, and
/// the streams stay as their author made them. Groups that have no transparency in them are
/// dissolved, transfer functions and alternate pictures left out. Whether anything is transparent.
bool prepare_artwork(Graph& graph, std::size_t first, Reference rgb_space);

/// Whether the objects have a font whose program is not in the file.
bool has_missing_font(const std::vector<Object>& objects);

}  // namespace chancery::pdf
