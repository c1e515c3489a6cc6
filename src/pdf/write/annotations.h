// What can be clicked: empty signature fields (ISO 32000-1, 12.7.4.5) and links (12.5.6.5).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "layout/page.h"
#include "pdf/graph.h"
#include "pdf/write/structure.h"

namespace chancery::pdf {

/// Adds the page's links, line by line, and its signature fields, in this order; the references
/// for the page's /Annots. Fields are also appended to `fields`.
std::vector<Reference> add_annotations(const layout::Page& page, std::size_t index,
                                       Reference page_reference, StructureTree& structure,
                                       Graph& graph, std::vector<Reference>& fields);

/// The interactive form (12.7.2).
Dictionary interactive_form(const std::vector<Reference>& fields);

}  // namespace chancery::pdf
