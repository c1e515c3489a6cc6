// Time-stamp tokens as they arrive (RFC 3161, 2.4.2): a CMS around what was stamped and when.
#include <algorithm>
#include <array>

#include "pki/carried_evidence.h"
#include "pki/check_signer.h"
#include "pki/strength.h"
#include "pki/time_stamp_info.h"
#include "pki/times.h"

namespace chancery::pki {

using enum CmsFinding;

std::optional<TimeStampInfo> read_time_stamp(ByteView content) {
  const auto info = der::Reader(content, der::Rules::kBer).next(der::kSequence);
  if (!info) return std::nullopt;
  der::Reader reader(info->content, der::Rules::kBer);
  if (!reader.next(der::kInteger)) return std::nullopt;
  const auto policy = reader.next(der::kObjectIdentifier);
  if (!policy) return std::nullopt;
  const auto imprint = reader.next(der::kSequence);
  if (!imprint || !reader.next(der::kInteger)) return std::nullopt;
  const auto generated = reader.next(der::kGeneralizedTime);
  const auto time = generated ? unix_time(*generated) : std::nullopt;
  der::Reader inside(imprint->content, der::Rules::kBer);
  const auto algorithm_element = inside.next(der::kSequence);
  const auto algorithm = algorithm_element ? der::read_algorithm(*algorithm_element) : std::nullopt;
  const auto hash = algorithm ? hash_of(*algorithm) : std::nullopt;
  const auto value = inside.next(der::kOctetString);
  if (!time || !hash || !value) return std::nullopt;
  reader.next(der::kSequence);  // accuracy
  reader.next(der::kBoolean);   // ordering
  const auto nonce = reader.next(der::kInteger);
  return TimeStampInfo{*hash, value->content, *time, der::dotted(policy->content),
                       nonce ? nonce->content : ByteView()};
}

CmsCheck check_timestamp(ByteView token, std::span<const ByteView> signed_bytes) {
  const ErrorScope scope;
  CmsCheck check;
  const std::optional<SignedData> data = open_signed_data(token, check);
  if (!data) return check;
  const auto info = data->content ? read_time_stamp(*data->content) : std::nullopt;
  if (data->content_type != kTimeStampInfoOid || !info) {
    find(check, kContentTypeWrong);
    return check;
  }
  const std::optional<SignerInfo> signer = open_signer(*data, check);
  if (!signer) return check;
  const std::array<ByteView, 1> content{*data->content};
  check_signer(*signer, kTimeStampInfoOid, content, check);
  add_carried_evidence(*data, *signer, check);
  check.signing_time = info->time;
  check.reliable_until = std::min(check.reliable_until, reliable_until(info->hash));
  if (is_weak(info->hash)) find(check, kWeakHash);
  if (!std::ranges::equal(info->imprint, digest_of(info->hash, signed_bytes))) {
    check.digest_matches = false;
    find(check, kDigestMismatch);
  }
  return check;
}

}  // namespace chancery::pki
