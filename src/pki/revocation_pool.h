// All evidence of revocation that is at hand, asked about one certificate after the other.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pki/revocation.h"

namespace chancery::pki {

/// What the evidence at hand says of one certificate.
struct RevocationTold {
  std::vector<RevocationStatus> statuses;  ///< of what is genuine and about it
  std::string refused;  ///< why evidence that looks as if it were about it does not count; or empty
  Detail refusal;       ///< the same
};

class RevocationPool {
 public:
  /// Each is kept once, and no more than any honest file has: 2,000 in 64 MB.
  void add_ocsp(ByteView response) { add(response, false); }
  void add_crl(ByteView list) { add(list, true); }
  /// One that may have signed a response which does not carry its signer's.
  void add_responder(const Certificate& certificate);
  bool empty() const { return items_.empty(); }

  /// Each item is looked at once for each certificate.
  const RevocationTold& about(const Certificate& certificate, const Certificate& issuer);

 private:
  struct Item {
    Bytes bytes;
    bool is_list = false;
  };
  void add(ByteView bytes, bool is_list);

  std::vector<Item> items_;
  std::vector<Certificate> responders_;
  std::size_t size_bytes_ = 0;
  std::set<std::string> known_;  ///< digests
  std::map<std::pair<std::string, std::string>, RevocationTold> found_;
};

}  // namespace chancery::pki
