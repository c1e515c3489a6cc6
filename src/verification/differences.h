// What changed between the revision that a signature covers and the last one, and whether the
// signatures before it permit that (ISO 32000-1, 12.8.2.2 DocMDP and 12.8.2.4 FieldMDP).
#pragma once

#include <vector>

#include "pdf/read/read.h"
#include "verification/permissions.h"
#include "verification/verification.h"

namespace chancery::verification {

/// Every difference that a reader of the document could see or a program could act on, each judged.
/// Anything not known to be harmless is not permitted.
std::vector<Change> differences(const pdf::Document& signed_revision, const pdf::Document& last,
                                const Permissions& permissions);

}  // namespace chancery::verification
