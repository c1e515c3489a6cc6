// Changes to a text, and where its parts stand afterwards.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::text {

/// Bytes [begin, end) of a text give way to UTF-8 text, which may be empty.
struct Replacement {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string with;
};

/// The text with the replacements made; they are in order and do not overlap.
std::string replaced(std::string_view text, const std::vector<Replacement>& replacements);

/// Where the bytes of a text stand after replacements.
class MovedOffsets {
 public:
  explicit MovedOffsets(const std::vector<Replacement>& replacements);

  /// The place of `byte`; of a byte within what was replaced, the beginning of what replaces it.
  std::size_t operator()(std::size_t byte) const;

 private:
  struct Step {
    std::size_t begin, end;  ///< of what was replaced
    std::size_t moved_begin, moved_end;
  };
  std::vector<Step> steps_;
};

/// One list for two, the second of which was made for the text after the first. Each of the second
/// lies within one replacement of the first or outside of them all.
std::vector<Replacement> composed(std::vector<Replacement> first,
                                  const std::vector<Replacement>& second);

}  // namespace chancery::text
