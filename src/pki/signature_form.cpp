#include "pki/signature_form.h"

namespace chancery::pki {
namespace {

using der::element;
using der::object_identifier;

/// Beyond these, SHA-256 and SHA-384 would be the weaker part (NIST SP 800-57, table 2).
constexpr int kRsaBitsForSha256 = 3072;
constexpr int kRsaBitsForSha384 = 7680;

bool is_rsa(int kind) {
  return kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
}

std::string describe(const EVP_PKEY* key) {
  const std::string bits = std::to_string(EVP_PKEY_get_bits(key));
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC ? "an EC key of " + bits + " bits"
                                                  : "an RSA key of " + bits + " bits";
}

void check_key(const EVP_PKEY* key, const std::string& name) {
  const int kind = EVP_PKEY_get_base_id(key);
  const bool known = is_rsa(kind) || kind == EVP_PKEY_ED25519 || kind == EVP_PKEY_ED448 ||
                     (kind == EVP_PKEY_EC && !curve_name(key).empty());
  if (!known) {
    const char* type = EVP_PKEY_get0_type_name(key);
    throw Failure(FailureKind::kInput, "key-unsupported",
                  name + " holds a key of a kind that cannot sign here (" +
                      (type == nullptr ? "unknown" : type) + ")",
                  "use an RSA, NIST or Brainpool curve, Ed25519 or Ed448 key");
  }
  if (!is_strong(key)) {
    throw Failure(FailureKind::kInput, "key-too-weak",
                  name + " holds " + describe(key) + ", which is too short to be believed",
                  "have a certificate issued for an RSA key of at least 2048 bits or a curve of at "
                  "least 256 bits");
  }
}

Hash hash_for(int bits, int for_sha256, int for_sha384) {
  if (bits <= for_sha256) return Hash::kSha256;
  return bits <= for_sha384 ? Hash::kSha384 : Hash::kSha512;
}

SignatureForm usual_form(const EVP_PKEY* key, bool pss) {
  const int bits = EVP_PKEY_get_bits(key);
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_ED25519:
      return {Scheme::kEd25519, Hash::kSha512};
    case EVP_PKEY_ED448:
      return {Scheme::kEd448, Hash::kShake256};
    case EVP_PKEY_EC:
      return {Scheme::kEcdsa, hash_for(bits, 256, 384)};
    case EVP_PKEY_RSA_PSS:
      return {Scheme::kRsaPss, hash_for(bits, kRsaBitsForSha256, kRsaBitsForSha384)};
    default:
      return {pss ? Scheme::kRsaPss : Scheme::kRsaPkcs1,
              hash_for(bits, kRsaBitsForSha256, kRsaBitsForSha384)};
  }
}

/// RSASSA-PSS-params (RFC 4055, 3.1), whose hashes are named with NULL (2.1).
Bytes pss_parameters(Hash hash) {
  const Bytes null = element(der::kNull, ByteView());
  const Bytes digest = element(der::kSequence, {object_identifier(hash_oid(hash)), null});
  const Bytes mask = element(der::kSequence, {object_identifier(kMgf1Oid), digest});
  const Bytes salt = der::small_integer(static_cast<std::uint8_t>(hash_bytes(hash)));
  return element(der::kSequence,
                 {element(der::constructed(0), digest), element(der::constructed(1), mask),
                  element(der::constructed(2), salt)});
}

}  // namespace

SignatureForm signature_form(const EVP_PKEY* key, const SigningChoice& choice,
                             const std::string& name) {
  check_key(key, name);
  const int kind = EVP_PKEY_get_base_id(key);
  if (choice.pss && !is_rsa(kind)) {
    throw Failure(FailureKind::kInput, "padding-not-for-key",
                  name + " holds no RSA key, and only those are padded with PSS",
                  "take 'padding: pss' out of the list of divisions");
  }
  SignatureForm form = usual_form(key, choice.pss);
  if (!choice.hash) return form;
  const bool edwards = kind == EVP_PKEY_ED25519 || kind == EVP_PKEY_ED448;
  if (edwards && *choice.hash != form.hash) {
    throw Failure(FailureKind::kInput, "hash-not-for-key",
                  name + " holds an Edwards curve key, which signs with " + hash_name(form.hash) +
                      " only (RFC 8419)",
                  "take 'hash' out of the list of divisions");
  }
  if (!edwards && *choice.hash != Hash::kSha256 && *choice.hash != Hash::kSha384 &&
      *choice.hash != Hash::kSha512) {
    throw Failure(FailureKind::kInput, "hash-too-weak",
                  hash_name(*choice.hash) + " is not believed in signatures",
                  "choose SHA-256, SHA-384 or SHA-512");
  }
  form.hash = *choice.hash;
  return form;
}

Bytes signature_algorithm(const SignatureForm& form) {
  const Bytes oid = object_identifier(signature_oid(form.scheme, form.hash));
  Bytes parameters;
  if (form.scheme == Scheme::kRsaPkcs1) parameters = element(der::kNull, ByteView());
  if (form.scheme == Scheme::kRsaPss) parameters = pss_parameters(form.hash);
  return element(der::kSequence, {oid, parameters});
}

std::size_t hash_bytes(Hash hash) {
  return digest(hash, {}).size();
}

}  // namespace chancery::pki
