// SVG artwork to PDF: from the cache when the same artwork was converted before, else by the
// module, which is loaded only then.
#pragma once

#include "app/cache.h"
#include "letterhead/letterhead.h"

namespace chancery::app {

/// Converts with the module, and keeps the result in the cache folder.
letterhead::SvgConverter svg_converter();

/// Keeps what `convert` gives, under the digest of the SVG.
letterhead::SvgConverter kept_in(const Cache& cache, const letterhead::SvgConverter& convert);

}  // namespace chancery::app
