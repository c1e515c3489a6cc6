// Calendar times of certificates and signatures.
#pragma once

#include <optional>

#include "pki/der.h"
#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {

/// Nothing when it is malformed.
std::optional<UnixTime> unix_time(const ASN1_TIME* time);
/// A UTCTime or GeneralizedTime in UTC (RFC 5652, 11.3; RFC 3161, 2.4.2); fractions of a second are
/// dropped.
std::optional<UnixTime> unix_time(const der::Element& time);

}  // namespace chancery::pki
