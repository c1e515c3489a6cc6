// The revision that holds a signature: with an empty place for its value, and once that is filled.
#pragma once

#include "pdf/update/update.h"
#include "signing/signing.h"

namespace chancery::signing {

struct SignatureRevision {
  pdf::Revision::Result result;
  pdf::Reference signature;  ///< the signature dictionary
};
/// The document with a field signed but for the value, for which there is room for so many bytes.
SignatureRevision make_revision(const pdf::Document& document, const FieldPlace& place,
                                const SignRequest& request, std::size_t room);

/// Room for a CMS of this credential, and for a time-stamp token in it when it has any bytes.
std::size_t room_for_cms(const pki::Credential& credential, std::size_t token_room);

/// The CMS with a time-stamp of its value. `token_room` grows to what the token would have needed.
Bytes stamped_cms(const TimeStamping& time_stamping, pki::Hash hash, ByteView cms,
                  std::size_t& token_room);

/// The result must be the input and a whole revision more, and be signed with this credential as a
/// verifier will see it: else Failure(kSystem, "self-check-failed").
void check_signed(const pdf::Document& document, ByteView file, pdf::Reference signature,
                  const pki::Credential& credential);

}  // namespace chancery::signing
