// What a reader of this room makes of a file: blocks of lines, as they stood there.
#pragma once

#include <string>
#include <vector>

namespace chancery::draft {

/// A stretch of text (UTF-8, without line ends) in one manner.
struct Span {
  std::string text;
  bool emphasis = false;
  bool strong = false;
  std::string link;      ///< URI, or empty
  std::string footnote;  ///< label of a note that stands here; then there is no text

  bool same_manner(const Span& other) const {
    return emphasis == other.emphasis && strong == other.strong && link == other.link &&
           footnote.empty() && other.footnote.empty();
  }
};

/// What stands between two line breaks.
struct Line {
  std::vector<Span> spans;
  int indent = 0;    ///< columns of white space before it (plain text)
  int position = 0;  ///< line of the file; of a Word document: the paragraph

  std::string text() const;
};

struct Block {
  enum class Kind { kText, kHeading, kList, kQuotation, kTable };
  Kind kind = Kind::kText;
  std::vector<Line> lines;  ///< of text and headings
  int level = 0;            ///< of a heading, 1 to 6; 0: a document's title
  bool ordered = false;     ///< of a list, with its first number
  int start = 1;
  std::vector<std::vector<Block>> items;             ///< of a list
  std::vector<Block> blocks;                         ///< of a quotation
  std::vector<std::vector<std::vector<Line>>> rows;  ///< of a table: cells of lines
  int gap = 0;                                       ///< empty lines before it

  int position() const { return lines.empty() ? first_position : lines.front().position; }
  int first_position = 0;  ///< of what has no lines itself
};

struct Footnote {
  std::string label;
  std::vector<Block> blocks;
};

/// Something that a person should look at.
struct Unsure {
  std::string key;  ///< of the letter, "body", or empty: concerns nothing that was written
  int position = 0;
  std::string code;
  std::string what;
  std::string mend;
};

/// How lines follow one another inside of a block of body text.
enum class LineEnds {
  kWrapped,     ///< a paragraph was broken at a margin
  kParagraphs,  ///< each line is a paragraph
  kBreaks,      ///< line breaks that the author made
};

struct Found {
  std::string language;  ///< as the file says; may be empty
  std::vector<Block> blocks;
  std::vector<Line> page_footer;  ///< at the foot of each page
  std::vector<Footnote> footnotes;
  LineEnds line_ends = LineEnds::kBreaks;
  std::size_t wrapped_at = 0;  ///< length of the longest line, in code points
  std::vector<Unsure> unsure;
};

}  // namespace chancery::draft
