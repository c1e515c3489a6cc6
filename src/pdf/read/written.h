// A file that was written a moment ago, opened without reading it.
#pragma once

#include <cstddef>
#include <vector>

#include "base/bytes.h"
#include "pdf/object.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

/// What whoever wrote a file knows of it.
struct WrittenFile {
  Bytes bytes;
  std::vector<Object> objects;       ///< the i-th has the number i + 1
  std::vector<std::size_t> offsets;  ///< where each begins
  Dictionary trailer;
  std::size_t startxref = 0;
};

/// As open_document gives it, keys in the same order, so that a revision appended to it is the
/// same. What the objects do not tell, decoded streams for instance, is read when it is asked for.
/// The bytes must outlive the document. Throws std::invalid_argument when the trailer has no Root.
Document open_written(const WrittenFile& file);

}  // namespace chancery::pdf
