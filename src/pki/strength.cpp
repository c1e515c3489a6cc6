#include "pki/strength.h"

#include <array>

#include "pki/algorithms.h"
#include "pki/certificate.h"

namespace chancery::pki {
namespace {

/// The last second of a year, in UTC.
constexpr UnixTime end_of(int year) {
  constexpr int kEpoch = 1970;
  constexpr UnixTime kSecondsPerDay = 86400;
  const UnixTime years = year + 1 - kEpoch;
  // Leap years between 1970 and 2100 come every four years, 1972 first.
  const UnixTime leap_days = (year - 1968) / 4;
  return (years * 365 + leap_days) * kSecondsPerDay - 1;
}
static_assert(end_of(1999) == 946684799);   // 1999-12-31T23:59:59Z
static_assert(end_of(2030) == 1924991999);  // 2030-12-31T23:59:59Z

/// 112 bits of security: the end that NIST SP 800-57 part 1 gives them.
constexpr UnixTime kEndOf112Bits = end_of(2030);

struct HashEnd {
  Hash hash;
  UnixTime until;
};
// TS 102 176-1, 5.2, TS 119 312, 5.2; a hash that is not here has no known end.
constexpr std::array<HashEnd, 4> kHashEnds = {{
    {Hash::kMd5, end_of(2004)},
    {Hash::kSha1, end_of(2009)},
    {Hash::kRipemd160, end_of(2010)},
    {Hash::kSha224, kEndOf112Bits},
}};

/// Keys of fewer bits than `below` were believed until then; the first that fits counts.
struct KeyEnd {
  int below;
  UnixTime until;
};
// TS 102 176-1, 7.2, TS 119 312, 6.2 and 8.
constexpr std::array<KeyEnd, 4> kRsaEnds = {{
    {1024, kNever},
    {1536, end_of(2010)},
    {1900, end_of(2019)},
    {3000, kEndOf112Bits},
}};
constexpr std::array<KeyEnd, 3> kDsaEnds = {{
    {1024, kNever},
    {2048, end_of(2015)},
    {3000, kEndOf112Bits},
}};
constexpr std::array<KeyEnd, 3> kCurveEnds = {{
    {160, kNever},
    {224, end_of(2013)},
    {256, end_of(2016)},
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
  const int size = algorithm == nullptr ? 0 : i2d_X509_ALGOR(algorithm, nullptr);
  if (size <= 0) return kNever;
  Bytes der(static_cast<std::size_t>(size));
  unsigned char* to = der.data();
  i2d_X509_ALGOR(algorithm, &to);
  const auto element = der::Reader(der, der::Rules::kBer).next(der::kSequence);
  const auto read = element ? der::read_algorithm(*element) : std::nullopt;
  const auto scheme = read ? scheme_of(*read) : std::nullopt;
  if (!scheme) return kNever;
  return scheme->hash ? reliable_until(*scheme->hash) : kForever;
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
