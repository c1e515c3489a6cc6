// OpenSSL's handles with owners, and its start.
#pragma once

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <cstdint>
#include <memory>

namespace chancery::pki {

template <auto free_function>
struct Frees {
  template <class T>
  void operator()(T* handle) const {
    free_function(handle);
  }
};

inline void free_certificates(STACK_OF(X509) * certificates) {
  sk_X509_pop_free(certificates, X509_free);
}

using BioHandle = std::unique_ptr<BIO, Frees<BIO_free_all>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, Frees<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Frees<EVP_MD_CTX_free>>;
using Pkcs12Handle = std::unique_ptr<PKCS12, Frees<PKCS12_free>>;
using X509Handle = std::unique_ptr<X509, Frees<X509_free>>;
using X509Stack = std::unique_ptr<STACK_OF(X509), Frees<free_certificates>>;
using StoreHandle = std::unique_ptr<X509_STORE, Frees<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Frees<X509_STORE_CTX_free>>;

/// Starts the library without its configuration file: what is accepted does not depend on the
/// machine, and a process that may not open files can still compute. May be called again at any
/// time. Its texts for errors are not loaded, which nobody is shown, and at the end of the process
/// nothing is put away that goes with it.
inline void start_openssl(std::uint64_t more = 0) {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS |
                          OPENSSL_INIT_NO_ATEXIT | more,
                      nullptr);
}

/// Leaves the thread's queue of errors as it was found.
class ErrorScope {
 public:
  ErrorScope() {
    start_openssl();
    ERR_set_mark();
  }
  ~ErrorScope() { ERR_pop_to_mark(); }
  ErrorScope(const ErrorScope&) = delete;
  ErrorScope& operator=(const ErrorScope&) = delete;
};

}  // namespace chancery::pki
