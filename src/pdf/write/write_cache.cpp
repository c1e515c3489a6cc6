#include "pdf/write/write_cache.h"

#include <utility>

namespace chancery::pdf {

template <typename Value>
void WriteCache::keep(GenerationCache<Value>& cache, ByteView key, std::size_t value_bytes,
                      std::shared_ptr<const Value> value) {
  // Nothing else would find room beside it.
  if (key.size() + value_bytes > kGenerationBytes / 2) return;
  cache.keep(text_of(key), value_bytes, std::move(value));
}

std::shared_ptr<const Bytes> WriteCache::find_stream(ByteView data) const {
  return streams_.find(text_of(data));
}

void WriteCache::keep_stream(ByteView data, std::shared_ptr<const Bytes> compressed) {
  const std::size_t size = compressed->size();
  keep(streams_, data, size, std::move(compressed));
}

std::shared_ptr<const ImportedFile> WriteCache::find_artwork(ByteView file) const {
  return artwork_.find(text_of(file));
}

void WriteCache::keep_artwork(ByteView file, std::shared_ptr<const ImportedFile> imported) {
  // The objects hold about what the file holds.
  keep(artwork_, file, file.size(), std::move(imported));
}

}  // namespace chancery::pdf
