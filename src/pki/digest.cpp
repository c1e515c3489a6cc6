#include <cstdlib>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <utility>

#include "pki/algorithms.h"
#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {

void prepare() {
  start_openssl();
  ::tzset();
  // Sorting a long revocation list, the C library asks once how much memory there is.
  constexpr std::size_t kMoreThanItSortsOnTheStack = 1024;
  std::vector<int> numbers(kMoreThanItSortsOnTheStack);
  std::qsort(numbers.data(), numbers.size(), sizeof(int),
             [](const void* one, const void* two) { return std::memcmp(one, two, sizeof(int)); });
}

struct Digest::Inside {
  DigestContext context;
  bool extendable = false;  ///< gives as many bytes as are asked for
};

Digest::Digest(Hash hash) : inside_(std::make_unique<Inside>()) {
  start_openssl();
  inside_->context.reset(EVP_MD_CTX_new());
  if (!inside_->context ||
      EVP_DigestInit_ex(inside_->context.get(), openssl_digest(hash), nullptr) != 1) {
    throw std::runtime_error("the digest " + hash_name(hash) + " is not available");
  }
  inside_->extendable = hash == Hash::kShake256;
}
Digest::Digest(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

Digest Digest::copy() const {
  Digest other(std::make_unique<Inside>());
  other.inside_->context.reset(EVP_MD_CTX_new());
  other.inside_->extendable = inside_->extendable;
  if (!other.inside_->context ||
      EVP_MD_CTX_copy_ex(other.inside_->context.get(), inside_->context.get()) != 1) {
    throw std::runtime_error("copying a digest failed");
  }
  return other;
}

void Digest::add(ByteView bytes) {
  if (EVP_DigestUpdate(inside_->context.get(), bytes.data(), bytes.size()) != 1) {
    throw std::runtime_error("computing a digest failed");
  }
}

Bytes Digest::finish() {
  Bytes value(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  if (inside_->extendable) {
    constexpr std::size_t kShake256Bytes = 64;  // RFC 8419, 2.3
    value.resize(kShake256Bytes);
    if (EVP_DigestFinalXOF(inside_->context.get(), value.data(), value.size()) != 1) {
      throw std::runtime_error("computing a digest failed");
    }
    return value;
  }
  if (EVP_DigestFinal_ex(inside_->context.get(), value.data(), &size) != 1) {
    throw std::runtime_error("computing a digest failed");
  }
  value.resize(size);
  return value;
}

Bytes digest(Hash hash, ByteView bytes) {
  Digest running(hash);
  running.add(bytes);
  return running.finish();
}

std::string hex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

}  // namespace chancery::pki
