// Which signatures a key makes: scheme, hash and how CMS names them.
#pragma once

#include "pki/algorithms.h"
#include "pki/pki.h"

namespace chancery::pki {

struct SignatureForm {
  Scheme scheme = Scheme::kRsaPkcs1;
  Hash hash = Hash::kSha256;  ///< of the content, and of the attributes where the scheme has one
};

/// Of a private or public key: what `choice` asks for, else what the key's strength does
/// (TS 119 312, 7; RFC 8419, 3.1). `name` is what holds the key, for messages. Throws
/// Failure(kInput): "key-unsupported", "key-too-weak", "hash-too-weak", "hash-not-for-key",
/// "padding-not-for-key".
SignatureForm signature_form(const EVP_PKEY* key, const SigningChoice& choice,
                             const std::string& name);

/// DER of the AlgorithmIdentifier for SignerInfo.signatureAlgorithm (RFC 5754; RFC 4056 with all
/// parameters written out and a salt as long as the hash; RFC 8419).
Bytes signature_algorithm(const SignatureForm& form);

/// The bytes of a hash's value.
std::size_t hash_bytes(Hash hash);

}  // namespace chancery::pki
