// A signature in two steps, for keys that are elsewhere: first everything but its value, then that.
#pragma once

#include <functional>
#include <span>

#include "signing/signature_revision.h"
#include "signing/signing.h"

namespace chancery::signing {

/// A document with an empty place for a signature's value.
struct PreparedSignature {
  Bytes file;
  pdf::Reference signature;  ///< the signature dictionary
  pdf::WrittenAt contents;   ///< the place, with its < and >
  Bytes document_digest;     ///< of the bytes around the place, with the signer's hash
  Bytes attributes;          ///< what is to be signed: DER of the signed attributes
};

/// As sign(), without asking the signer; `more_room` is how many bytes the place has beyond what a
/// CMS of this program's own needs.
PreparedSignature prepare_signature(const pdf::Document& document, const FieldPlace& place,
                                    const SignRequest& request, std::size_t more_room);

/// Bytes around the place for the value.
std::array<ByteView, 2> signed_bytes(const PreparedSignature& prepared);

/// The CMS that goes into the place: with a time-stamp when `time_stamping` is given.
struct Completion {
  Bytes cms;
  /// Whose signature it is; a time-stamp is of its hash.
  const pki::Credential* credential = nullptr;
  const TimeStamping* time_stamping = nullptr;
};
/// The signed file. `document` is the one that was prepared. Throws Failure(kInput,
/// "cms-too-large") when the place is too small, and as sign() does when the result does not stand
/// its own check.
Bytes complete_signature(const pdf::Document& document, PreparedSignature prepared,
                         const Completion& completion);

}  // namespace chancery::signing
