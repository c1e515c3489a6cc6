// What a Certificate holds.
#pragma once

#include <optional>

#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {

/// Larger ones are hostile; the largest in use have a few kilobytes.
inline constexpr std::size_t kLargestCertificateBytes = std::size_t{1} << 20U;
inline constexpr std::size_t kLargestPemBytes = std::size_t{64} << 20U;

/// By one of OpenSSL's i2d functions; empty when it cannot be encoded.
template <class T>
Bytes encoded(const T* value, int (*encode)(const T*, unsigned char**)) {
  const int size = encode(value, nullptr);
  if (size <= 0) return {};
  Bytes der(static_cast<std::size_t>(size));
  unsigned char* to = der.data();
  return encode(value, &to) == size ? der : Bytes();
}

struct Certificate::Inside {
  X509Handle x509;
  Bytes der;
};

/// Takes the handle over; nothing when it cannot be encoded.
std::optional<Certificate> make_certificate(X509Handle x509);

inline X509* handle_of(const Certificate& certificate) {
  return certificate.inside().x509.get();
}

/// DER of the issuer's name and of the serial number, as they stand in the certificate.
Bytes issuer_name_der(const Certificate& certificate);
Bytes serial_number_der(const Certificate& certificate);

/// Whether this is the issuer's name, compared as RFC 5280, 7.1 asks: two writers may choose
/// another kind of string, capitals or spaces for the same name.
bool is_issuer_name(ByteView name_der, const Certificate& certificate);

bool is_self_issued(const Certificate& certificate);

/// Certificates for OpenSSL; it holds references of its own.
X509Stack stack_of(std::span<const Certificate> certificates);

}  // namespace chancery::pki
