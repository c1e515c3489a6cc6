// What documents of one kind share: compressed streams and imported artwork, remembered from one
// document to the next.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/generation_cache.h"
#include "pdf/import/import.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// A page of another file as objects of its own: Reference{i + 1} means objects[i].
struct ImportedFile {
  std::vector<Object> objects;
  ImportedPage page;
};

/// Keyed by the whole content. Safe to use from many threads.
class WriteCache {
 public:
  /// The compressed form of `data`; null when it is not known.
  std::shared_ptr<const Bytes> find_stream(ByteView data) const;
  void keep_stream(ByteView data, std::shared_ptr<const Bytes> compressed);

  std::shared_ptr<const ImportedFile> find_artwork(ByteView file) const;
  void keep_artwork(ByteView file, std::shared_ptr<const ImportedFile> imported);

 private:
  /// Of one generation: the fonts of some hundred letters in many scripts.
  static constexpr std::size_t kGenerationBytes = std::size_t{16} << 20U;

  template <typename Value>
  static void keep(GenerationCache<Value>& cache, ByteView key, std::size_t value_bytes,
                   std::shared_ptr<const Value> value);

  GenerationCache<Bytes> streams_{kGenerationBytes};
  GenerationCache<ImportedFile> artwork_{kGenerationBytes};
};

}  // namespace chancery::pdf
