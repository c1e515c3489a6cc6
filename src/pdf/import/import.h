// A page of another PDF file becomes a form XObject (ISO 32000-1, 8.10).
#pragma once

#include "base/units.h"
#include "pdf/graph.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

struct ImportedPage {
  Reference form;
  Points width, height;  ///< as the page is seen: cropped and turned by its /Rotate
};

/// Copies a page's content and everything it needs to be drawn into `graph`. The form stands
/// upright with its lower left corner at the origin. Left behind: annotations, structure, metadata,
/// and whatever refers back to pages. References in circles and damaged ones are met without harm.
/// Throws Failure(kInput, "artwork-damaged") when the page has no area, its content does not decode
/// or it needs more than the limits allow.
ImportedPage import_page(const Document& document, Reference page, Graph& graph);

}  // namespace chancery::pdf
