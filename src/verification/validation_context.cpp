#include "verification/validation_context.h"

#include <algorithm>
#include <array>

#include "pki/revocation.h"

namespace chancery::verification {

bool TrustedService::granted_at(pki::UnixTime time) const {
  bool granted = false;
  for (const Status& status : history) {
    if (status.since > time) break;
    granted = status.granted;
  }
  return granted;
}

std::vector<pki::Certificate> Trust::anchors_for(pki::Purpose purpose, pki::UnixTime time) const {
  std::vector<pki::Certificate> found;
  for (const pki::Certificate& anchor : anchors) {
    // Beside services, where paths may end at any anchor, those that are no roots stand aside.
    if (services.empty() || pki::is_self_signed(anchor)) found.push_back(anchor);
  }
  for (const TrustedService& service : services) {
    if (service.purpose == purpose && service.granted_at(time)) {
      found.push_back(service.certificate);
    }
  }
  return found;
}

Conclusion indeterminate(std::string sub_indication, Finding finding) {
  return {Status::kIndeterminate, std::move(sub_indication), {std::move(finding)}};
}

Conclusion failed(std::string sub_indication, Finding finding) {
  return {Status::kTotalFailed, std::move(sub_indication), {std::move(finding)}};
}

bool may_be_mended_by_proof(const Conclusion& conclusion) {
  // NO_CERTIFICATE_CHAIN_FOUND among them: a service may have been withdrawn from a trusted list.
  constexpr std::array<std::string_view, 8> kMendable = {"REVOKED_NO_POE",
                                                         "REVOKED_CA_NO_POE",
                                                         "OUT_OF_BOUNDS_NO_POE",
                                                         "OUT_OF_BOUNDS_NOT_REVOKED",
                                                         "REVOCATION_OUT_OF_BOUNDS_NO_POE",
                                                         "TRY_LATER",
                                                         "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
                                                         "NO_CERTIFICATE_CHAIN_FOUND"};
  return conclusion.status == Status::kIndeterminate &&
         std::ranges::find(kMendable, conclusion.sub_indication) != kMendable.end();
}

}  // namespace chancery::verification
