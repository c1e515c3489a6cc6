// A bounded memory of values that are costly to make, by what determines them.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace chancery {

/// Two generations: when the young one is full it becomes the old one, and the old one goes. Keys
/// are compared whole, so that a hit is what making the value anew would give. Safe to use from
/// many threads.
template <typename Value>
class GenerationCache {
 public:
  explicit GenerationCache(std::size_t generation_bytes) : generation_bytes_(generation_bytes) {}

  /// Null when it is not known.
  std::shared_ptr<const Value> find(std::string_view key) const {
    const std::lock_guard lock(mutex_);
    if (const auto young = young_.find(key); young != young_.end()) return young->second;
    const auto old = old_.find(key);
    return old == old_.end() ? nullptr : old->second;
  }

  /// `value_bytes` is about what the value takes; the key is counted too.
  void keep(std::string_view key, std::size_t value_bytes, std::shared_ptr<const Value> value) {
    const std::size_t bytes = key.size() + value_bytes;
    std::string own(key);
    const std::lock_guard lock(mutex_);
    if (young_bytes_ + bytes > generation_bytes_) {
      old_ = std::exchange(young_, {});
      young_bytes_ = 0;
    }
    if (young_.emplace(std::move(own), std::move(value)).second) young_bytes_ += bytes;
  }

 private:
  /// Looks up a view without a copy of it.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const {
      return std::hash<std::string_view>()(key);
    }
  };
  using Entries =
      std::unordered_map<std::string, std::shared_ptr<const Value>, Hash, std::equal_to<>>;

  std::size_t generation_bytes_;
  mutable std::mutex mutex_;
  Entries young_, old_;
  std::size_t young_bytes_ = 0;
};

}  // namespace chancery
