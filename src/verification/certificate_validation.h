// Whether a certificate could be relied on: now (EN 319 102-1, 5.2.6) or at some time in the past
// (5.6.2.1).
#pragma once

#include <optional>
#include <vector>

#include "verification/validation_context.h"

namespace chancery::verification {

struct CertificateValidation {
  Conclusion conclusion;
  std::vector<pki::Certificate> path;          ///< to the anchor, when there is one
  std::optional<pki::UnixTime> revoked_since;  ///< the certificate itself
};

/// X.509 certificate validation (5.2.6). The authorities above are judged at the time of
/// validation, the certificate itself at `time`, which is that or, for signatures with time
/// (5.5.4), the one at which the signature is proven to have been there. Sub-indications:
/// NO_CERTIFICATE_CHAIN_FOUND, CERTIFICATE_CHAIN_GENERAL_FAILURE, CHAIN_CONSTRAINTS_FAILURE,
/// REVOKED_NO_POE, REVOKED_CA_NO_POE, OUT_OF_BOUNDS_NO_POE, OUT_OF_BOUNDS_NOT_REVOKED,
/// REVOCATION_OUT_OF_BOUNDS_NO_POE, TRY_LATER, CRYPTO_CONSTRAINTS_FAILURE_NO_POE.
CertificateValidation validate_certificate(ValidationContext& context,
                                           const pki::Certificate& certificate,
                                           pki::Purpose purpose, pki::UnixTime time);

/// Past certificate validation (5.6.2.1): the latest time at which the whole path is known to have
/// been good, by validation time sliding.
struct PastCertificateValidation {
  Conclusion conclusion;
  pki::UnixTime control_time = 0;
};
PastCertificateValidation validate_past_certificate(ValidationContext& context,
                                                    const pki::Certificate& certificate,
                                                    pki::Purpose purpose, pki::UnixTime proven);

}  // namespace chancery::verification
