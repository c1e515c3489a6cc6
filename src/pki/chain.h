// Orders the certificates above one.
#pragma once

#include <vector>

#include "pki/pki.h"

namespace chancery::pki {

/// The certificates above `certificate`, in order, each the issuer of the one before.
std::vector<Certificate> chain_above(const Certificate& certificate,
                                     std::vector<Certificate> others);

}  // namespace chancery::pki
