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
  long left_to_right_letters = 0;  ///< less those from right to left
};

/// The lines of the pages that are not empty.
std::vector<TextLine> lines_of(const std::vector<std::string>& pages);

struct Comparison {
  bool is_equal = false;
  std::string difference;  ///< where the longest agreement ends, with the code points on both sides
};

/// Looks for the author's text from one line's beginning to a line's end.
Comparison compare(std::string_view author, const std::vector<TextLine>& lines);

/// What stands in the way of equality in a reader, whatever a PDF may hold.
enum class Limit {
  kNone,
  /// Firefox puts some characters on the clipboard in another form (normalizeUnicode): no-break and
  /// other spaces as U+0020, U+0EB3 as two characters.
  kFirefoxNormalises,
  /// PDFium does not turn two marks of a right-to-left letter around with their letter: they come
  /// in the other order, which Unicode holds for the same text (canonical equivalence, UAX 15).
  kMarksTradePlaces,
  /// poppler gives a whole page one direction, by the number of its letters. On a left-to-right
  /// page it reads a right-to-left line with numbers, Latin letters, full stops or commas in it as
  /// pieces, from left to right.
  kPageDirection,
  /// MuPDF leaves the end of a line after a soft hyphen, and gives every space, and U+180E, as
  /// U+0020.
  kMuPdfSpaces,
  /// MuPDF gives right-to-left text as it stands, from left to right.
  kNoRightToLeft,
};

/// As compare, but for what the limit takes away: with kPageDirection only that the line has the
/// author's characters, in whatever order.
Comparison compare_within(Limit limit, std::string_view author, const std::vector<TextLine>& lines);

bool has_right_to_left(std::string_view text);

}  // namespace chancery::tests
