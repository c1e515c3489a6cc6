// A trusted list (ETSI TS 119 612), as far as trust rests on it. The XML is read by a module of its
// own (trusted_list_module.cpp), loaded only when a list is named. Its signature (XAdES) is not
// checked: whoever names a list must have it by a way that is trusted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pki/pki.h"

namespace chancery::pki {

/// Larger ones are hostile; those of the member states have up to 10 MB.
inline constexpr std::size_t kLargestTrustedListBytes = std::size_t{64} << 20U;

/// A status in the words of the list: its URI, and the xsd:dateTime it began at (5.5.4, 5.5.5).
struct ListedStatus {
  std::string type, status, since;
};
struct ListedService {
  std::string provider, name;
  std::vector<ListedStatus> history;      ///< the present one first, then as listed (5.6)
  std::vector<std::string> certificates;  ///< base64 (5.5.3)
};
/// What the module reads, in the list's own words.
struct ListedText {
  std::string problem;  ///< why it cannot be read; or empty
  std::string operator_name, territory, next_update;
  bool has_signature = false;
  std::vector<ListedService> services;
};

inline constexpr const char* kTrustedListModuleSymbol = "chancery_trusted_list";
using TrustedListModuleFunction = void(ByteView xml, ListedText& text);

/// A service that can be an anchor: one that issues qualified certificates (CA/QC) or qualified
/// time-stamps (TSA/QTST).
struct TrustedListService {
  Certificate certificate;
  Purpose purpose = Purpose::kSigning;
  std::string name;
  struct Status {
    UnixTime since = 0;
    bool granted = false;
  };
  std::vector<Status> history;  ///< ascending
};
struct TrustedList {
  std::string operator_name, territory;
  std::optional<UnixTime> next_update;  ///< nothing for a list that is closed
  std::vector<TrustedListService> services;
};
/// What the list says that can be understood; services of other types, and those whose certificate
/// or time cannot be read, are left out.
TrustedList trusted_list(const ListedText& text);

/// xsd:dateTime with its zone: "2016-06-30T22:00:00Z", "2016-07-01T00:00:00+02:00".
std::optional<UnixTime> xml_time(std::string_view text);

}  // namespace chancery::pki
