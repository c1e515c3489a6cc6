// Checking a signature that was made a moment ago.
#pragma once

#include <span>

#include "pki/pki.h"

namespace chancery::pki {

/// As check_cms. Where the CMS carries the credential's certificates byte for byte, these are taken
/// as they are: reading a certificate, and its key for the first time, takes longer than all the
/// rest.
CmsCheck check_own_cms(ByteView cms, std::span<const ByteView> signed_bytes,
                       const Credential& credential);

}  // namespace chancery::pki
