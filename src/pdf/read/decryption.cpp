// libqpdf of Debian is built for GnuTLS, which takes a millisecond to load and does nothing that
// OpenSSL does not do. Its archive is linked, a provider of our own registered in its place, and
// what its own would call is here as functions that are never reached.

#include "pdf/read/decryption.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "pdf/read/qpdf_headers.h"

// Declared in libqpdf's header for its users and defined in its source: here again.
template <typename Provider>
void QPDFCryptoProvider::registerImpl_internal(const std::string& name) {
  m->providers[name] = [] { return std::make_shared<Provider>(); };
}
template <typename Provider>
void QPDFCryptoProvider::registerImpl(const std::string& name) {
  getInstance().registerImpl_internal<Provider>(name);
}

namespace chancery::pdf {
namespace {

[[noreturn]] void fail() {
  throw std::runtime_error("OpenSSL cannot decrypt");
}

class Digest {
 public:
  void begin(const EVP_MD* algorithm) {
    context_.reset(EVP_MD_CTX_new());
    if (!context_ || EVP_DigestInit_ex(context_.get(), algorithm, nullptr) != 1) fail();
  }
  void update(const unsigned char* data, std::size_t size) {
    if (EVP_DigestUpdate(context_.get(), data, size) != 1) fail();
  }
  void end() {
    unsigned size = 0;
    std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
    if (EVP_DigestFinal_ex(context_.get(), value.data(), &size) != 1) fail();
    value_.assign(value.begin(), value.begin() + size);
  }
  const std::string& value() const { return value_; }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
  std::string value_;
};

/// RC4, as RFC 6229 tests it: OpenSSL 3 keeps it in a module of its own, which a confined reader
/// cannot load.
class Rc4 {
 public:
  void begin(const unsigned char* key, std::size_t size) {
    if (size == 0) fail();
    for (unsigned i = 0; i < state_.size(); ++i) state_.at(i) = static_cast<std::uint8_t>(i);
    std::uint8_t j = 0;
    for (unsigned i = 0; i < state_.size(); ++i) {
      j = static_cast<std::uint8_t>(j + state_.at(i) + key[i % size]);
      std::swap(state_.at(i), state_.at(j));
    }
    i_ = j_ = 0;
  }
  void process(const unsigned char* from, std::size_t size, unsigned char* to) {
    for (std::size_t at = 0; at < size; ++at) {
      i_ = static_cast<std::uint8_t>(i_ + 1);
      j_ = static_cast<std::uint8_t>(j_ + state_.at(i_));
      std::swap(state_.at(i_), state_.at(j_));
      to[at] = from[at] ^ state_.at(static_cast<std::uint8_t>(state_.at(i_) + state_.at(j_)));
    }
  }

 private:
  std::array<std::uint8_t, 256> state_{};
  std::uint8_t i_ = 0, j_ = 0;
};

const EVP_CIPHER* aes(std::size_t key_bytes, bool chained) {
  if (key_bytes == 16) return chained ? EVP_aes_128_cbc() : EVP_aes_128_ecb();
  if (key_bytes == 32) return chained ? EVP_aes_256_cbc() : EVP_aes_256_ecb();
  fail();
}

class OpensslProvider : public QPDFCryptoImpl {
 public:
  void provideRandomData(unsigned char* data, std::size_t size) override {
    if (size > INT32_MAX || RAND_bytes(data, static_cast<int>(size)) != 1) fail();
  }

  void MD5_init() override { md5_.begin(EVP_md5()); }
  void MD5_update(const unsigned char* data, std::size_t size) override { md5_.update(data, size); }
  void MD5_finalize() override { md5_.end(); }
  void MD5_digest(MD5_Digest digest) override {
    std::memcpy(digest, md5_.value().data(), sizeof(MD5_Digest));
  }

  void SHA2_init(int bits) override {
    sha2_.begin(bits == 256 ? EVP_sha256() : bits == 384 ? EVP_sha384() : EVP_sha512());
  }
  void SHA2_update(const unsigned char* data, std::size_t size) override {
    sha2_.update(data, size);
  }
  void SHA2_finalize() override { sha2_.end(); }
  std::string SHA2_digest() override { return sha2_.value(); }

  void RC4_init(const unsigned char* key, int size) override {
    const std::size_t bytes = size >= 0 ? static_cast<std::size_t>(size)
                                        : std::strlen(reinterpret_cast<const char*>(key));
    rc4_.begin(key, bytes);
  }
  void RC4_process(const unsigned char* from, std::size_t size, unsigned char* to) override {
    // libqpdf: no output means in place.
    rc4_.process(from, size, to == nullptr ? const_cast<unsigned char*>(from) : to);
  }
  void RC4_finalize() override {}

  void rijndael_init(bool encrypt, const unsigned char* key, std::size_t key_bytes, bool chained,
                     unsigned char* first_block) override {
    aes_.reset(EVP_CIPHER_CTX_new());
    if (!aes_ ||
        EVP_CipherInit_ex(aes_.get(), aes(key_bytes, chained), nullptr, key,
                          chained ? first_block : nullptr, encrypt ? 1 : 0) != 1 ||
        EVP_CIPHER_CTX_set_padding(aes_.get(), 0) != 1) {
      fail();
    }
  }
  void rijndael_process(unsigned char* from, unsigned char* to) override {
    int size = 0;
    if (EVP_CipherUpdate(aes_.get(), to, &size, from, rijndael_buf_size) != 1 ||
        size != static_cast<int>(rijndael_buf_size)) {
      fail();
    }
  }
  void rijndael_finalize() override { aes_.reset(); }

 private:
  struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
  };
  Digest md5_, sha2_;
  Rc4 rc4_;
  std::unique_ptr<EVP_CIPHER_CTX, Free> aes_;
};

}  // namespace

void use_openssl_for_decryption() {
  static std::once_flag once;
  std::call_once(once, [] {
    QPDFCryptoProvider::registerImpl<OpensslProvider>("openssl");
    QPDFCryptoProvider::setDefaultProvider("openssl");
  });
}

}  // namespace chancery::pdf

// What libqpdf's provider for GnuTLS names. It is never made: another is registered first.
extern "C" {
[[noreturn]] void gnutls_hash_init();
[[noreturn]] void gnutls_hash();
[[noreturn]] void gnutls_hash_deinit();
[[noreturn]] void gnutls_cipher_init();
[[noreturn]] void gnutls_cipher_encrypt2();
[[noreturn]] void gnutls_cipher_decrypt2();
[[noreturn]] void gnutls_cipher_deinit();
[[noreturn]] void gnutls_cipher_get_key_size();
[[noreturn]] void gnutls_rnd();
[[noreturn]] void gnutls_strerror();

void gnutls_hash_init() {
  std::abort();
}
void gnutls_hash() {
  std::abort();
}
void gnutls_hash_deinit() {
  std::abort();
}
void gnutls_cipher_init() {
  std::abort();
}
void gnutls_cipher_encrypt2() {
  std::abort();
}
void gnutls_cipher_decrypt2() {
  std::abort();
}
void gnutls_cipher_deinit() {
  std::abort();
}
void gnutls_cipher_get_key_size() {
  std::abort();
}
void gnutls_rnd() {
  std::abort();
}
void gnutls_strerror() {
  std::abort();
}
}
