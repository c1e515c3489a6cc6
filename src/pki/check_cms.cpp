// Signatures as PDF files carry them: CMS (RFC 5652, 5.6; EN 319 142-1, 6.3) and the two older
// forms of ISO 32000-1, 12.8.3.
#include <algorithm>
#include <array>

#include "pki/carried_evidence.h"
#include "pki/certificate.h"
#include "pki/check_own.h"
#include "pki/check_signer.h"
#include "pki/strength.h"
#include "pki/verify_signature.h"

namespace chancery::pki {
namespace {

using enum CmsFinding;

/// The time-stamps in attributes of a type, each checked against what it is to be over.
std::vector<SignatureTimeStamp> time_stamps(const std::vector<Attribute>& attributes,
                                            std::string_view type,
                                            std::span<const ByteView> stamped, CmsCheck& check) {
  std::vector<SignatureTimeStamp> found;
  for (const Attribute& attribute : attributes) {
    if (attribute.type != type) continue;
    for (const der::Element& value : attribute.values) {
      auto token = std::make_shared<CmsCheck>(check_timestamp(value.whole, stamped));
      SignatureTimeStamp timestamp;
      timestamp.time = token->signing_time;
      if (token->signer) timestamp.authority = token->signer->common_name();
      timestamp.stamps_the_signature = token->digest_matches && token->signature_verifies;
      timestamp.token = std::move(token);
      if (!timestamp.stamps_the_signature) find(check, kTimeStampWrong);
      found.push_back(std::move(timestamp));
    }
  }
  return found;
}

/// What the signature carries besides itself: time-stamps of its value (EN 319 122-1, 5.3) and of
/// its content (5.2.8), and evidence.
void read_attributes(const SignedData& data, const SignerInfo& signer,
                     std::span<const ByteView> signed_bytes, CmsCheck& check) {
  const std::array<ByteView, 1> value{signer.signature};
  check.timestamps = time_stamps(signer.unsigned_attributes, kSignatureTimeStampOid, value, check);
  check.content_timestamps =
      time_stamps(signer.signed_attributes, kContentTimeStampOid, signed_bytes, check);
  add_carried_evidence(data, signer, check);
}

/// The DER of one octet string, zero padding behind it allowed.
std::optional<ByteView> octet_string(ByteView value) {
  der::Reader reader(value, der::Rules::kBer);
  const auto string = reader.next(der::kOctetString);
  return string ? std::optional(string->content) : std::nullopt;
}

/// `known` certificates need not be read again.
CmsCheck checked(ByteView cms, std::span<const ByteView> signed_bytes,
                 std::span<const Certificate> known) {
  const ErrorScope scope;
  CmsCheck check;
  const std::optional<SignedData> data = open_signed_data(cms, check, known);
  if (!data) return check;
  if (data->content) find(check, kEncapsulatedContent);
  if (data->content_type != kDataOid) find(check, kContentTypeWrong);
  const std::optional<SignerInfo> signer = open_signer(*data, check);
  if (!signer) return check;
  if (contains(signer->signed_attributes, kSigningTimeOid)) find(check, kSigningTimePresent);
  check_signer(*signer, kDataOid, signed_bytes, check);
  read_attributes(*data, *signer, signed_bytes, check);
  return check;
}

}  // namespace

CmsCheck check_cms(ByteView cms, std::span<const ByteView> signed_bytes) {
  return checked(cms, signed_bytes, {});
}

CmsCheck check_own_cms(ByteView cms, std::span<const ByteView> signed_bytes,
                       const Credential& credential) {
  std::vector<Certificate> known{credential.certificate};
  known.insert(known.end(), credential.chain.begin(), credential.chain.end());
  return checked(cms, signed_bytes, known);
}

CmsCheck check_cms_sha1(ByteView cms, std::span<const ByteView> signed_bytes) {
  const ErrorScope scope;
  CmsCheck check;
  const std::optional<SignedData> data = open_signed_data(cms, check);
  if (!data) return check;
  if (!data->content) {
    find(check, kNoEncapsulatedDigest);
    return check;
  }
  if (data->content_type != kDataOid) find(check, kContentTypeWrong);
  const std::optional<SignerInfo> signer = open_signer(*data, check);
  if (!signer) return check;
  const std::array<ByteView, 1> content{*data->content};
  check_signer(*signer, kDataOid, content, check);
  read_attributes(*data, *signer, signed_bytes, check);
  find(check, kWeakHash);
  check.reliable_until = std::min(check.reliable_until, reliable_until(Hash::kSha1));
  if (!std::ranges::equal(*data->content, digest_of(Hash::kSha1, signed_bytes))) {
    check.digest_matches = false;
    find(check, kDigestMismatch);
  }
  return check;
}

CmsCheck check_rsa_sha1(ByteView value, std::span<const ByteView> certificates,
                        std::span<const ByteView> signed_bytes) {
  const ErrorScope scope;
  CmsCheck check;
  check.digest_algorithm = hash_name(Hash::kSha1);
  check.signature_algorithm = scheme_name(Scheme::kRsaPkcs1);
  find(check, kWeakHash);
  const auto signature = octet_string(value);
  if (!signature) {
    find(check, kNotCms);
    return check;
  }
  for (const ByteView der : certificates) {
    if (auto certificate = Certificate::from_der(der)) check.certificates.push_back(*certificate);
  }
  const auto signer = certificates.empty() ? std::nullopt : Certificate::from_der(certificates[0]);
  EVP_PKEY* key = signer ? X509_get0_pubkey(handle_of(*signer)) : nullptr;
  if (key == nullptr) {
    find(check, kNoSignerCertificate);
    return check;
  }
  check.signer = signer;
  check.signature_value.assign(signature->begin(), signature->end());
  check.reliable_until = std::min(reliable_until(key), reliable_until(Hash::kSha1));
  if (!is_strong(key)) find(check, kWeakKey);
  Bytes message;
  for (const ByteView piece : signed_bytes) append(message, piece);
  const SignatureScheme scheme{Scheme::kRsaPkcs1, Hash::kSha1};
  // There is one value only: a changed byte cannot be told from a wrong signature.
  check.signature_verifies =
      verify_signature(key, scheme, Hash::kSha1, message, *signature) == SignatureCheck::kRight;
  check.digest_matches = check.signature_verifies;
  if (!check.signature_verifies) find(check, kSignatureWrong);
  return check;
}

}  // namespace chancery::pki
