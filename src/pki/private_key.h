// A private key in this process's memory that signs.
#pragma once

#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {

/// Takes the key over. Throws what signature_form throws.
std::shared_ptr<const Signer> make_signer(KeyHandle key, const SigningChoice& choice,
                                          const std::string& name);

}  // namespace chancery::pki
