// Builds a RichText from characters, breaks and marks in reading order.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "letter/letter.h"

namespace chancery::letter {

/// White space between words becomes one space, and none at the ends, before or after a hard break,
/// or where a line of the source ends between two Han or kana characters. A mark holds from its
/// first character to its last; one without characters is left out, except a footnote.
class RichTextBuilder {
 public:
  void character(char32_t code_point);
  void soft_break();
  void hard_break();

  /// Gives what `close` wants. Marks are closed in the reverse order of opening.
  std::size_t open(Mark::Kind kind, std::string value = {});
  void close(std::size_t mark);
  void footnote(std::string label);

  /// Whether nothing has been written since the mark was opened.
  bool is_empty(std::size_t mark) const;

  RichText take();

 private:
  enum class Gap { kNone, kSpace, kSoftBreak };

  void begin_marks();

  RichText rich_;
  std::vector<std::size_t> waiting_;  // marks that wait for their first character
  Gap gap_ = Gap::kNone;
  char32_t last_ = 0;
};

}  // namespace chancery::letter
