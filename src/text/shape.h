// Third stage: HarfBuzz turns stretches of text into glyphs. What was shaped once is remembered:
// letters of one kind repeat their paragraphs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/generation_cache.h"
#include "text/collect.h"
#include "text/itemise.h"

namespace chancery::text {

/// In font units, y upwards.
struct ShapedGlyph {
  std::uint32_t id = 0;
  std::uint32_t cluster = 0;  ///< code units from the start of what was shaped
  std::int32_t advance = 0;
  std::int32_t x_offset = 0;
  std::int32_t y_offset = 0;
  /// Breaking the line before this cluster needs both sides shaped again
  /// (HB_GLYPH_FLAG_UNSAFE_TO_BREAK).
  bool unsafe_to_break = false;
};

/// In visual order, left to right.
using Shaped = std::vector<ShapedGlyph>;

/// Scripts whose letters join: no letter-spacing, and their forms depend on what stands beside.
bool is_cursive(hb_script_t script);

/// Safe to use from many threads.
class Shaper {
 public:
  /// The text [begin, end) of an item, alone. In cursive scripts its ends join to what stands
  /// beside them in the paragraph.
  std::shared_ptr<const Shaped> shape(const CollectedText& text, const Item& item,
                                      std::uint32_t begin, std::uint32_t end) const;
  /// The hyphen that shows a division of a word: U+2010, or U+002D in a face without it; U+058A in
  /// Armenian. Without glyphs in scripts that show none.
  std::shared_ptr<const Shaped> hyphen(const Item& item) const;

 private:
  /// Of one generation: some hundred letters' worth of different paragraphs.
  static constexpr std::size_t kGenerationBytes = std::size_t{16} << 20U;

  template <typename Make>
  std::shared_ptr<const Shaped> remembered(const std::string& key, const Make& make) const;

  mutable GenerationCache<Shaped> cache_{kGenerationBytes};
};

}  // namespace chancery::text
