// Trusted lists (TS 119 612): the module that reads the XML, and what is understood of it.
#include "pki/trusted_list.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" void chancery_trusted_list(chancery::ByteView xml, chancery::pki::ListedText& text);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  namespace pki = chancery::pki;
  pki::prepare();
  pki::ListedText text;
  chancery_trusted_list({bytes, size}, text);
  // What is no list stands for nobody.
  if (!text.problem.empty() && !text.services.empty()) std::abort();
  const pki::TrustedList list = pki::trusted_list(text);
  for (const pki::TrustedListService& service : list.services) {
    using Status = pki::TrustedListService::Status;
    if (std::ranges::none_of(service.history, &Status::granted)) std::abort();
    if (!std::ranges::is_sorted(service.history, {}, &Status::since)) std::abort();
    service.certificate.subject();
  }
  if (list.next_update) pki::format_utc(*list.next_update);
  return 0;
}
