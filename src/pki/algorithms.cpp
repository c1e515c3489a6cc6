#include "pki/algorithms.h"

#include <openssl/core_names.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace chancery::pki {
namespace {

struct HashNames {
  Hash hash;
  std::string_view name, oid, with_rsa, with_ecdsa, with_dsa;
};

// RFC 5754, RFC 3279, RFC 8702 and NIST's register; an empty name stands for none.
constexpr std::array<HashNames, 12> kHashes = {{
    {Hash::kMd5, "MD5", "1.2.840.113549.2.5", "1.2.840.113549.1.1.4", "", ""},
    {Hash::kRipemd160, "RIPEMD-160", "1.3.36.3.2.1", "1.3.36.3.3.1.2", "", ""},
    {Hash::kSha1, "SHA-1", "1.3.14.3.2.26", "1.2.840.113549.1.1.5", "1.2.840.10045.4.1",
     "1.2.840.10040.4.3"},
    {Hash::kSha224, "SHA-224", "2.16.840.1.101.3.4.2.4", "1.2.840.113549.1.1.14",
     "1.2.840.10045.4.3.1", "2.16.840.1.101.3.4.3.1"},
    {Hash::kSha256, "SHA-256", "2.16.840.1.101.3.4.2.1", kSha256WithRsaOid, kEcdsaWithSha256Oid,
     "2.16.840.1.101.3.4.3.2"},
    {Hash::kSha384, "SHA-384", "2.16.840.1.101.3.4.2.2", "1.2.840.113549.1.1.12",
     kEcdsaWithSha384Oid, "2.16.840.1.101.3.4.3.3"},
    {Hash::kSha512, "SHA-512", "2.16.840.1.101.3.4.2.3", "1.2.840.113549.1.1.13",
     kEcdsaWithSha512Oid, "2.16.840.1.101.3.4.3.4"},
    {Hash::kSha3_224, "SHA3-224", "2.16.840.1.101.3.4.2.7", "2.16.840.1.101.3.4.3.13",
     "2.16.840.1.101.3.4.3.9", "2.16.840.1.101.3.4.3.5"},
    {Hash::kSha3_256, "SHA3-256", "2.16.840.1.101.3.4.2.8", "2.16.840.1.101.3.4.3.14",
     "2.16.840.1.101.3.4.3.10", "2.16.840.1.101.3.4.3.6"},
    {Hash::kSha3_384, "SHA3-384", "2.16.840.1.101.3.4.2.9", "2.16.840.1.101.3.4.3.15",
     "2.16.840.1.101.3.4.3.11", "2.16.840.1.101.3.4.3.7"},
    {Hash::kSha3_512, "SHA3-512", "2.16.840.1.101.3.4.2.10", "2.16.840.1.101.3.4.3.16",
     "2.16.840.1.101.3.4.3.12", "2.16.840.1.101.3.4.3.8"},
    {Hash::kShake256, "SHAKE256", "2.16.840.1.101.3.4.2.12", "", "", ""},
}};

constexpr std::string_view kRsaOid = "1.2.840.113549.1.1.1";
constexpr std::string_view kEcPublicKeyOid = "1.2.840.10045.2.1";
constexpr std::string_view kDsaOid = "1.2.840.10040.4.1";
/// SHAKE256 with its output length in bits (RFC 8419, 3.1), of which 512 is the only one.
constexpr std::string_view kShake256LenOid = "2.16.840.1.101.3.4.2.18";
constexpr std::array<std::uint8_t, 2> k512 = {0x02, 0x00};

const HashNames& names_of(Hash hash) {
  for (const HashNames& names : kHashes) {
    if (names.hash == hash) return names;
  }
  throw std::invalid_argument("unknown hash");
}

bool absent_or_null(const std::optional<der::Element>& parameters) {
  return !parameters || (parameters->tag == der::kNull && parameters->content.empty());
}

/// RSASSA-PSS-params (RFC 4055, 3.1), whose defaults all rest on SHA-1.
std::optional<SignatureScheme> read_pss(const std::optional<der::Element>& parameters) {
  if (!parameters || parameters->tag != der::kSequence) return std::nullopt;
  SignatureScheme scheme{Scheme::kRsaPss, Hash::kSha1, 20};
  der::Reader reader(parameters->content, der::Rules::kBer);
  if (const auto field = reader.next(der::constructed(0))) {
    const auto inner = der::Reader(field->content, der::Rules::kBer).next();
    const auto algorithm = inner ? der::read_algorithm(*inner) : std::nullopt;
    scheme.hash = algorithm ? hash_of(*algorithm) : std::nullopt;
    if (!scheme.hash) return std::nullopt;
  }
  if (const auto field = reader.next(der::constructed(1))) {
    const auto inner = der::Reader(field->content, der::Rules::kBer).next();
    const auto mask = inner ? der::read_algorithm(*inner) : std::nullopt;
    if (!mask || mask->oid != kMgf1Oid || !mask->parameters) return std::nullopt;
    const auto algorithm = der::read_algorithm(*mask->parameters);
    const auto hash = algorithm ? hash_of(*algorithm) : std::nullopt;
    if (!hash) return std::nullopt;
    scheme.mask_hash = *hash;
  }
  if (const auto field = reader.next(der::constructed(2))) {
    const auto inner = der::Reader(field->content, der::Rules::kBer).next(der::kInteger);
    const auto salt = inner ? der::to_int(inner->content) : std::nullopt;
    if (!salt) return std::nullopt;
    scheme.salt_bytes = *salt;
  }
  if (const auto field = reader.next(der::constructed(3))) {
    const auto inner = der::Reader(field->content, der::Rules::kBer).next(der::kInteger);
    if (!inner || der::to_int(inner->content) != 1) return std::nullopt;
  }
  if (!reader.at_end()) return std::nullopt;
  return scheme;
}

}  // namespace

const EVP_MD* openssl_digest(Hash hash) {
  switch (hash) {
    case Hash::kMd5:
      return EVP_md5();
    case Hash::kRipemd160:
      return EVP_ripemd160();
    case Hash::kSha1:
      return EVP_sha1();
    case Hash::kSha224:
      return EVP_sha224();
    case Hash::kSha256:
      return EVP_sha256();
    case Hash::kSha384:
      return EVP_sha384();
    case Hash::kSha512:
      return EVP_sha512();
    case Hash::kSha3_224:
      return EVP_sha3_224();
    case Hash::kSha3_256:
      return EVP_sha3_256();
    case Hash::kSha3_384:
      return EVP_sha3_384();
    case Hash::kSha3_512:
      return EVP_sha3_512();
    case Hash::kShake256:
      return EVP_shake256();
  }
  throw std::invalid_argument("unknown hash");
}

std::string hash_name(Hash hash) {
  return std::string(names_of(hash).name);
}

std::string hash_oid(Hash hash) {
  return std::string(names_of(hash).oid);
}

bool is_weak(Hash hash) {
  return hash == Hash::kMd5 || hash == Hash::kRipemd160 || hash == Hash::kSha1;
}

std::optional<Hash> hash_of(const der::Algorithm& algorithm) {
  if (algorithm.oid == kShake256LenOid) {
    const auto& length = algorithm.parameters;
    if (!length || length->tag != der::kInteger || !std::ranges::equal(length->content, k512)) {
      return std::nullopt;
    }
    return Hash::kShake256;
  }
  if (!absent_or_null(algorithm.parameters)) return std::nullopt;
  for (const HashNames& names : kHashes) {
    if (names.oid == algorithm.oid) return names.hash;
  }
  return std::nullopt;
}

Bytes hash_algorithm(Hash hash) {
  if (hash == Hash::kShake256) {
    return der::element(der::kSequence, {der::object_identifier(kShake256LenOid),
                                         der::element(der::kInteger, k512)});
  }
  return der::element(der::kSequence, der::object_identifier(hash_oid(hash)));
}

std::optional<SignatureScheme> scheme_of(const der::Algorithm& algorithm) {
  if (algorithm.oid == kRsaPssOid) return read_pss(algorithm.parameters);
  if (algorithm.oid == kEd25519Oid) {
    if (algorithm.parameters) return std::nullopt;  // RFC 8410, 3
    return SignatureScheme{Scheme::kEd25519, std::nullopt};
  }
  if (algorithm.oid == kEd448Oid) {
    if (algorithm.parameters) return std::nullopt;
    return SignatureScheme{Scheme::kEd448, std::nullopt};
  }
  if (algorithm.oid == kDsaOid) return SignatureScheme{Scheme::kDsa, std::nullopt};
  if (algorithm.oid == kEcPublicKeyOid) {  // seen in the field; its parameters name the curve
    return SignatureScheme{Scheme::kEcdsa, std::nullopt};
  }
  if (!absent_or_null(algorithm.parameters)) return std::nullopt;
  if (algorithm.oid == kRsaOid) return SignatureScheme{Scheme::kRsaPkcs1, std::nullopt};
  for (const HashNames& names : kHashes) {
    if (names.with_rsa == algorithm.oid) return SignatureScheme{Scheme::kRsaPkcs1, names.hash};
    if (names.with_ecdsa == algorithm.oid) return SignatureScheme{Scheme::kEcdsa, names.hash};
    if (names.with_dsa == algorithm.oid) return SignatureScheme{Scheme::kDsa, names.hash};
  }
  return std::nullopt;
}

std::string scheme_name(Scheme scheme) {
  switch (scheme) {
    case Scheme::kRsaPkcs1:
      return "RSA PKCS#1 v1.5";
    case Scheme::kRsaPss:
      return "RSA PSS";
    case Scheme::kEcdsa:
      return "ECDSA";
    case Scheme::kDsa:
      return "DSA";
    case Scheme::kEd25519:
      return "Ed25519";
    case Scheme::kEd448:
      return "Ed448";
  }
  return "unknown";
}

std::string_view signature_oid(Scheme scheme, Hash hash) {
  switch (scheme) {
    case Scheme::kRsaPkcs1:
      return names_of(hash).with_rsa;
    case Scheme::kRsaPss:
      return kRsaPssOid;
    case Scheme::kEcdsa:
      return names_of(hash).with_ecdsa;
    case Scheme::kDsa:
      return names_of(hash).with_dsa;
    case Scheme::kEd25519:
      return kEd25519Oid;
    case Scheme::kEd448:
      return kEd448Oid;
  }
  return {};
}

std::optional<Hash> hash_named(std::string_view name) {
  const auto plain = [](std::string_view text) {
    std::string letters;
    for (const char c : text) {
      if (c == '-' || c == '_') continue;
      letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return letters;
  };
  for (const HashNames& names : kHashes) {
    if (plain(names.name) == plain(name)) return names.hash;
  }
  return std::nullopt;
}

std::string curve_name(const EVP_PKEY* key) {
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return {};
  int is_explicit = 0;
  if (EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit) !=
          1 ||
      is_explicit != 0) {
    return {};
  }
  std::array<char, 64> name{};
  std::size_t length = 0;
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &length) != 1) return {};
  std::string group(name.data(), length);
  if (group == "prime256v1") return "P-256";
  if (group == "secp384r1") return "P-384";
  if (group == "secp521r1") return "P-521";
  return group;
}

bool is_strong(const EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
    case EVP_PKEY_DSA:
      return EVP_PKEY_get_bits(key) >= kSmallestRsaBits;
    case EVP_PKEY_EC:
      return EVP_PKEY_get_bits(key) >= kSmallestCurveBits;
    case EVP_PKEY_ED25519:
    case EVP_PKEY_ED448:
      return true;
    default:
      return false;
  }
}

}  // namespace chancery::pki
