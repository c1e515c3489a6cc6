// RAND_set_rand_method is deprecated for providers, which take as long to load as it saves.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "pki/verifying_process.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/random.h>

#include <cerrno>

#include "pki/openssl.h"
#include "pki/pki.h"

namespace chancery::pki {
namespace {

int take_random_bytes(unsigned char* bytes, int count) {
  for (int filled = 0; filled < count;) {
    const ssize_t got = ::getrandom(bytes + filled, static_cast<std::size_t>(count - filled), 0);
    if (got < 0 && errno != EINTR) return 0;
    if (got > 0) filled += static_cast<int>(got);
  }
  return 1;
}

int is_seeded() {
  return 1;
}

}  // namespace

void begin_verifying() {
  start_openssl(OPENSSL_INIT_NO_ADD_ALL_CIPHERS);
  static const RAND_METHOD kKernel{nullptr, take_random_bytes, nullptr,
                                   nullptr, take_random_bytes, is_seeded};
  // Kept where it cannot be: verification is right with the library's own generator as well.
  static_cast<void>(RAND_set_rand_method(&kKernel));
}

void load_algorithms() {
  digest(Hash::kSha256, {});
}

}  // namespace chancery::pki
