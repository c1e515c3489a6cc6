#include "pki/check_signer.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "pki/certificate.h"
#include "pki/shared_digests.h"
#include "pki/signing_certificate.h"
#include "pki/strength.h"
#include "pki/times.h"
#include "pki/verify_signature.h"

namespace chancery::pki {
namespace {

using enum CmsFinding;

/// The value of an attribute that must be there once with one value (RFC 5652, 11); nothing when it
/// is not so.
std::optional<der::Element> only_value(const std::vector<Attribute>& attributes,
                                       std::string_view type) {
  std::optional<der::Element> value;
  for (const Attribute& attribute : attributes) {
    if (attribute.type != type) continue;
    if (value || attribute.values.size() != 1) return std::nullopt;
    value = attribute.values[0];
  }
  return value;
}

/// Whether the SignerInfo names this certificate (RFC 5652, 5.3).
bool identifies(const SignerInfo& signer, const Certificate& certificate) {
  if (!signer.issuer_name.empty()) {
    return std::ranges::equal(signer.serial_number, serial_number_der(certificate)) &&
           is_issuer_name(signer.issuer_name, certificate);
  }
  const ASN1_OCTET_STRING* id = X509_get0_subject_key_id(handle_of(certificate));
  return id != nullptr && !signer.subject_key_identifier.empty() &&
         std::ranges::equal(
             signer.subject_key_identifier,
             ByteView(ASN1_STRING_get0_data(id), static_cast<std::size_t>(ASN1_STRING_length(id))));
}

/// Of several certificates that the SignerInfo names, the one that the signed attribute ties it to.
void find_signer(const SignerInfo& signer, CmsCheck& check) {
  for (const Certificate& certificate : check.certificates) {
    if (!identifies(signer, certificate)) continue;
    if (!check.signer) check.signer = certificate;
    if (signing_certificate(signer.signed_attributes, certificate) ==
        SigningCertificate::kThisOne) {
      check.signer = certificate;
      break;
    }
  }
  if (!check.signer) return find(check, kNoSignerCertificate);
  switch (signing_certificate(signer.signed_attributes, *check.signer)) {
    case SigningCertificate::kAbsent:
      return find(check, kNoSigningCertificate);
    case SigningCertificate::kAnother:
      return find(check, kSigningCertificateMismatch);
    case SigningCertificate::kThisOne:
      return;
  }
}

std::optional<Hash> message_hash(const SignerInfo& signer, CmsCheck& check) {
  const std::optional<Hash> hash = hash_of(signer.digest_algorithm);
  if (!hash) {
    check.digest_algorithm = signer.digest_algorithm.oid;
    find(check, kUnsupportedAlgorithm);
    return std::nullopt;
  }
  check.digest_algorithm = hash_name(*hash);
  check.reliable_until = std::min(check.reliable_until, reliable_until(*hash));
  if (is_weak(*hash)) find(check, kWeakHash);
  return hash;
}

/// Compares what the signed attributes say of the content.
void check_attributes(const SignerInfo& signer, std::string_view content_type, Hash hash,
                      std::span<const ByteView> content, CmsCheck& check) {
  const auto type = only_value(signer.signed_attributes, kContentTypeOid);
  if (!type || type->tag != der::kObjectIdentifier || der::dotted(type->content) != content_type) {
    find(check, kContentTypeWrong);
  }
  const auto value = only_value(signer.signed_attributes, kMessageDigestOid);
  if (!value || value->tag != der::kOctetString) return find(check, kNoMessageDigest);
  check.digest_matches = std::ranges::equal(value->content, digest_of(hash, content));
  if (!check.digest_matches) find(check, kDigestMismatch);
}

/// The signature must be over one of `messages`.
void check_value(const SignerInfo& signer, Hash hash, std::span<const Bytes> messages,
                 CmsCheck& check) {
  const std::optional<SignatureScheme> scheme = scheme_of(signer.signature_algorithm);
  check.signature_algorithm = scheme ? scheme_name(scheme->scheme) : signer.signature_algorithm.oid;
  if (!scheme) return find(check, kUnsupportedAlgorithm);
  // RFC 8419, 3.1: SHA-512 for Ed25519, SHAKE256 for Ed448. A weaker digest of the content would
  // be the weakest link.
  const bool other_digest = (scheme->scheme == Scheme::kEd25519 && hash != Hash::kSha512) ||
                            (scheme->scheme == Scheme::kEd448 && hash != Hash::kShake256);
  if (other_digest && !signer.signed_attributes.empty()) return find(check, kUnsupportedAlgorithm);
  // Both should name the same hash (RFC 4056, 3; RFC 5754, 3). Where they do not, each is taken at
  // its word: the digest's for the content, the signature's for the attributes.
  const Hash signature_hash = scheme->hash.value_or(hash);
  if (is_weak(signature_hash)) find(check, kWeakHash);
  check.reliable_until = std::min(
      {check.reliable_until, reliable_until(signature_hash), reliable_until(scheme->scheme)});
  EVP_PKEY* key = X509_get0_pubkey(handle_of(*check.signer));
  if (key == nullptr) return find(check, kUnsupportedAlgorithm);
  check.reliable_until = std::min(check.reliable_until, reliable_until(key));
  if (!is_strong(key)) find(check, kWeakKey);
  for (const Bytes& message : messages) {
    switch (verify_signature(key, *scheme, signature_hash, message, signer.signature)) {
      case SignatureCheck::kRight:
        check.signature_verifies = true;
        return;
      case SignatureCheck::kWrong:
        break;
      case SignatureCheck::kUnsupported:
        return find(check, kUnsupportedAlgorithm);
    }
  }
  find(check, kSignatureWrong);
}

}  // namespace

void find(CmsCheck& check, CmsFinding finding) {
  if (std::ranges::find(check.findings, finding) == check.findings.end()) {
    check.findings.push_back(finding);
  }
}

bool contains(const std::vector<Attribute>& attributes, std::string_view type) {
  return std::ranges::find(attributes, type, &Attribute::type) != attributes.end();
}

Bytes digest_of(Hash hash, std::span<const ByteView> pieces) {
  return SharedDigests::digest(hash, pieces);
}

std::optional<SignedData> open_signed_data(ByteView cms, CmsCheck& check,
                                           std::span<const Certificate> known) {
  der::Reader reader(cms, der::Rules::kBer);
  const auto content_info = reader.next(der::kSequence);
  auto data = content_info ? read_signed_data(*content_info, known) : std::nullopt;
  if (!data) {
    find(check, kNotCms);
    return std::nullopt;
  }
  if (!std::ranges::all_of(reader.rest(), [](std::uint8_t byte) { return byte == 0; })) {
    find(check, kTrailingData);
  }
  check.certificates = data->certificates;
  return data;
}

std::optional<SignerInfo> open_signer(const SignedData& data, CmsCheck& check) {
  if (data.signers.empty()) {
    find(check, kNoSigner);
    return std::nullopt;
  }
  if (data.signers.size() > 1) find(check, kSeveralSigners);
  auto signer = read_signer_info(data.signers.front());
  if (!signer) find(check, kNotCms);
  return signer;
}

void check_signer(const SignerInfo& signer, std::string_view content_type,
                  std::span<const ByteView> content, CmsCheck& check) {
  check.signature_value.assign(signer.signature.begin(), signer.signature.end());
  check.attributes_in_order =
      signer.signed_attributes_der == signer.signed_attributes_as_they_stand;
  if (const auto time = only_value(signer.signed_attributes, kSigningTimeOid)) {
    check.signing_time = unix_time(*time);
  }
  find_signer(signer, check);
  const std::optional<Hash> hash = message_hash(signer, check);
  if (!hash) return;
  if (signer.has_signed_attributes) {
    check_attributes(signer, content_type, *hash, content, check);
    if (!check.signer) return;
    // Some signers sign their attributes unsorted. The attributes are the same, so that is believed
    // when the right form is not what was signed.
    std::vector<Bytes> messages{signer.signed_attributes_der};
    if (!check.attributes_in_order) messages.push_back(signer.signed_attributes_as_they_stand);
    check_value(signer, *hash, messages, check);
    return;
  }
  // Without signed attributes the signature is over the content itself (RFC 5652, 5.4).
  find(check, kNoSignedAttributes);
  if (!check.signer) return;
  std::array<Bytes, 1> message;
  for (const ByteView piece : content) append(message[0], piece);
  check_value(signer, *hash, message, check);
  check.digest_matches = check.signature_verifies;
}

}  // namespace chancery::pki
