// What all signatures of a file are judged by, and what a building block concludes (EN 319 102-1,
// 5.1).
#pragma once

#include <string>
#include <vector>

#include "pki/revocation_pool.h"
#include "verification/proofs_of_existence.h"
#include "verification/verification.h"

namespace chancery::verification {

struct ValidationContext {
  ValidationContext(const Trust& given, pki::UnixTime time)
      : trust(given), now(time), proofs(time) {}

  const Trust& trust;
  pki::UnixTime now;                           ///< the time of validation
  std::vector<pki::Certificate> certificates;  ///< at hand, believed only as far as paths lead
  pki::RevocationPool evidence;
  ProofsOfExistence proofs;
  std::vector<Question> questions;
};

/// 5.1.3: PASSED, INDETERMINATE or FAILED, with a sub-indication and why.
struct Conclusion {
  Status status = Status::kTotalPassed;
  std::string sub_indication;
  std::vector<Finding> findings;

  bool passed() const { return status == Status::kTotalPassed; }
};
Conclusion indeterminate(std::string sub_indication, Finding finding);
Conclusion failed(std::string sub_indication, Finding finding);

/// Whether a proof of existence could change it: the sub-indications that 5.5.4 and 5.6.3.4 go on
/// from.
bool may_be_mended_by_proof(const Conclusion& conclusion);

}  // namespace chancery::verification
