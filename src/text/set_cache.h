// What was set once is remembered: letters to many people differ in a paragraph or two.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/generation_cache.h"
#include "text/paragraph.h"

namespace chancery::text {

/// Everything that a set paragraph depends on but the fonts and dictionaries: for one typesetter.
std::string key_of(const StyledText& text, const ParagraphStyle& style, Points measure);

/// Safe to use from many threads.
class SetCache {
 public:
  std::shared_ptr<const SetParagraph> find(const std::string& key) const { return sets_.find(key); }
  /// One with warnings is not kept: they name a place, which is another the next time.
  void keep(const std::string& key, const SetParagraph& set);

 private:
  /// Of one generation: some hundred letters' worth of different paragraphs.
  static constexpr std::size_t kGenerationBytes = std::size_t{32} << 20U;

  GenerationCache<SetParagraph> sets_{kGenerationBytes};
};

}  // namespace chancery::text
