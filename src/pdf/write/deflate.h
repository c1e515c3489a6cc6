// Compresses stream data (ISO 32000-1, 7.4.4).
#pragma once

#include <memory>

#include "base/bytes.h"
#include "pdf/object.h"

struct libdeflate_compressor;

namespace chancery::pdf {

class WriteCache;

/// One for a document: it holds working memory. Not to be used from two threads at once.
class Deflater {
 public:
  /// `cache` remembers what many documents have alike; it may be null.
  explicit Deflater(WriteCache* cache = nullptr);

  /// The stream with /Filter /FlateDecode, or as it is when that would not make it smaller.
  Stream compress(Dictionary dictionary, ByteView data) const;
  /// The same, for data that other documents are likely to have too: fonts and their maps.
  Stream compress_shared(Dictionary dictionary, ByteView data) const;

 private:
  Bytes compressed(ByteView data) const;  ///< empty when that would not be smaller
  static Stream stream_of(Dictionary dictionary, ByteView data, const Bytes& compressed);

  WriteCache* cache_;
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
};

}  // namespace chancery::pdf
