// Checks one signature value with a public key.
#pragma once

#include "pki/algorithms.h"

namespace chancery::pki {

enum class SignatureCheck {
  kRight,
  kWrong,        ///< also: made by another kind of key
  kUnsupported,  ///< the key is one that is not used here
};
/// `hash` is that of the message for all schemes but Ed25519.
SignatureCheck verify_signature(EVP_PKEY* key, const SignatureScheme& scheme, Hash hash,
                                ByteView message, ByteView signature);

}  // namespace chancery::pki
