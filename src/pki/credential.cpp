// Opens key files: PKCS#12 (RFC 7292) and PEM (RFC 7468, RFC 5958).
#include <openssl/evperr.h>
#include <openssl/pem.h>
#include <openssl/pemerr.h>
#include <openssl/pkcs12err.h>
#include <openssl/proverr.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "pki/certificate.h"
#include "pki/chain.h"
#include "pki/private_key.h"

namespace chancery::pki {
namespace {

/// A key file with a whole chain has a few kilobytes.
constexpr std::size_t kLargestKeyFile = std::size_t{16} << 20U;

/// A copy with a final NUL that is wiped when it goes.
class Passphrase {
 public:
  explicit Passphrase(std::string_view text) : bytes_(text.begin(), text.end()) {
    bytes_.push_back('\0');
  }
  ~Passphrase() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  Passphrase(const Passphrase&) = delete;
  Passphrase& operator=(const Passphrase&) = delete;

  const char* c_str() const { return bytes_.data(); }
  int size() const { return static_cast<int>(bytes_.size()) - 1; }

 private:
  std::vector<char> bytes_;
};

[[noreturn]] void wrong_passphrase(const std::string& name, bool none_given) {
  throw Failure(FailureKind::kInput, "wrong-passphrase",
                none_given ? name + " needs a passphrase" : "the passphrase does not open " + name,
                "give the passphrase that the key file was made with");
}

[[noreturn]] void damaged(const std::string& name, const std::string& what) {
  throw Failure(FailureKind::kInput, "key-damaged", name + " " + what,
                "get the key file again from whoever issued it");
}

[[noreturn]] void not_for_certificate(const std::string& name) {
  throw Failure(FailureKind::kInput, "key-not-for-certificate",
                "the private key in " + name + " belongs to none of its certificates",
                "put the certificate that was issued for this key into the same file");
}

struct Reason {
  int library;
  int reason;
};

/// Why OpenSSL failed: the errors of this thread since the last time.
class Reasons {
 public:
  Reasons() {
    while (const unsigned long error = ERR_get_error()) {
      reasons_.push_back({ERR_GET_LIB(error), ERR_GET_REASON(error)});
    }
  }
  bool include(std::initializer_list<Reason> any) const {
    return std::any_of(reasons_.begin(), reasons_.end(), [&](const Reason& found) {
      return std::any_of(any.begin(), any.end(), [&](const Reason& one) {
        return one.library == found.library && one.reason == found.reason;
      });
    });
  }

 private:
  std::vector<Reason> reasons_;
};

[[noreturn]] void pkcs12_failed(const std::string& name, bool has_mac, bool none_given) {
  const Reasons reasons;
  if (reasons.include({{ERR_LIB_PKCS12, PKCS12_R_MAC_GENERATION_ERROR},
                       {ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM},
                       {ERR_LIB_EVP, ERR_R_UNSUPPORTED},
                       {ERR_LIB_EVP, EVP_R_UNKNOWN_PBE_ALGORITHM}})) {
    throw Failure(FailureKind::kInput, "key-encryption-unsupported",
                  name + " is protected in a way that is not supported, RC2 most likely",
                  "convert it: 'openssl pkcs12 -legacy -in OLD -out KEY.pem', then "
                  "'openssl pkcs12 -export -in KEY.pem -out NEW'");
  }
  if (!has_mac || reasons.include({{ERR_LIB_PKCS12, PKCS12_R_MAC_VERIFY_FAILURE}})) {
    wrong_passphrase(name, none_given);
  }
  damaged(name, "is damaged: what it holds does not decrypt");
}

Credential make_credential(KeyHandle key, std::vector<Certificate> certificates,
                           const SigningChoice& choice, const std::string& name) {
  const auto own =
      std::find_if(certificates.begin(), certificates.end(), [&](const Certificate& certificate) {
        return X509_check_private_key(handle_of(certificate), key.get()) == 1;
      });
  if (own == certificates.end()) not_for_certificate(name);
  const Certificate certificate = *own;
  certificates.erase(own);
  return {make_signer(std::move(key), choice, name), certificate,
          chain_above(certificate, std::move(certificates))};
}

/// What PEM asks for when a key is encrypted.
int give_passphrase(char* buffer, int size, int /*for_writing*/, void* data) {
  const auto& passphrase = *static_cast<const Passphrase*>(data);
  if (passphrase.size() == 0 || passphrase.size() > size) return -1;
  std::memcpy(buffer, passphrase.c_str(), static_cast<std::size_t>(passphrase.size()));
  return passphrase.size();
}

}  // namespace

Credential load_pkcs12(ByteView file, std::string_view passphrase, const std::string& name,
                       const SigningChoice& choice) {
  const ErrorScope scope;
  if (file.empty() || file.size() > kLargestKeyFile) damaged(name, "is not a PKCS#12 file");
  const unsigned char* at = file.data();
  const Pkcs12Handle pkcs12(d2i_PKCS12(nullptr, &at, static_cast<long>(file.size())));
  if (!pkcs12) damaged(name, "is not a PKCS#12 file");

  // OpenSSL would take it up to the NUL.
  if (passphrase.find('\0') != std::string_view::npos) wrong_passphrase(name, false);
  const Passphrase secret(passphrase);
  ERR_clear_error();
  EVP_PKEY* raw_key = nullptr;
  X509* raw_certificate = nullptr;
  STACK_OF(X509)* raw_others = nullptr;
  const int parsed =
      PKCS12_parse(pkcs12.get(), secret.c_str(), &raw_key, &raw_certificate, &raw_others);
  KeyHandle key(raw_key);
  X509Handle certificate(raw_certificate);
  const X509Stack others(raw_others);
  if (parsed != 1) {
    pkcs12_failed(name, PKCS12_mac_present(pkcs12.get()) == 1, passphrase.empty());
  }
  if (!key) damaged(name, "holds no private key");

  std::vector<Certificate> certificates;
  const auto take = [&](X509Handle x509) {
    if (auto made = make_certificate(std::move(x509))) certificates.push_back(std::move(*made));
  };
  if (certificate) take(std::move(certificate));
  while (others && sk_X509_num(others.get()) > 0) {
    take(X509Handle(sk_X509_shift(others.get())));
  }
  return make_credential(std::move(key), std::move(certificates), choice, name);
}

Credential load_pem(ByteView file, std::string_view passphrase, const std::string& name,
                    const SigningChoice& choice) {
  const ErrorScope scope;
  if (file.empty() || file.size() > kLargestKeyFile) damaged(name, "is not a PEM file");
  const BioHandle in(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  if (!in) throw std::bad_alloc();
  ERR_clear_error();
  Passphrase secret(passphrase);
  KeyHandle key(PEM_read_bio_PrivateKey(in.get(), nullptr, give_passphrase, &secret));
  if (!key) {
    if (text_of(file).find("PRIVATE KEY-----") == std::string_view::npos) {
      damaged(name, "holds no private key");
    }
    if (Reasons().include({{ERR_LIB_PEM, PEM_R_BAD_PASSWORD_READ},
                           {ERR_LIB_PEM, PEM_R_BAD_DECRYPT},
                           {ERR_LIB_EVP, EVP_R_BAD_DECRYPT},
                           {ERR_LIB_PROV, PROV_R_BAD_DECRYPT},
                           {ERR_LIB_PKCS12, PKCS12_R_PKCS12_CIPHERFINAL_ERROR}})) {
      wrong_passphrase(name, passphrase.empty());
    }
    damaged(name, "holds a private key that cannot be read");
  }
  std::vector<Certificate> certificates = Certificate::from_pem(text_of(file));
  if (certificates.empty()) {
    throw Failure(FailureKind::kInput, "no-certificate", name + " holds no certificate",
                  "add the certificate that was issued for the key, and those above it");
  }
  return make_credential(std::move(key), std::move(certificates), choice, name);
}

}  // namespace chancery::pki
