// Whose signatures a letter must carry: by its own list of signatories, and by what the recipient
// asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verification/verification.h"

namespace chancery::verification {

struct Candidate;
struct NamedSignatory;

/// Judges one signature that is valid by the division that its place is for (a signature
/// constraint, EN 319 102-1, 5.2.8): SIG_CONSTRAINTS_FAILURE for another's.
void judge_division(Candidate& candidate, const DivisionPolicy& policy);

/// What the letter lacks, once every signature has its status; in plain words.
std::vector<Finding> policy_failures(const std::vector<Candidate>& candidates,
                                     const std::vector<NamedSignatory>& signatories,
                                     const DivisionPolicy& policy);

}  // namespace chancery::verification
