// SVG artwork to PDF: from the cache when the same artwork was converted before, else by the
// module, which is loaded only then.
#pragma once

#include "letterhead/letterhead.h"

namespace chancery::app {

/// Converted artwork is kept in the cache folder under the digest of the SVG and the program's
/// version; a cache that cannot be written is done without.
letterhead::SvgConverter svg_converter();

}  // namespace chancery::app
