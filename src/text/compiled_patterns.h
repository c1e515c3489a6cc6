// Hyphenation patterns as one block of bytes, so that a dictionary is compiled once on a machine
// and not at every start: loading a .dic file costs more than setting a letter.
#pragma once

#include <hyphen.h>

#include <memory>
#include <vector>

#include "base/bytes.h"

namespace chancery::text {

/// A libhyphen dictionary over bytes that `compile` wrote. The bytes must outlive it.
class CompiledPatterns {
 public:
  /// Null when the bytes are not whole, of another layout, or damaged: compile the file again.
  static std::unique_ptr<CompiledPatterns> open(ByteView bytes);

  /// For hnj_hyphen_hyphenate3, which only reads; never to be freed by libhyphen.
  HyphenDict* dictionary() { return levels_.data(); }

 private:
  CompiledPatterns() = default;
  std::vector<HyphenDict> levels_;  ///< each with its states; the first is the dictionary
  std::vector<std::vector<HyphenState>> states_;
};

/// The dictionary's levels, states, transitions and texts. The bytes are for this machine's own
/// cache: integers as the processor has them.
Bytes compile(const HyphenDict& dictionary);

}  // namespace chancery::text
