// Rows of samples prepared for compression as PNG prepares them.
#pragma once

#include <cstddef>

#include "base/bytes.h"

namespace chancery::pdf {

/// Each row with the filter (ISO/IEC 15948, clause 9) that leaves the smallest differences, and its
/// number before it: /Predictor 15. `samples` are whole rows of `row_bytes`.
Bytes filter_rows(ByteView samples, std::size_t row_bytes, std::size_t bytes_per_pixel);

}  // namespace chancery::pdf
