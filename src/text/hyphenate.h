// Where words may be divided: by libhyphen's patterns, or by syllables where there are none.
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

/// Divides the words of one language. Safe to use from many threads.
class Hyphenator {
 public:
  virtual ~Hyphenator() = default;

  /// Code units of `word` (letters and marks only) before which it may be divided, ascending.
  /// Divisions that would change the spelling are left out.
  virtual std::vector<std::uint32_t> divisions(std::u16string_view word) const = 0;
};

/// Dictionaries, loaded when a paragraph first asks for its language. Safe to use from many
/// threads.
class Hyphenators {
 public:
  explicit Hyphenators(DictionaryFinder finder, PatternCache cache = {});
  ~Hyphenators();

  /// Null when there is no dictionary for the language and no rule of its spelling either. Throws
  /// Failure(kSystem, "dictionary-damaged") when libhyphen or ICU cannot use the file.
  const Hyphenator* for_language(const std::string& language) const;

 private:
  DictionaryFinder finder_;
  PatternCache cache_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<const Hyphenator>> loaded_;
};

}  // namespace chancery::text
