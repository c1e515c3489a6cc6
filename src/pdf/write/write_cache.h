// What documents of one kind share: compressed streams and imported artwork, remembered from one
// document to the next.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "pdf/import/import.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// A page of another file as objects of its own: Reference{i + 1} means objects[i].
struct ImportedFile {
  std::vector<Object> objects;
  ImportedPage page;
};

/// Keyed by the whole content, so that a hit is what making it anew would give. Bounded: when it is
/// full, what was not used lately goes. Safe to use from many threads.
class WriteCache {
 public:
  /// The compressed form of `data`; null when it is not known.
  std::shared_ptr<const Bytes> find_stream(ByteView data) const;
  void keep_stream(ByteView data, std::shared_ptr<const Bytes> compressed);

  std::shared_ptr<const ImportedFile> find_artwork(ByteView file) const;
  void keep_artwork(ByteView file, std::shared_ptr<const ImportedFile> imported);

 private:
  template <typename Value>
  class Shelf {
   public:
    std::shared_ptr<const Value> find(ByteView key) const;
    void keep(ByteView key, std::size_t size_bytes, std::shared_ptr<const Value> value);

   private:
    using Entries = std::unordered_map<std::string, std::shared_ptr<const Value>>;
    mutable std::mutex mutex_;
    // Two generations: when the young one is full it becomes the old one and the old one goes.
    Entries young_, old_;
    std::size_t young_bytes_ = 0;
  };

  Shelf<Bytes> streams_;
  Shelf<ImportedFile> artwork_;
};

}  // namespace chancery::pdf
