// The attribute that ties a signature to one certificate (RFC 5035, RFC 2634).
#pragma once

#include "pki/signed_data.h"

namespace chancery::pki {

enum class SigningCertificate {
  kAbsent,
  kThisOne,
  kAnother,  ///< or malformed, or with a hash that is not known
};
/// Looks at both versions of the attribute; each that is present must name `certificate` first.
SigningCertificate signing_certificate(const std::vector<Attribute>& signed_attributes,
                                       const Certificate& certificate);

}  // namespace chancery::pki
