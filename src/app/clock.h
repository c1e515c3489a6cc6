// The only clock. Signing times and validation times come from here; pages never do.
#pragma once

#include <string_view>

#include "pki/pki.h"

namespace chancery::app {

/// $SOURCE_DATE_EPOCH when it is set (reproducible runs), else the system's time.
pki::UnixTime now();

/// "2026-11-24T10:00:00Z" (RFC 3339, UTC). Throws Failure(kUsage, "bad-time").
pki::UnixTime parse_utc(std::string_view text);

}  // namespace chancery::app
