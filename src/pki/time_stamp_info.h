// TSTInfo (RFC 3161, 2.4.2), the content of a time-stamp token, as far as it is needed.
#pragma once

#include <optional>
#include <string>

#include "pki/algorithms.h"
#include "pki/der.h"
#include "pki/pki.h"

namespace chancery::pki {

struct TimeStampInfo {
  Hash hash;
  ByteView imprint;
  UnixTime time;
  std::string policy;
  ByteView nonce;  ///< content octets; empty when there is none
};
/// Nothing when it is malformed.
std::optional<TimeStampInfo> read_time_stamp(ByteView content);

}  // namespace chancery::pki
