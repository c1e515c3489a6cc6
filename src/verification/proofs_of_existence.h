// Proofs of existence (EN 319 102-1, 3.1 and 5.6.2.3): since when certificates, evidence and
// signatures are known to have been there.
#pragma once

#include <map>
#include <string>

#include "pki/pki.h"

namespace chancery::verification {

/// Objects go by the SHA-256 of their bytes: DER of a certificate, an OCSP response or a list; of a
/// signature and a time-stamp, the signature value.
class ProofsOfExistence {
 public:
  /// Everything that is at hand exists at the time of validation (5.6.3.4, step 1).
  explicit ProofsOfExistence(pki::UnixTime now) : now_(now) {}

  void add(ByteView object, pki::UnixTime time) {
    const auto [entry, is_new] = earliest_.try_emplace(key(object), time);
    if (!is_new && time < entry->second) entry->second = time;
  }

  pki::UnixTime earliest(ByteView object) const {
    return earliest_.empty() ? now_ : earliest_of_digest(key(object));
  }
  pki::UnixTime earliest_of_digest(const std::string& digest) const {
    const auto entry = earliest_.find(digest);
    return entry == earliest_.end() ? now_ : entry->second;
  }

 private:
  static std::string key(ByteView object) {
    return pki::hex(pki::digest(pki::Hash::kSha256, object));
  }

  pki::UnixTime now_;
  std::map<std::string, pki::UnixTime> earliest_;
};

}  // namespace chancery::verification
