// Until when algorithms and keys are believed: one table for digests, one for keys (TS 119 312 and
// its forerunners).
#pragma once

#include <cstdint>

#include "pki/algorithms.h"
#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {

/// The last moment at which the digest could be believed; kForever when no end is known.
UnixTime reliable_until(Hash hash);
/// The same of a way of signing, whatever the key and the digest.
UnixTime reliable_until(Scheme scheme);
/// The same of a public key: its kind and size. kNever for kinds and curves that are not used.
UnixTime reliable_until(const EVP_PKEY* key);
/// The same of a signature algorithm: the way and its digest. kNever for one that is not known
/// here.
UnixTime reliable_until(const X509_ALGOR* algorithm);

}  // namespace chancery::pki
