// Appends one revision to a PDF (ISO 32000-1, 7.5.6): the original bytes, then the touched objects.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "pdf/object.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// Where a marked value stands in the result, both ends, in bytes.
struct WrittenAt {
  std::size_t begin = 0, end = 0;
};

/// A revision to append: objects that replace or add. Keeps Root, Info, ID[0] and every other entry
/// of the trailer, and the source's cross-reference style (a hybrid file gets a table); /Size is
/// max(old, new). The same input and objects give the same bytes. The document must outlive it.
class Revision {
 public:
  /// Throws Failure(kInput): "encrypted-pdf" for encrypted input, "pdf-too-large" when the file
  /// leaves no object numbers to give out (ISO 32000-1, Annex C: 8,388,607).
  explicit Revision(const Document& document);

  /// A number nobody uses yet.
  Reference allocate();
  /// Replaces or adds the object. Throws std::invalid_argument for a number that is neither in use
  /// under that generation nor given out by allocate().
  void set(Reference reference, Object object);

  struct Result {
    Bytes bytes;
    /// Places of /Contents (with its < and >) and /ByteRange (with its [ and ]) of each object set
    /// that is a dictionary with /ByteRange.
    std::map<Reference, WrittenAt> contents, byte_range;
  };
  /// Throws Failure(kInput, "pdf-too-large") when an offset would have more than ten digits.
  Result append() const;

 private:
  const Document& document_;
  int next_number_, first_new_number_ = 1;
  std::map<Reference, Object> objects_;
};

}  // namespace chancery::pdf
