// Checks signatures and time-stamps as they arrive (RFC 5652, 5.6; EN 319 142-1, 6.3; RFC 3161).
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "pki/algorithms.h"
#include "pki/certificate.h"
#include "pki/signed_data.h"
#include "pki/signing_certificate.h"
#include "pki/times.h"
#include "pki/verify_signature.h"

namespace chancery::pki {
namespace {

using enum CmsFinding;

constexpr std::string_view kMd5Oid = "1.2.840.113549.2.5";

void find(CmsCheck& check, CmsFinding finding) {
  if (std::ranges::find(check.findings, finding) == check.findings.end()) {
    check.findings.push_back(finding);
  }
}

Bytes digest_of(Hash hash, std::span<const ByteView> pieces) {
  Digest running(hash);
  for (const ByteView piece : pieces) running.add(piece);
  return running.finish();
}

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

bool contains(const std::vector<Attribute>& attributes, std::string_view type) {
  return std::ranges::find(attributes, type, &Attribute::type) != attributes.end();
}

/// Whether the SignerInfo names this certificate (RFC 5652, 5.3).
bool identifies(const SignerInfo& signer, const Certificate& certificate) {
  if (!signer.issuer_name.empty()) {
    return std::ranges::equal(signer.issuer_name, issuer_name_der(certificate)) &&
           std::ranges::equal(signer.serial_number, serial_number_der(certificate));
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
    const bool md5 = signer.digest_algorithm.oid == kMd5Oid;
    check.digest_algorithm = md5 ? "MD5" : signer.digest_algorithm.oid;
    if (md5) find(check, kWeakHash);
    find(check, kUnsupportedAlgorithm);
    return std::nullopt;
  }
  check.digest_algorithm = hash_name(*hash);
  if (*hash == Hash::kSha1) find(check, kWeakHash);
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
  // Where both name a hash it must be the same one (RFC 4056, 3; RFC 5754, 3).
  if (!scheme || (scheme->hash && *scheme->hash != hash)) return find(check, kUnsupportedAlgorithm);
  EVP_PKEY* key = X509_get0_pubkey(handle_of(*check.signer));
  if (key == nullptr) return find(check, kUnsupportedAlgorithm);
  if (!is_strong(key)) find(check, kWeakKey);
  for (const Bytes& message : messages) {
    switch (verify_signature(key, *scheme, hash, message, signer.signature)) {
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

void check_signer(const SignerInfo& signer, std::string_view content_type,
                  std::span<const ByteView> content, CmsCheck& check) {
  check.has_timestamp = contains(signer.unsigned_attributes, kSignatureTimeStampOid);
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
  find(check, kNoMessageDigest);
  if (!check.signer) return;
  std::array<Bytes, 1> message;
  for (const ByteView piece : content) append(message[0], piece);
  check_value(signer, *hash, message, check);
  check.digest_matches = check.signature_verifies;
}

/// The outermost value, behind which only zero padding may follow.
std::optional<SignedData> open(ByteView cms, CmsCheck& check) {
  der::Reader reader(cms, der::Rules::kBer);
  const auto content_info = reader.next(der::kSequence);
  auto data = content_info ? read_signed_data(*content_info) : std::nullopt;
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

/// The one signer, or the first.
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

struct TimeStampInfo {
  Hash hash;
  ByteView imprint;
  UnixTime time;
};

/// TSTInfo (RFC 3161, 2.4.2) as far as it is needed.
std::optional<TimeStampInfo> read_time_stamp(ByteView content) {
  const auto info = der::Reader(content, der::Rules::kBer).next(der::kSequence);
  if (!info) return std::nullopt;
  der::Reader reader(info->content, der::Rules::kBer);
  if (!reader.next(der::kInteger) || !reader.next(der::kObjectIdentifier)) return std::nullopt;
  const auto imprint = reader.next(der::kSequence);
  if (!imprint || !reader.next(der::kInteger)) return std::nullopt;
  const auto generated = reader.next(der::kGeneralizedTime);
  const auto time = generated ? unix_time(*generated) : std::nullopt;
  der::Reader inside(imprint->content, der::Rules::kBer);
  const auto algorithm_element = inside.next(der::kSequence);
  const auto algorithm = algorithm_element ? der::read_algorithm(*algorithm_element) : std::nullopt;
  const auto hash = algorithm ? hash_of(*algorithm) : std::nullopt;
  const auto value = inside.next(der::kOctetString);
  if (!time || !hash || !value) return std::nullopt;
  return TimeStampInfo{*hash, value->content, *time};
}

}  // namespace

CmsCheck check_cms(ByteView cms, std::span<const ByteView> signed_bytes) {
  const ErrorScope scope;
  CmsCheck check;
  const std::optional<SignedData> data = open(cms, check);
  if (!data) return check;
  if (data->content) find(check, kEncapsulatedContent);
  if (data->content_type != kDataOid) find(check, kContentTypeWrong);
  const std::optional<SignerInfo> signer = open_signer(*data, check);
  if (!signer) return check;
  if (contains(signer->signed_attributes, kSigningTimeOid)) find(check, kSigningTimePresent);
  check_signer(*signer, kDataOid, signed_bytes, check);
  return check;
}

CmsCheck check_timestamp(ByteView token, std::span<const ByteView> signed_bytes) {
  const ErrorScope scope;
  CmsCheck check;
  const std::optional<SignedData> data = open(token, check);
  if (!data) return check;
  const auto info = data->content ? read_time_stamp(*data->content) : std::nullopt;
  if (data->content_type != kTimeStampInfoOid || !info) {
    find(check, kContentTypeWrong);
    return check;
  }
  const std::optional<SignerInfo> signer = open_signer(*data, check);
  if (!signer) return check;
  const std::array<ByteView, 1> content{*data->content};
  check_signer(*signer, kTimeStampInfoOid, content, check);
  check.signing_time = info->time;
  if (info->hash == Hash::kSha1) find(check, kWeakHash);
  if (!std::ranges::equal(info->imprint, digest_of(info->hash, signed_bytes))) {
    check.digest_matches = false;
    find(check, kDigestMismatch);
  }
  return check;
}

}  // namespace chancery::pki
