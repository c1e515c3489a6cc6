// Where words may be divided, by libhyphen's patterns.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "text/paragraph.h"

namespace chancery::text {

/// The dictionary of one language. Safe to use from many threads.
class Hyphenator {
 public:
  /// Takes the compiled patterns from the cache, or compiles the file and keeps them there.
  /// Throws Failure(kSystem, "dictionary-damaged") when libhyphen or ICU cannot use the file.
  Hyphenator(const std::string& path, std::string language, const PatternCache& cache = {});
  ~Hyphenator();
  Hyphenator(const Hyphenator&) = delete;
  Hyphenator& operator=(const Hyphenator&) = delete;

  /// Code units of `word` (letters and marks only) before which it may be divided, ascending.
  /// Divisions that would change the spelling are left out.
  std::vector<std::uint32_t> divisions(std::u16string_view word) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// Dictionaries, loaded when a paragraph first asks for its language. Safe to use from many
/// threads.
class Hyphenators {
 public:
  explicit Hyphenators(DictionaryFinder finder, PatternCache cache = {});
  ~Hyphenators();

  /// Null when there is no dictionary for the language.
  const Hyphenator* for_language(const std::string& language) const;

 private:
  DictionaryFinder finder_;
  PatternCache cache_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<const Hyphenator>> loaded_;
};

}  // namespace chancery::text
