// The letter's date as PDF and XMP write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery::pdf {

/// A moment in UTC.
struct Date {
  std::string pdf;  ///< "D:20261124000000Z" (ISO 32000-1, 7.9.4)
  std::string xmp;  ///< "2026-11-24T00:00:00Z" (ISO 16684-1, 8.2.1.4)
};

/// Reads "2026-11-24T00:00:00Z" or "2026-11-24" (midnight); nothing when empty. Throws
/// std::invalid_argument for anything else.
std::optional<Date> read_date(std::string_view text);

}  // namespace chancery::pdf
