// Character maps (ISO 32000-1, 9.7.5 and 9.10.3; Adobe technical note 5014): from codes to CIDs,
// and from codes to text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace chancery::pdf {

/// Whether viewers have a map of that name (ISO 32000-1, table 118).
bool is_predefined_map(std::string_view name);

class CharacterMap {
 public:
  /// Identity-H and Identity-V: two bytes are a code, the code is the CID.
  static CharacterMap identity();
  /// Of hostile bytes; what is not understood is passed over.
  static CharacterMap read(ByteView cmap);

  /// The next code of a string, from `at`, which is moved past it (9.7.6.2).
  std::uint32_t next_code(std::string_view string, std::size_t& at) const;
  std::optional<std::uint32_t> cid(std::uint32_t code) const;
  /// UTF-16BE; nothing when the code is not mapped.
  std::optional<std::string> text(std::uint32_t code) const;
  bool is_vertical() const { return is_vertical_; }
  /// The name of the map that this one goes on from, empty when there is none.
  const std::string& uses() const { return uses_; }

 private:
  struct Space {
    std::size_t bytes = 2;
    std::uint32_t low = 0, high = 0xFFFF;
  };
  struct CidRange {
    std::uint32_t low = 0, high = 0, cid = 0;
  };
  struct TextRange {
    std::uint32_t low = 0, high = 0;
    std::string text;  ///< of `low`; the last unit counts up
  };
  class Reader;

  std::vector<Space> spaces_;
  std::vector<CidRange> cids_;    ///< sorted by `low`
  std::vector<TextRange> texts_;  ///< sorted by `low`
  bool is_vertical_ = false;
  std::string uses_;
};

}  // namespace chancery::pdf
