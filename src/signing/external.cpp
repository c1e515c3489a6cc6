#include "signing/external.h"

#include <stdexcept>
#include <utility>

#include "signing/contents.h"
#include "signing/entries.h"

namespace chancery::signing {

PreparedSignature prepare_signature(const pdf::Document& document, const FieldPlace& place,
                                    const SignRequest& request, std::size_t more_room) {
  if (request.credential == nullptr) throw std::invalid_argument("preparing needs a certificate");
  try {
    const pki::Credential& credential = *request.credential;
    const std::size_t token_room =
        request.time_stamping != nullptr ? room_for_token(*request.time_stamping) : 0;
    SignatureRevision revision =
        make_revision(document, place, request, room_for_cms(credential, token_room) + more_room);
    PreparedSignature prepared;
    fill_contents(revision.result, revision.signature, [&](std::span<const ByteView> pieces) {
      pki::Digest digest(credential.signer->hash());
      for (const ByteView piece : pieces) digest.add(piece);
      prepared.document_digest = digest.finish();
      return Bytes();
    });
    prepared.attributes = pki::to_be_signed(credential, prepared.document_digest);
    prepared.contents = revision.result.contents.at(revision.signature);
    prepared.signature = revision.signature;
    prepared.file = std::move(revision.result.bytes);
    return prepared;
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

std::array<ByteView, 2> signed_bytes(const PreparedSignature& prepared) {
  return around(prepared.file, prepared.contents);
}

Bytes complete_signature(const pdf::Document& document, PreparedSignature prepared,
                         const Completion& completion) {
  if (completion.credential == nullptr) throw std::invalid_argument("completing needs its signer");
  const pki::Credential& credential = *completion.credential;
  try {
    Bytes cms = completion.cms;
    std::size_t token_room = 0;
    if (completion.time_stamping != nullptr) {
      cms = stamped_cms(*completion.time_stamping, credential.signer->hash(), cms, token_room);
    }
    if (!put_contents(prepared.file, prepared.contents, cms)) {
      const std::size_t room = (prepared.contents.end - prepared.contents.begin - 2) / 2;
      throw Failure(FailureKind::kInput, "cms-too-large",
                    "the signature has " + std::to_string(cms.size()) +
                        " bytes, and the prepared place has room for " + std::to_string(room),
                    "prepare the file again with --room " +
                        std::to_string(cms.size() - room + kTokenSlackBytes));
    }
    check_signed(document, prepared.file, prepared.signature, credential);
    return std::move(prepared.file);
  } catch (const pdf::ReadFailure& failure) {
    damaged_pdf(failure.problem().detail);
  }
}

}  // namespace chancery::signing
