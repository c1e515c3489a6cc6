#include "pki/certificate.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <new>

#include "base/generation_cache.h"
#include "base/utf8.h"
#include "pki/algorithms.h"
#include "pki/times.h"

namespace chancery::pki {
namespace {

/// Control characters and those that turn the direction of writing have no business in a name, and
/// could make a report show another one.
bool deceives(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

std::string for_showing(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    append_utf8(shown, !step || deceives(step->code_point) ? U'\uFFFD' : step->code_point);
    at += step ? step->length : 1;
  }
  return shown;
}

std::string name_text(const X509_NAME* name) {
  const BioHandle out(BIO_new(BIO_s_mem()));
  if (!out) throw std::bad_alloc();
  // UTF-8 as it is, not as \XX escapes.
  const unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  if (X509_NAME_print_ex(out.get(), name, 0, flags) < 0) return {};
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return for_showing({data, static_cast<std::size_t>(std::max(size, 0L))});
}

std::string subject_entry(const X509* x509, int nid) {
  const X509_NAME* name = X509_get_subject_name(x509);
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  if (at < 0) return {};
  unsigned char* text = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (size < 0) return {};
  std::string entry(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  OPENSSL_free(text);
  return for_showing(entry);
}

/// By their DER. OpenSSL 3.0 asks every decoder that it has for the key of a certificate, over a
/// million instructions each time; the signatures of a letter have all but their signers' own
/// certificates in common, with each other and with the anchors.
GenerationCache<Certificate>& known_certificates() {
  constexpr std::size_t kGenerationBytes = std::size_t{512} << 10U;
  static GenerationCache<Certificate> known(kGenerationBytes);
  return known;
}

void remember(const Certificate& certificate) {
  const Bytes& der = certificate.inside().der;
  known_certificates().keep(text_of(der), 4 * der.size(),
                            std::make_shared<const Certificate>(certificate));
}

}  // namespace

std::optional<Certificate> make_certificate(X509Handle x509) {
  if (!x509) return std::nullopt;
  Bytes der = encoded<X509>(x509.get(), i2d_X509);
  if (der.empty()) return std::nullopt;
  auto inside = std::make_shared<Certificate::Inside>();
  inside->x509 = std::move(x509);
  inside->der = std::move(der);
  return Certificate(std::move(inside));
}

Bytes issuer_name_der(const Certificate& certificate) {
  return encoded<X509_NAME>(X509_get_issuer_name(handle_of(certificate)), i2d_X509_NAME);
}

Bytes serial_number_der(const Certificate& certificate) {
  return encoded<ASN1_INTEGER>(X509_get0_serialNumber(handle_of(certificate)), i2d_ASN1_INTEGER);
}

bool is_issuer_name(ByteView name_der, const Certificate& certificate) {
  // Names that are written alike need not be read to be compared (RFC 5280, 7.1).
  if (std::ranges::equal(name_der, issuer_name_der(certificate))) return true;
  const unsigned char* at = name_der.data();
  const std::unique_ptr<X509_NAME, Frees<X509_NAME_free>> name(
      d2i_X509_NAME(nullptr, &at, static_cast<long>(name_der.size())));
  return name && at == name_der.data() + name_der.size() &&
         X509_NAME_cmp(name.get(), X509_get_issuer_name(handle_of(certificate))) == 0;
}

bool is_self_issued(const Certificate& certificate) {
  const X509* x509 = handle_of(certificate);
  return X509_NAME_cmp(X509_get_subject_name(x509), X509_get_issuer_name(x509)) == 0;
}

X509Stack stack_of(std::span<const Certificate> certificates) {
  X509Stack stack(sk_X509_new_null());
  if (!stack) throw std::bad_alloc();
  for (const Certificate& certificate : certificates) {
    X509* x509 = handle_of(certificate);
    if (X509_up_ref(x509) != 1) throw std::bad_alloc();
    X509Handle reference(x509);
    if (sk_X509_push(stack.get(), x509) == 0) throw std::bad_alloc();
    static_cast<void>(reference.release());
  }
  return stack;
}

std::optional<Certificate> Certificate::from_der(ByteView der) {
  const ErrorScope scope;
  if (der.empty() || der.size() > kLargestCertificateBytes) return std::nullopt;
  if (const auto known = known_certificates().find(text_of(der))) return *known;
  const unsigned char* at = der.data();
  X509Handle x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  auto certificate = make_certificate(std::move(x509));
  // Encoding it again shows whether it was DER to the last byte.
  if (!certificate || !std::ranges::equal(certificate->inside().der, der)) return std::nullopt;
  remember(*certificate);
  return certificate;
}

std::vector<Certificate> Certificate::from_pem(std::string_view pem) {
  const ErrorScope scope;
  std::vector<Certificate> certificates;
  if (pem.empty() || pem.size() > kLargestPemBytes) return certificates;
  const BioHandle in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!in) throw std::bad_alloc();
  while (X509Handle x509{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)}) {
    auto certificate = make_certificate(std::move(x509));
    if (!certificate) continue;
    remember(*certificate);
    certificates.push_back(*certificate);
  }
  return certificates;
}

Bytes Certificate::der() const {
  return inside_->der;
}

std::string Certificate::subject() const {
  const ErrorScope scope;
  return name_text(X509_get_subject_name(inside_->x509.get()));
}

std::string Certificate::issuer() const {
  const ErrorScope scope;
  return name_text(X509_get_issuer_name(inside_->x509.get()));
}

std::string Certificate::common_name() const {
  const ErrorScope scope;
  return subject_entry(inside_->x509.get(), NID_commonName);
}

std::string Certificate::organisation() const {
  const ErrorScope scope;
  return subject_entry(inside_->x509.get(), NID_organizationName);
}

std::string Certificate::organisational_unit() const {
  const ErrorScope scope;
  return subject_entry(inside_->x509.get(), NID_organizationalUnitName);
}

std::string Certificate::serial_hex() const {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(inside_->x509.get());
  return hex({ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))});
}

std::string Certificate::fingerprint_sha256() const {
  return hex(digest(Hash::kSha256, inside_->der));
}

UnixTime Certificate::not_before() const {
  const ErrorScope scope;
  // A malformed time makes the certificate valid at no time.
  return unix_time(X509_get0_notBefore(inside_->x509.get())).value_or(INT64_MAX);
}

UnixTime Certificate::not_after() const {
  const ErrorScope scope;
  return unix_time(X509_get0_notAfter(inside_->x509.get())).value_or(INT64_MIN);
}

std::string Certificate::key_description() const {
  const ErrorScope scope;
  const EVP_PKEY* key = X509_get0_pubkey(inside_->x509.get());
  if (key == nullptr) return "unknown key";
  const std::string bits = std::to_string(EVP_PKEY_get_bits(key));
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
      return "RSA " + bits;
    case EVP_PKEY_RSA_PSS:
      return "RSA-PSS " + bits;
    case EVP_PKEY_EC: {
      const std::string curve = curve_name(key);
      return "EC " + (curve.empty() ? "with its own curve" : curve);
    }
    case EVP_PKEY_ED25519:
      return "Ed25519";
    case EVP_PKEY_ED448:
      return "Ed448";
    default: {
      const char* name = EVP_PKEY_get0_type_name(key);
      return name == nullptr ? "unknown key" : std::string(name) + " " + bits;
    }
  }
}

bool Certificate::may_sign() const {
  const ErrorScope scope;
  // All bits are set when the extension is absent, none when it is malformed.
  return (X509_get_key_usage(inside_->x509.get()) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) !=
         0;
}

std::vector<std::string> Certificate::policies() const {
  const ErrorScope scope;
  std::vector<std::string> identifiers;
  using Policies = std::unique_ptr<CERTIFICATEPOLICIES, Frees<CERTIFICATEPOLICIES_free>>;
  const Policies found(static_cast<CERTIFICATEPOLICIES*>(
      X509_get_ext_d2i(inside_->x509.get(), NID_certificate_policies, nullptr, nullptr)));
  for (int i = 0; found && i < sk_POLICYINFO_num(found.get()); ++i) {
    std::array<char, 256> text{};
    const int size = OBJ_obj2txt(text.data(), static_cast<int>(text.size()),
                                 sk_POLICYINFO_value(found.get(), i)->policyid, 1);
    if (size > 0 && size < static_cast<int>(text.size())) identifiers.emplace_back(text.data());
  }
  return identifiers;
}

bool Certificate::weakly_signed() const {
  const ErrorScope scope;
  if (is_self_issued(*this)) return false;
  int digest_nid = NID_undef;
  if (X509_get_signature_info(inside_->x509.get(), &digest_nid, nullptr, nullptr, nullptr) != 1) {
    return false;
  }
  return digest_nid == NID_md5 || digest_nid == NID_sha1 || digest_nid == NID_ripemd160;
}

bool Certificate::operator==(const Certificate& other) const {
  return inside_->der == other.inside_->der;
}

}  // namespace chancery::pki
