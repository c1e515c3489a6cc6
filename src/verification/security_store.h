// The document security store (EN 319 142-1, 5.4.2; ISO 32000-2, 12.8.4.3): certificates and
// evidence of revocation that came with the document.
#pragma once

#include <vector>

#include "pdf/read/read.h"

namespace chancery::verification {

struct SecurityStore {
  std::vector<Bytes> certificates, ocsp_responses, crls;  ///< as they stand there, DER or not
};

/// All that /DSS leads to, in its lists and in those of every signature under /VRI. What the keys
/// of /VRI are called means nothing here: writers differ on what they digest for them, and in which
/// letters they write it, so evidence is taken for what it says itself.
SecurityStore security_store(const pdf::Document& document);

/// The stores as they were when revisions ended. Once made it uses the bytes alone, so that another
/// thread may have the open document.
class SecurityStores {
 public:
  SecurityStores(ByteView file, const std::vector<pdf::RevisionSpan>& revisions,
                 const pdf::Document& last);

  /// Of the whole file.
  const SecurityStore& last() const { return last_; }
  /// When the revision (0-based) ended. Without one in the end there is none to prove anything of.
  SecurityStore at(std::size_t revision) const;

 private:
  ByteView file_;
  const std::vector<pdf::RevisionSpan>& revisions_;
  bool is_there_;
  SecurityStore last_;
};

}  // namespace chancery::verification
