#include "pki/external.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

#include "pki/certificate.h"
#include "pki/chain.h"
#include "pki/signature_form.h"
#include "pki/token_key.h"
#include "pki/verify_signature.h"

namespace chancery::pki {
namespace {

using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Frees<EVP_PKEY_CTX_free>>;

/// What a key elsewhere signs like; with the value, once that is here.
class Elsewhere final : public Signer {
 public:
  Elsewhere(const SignatureForm& form, std::size_t largest, Bytes value = {})
      : form_(form), largest_(largest), value_(std::move(value)) {}

  Bytes sign(ByteView /*message*/) const override {
    if (value_.empty()) throw std::logic_error("the key is elsewhere");
    return value_;
  }
  Bytes signature_algorithm() const override { return pki::signature_algorithm(form_); }
  Hash hash() const override { return form_.hash; }
  std::size_t largest_signature_bytes() const override { return largest_; }

 private:
  SignatureForm form_;
  std::size_t largest_;
  Bytes value_;
};

EVP_PKEY* key_of(const Certificate& certificate, const std::string& name) {
  EVP_PKEY* key = X509_get0_pubkey(handle_of(certificate));
  if (key != nullptr) return key;
  throw Failure(FailureKind::kInput, "key-unsupported",
                "the certificate in " + name + " has a key of an unknown kind",
                "use an RSA, NIST or Brainpool curve, Ed25519 or Ed448 key");
}

SignatureScheme scheme_of(const Credential& credential) {
  const Bytes der = credential.signer->signature_algorithm();
  const auto element = der::Reader(der, der::Rules::kDer).next();
  const auto algorithm = element ? der::read_algorithm(*element) : std::nullopt;
  const auto scheme = algorithm ? pki::scheme_of(*algorithm) : std::nullopt;
  if (!scheme) throw std::logic_error("a signer without a known algorithm");
  return *scheme;
}

/// What the value is to be checked with.
struct Expected {
  EVP_PKEY* key;
  SignatureScheme scheme;
  Hash hash;
};

bool verifies(const Expected& expected, ByteView message, ByteView value) {
  return verify_signature(expected.key, expected.scheme, expected.hash, message, value) ==
         SignatureCheck::kRight;
}

/// Whether the value is over something with this digest.
bool verifies_digest(const Expected& expected, ByteView digest_value, ByteView value) {
  const ErrorScope scope;
  const KeyContext context(EVP_PKEY_CTX_new(expected.key, nullptr));
  if (!context) throw std::bad_alloc();
  const EVP_MD* digest = openssl_digest(expected.hash);
  return EVP_PKEY_verify_init(context.get()) == 1 &&
         EVP_PKEY_CTX_set_signature_md(context.get(), digest) == 1 &&
         (expected.scheme.scheme != Scheme::kRsaPss ||
          EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) == 1) &&
         EVP_PKEY_verify(context.get(), value.data(), value.size(), digest_value.data(),
                         digest_value.size()) == 1;
}

/// What stands in an RSA signature with PKCS#1 v1.5 padding; empty when it is padded otherwise.
Bytes recovered(EVP_PKEY* key, ByteView value) {
  const ErrorScope scope;
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  if (!context) throw std::bad_alloc();
  Bytes content(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t size = content.size();
  if (EVP_PKEY_verify_recover_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1 ||
      EVP_PKEY_verify_recover(context.get(), content.data(), &size, value.data(), value.size()) !=
          1) {
    return {};
  }
  content.resize(size);
  return content;
}

bool is_rsa(Scheme scheme) {
  return scheme == Scheme::kRsaPkcs1 || scheme == Scheme::kRsaPss;
}

bool is_edwards(Scheme scheme) {
  return scheme == Scheme::kEd25519 || scheme == Scheme::kEd448;
}

bool is_text(ByteView bytes) {
  return !bytes.empty() && std::ranges::all_of(bytes, [](std::uint8_t byte) {
    return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\r' || byte == '\t';
  });
}

/// What of RSA was done otherwise, when it is the right key.
std::optional<std::string> other_padding(const Expected& expected, ByteView message,
                                         ByteView value) {
  if (!is_rsa(expected.scheme.scheme)) return std::nullopt;
  Expected other = expected;
  if (expected.scheme.scheme == Scheme::kRsaPkcs1) {
    if (std::ranges::equal(recovered(expected.key, value), digest(expected.hash, message))) {
      return "the digest was signed without the name of its algorithm before it (DigestInfo)";
    }
    other.scheme.scheme = Scheme::kRsaPss;
    other.scheme.mask_hash = expected.hash;
    other.scheme.salt_bytes = RSA_PSS_SALTLEN_AUTO;
    if (verifies(other, message, value)) return "it is padded with PSS, not with PKCS#1 v1.5";
    return std::nullopt;
  }
  other.scheme.salt_bytes = RSA_PSS_SALTLEN_AUTO;
  if (verifies(other, message, value)) return "its PSS salt is not as long as the hash";
  other.scheme.scheme = Scheme::kRsaPkcs1;
  if (verifies(other, message, value)) return "it is padded with PKCS#1 v1.5, not with PSS";
  return std::nullopt;
}

std::optional<std::string> other_hash(const Expected& expected, ByteView message, ByteView value) {
  if (is_edwards(expected.scheme.scheme)) return std::nullopt;
  for (const Hash hash :
       {Hash::kSha1, Hash::kSha224, Hash::kSha256, Hash::kSha384, Hash::kSha512}) {
    if (hash == expected.hash) continue;
    Expected other = expected;
    other.hash = other.scheme.mask_hash = hash;
    if (other.scheme.scheme == Scheme::kRsaPss) other.scheme.salt_bytes = RSA_PSS_SALTLEN_AUTO;
    if (!verifies(other, message, value)) continue;
    return "it is over the digest with " + hash_name(hash) + ", not with " +
           hash_name(expected.hash);
  }
  return std::nullopt;
}

/// Other things that are easily signed by mistake.
std::optional<std::string> other_message(const Expected& expected, ByteView message,
                                         ByteView document_digest, ByteView value) {
  const Bytes hashed = digest(expected.hash, message);
  if (verifies(expected, hashed, value)) {
    return is_edwards(expected.scheme.scheme)
               ? "it is over the digest of the bytes to be signed, not over these bytes"
               : "the digest was digested once more before it was signed";
  }
  const std::string text = hex(hashed);
  for (const std::string& line : {text, text + "\n"}) {
    if (verifies(expected, bytes_of(line), value)) {
      return "the digest was signed as the text of its hexadecimal digits";
    }
  }
  if (verifies(expected, document_digest, value) ||
      (!is_edwards(expected.scheme.scheme) && verifies_digest(expected, document_digest, value))) {
    return "it is over the digest of the PDF, not over the signed attributes";
  }
  return std::nullopt;
}

std::string why_wrong(const Expected& expected, ByteView message, ByteView document_digest,
                      ByteView value) {
  if (value.empty()) return "the file is empty";
  if (is_text(value)) return "the file is text: decode it first";
  if (auto why = other_padding(expected, message, value)) return *why;
  if (auto why = other_hash(expected, message, value)) return *why;
  if (auto why = other_message(expected, message, document_digest, value)) return *why;
  const auto size = static_cast<std::size_t>(EVP_PKEY_get_size(expected.key));
  if (expected.scheme.scheme != Scheme::kEcdsa && value.size() != size) {
    return "it has " + std::to_string(value.size()) + " bytes, and signatures of this key have " +
           std::to_string(size);
  }
  return "it was made with another key, or over other bytes";
}

/// ECDSA of tokens and of many services is r and s, one after the other.
Bytes as_cms_has_it(const Expected& expected, ByteView message, ByteView value) {
  Bytes whole(value.begin(), value.end());
  if (expected.scheme.scheme != Scheme::kEcdsa || verifies(expected, message, value)) return whole;
  const auto bits = static_cast<std::size_t>(EVP_PKEY_get_bits(expected.key));
  if (value.size() != 2 * ((bits + 7) / 8)) return whole;
  return ecdsa_der(value);
}

struct Reason {
  CmsFinding finding;
  const char* words;
};

const char* words_for(CmsFinding finding) {
  static constexpr std::array<Reason, 19> kReasons = {{
      {CmsFinding::kNotCms, "it is no CMS SignedData"},
      {CmsFinding::kTrailingData, "other bytes follow it"},
      {CmsFinding::kNoSigner, "nobody signed it"},
      {CmsFinding::kSeveralSigners, "it has more than one signer"},
      {CmsFinding::kEncapsulatedContent, "it carries what was signed inside (not detached)"},
      {CmsFinding::kNoEncapsulatedDigest, "it is of an old form"},
      {CmsFinding::kNoSignerCertificate, "the signer's certificate is not in it"},
      {CmsFinding::kDigestMismatch, "it is over other bytes than those of the prepared PDF"},
      {CmsFinding::kSignatureWrong, "its signature value is wrong"},
      {CmsFinding::kNoMessageDigest, "it lacks the attribute message-digest"},
      {CmsFinding::kNoSignedAttributes, "it has no signed attributes"},
      {CmsFinding::kContentTypeWrong, "its content is not of the type data"},
      {CmsFinding::kNoSigningCertificate, "it lacks the attribute signing-certificate-v2"},
      {CmsFinding::kSigningCertificateMismatch,
       "its attribute signing-certificate names another certificate"},
      {CmsFinding::kSigningTimePresent,
       "it has the attribute signing-time, which stands in the PDF instead"},
      {CmsFinding::kWeakHash, "it uses MD5, RIPEMD-160 or SHA-1"},
      {CmsFinding::kWeakKey, "its key is too short"},
      {CmsFinding::kTimeStampWrong, "the time-stamp in it is wrong"},
      {CmsFinding::kUnsupportedAlgorithm, "its algorithm is not known here"},
  }};
  for (const Reason& reason : kReasons) {
    if (reason.finding == finding) return reason.words;
  }
  return "it is not as it must be";
}

Diagnostic refused(const std::string& why) {
  return {Severity::kError,
          {},
          "cms-refused",
          "the CMS cannot be taken: " + why,
          "have a detached CAdES signature for PAdES made over the prepared bytes, or give the "
          "signature value alone with --signature"};
}

/// The bytes within a PEM frame, or all of them.
Bytes without_frame(ByteView file) {
  if (!text_of(file).starts_with("-----BEGIN ")) return {file.begin(), file.end()};
  const BioHandle in(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  if (!in) throw std::bad_alloc();
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  Bytes der;
  if (PEM_read_bio(in.get(), &name, &header, &data, &size) == 1) der.assign(data, data + size);
  OPENSSL_free(name);
  OPENSSL_free(header);
  OPENSSL_free(data);
  return der;
}

}  // namespace

Credential credential_elsewhere(std::vector<Certificate> certificates, const SigningChoice& choice,
                                const std::string& name) {
  const ErrorScope scope;
  if (certificates.empty()) {
    throw Failure(FailureKind::kInput, "no-certificate", name + " holds no certificate",
                  "give the signer's certificate in PEM or DER, and those above it");
  }
  const Certificate own = certificates.front();
  certificates.erase(certificates.begin());
  EVP_PKEY* key = key_of(own, name);
  const SignatureForm form = signature_form(key, choice, name);
  const auto largest = static_cast<std::size_t>(EVP_PKEY_get_size(key));
  return {std::make_shared<Elsewhere>(form, largest), own,
          chain_above(own, std::move(certificates))};
}

std::string signature_scheme(const Credential& credential) {
  return scheme_name(scheme_of(credential).scheme);
}

bool signs_a_digest(const Credential& credential) {
  return !is_edwards(scheme_of(credential).scheme);
}

std::string hash_name_of(const Credential& credential) {
  return hash_name(credential.signer->hash());
}

Bytes cms_with_value(const Credential& credential, ByteView message_digest, ByteView value) {
  const ErrorScope scope;
  const Bytes message = to_be_signed(credential, message_digest);
  const Hash hash = credential.signer->hash();
  const SignatureScheme scheme = scheme_of(credential);
  const Expected expected{key_of(credential.certificate, "the session"), scheme, hash};
  Bytes taken = as_cms_has_it(expected, message, value);
  if (!verifies(expected, message, taken)) {
    throw Failure(FailureKind::kInput, "signature-wrong",
                  "the signature is not the one that was asked for: " +
                      why_wrong(expected, message, message_digest, taken),
                  "have the prepared bytes signed with " + scheme_name(scheme.scheme) +
                      (is_edwards(scheme.scheme) ? "" : " and " + hash_name(hash)) +
                      " by the key of the certificate that the session was prepared for");
  }
  const std::size_t largest = credential.signer->largest_signature_bytes();
  Credential given = credential;
  given.signer =
      std::make_shared<Elsewhere>(SignatureForm{scheme.scheme, hash}, largest, std::move(taken));
  return sign_cms(given, message_digest);
}

Bytes cms_as_returned(const Credential& credential, ByteView file,
                      std::span<const ByteView> signed_bytes) {
  const ErrorScope scope;
  Bytes cms = without_frame(file);
  const CmsCheck check = check_cms(cms, signed_bytes);
  Diagnostics reasons;
  for (const CmsFinding finding : check.findings) reasons.push_back(refused(words_for(finding)));
  if (check.signer && !(*check.signer == credential.certificate)) {
    reasons.push_back(refused("it is by " + check.signer->subject() + ", and the session is for " +
                              credential.certificate.subject()));
  }
  if (reasons.empty() && (!check.digest_matches || !check.signature_verifies)) {
    reasons.push_back(refused("it does not verify"));
  }
  if (reasons.empty() && (!check.attributes_in_order || !der::has_der_lengths(cms))) {
    reasons.push_back(refused("it is not in DER, the form that a PDF must have it in"));
  }
  if (!reasons.empty()) throw Failure(FailureKind::kInput, std::move(reasons));
  return cms;
}

}  // namespace chancery::pki
