// Signature values, in the three forms that carry one.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "pki/pki.h"

namespace {

namespace pki = chancery::pki;

void check(const pki::CmsCheck& found) {
  // A signature that verifies is one by somebody, over something.
  if (found.signature_verifies && !found.signer) std::abort();
  if (!found.signer) return;
  found.signer->subject();
  found.signer->key_description();
  found.signer->fingerprint_sha256();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  pki::prepare();
  const chancery::ByteView value(bytes, size);
  const chancery::Bytes content{'a', 'b', 'c'};
  const std::array<chancery::ByteView, 1> signed_bytes{content};
  const std::array<chancery::ByteView, 1> certificates{value};
  check(pki::check_cms(value, signed_bytes));
  check(pki::check_cms_sha1(value, signed_bytes));
  check(pki::check_rsa_sha1(value, certificates, signed_bytes));
  return 0;
}
