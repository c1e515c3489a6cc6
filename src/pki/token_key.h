// A private key in a token that signs.
#pragma once

#include <memory>

#include "pki/signature_form.h"
#include "pki/token_session.h"

namespace chancery::pki {

/// `certificate` tells the kind and size of the key. Throws what signature_form throws.
std::shared_ptr<const Signer> make_token_signer(std::shared_ptr<const TokenSession> session,
                                                CK_OBJECT_HANDLE key,
                                                const Certificate& certificate,
                                                const SigningChoice& choice, const PinSource& pin,
                                                const std::string& name);

/// The mechanisms' raw form of an ECDSA signature, r and s of one length, as CMS has it
/// (RFC 3279, 2.2.3).
Bytes ecdsa_der(ByteView r_and_s);

/// What signs the message under PKCS#1 v1.5: the DER of DigestInfo (RFC 8017, 9.2).
Bytes digest_info(Hash hash, ByteView message);

}  // namespace chancery::pki
