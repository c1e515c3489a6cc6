// Until when algorithms and keys are believed: one table for digests, one for keys (TS 119 312 and
// its forerunner TS 102 176-1; what they leave open, NIST SP 800-57 part 1, table 4).
#pragma once

#include <cstdint>

#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {

/// The last moment at which the digest could be believed; kForever when no end is known.
UnixTime reliable_until(Hash hash);
/// The same of a public key: its kind and size. kNever for kinds and curves that are not used.
UnixTime reliable_until(const EVP_PKEY* key);
/// The same of a signature algorithm: its digest. kNever for one that is not known here.
UnixTime reliable_until(const X509_ALGOR* algorithm);

}  // namespace chancery::pki
