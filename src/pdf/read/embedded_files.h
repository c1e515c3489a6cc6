// The files inside a PDF (ISO 32000-1, 7.11.4).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pdf/read/read.h"

namespace chancery::pdf {

/// A file as it stands in a stranger's file: the name may be anything.
struct EmbeddedFile {
  std::string name;  ///< UTF-8; /UF before /F, else the key in the name tree
  Bytes bytes;
};

enum class EmbeddedProblem {
  kTooMany,  ///< more files, or more of them in bytes, than the limits allow
  kDamaged,  ///< a stream that does not decode, or a specification without one
};

struct EmbeddedFiles {
  std::vector<EmbeddedFile> files;  ///< in the order of the name tree; those before the problem
  std::optional<EmbeddedProblem> problem;
};

/// The files of the catalog's name tree, walked iteratively, each node once. At most 1000 files,
/// and 256 MB of them.
EmbeddedFiles embedded_files(const Document& document);

}  // namespace chancery::pdf
