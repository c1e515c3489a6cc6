#include "app/clock.h"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "base/diagnostic.h"

namespace chancery::app {

pki::UnixTime now() {
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {  // NOLINT: read before threads
    pki::UnixTime time = 0;
    const char* end = epoch + std::strlen(epoch);
    const auto parsed = std::from_chars(epoch, end, time);
    if (parsed.ec == std::errc() && parsed.ptr == end && time >= 0) return time;
    throw Failure(FailureKind::kUsage, "bad-time", "SOURCE_DATE_EPOCH is not a number of seconds",
                  "set it to seconds since 1970, or unset it");
  }
  return static_cast<pki::UnixTime>(std::time(nullptr));
}

pki::UnixTime parse_utc(std::string_view text) {
  std::tm parts{};
  const std::string copy(text);
  const char* end = ::strptime(copy.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end == nullptr || *end != '\0') {
    throw Failure(FailureKind::kUsage, "bad-time", "'" + copy + "' is not a time",
                  "write it as 2026-11-24T10:00:00Z");
  }
  return static_cast<pki::UnixTime>(::timegm(&parts));
}

}  // namespace chancery::app
