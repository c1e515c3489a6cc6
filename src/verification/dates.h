// Dates as PDF writes them.
#pragma once

#include <optional>
#include <string_view>

#include "pki/pki.h"

namespace chancery::verification {

/// A date string D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-1, 7.9.4); nothing when it is malformed.
std::optional<pki::UnixTime> time_of(std::string_view date);

}  // namespace chancery::verification
