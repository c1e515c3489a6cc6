#include "pdf/write/write_cache.h"

#include <string_view>
#include <utility>

namespace chancery::pdf {
namespace {

/// Of one generation: the fonts of some hundred letters in many scripts.
constexpr std::size_t kGenerationBytes = 16U << 20U;

}  // namespace

template <typename Value>
std::shared_ptr<const Value> WriteCache::Shelf<Value>::find(ByteView key) const {
  const std::string wanted(text_of(key));
  const std::lock_guard lock(mutex_);
  if (const auto young = young_.find(wanted); young != young_.end()) return young->second;
  const auto old = old_.find(wanted);
  return old == old_.end() ? nullptr : old->second;
}

template <typename Value>
void WriteCache::Shelf<Value>::keep(ByteView key, std::size_t size_bytes,
                                    std::shared_ptr<const Value> value) {
  const std::size_t bytes = key.size() + size_bytes;
  if (bytes > kGenerationBytes / 2) return;  // nothing else would find room beside it
  std::string text(text_of(key));
  const std::lock_guard lock(mutex_);
  if (young_bytes_ + bytes > kGenerationBytes) {
    old_ = std::exchange(young_, {});
    young_bytes_ = 0;
  }
  if (young_.emplace(std::move(text), std::move(value)).second) young_bytes_ += bytes;
}

std::shared_ptr<const Bytes> WriteCache::find_stream(ByteView data) const {
  return streams_.find(data);
}

void WriteCache::keep_stream(ByteView data, std::shared_ptr<const Bytes> compressed) {
  const std::size_t size = compressed->size();
  streams_.keep(data, size, std::move(compressed));
}

std::shared_ptr<const ImportedFile> WriteCache::find_artwork(ByteView file) const {
  return artwork_.find(file);
}

void WriteCache::keep_artwork(ByteView file, std::shared_ptr<const ImportedFile> imported) {
  // The objects hold about what the file holds.
  artwork_.keep(file, file.size(), std::move(imported));
}

}  // namespace chancery::pdf
