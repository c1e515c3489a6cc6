// Digests of many ranges of one file that begin alike. Each signature of a letter is over all that
// stood there before it: without this, ten signatures would read the file ten times.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "pki/pki.h"

namespace chancery::pki {

/// While it lives, this thread's digests of ranges from the first byte of `whole` on are continued
/// from where an earlier one stood. They nest: the innermost counts.
class SharedDigests {
 public:
  /// `ends` are the lengths of the ranges to come, in any order. `whole` must outlive it.
  SharedDigests(ByteView whole, std::vector<std::size_t> ends);
  ~SharedDigests();
  SharedDigests(const SharedDigests&) = delete;
  SharedDigests& operator=(const SharedDigests&) = delete;

  /// How many bytes were digested so far, of `whole` and otherwise.
  std::size_t digested_bytes() const;

  /// The digest of the pieces: by the innermost of this thread, if there is any.
  static Bytes digest(Hash hash, std::span<const ByteView> pieces);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace chancery::pki
