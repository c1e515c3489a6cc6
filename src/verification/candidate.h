// One signature on its way through the checks.
#pragma once

#include <vector>

#include "pdf/read/read.h"
#include "verification/fields.h"
#include "verification/verification.h"

namespace chancery::verification {

/// The received file, open, and what is known about it.
struct File {
  ByteView bytes;
  const pdf::Document& last;
  const std::vector<pdf::RevisionSpan>& revisions;
  std::vector<NamedSignatory> signatories;
};

struct Candidate {
  SignatureReport report;
  pdf::Dictionary signature;
  pdf::Dictionary field;
  std::size_t revision = 0;      ///< 0-based; only for coverage of a whole revision or file
  std::size_t signed_bytes = 0;  ///< how many were digested
};

void set_status(SignatureReport& report, Status status, std::string sub_indication);

/// Everything about a signed field but what happened after its revision.
Candidate examine(const File& file, const Field& field, const Trust& trust, pki::UnixTime at);

}  // namespace chancery::verification
