// Compresses stream data (ISO 32000-1, 7.4.4).
#pragma once

#include <memory>

#include "base/bytes.h"
#include "pdf/object.h"

struct libdeflate_compressor;

namespace chancery::pdf {

/// One for a document: it holds working memory. Not to be used from two threads at once.
class Deflater {
 public:
  Deflater();

  /// The stream with /Filter /FlateDecode, or as it is when that would not make it smaller.
  Stream compress(Dictionary dictionary, ByteView data) const;

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
};

}  // namespace chancery::pdf
