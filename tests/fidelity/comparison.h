// Whether what a reader gives is what the author wrote, character by character.
//
// Before they are compared, exactly this is made equal, and nothing else:
// - a line end inside a paragraph, with the spaces beside it, equals one space; or nothing, where
//   the author wrote none and a script on either side is written without spaces between words
//   (Han, kana, Bopomofo, Hangul, Thai, Lao, Khmer, Burmese, Tibetan) or the character before it is
//   a hyphen or a dash that the author wrote;
// - a page end inside a paragraph equals a line end, and what else stands on both pages is passed
//   over;
// - the bidirectional controls (UAX 9, 2) are left out, in the author's text too, as are soft
//   hyphens in the author's text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::tests {

struct TextLine {
  std::u32string text;  ///< without spaces at its ends and bidirectional controls
  std::size_t page = 0;
};

/// The lines of the pages that are not empty.
std::vector<TextLine> lines_of(const std::vector<std::string>& pages);

struct Comparison {
  bool is_equal = false;
  std::string difference;  ///< where the longest agreement ends, with the code points on both sides
};

/// Looks for the author's text from one line's beginning to a line's end.
Comparison compare(std::string_view author, const std::vector<TextLine>& lines);

}  // namespace chancery::tests
