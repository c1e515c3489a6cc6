// Bookmarks (ISO 32000-1, 12.3.3).
#pragma once

#include <optional>
#include <span>

#include "layout/page.h"
#include "pdf/graph.h"

namespace chancery::pdf {

/// The outline of a letter in which a reader would look for something: with versions, with headings
/// below its title, with appended pages, or longer than four pages. It has the versions, their
/// headings below one another, the places to sign and the enclosures; a letter without headings
/// begins with its title. Nothing for other letters.
std::optional<Reference> add_outline(const layout::Document& document,
                                     std::span<const Reference> pages, Graph& graph);

}  // namespace chancery::pdf
