#include "pki/warm_up.h"

#include <openssl/rand.h>

#include <array>

#include "pki/openssl.h"

namespace chancery::pki {

void warm_up() {
  start_openssl();
  const ErrorScope scope;
  std::array<unsigned char, 1> number{};
  // Without random numbers verification fails by itself, and says so.
  static_cast<void>(RAND_priv_bytes(number.data(), static_cast<int>(number.size())));
}

}  // namespace chancery::pki
