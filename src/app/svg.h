// SVG artwork to PDF: from the cache when the same artwork was converted before, else by the
// module, which is loaded only then.
#pragma once

#include <filesystem>

#include "letterhead/letterhead.h"

namespace chancery::app {

/// Converts with the module, and keeps the result in the cache folder.
letterhead::SvgConverter svg_converter();

/// Keeps what `convert` gives in `folder`, under the digest of the SVG and the program's version;
/// an empty folder keeps nothing. A kept file ends in a line with its own digest: one that was
/// damaged, or belongs to another SVG, is made anew. A cache that cannot be read or written is done
/// without.
letterhead::SvgConverter kept_in(const std::filesystem::path& folder,
                                 const letterhead::SvgConverter& convert);

}  // namespace chancery::app
