// A whole received file, from its first byte to every form of its report.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "verification/reports.h"
#include "verification/verification.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  namespace pki = chancery::pki;
  namespace v = chancery::verification;
  constexpr pki::UnixTime kAt = 1795600000;
  pki::prepare();
  const v::Report report = v::verify({bytes, size}, {}, kAt, {.every_place = true});
  // Nobody is trusted, so nothing can be proven.
  if (report.status == v::Status::kTotalPassed) std::abort();
  if (report.readable == !report.unreadable_reason.empty()) std::abort();
  for (const v::SignatureReport& signature : report.signatures) {
    if (signature.integrity == v::Integrity::kIntact && !signature.certificate) std::abort();
    if (signature.changes != v::Changes::kNone && signature.later_changes.empty() &&
        signature.findings.empty()) {
      std::abort();
    }
  }
  const chancery::data::Node node = v::to_node(report, "letter.pdf", {"fuzz", kAt});
  v::to_xml({&node, 1});
  v::to_json({&node, 1}, false);
  return 0;
}
