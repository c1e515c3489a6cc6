// What the colours of a file mean (ISO 32000-1, 14.11.5).
#pragma once

#include "pdf/graph.h"
#include "pdf/write/deflate.h"

namespace chancery::pdf {

/// The output intent of an archive file (ISO 19005-3, 6.2.3): pages are written in sRGB.
Reference add_srgb_output_intent(Deflater& deflater, Graph& graph);

}  // namespace chancery::pdf
