// Embedding levels (UAX 9): which way each stretch of a paragraph runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/collect.h"
#include "text/paragraph.h"

namespace chancery::text {

struct LevelRun {
  std::uint32_t end = 0;   ///< code units
  std::uint8_t level = 0;  ///< odd is right to left
};

/// UAX 9, P2 and P3: by the first strong character outside isolates, else by the language's script.
Direction paragraph_direction(const CollectedText& text);

/// Cover the text in logical order. White space at the end has the paragraph's level (L1).
std::vector<LevelRun> level_runs(std::u16string_view text, Direction direction);

}  // namespace chancery::text
