#include "pki/strength.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "pki/algorithms.h"
#include "pki/certificate.h"

namespace chancery::pki {
namespace {

/// The last second before a month begins, in UTC.
constexpr UnixTime until_month(int year, unsigned month) {
  const std::chrono::sys_days first = std::chrono::year(year) / std::chrono::month(month) / 1;
  return std::chrono::sys_seconds(first).time_since_epoch().count() - 1;
}
static_assert(until_month(2000, 1) == 946684799);   // 1999-12-31T23:59:59Z
static_assert(until_month(2029, 1) == 1861919999);  // 2028-12-31T23:59:59Z

// Ends that are to come are those of TS 119 312, V1.5.1 (2024) and V2.1.1 (2026), in the form for
// machines (TS 119 322). Where they differ, as on RSA keys of fewer than 3000 bits, the later date
// counts: no letter becomes doubtful because a standard was revised. Ends that are past are those
// of its forerunners back to TS 102 176-1, as the validation policy of the European Commission's
// DSS keeps them.
constexpr UnixTime kEndOfLegacy = until_month(2029, 1);

struct HashEnd {
  Hash hash;
  UnixTime until;
};
/// A hash that is not here has no known end.
constexpr std::array<HashEnd, 4> kHashEnds = {{
    {Hash::kMd5, until_month(2004, 8)},
    {Hash::kSha1, until_month(2012, 8)},
    {Hash::kRipemd160, until_month(2014, 8)},
    {Hash::kSha224, kEndOfLegacy},
}};

/// RSA with the padding of PKCS #1 v1.5, whatever the key.
constexpr UnixTime kEndOfRsaPkcs1 = until_month(2034, 1);

/// Keys of fewer bits than `below` were believed until then; the first that fits counts.
struct KeyEnd {
  int below;
  UnixTime until;
};
constexpr std::array<KeyEnd, 4> kRsaEnds = {{
    {786, kNever},
    {1024, until_month(2010, 8)},
    {1900, until_month(2019, 10)},
    {3000, kEndOfLegacy},
}};
constexpr std::array<KeyEnd, 3> kDsaEnds = {{
    {1024, kNever},
    {1900, until_month(2015, 12)},
    {3000, kEndOfLegacy},
}};
constexpr std::array<KeyEnd, 3> kCurveEnds = {{
    {160, kNever},
    {224, until_month(2012, 8)},
    {256, until_month(2021, 10)},
}};

template <std::size_t size>
UnixTime until(const std::array<KeyEnd, size>& ends, int bits) {
  for (const KeyEnd& end : ends) {
    if (bits < end.below) return end.until;
  }
  return kForever;
}

}  // namespace

UnixTime reliable_until(Hash hash) {
  for (const HashEnd& end : kHashEnds) {
    if (end.hash == hash) return end.until;
  }
  return kForever;
}

UnixTime reliable_until(Scheme scheme) {
  return scheme == Scheme::kRsaPkcs1 ? kEndOfRsaPkcs1 : kForever;
}

UnixTime reliable_until(const EVP_PKEY* key) {
  if (key == nullptr) return kNever;
  const int bits = EVP_PKEY_get_bits(key);
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      return until(kRsaEnds, bits);
    case EVP_PKEY_DSA:
      return until(kDsaEnds, bits);
    case EVP_PKEY_EC:
      // Whoever chose the curve's parameters may know how to sign without the key.
      return curve_name(key).empty() ? kNever : until(kCurveEnds, bits);
    case EVP_PKEY_ED25519:
    case EVP_PKEY_ED448:
      return kForever;
    default:
      return kNever;
  }
}

UnixTime reliable_until(const X509_ALGOR* algorithm) {
  const Bytes der = algorithm == nullptr ? Bytes() : encoded<X509_ALGOR>(algorithm, i2d_X509_ALGOR);
  const auto element = der::Reader(der, der::Rules::kBer).next(der::kSequence);
  const auto read = element ? der::read_algorithm(*element) : std::nullopt;
  const auto scheme = read ? scheme_of(*read) : std::nullopt;
  if (!scheme) return kNever;
  const UnixTime until = reliable_until(scheme->scheme);
  return scheme->hash ? std::min(until, reliable_until(*scheme->hash)) : until;
}

UnixTime Certificate::key_reliable_until() const {
  const ErrorScope scope;
  return reliable_until(X509_get0_pubkey(inside_->x509.get()));
}

UnixTime Certificate::signature_reliable_until() const {
  const ErrorScope scope;
  return reliable_until(X509_get0_tbs_sigalg(inside_->x509.get()));
}

}  // namespace chancery::pki
