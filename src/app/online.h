// Asks over the network whether certificates are revoked, where the files at hand do not tell. The
// confined reader cannot: it says what it would ask, and is started again with the answers.
#pragma once

#include <vector>

#include "verification/verification.h"

namespace chancery::app {

/// Questions as the confined reader gives them to its parent, behind each other.
void pack_questions(const std::vector<verification::Question>& questions, Bytes& to);
/// Nothing when they are not well formed. `bytes` becomes what stands behind them.
std::optional<std::vector<verification::Question>> unpack_questions(ByteView& bytes);

/// Asks each, and adds what was answered to the evidence. What cannot be had is told nowhere but in
/// the report, which says of whom nobody knows.
void ask_questions(const std::vector<verification::Question>& questions,
                   verification::Trust& trust);

}  // namespace chancery::app
