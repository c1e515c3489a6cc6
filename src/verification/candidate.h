// One signature on its way through the checks.
#pragma once

#include <optional>
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

/// A signature's value as it stands in the file, and what it is to be over.
struct SignatureValue {
  std::string form;  ///< /SubFilter
  Bytes bytes;
  std::vector<ByteView> signed_bytes;
  std::vector<pdf::String> certificates;  ///< /Cert, for the form that keeps them there
};

struct Candidate {
  SignatureReport report;
  pdf::Dictionary signature;
  pdf::Dictionary field;
  std::size_t revision = 0;             ///< 0-based; only for coverage of a whole revision or file
  std::optional<SignatureValue> value;  ///< when there is one that can be checked
  /// Of a signature that is intact and covers a whole revision: what its status is judged by.
  std::optional<pki::CmsCheck> cms;
};

void set_status(SignatureReport& report, Status status, std::string sub_indication);

/// What a signed field says: format checking (EN 319 102-1, 5.2.2). Who signed, and what happened
/// after its revision, is judged elsewhere.
Candidate examine(const File& file, const Field& field);

/// What its value says: identification of the signing certificate (5.2.3) and cryptographic
/// verification (5.2.7). Uses nothing of the open file.
void check_value(Candidate& candidate);

}  // namespace chancery::verification
