// Names of hash and signature algorithms: OpenSSL's, CMS's (RFC 5754, RFC 8419) and people's.
#pragma once

#include <optional>
#include <string>

#include "pki/der.h"
#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {

const EVP_MD* openssl_digest(Hash hash);
std::string hash_name(Hash hash);  ///< "SHA-256"
std::string hash_oid(Hash hash);
bool is_weak(Hash hash);
/// Parameters must be absent or NULL (RFC 5754, 2), but the length of id-shake256-len 512.
std::optional<Hash> hash_of(const der::Algorithm& algorithm);
/// DER of the AlgorithmIdentifier, without parameters but for SHAKE256, whose length is told
/// (RFC 8419, 3.1).
Bytes hash_algorithm(Hash hash);

enum class Scheme { kRsaPkcs1, kRsaPss, kEcdsa, kDsa, kEd25519, kEd448 };

/// What a SignerInfo says about its signature; `hash` is nothing when that of the digest counts.
struct SignatureScheme {
  Scheme scheme;
  std::optional<Hash> hash;
  int salt_bytes = 0;            ///< of PSS
  Hash mask_hash = Hash::kSha1;  ///< of PSS, for MGF1
};
/// Nothing for an algorithm that is not known here.
std::optional<SignatureScheme> scheme_of(const der::Algorithm& algorithm);
std::string scheme_name(Scheme scheme);
/// The identifier of a signature's scheme and hash; empty when there is none.
std::string_view signature_oid(Scheme scheme, Hash hash);

inline constexpr std::string_view kSha256WithRsaOid = "1.2.840.113549.1.1.11";
inline constexpr std::string_view kEcdsaWithSha256Oid = "1.2.840.10045.4.3.2";
inline constexpr std::string_view kEcdsaWithSha384Oid = "1.2.840.10045.4.3.3";
inline constexpr std::string_view kEcdsaWithSha512Oid = "1.2.840.10045.4.3.4";
inline constexpr std::string_view kRsaPssOid = "1.2.840.113549.1.1.10";
inline constexpr std::string_view kMgf1Oid = "1.2.840.113549.1.1.8";
inline constexpr std::string_view kEd448Oid = "1.3.101.113";
inline constexpr std::string_view kEd25519Oid = "1.3.101.112";

/// The smallest keys that are still believed (TS 119 312, 6).
inline constexpr int kSmallestRsaBits = 2048;
inline constexpr int kSmallestCurveBits = 256;
/// RSA, DSA, EC, Ed25519 or Ed448 with at least so many bits.
bool is_strong(const EVP_PKEY* key);

/// "P-256" for the curves of FIPS 186, else OpenSSL's name; empty for a curve without a name
/// (explicit parameters, which RFC 5480 forbids) and for keys that are not EC.
std::string curve_name(const EVP_PKEY* key);

}  // namespace chancery::pki
