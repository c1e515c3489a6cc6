// Time-stamp tokens (RFC 3161).
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "pki/pki.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  namespace pki = chancery::pki;
  pki::prepare();
  const chancery::Bytes content{'a', 'b', 'c'};
  const std::array<chancery::ByteView, 1> signed_bytes{content};
  const pki::CmsCheck found = pki::check_timestamp({bytes, size}, signed_bytes);
  if (found.signature_verifies && !found.signer) std::abort();
  if (found.signing_time) pki::format_utc(*found.signing_time);
  return 0;
}
