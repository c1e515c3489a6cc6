#include "pki/trusted_list.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "pki/certificate.h"
#include "pki/times.h"

namespace chancery::pki {
namespace {

constexpr std::string_view kSigningType = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC";
constexpr std::string_view kTimeStampingType = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";
/// 5.5.4 and annex J: what stands for a service now, and what did before July 2016.
constexpr std::array<std::string_view, 4> kGranted = {
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted",
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/undersupervision",
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/supervisionincessation",
    "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/accredited"};

bool is_white_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::optional<Certificate> certificate_of(std::string base64) {
  std::erase_if(base64, is_white_space);
  if (base64.empty() || base64.size() % 4 != 0 || base64.size() > 2 * kLargestCertificateBytes) {
    return std::nullopt;
  }
  Bytes der(base64.size() / 4 * 3);
  const int size =
      EVP_DecodeBlock(der.data(), reinterpret_cast<const unsigned char*>(base64.data()),
                      static_cast<int>(base64.size()));
  if (size < 0) return std::nullopt;
  // The padding is decoded as zero bytes.
  const std::size_t padding = base64.ends_with("==") ? 2 : base64.ends_with("=") ? 1 : 0;
  der.resize(static_cast<std::size_t>(size) - padding);
  return Certificate::from_der(der);
}

/// The history of one type, ascending; a service may have been of another type before.
std::optional<std::vector<TrustedListService::Status>> history_of(const ListedService& service,
                                                                  std::string_view type) {
  std::vector<TrustedListService::Status> history;
  for (const ListedStatus& status : service.history) {
    const std::optional<UnixTime> since = xml_time(status.since);
    if (!since) return std::nullopt;
    const bool granted =
        status.type == type && std::ranges::find(kGranted, status.status) != kGranted.end();
    history.push_back({*since, granted});
  }
  std::ranges::stable_sort(history, {}, &TrustedListService::Status::since);
  return history;
}

std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int value = 0;
  const char* end = text.data() + at + digits;
  const auto [stopped, error] = std::from_chars(text.data() + at, end, value);
  if (error != std::errc() || stopped != end || value < 0) return std::nullopt;
  return value;
}

/// Seconds east of Greenwich.
std::optional<UnixTime> zone(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() != 6 || text[3] != ':' || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto hours = number(text, 1, 2), minutes = number(text, 4, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const UnixTime seconds = UnixTime{*hours} * 3600 + UnixTime{*minutes} * 60;
  return text[0] == '-' ? -seconds : seconds;
}

}  // namespace

std::optional<UnixTime> xml_time(std::string_view text) {
  while (!text.empty() && is_white_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() <= kForm.size()) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return std::nullopt;
    if (digit) digits += text[i];
  }
  std::size_t end = kForm.size();
  if (text[end] == '.') {
    while (++end < text.size() && text[end] >= '0' && text[end] <= '9') {
    }
  }
  const std::optional<UnixTime> offset = zone(text.substr(end));
  digits += 'Z';
  const ByteView content = bytes_of(digits);
  const auto local = unix_time(der::Element{der::kGeneralizedTime, content, content});
  if (!offset || !local) return std::nullopt;
  return *local - *offset;
}

TrustedList trusted_list(const ListedText& text) {
  const ErrorScope scope;
  TrustedList list{text.operator_name, text.territory, xml_time(text.next_update), {}};
  for (const ListedService& service : text.services) {
    for (const auto& [type, purpose] : {std::pair(kSigningType, Purpose::kSigning),
                                        std::pair(kTimeStampingType, Purpose::kTimeStamping)}) {
      const auto history = history_of(service, type);
      if (!history || std::ranges::none_of(*history, &TrustedListService::Status::granted)) {
        continue;
      }
      for (const std::string& base64 : service.certificates) {
        if (auto certificate = certificate_of(base64)) {
          list.services.push_back({std::move(*certificate), purpose, service.name, *history});
        }
      }
    }
  }
  return list;
}

}  // namespace chancery::pki
