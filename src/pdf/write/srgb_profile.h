// The ICC profile of sRGB, the colours that pages are written in.
#pragma once

#include "base/bytes.h"

namespace chancery::pdf {

/// What an output intent calls it (ISO 32000-1, 14.11.5).
inline constexpr const char* kSrgbName = "sRGB IEC61966-2.1";

/// A display profile (ICC.1:2004-10, version 4.2) with the primaries and the transfer curve of
/// IEC 61966-2-1, the curve as a formula: half a kilobyte, the same bytes always.
Bytes srgb_profile();

}  // namespace chancery::pdf
