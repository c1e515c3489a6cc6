// What the evidence at hand says of one certificate at one time (EN 319 102-1, 5.2.5, and RFC 5280,
// 6.3).
#pragma once

#include <optional>
#include <string>

#include "verification/validation_context.h"

namespace chancery::verification {

struct RevocationAnswer {
  enum class Says {
    kGood,
    kRevoked,          ///< since a time that is not after the one asked about
    kOnHold,           ///< suspended, and may be in use again
    kStale,            ///< it was good, but nothing fresh says that it was so at the time
    kIssuerOutOfTime,  ///< it was good, but whoever says so has a certificate that expired
    kUnknown,
  };
  Says says = Says::kUnknown;
  std::optional<pki::UnixTime> since;  ///< of kRevoked and kOnHold
  std::string reason;                  ///< of these; else why evidence does not count
  Detail detail;                       ///< of evidence that does not count, the same
};

/// Revocation freshness (5.2.5): evidence is fresh until its nextUpdate, and for times before it
/// was made.
RevocationAnswer revocation_at(ValidationContext& context, const pki::Certificate& certificate,
                               const pki::Certificate& issuer, pki::UnixTime time);

/// Notes the next place that the certificate names for asking, unless it was asked before.
void note_question(ValidationContext& context, const pki::Certificate& certificate,
                   const pki::Certificate& issuer);

/// For validation time sliding (5.6.2.2, step 2): until when evidence that was there at
/// `control_time` tells that the certificate was not revoked, or since when it was; nothing when no
/// evidence is proven to have been there by then.
struct PastRevocation {
  std::optional<pki::UnixTime> revoked_since;
  std::optional<pki::UnixTime> good_until;
};
PastRevocation past_revocation(ValidationContext& context, const pki::Certificate& certificate,
                               const pki::Certificate& issuer, pki::UnixTime control_time);

}  // namespace chancery::verification
