// Signatures of keys that are not here: a service or another machine is given the bytes to be
// signed and gives back the signature value (RFC 5652, 5.4) or a whole CMS.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pki/pki.h"

namespace chancery::pki {

/// A credential of which only the certificates are here: it tells how its key signs and how large a
/// signature may be; its signer throws std::logic_error. The first certificate is the signer's, the
/// others stand in any order. Throws what signature_form throws, and "no-certificate".
Credential credential_elsewhere(std::vector<Certificate> certificates, const SigningChoice& choice,
                                const std::string& name);

/// "RSA PKCS#1 v1.5", "RSA PSS", "ECDSA", "Ed25519" or "Ed448": how the credential's key signs.
std::string signature_scheme(const Credential& credential);
/// Whether the key signs a digest of the bytes. Edwards curves take the bytes themselves (RFC
/// 8032).
bool signs_a_digest(const Credential& credential);
/// "SHA-256".
std::string hash_name_of(const Credential& credential);

/// The CMS that sign_cms would give, with the signature value that was made elsewhere: as CMS has
/// it, or of ECDSA also r and s one after the other. Throws Failure(kInput, "signature-wrong") with
/// what was signed instead, as far as that can be found out, when the value is not this key's over
/// to_be_signed().
Bytes cms_with_value(const Credential& credential, ByteView message_digest, ByteView value);

/// The DER of a whole CMS that was made elsewhere, DER or PEM, when it is a signature by the
/// credential's certificate over the bytes that PAdES has nothing against (EN 319 142-1, 6.3).
/// Throws Failure(kInput, "cms-refused") with every reason.
Bytes cms_as_returned(const Credential& credential, ByteView file,
                      std::span<const ByteView> signed_bytes);

}  // namespace chancery::pki
