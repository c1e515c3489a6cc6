// A private key in this process's memory that signs.
#pragma once

#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {

/// Takes the key over: RSA (PKCS#1 v1.5 with SHA-256), EC (the hash that fits the curve) or Ed25519
/// (with SHA-512, RFC 8419). Throws Failure "key-too-weak" or "key-unsupported" naming `name`.
std::shared_ptr<const Signer> make_signer(KeyHandle key, const std::string& name);

}  // namespace chancery::pki
