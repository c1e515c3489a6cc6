#include "pki/revocation_pool.h"

#include <algorithm>

namespace chancery::pki {
namespace {

constexpr std::size_t kMostItems = 2000;
constexpr std::size_t kMostResponders = 50;
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

}  // namespace

void RevocationPool::add(ByteView bytes, bool is_list) {
  if (items_.size() == kMostItems || bytes.size() > kMostBytes - size_bytes_) return;
  if (!known_.insert(hex(digest(Hash::kSha256, bytes))).second) return;
  size_bytes_ += bytes.size();
  items_.push_back({Bytes(bytes.begin(), bytes.end()), is_list});
  found_.clear();
}

void RevocationPool::add_responder(const Certificate& certificate) {
  if (responders_.size() == kMostResponders || !may_sign_responses(certificate) ||
      std::ranges::find(responders_, certificate) != responders_.end()) {
    return;
  }
  responders_.push_back(certificate);
  found_.clear();
}

const RevocationTold& RevocationPool::about(const Certificate& certificate,
                                            const Certificate& issuer) {
  static const RevocationTold kNothing;
  if (items_.empty()) return kNothing;
  std::pair key(certificate.fingerprint_sha256(), issuer.fingerprint_sha256());
  const auto known = found_.find(key);
  if (known != found_.end()) return known->second;
  RevocationTold told;
  for (const Item& item : items_) {
    RevocationStatus status = item.is_list
                                  ? crl_status(item.bytes, certificate, issuer)
                                  : ocsp_status(item.bytes, certificate, issuer, responders_);
    if (status.says == RevocationStatus::Says::kNothing) {
      // Of a list or response that is of another issuer nobody expects anything.
      if (!status.why.starts_with("it is of another") &&
          !status.why.starts_with("it is about another")) {
        told.refused = std::move(status.why);
        told.refusal = std::move(status.detail);
      }
      continue;
    }
    told.statuses.push_back(std::move(status));
  }
  return found_.emplace(std::move(key), std::move(told)).first->second;
}

}  // namespace chancery::pki
