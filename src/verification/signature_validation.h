// The validation processes of EN 319 102-1 for one signature or time-stamp whose bytes are in
// order: basic (5.3), time-stamps (5.4), with time (5.5), with archival data (5.6).
#pragma once

#include <optional>

#include "verification/validation_context.h"

namespace chancery::verification {

struct SignatureValidation {
  Conclusion conclusion;
  /// Best-signature-time (5.5.4), when it is before the time of validation.
  std::optional<pki::UnixTime> proven_time;
};

/// `cms` is intact and has a signer. `not_before` is a time at which the signature is proven not to
/// have been there yet, since it covers a time-stamp of then; kNever when nothing tells.
SignatureValidation validate_signature(ValidationContext& context, const pki::CmsCheck& cms,
                                       pki::Purpose purpose,
                                       pki::UnixTime not_before = pki::kNever);

/// A time-stamp token (5.4): what was stamped must be what the token is over, and its time not in
/// the future.
Conclusion validate_time_stamp(ValidationContext& context, const pki::CmsCheck& token);

}  // namespace chancery::verification
