// Whether a hyphen stands between the two ends of a range of numbers: "1990-1995", "pp. 12-14".
#pragma once

#include <cstddef>

#include "text/written.h"

namespace chancery::text {

/// Only where it is safe: two rising numbers that look like years, pages, days or times, never a
/// part of a reference ("ECA-2026-14"), a telephone number, an ISO 8601 date or a standard's
/// number.
bool is_range(const WrittenCharacters& text, std::size_t hyphen);

}  // namespace chancery::text
