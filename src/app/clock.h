// The only clock. Signing times and validation times come from here; pages never do.
#pragma once

#include <chrono>
#include <string_view>

#include "pki/pki.h"

namespace chancery::app {

/// $SOURCE_DATE_EPOCH when it is set (reproducible runs), else the system's time.
pki::UnixTime now();

/// "2026-11-24T10:00:00Z" (RFC 3339, UTC). Throws Failure(kUsage, "bad-time").
pki::UnixTime parse_utc(std::string_view text);

/// How long something took, for the terminal.
class Stopwatch {
 public:
  Stopwatch() : start_(std::chrono::steady_clock::now()) {}
  double milliseconds() const {
    const auto passed = std::chrono::steady_clock::now() - start_;
    return std::chrono::duration<double, std::milli>(passed).count();
  }

 private:
  std::chrono::steady_clock::time_point start_;
};

}  // namespace chancery::app
