// The status of each signature of a file (EN 319 102-1, 5.1.3), by all that the file and the
// verifier have.
#pragma once

#include <vector>

#include "verification/candidate.h"
#include "verification/security_store.h"

namespace chancery::verification {

/// Sets the status of every candidate whose bytes are in order. The time-stamps come first, the
/// latest before those that it covers (5.6.3.4, step 4): each that is valid proves that what it
/// covers was there. Gives the questions whose answers might decide more, when they are wanted.
std::vector<Question> set_statuses(const SecurityStores& stores, std::vector<Candidate>& candidates,
                                   const Trust& trust, pki::UnixTime at);

}  // namespace chancery::verification
