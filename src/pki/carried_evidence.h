// Evidence that a CMS signature carries in itself.
#pragma once

#include "pki/signed_data.h"

namespace chancery::pki {

/// Adds to the check what the signature carries for judging it: certificate-values and
/// revocation-values (EN 319 122-1, A.1.1 and A.1.2), adbe-revocationInfoArchival (ISO 32000-1,
/// 12.8.3.3.2) and RevocationInfoChoices (RFC 5652, 10.2.1; RFC 5940 for OCSP). What is malformed
/// is passed over: nothing rests on its being there.
void add_carried_evidence(const SignedData& data, const SignerInfo& signer, CmsCheck& check);

}  // namespace chancery::pki
