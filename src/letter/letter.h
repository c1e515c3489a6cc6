// A letter as its author wrote it: checked, but not yet set. The door of this room.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace chancery::letter {

/// Marks that hold for the bytes [begin, end) of a RichText. Marks nest or stand side by side;
/// an inner mark comes after the outer one.
struct Mark {
  enum class Kind {
    kEmphasis,
    kStrong,
    kSmallCaps,
    kCode,
    kLanguage,   ///< value: BCP 47 tag
    kDirection,  ///< value: "ltr" or "rtl"
    kLink,       ///< value: URI
    kOldStyleFigures,
    kLiningFigures,
    kTabularFigures,
    kFractions,    ///< digits around a slash are fractions
    kOrdinals,     ///< letters after digits (1st) are superiors
    kUnbreakable,  ///< never broken or hyphenated inside (names)
    kFootnote,     ///< value: label; begin == end, the note stands at this place
  };
  Kind kind;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string value;
};

/// UTF-8 text with marks. A hard line break is U+2028 (LINE SEPARATOR).
struct RichText {
  std::string text;
  std::vector<Mark> marks;
  Position where;
};

struct Block;

struct ListItem {
  std::vector<Block> blocks;
};

struct TableCell {
  enum class Align { kStart, kCentre, kEnd };
  RichText text;
  Align align = Align::kStart;
};

struct TableRow {
  std::vector<TableCell> cells;
};

/// One block of the body. Which members count depends on `kind`.
struct Block {
  enum class Kind {
    kParagraph,  ///< text
    kHeading,    ///< text, level 1 to 6
    kList,       ///< items, ordered, start
    kQuotation,  ///< blocks
    kTable,      ///< rows; the first is the head
    kPageBreak,  ///< a thematic break ("---") of the Markdown
  };
  Kind kind = Kind::kParagraph;
  RichText text;
  int level = 0;
  bool ordered = false;
  int start = 1;
  std::vector<ListItem> items;
  std::vector<Block> blocks;
  std::vector<TableRow> rows;
  std::string language;   ///< BCP 47; empty: as the block around it, at last the letter's
  std::string direction;  ///< "ltr", "rtl" or empty: by the language's script
  Position where;
};

struct Footnote {
  std::string label;
  std::vector<Block> blocks;
};

struct Signatory {
  std::string name;
  std::string title;
  std::string division;
  Position where;
};

/// A calendar date of the proleptic Gregorian calendar (ISO 8601), checked to exist.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
};

enum class Paper { kA4, kUsLetter };

/// Whether typewriter punctuation becomes the language's own (see text/punctuation.h).
enum class Punctuation { kSmart, kAsWritten };

struct Letter {
  std::string letterhead;
  std::string language;  ///< BCP 47
  std::optional<Paper> paper;
  std::optional<Punctuation> punctuation;  ///< nothing: as the letterhead has it
  std::string reference;
  std::optional<Date> date;
  std::string place;
  RichText title;                    ///< may be empty
  std::vector<RichText> addressees;  ///< one line each, as set
  RichText salutation;
  std::vector<Block> body;
  std::vector<Footnote> footnotes;
  RichText closing;  ///< "Yours sincerely," – may be empty
  std::vector<Signatory> signatories;
  std::vector<RichText> cc;
  std::vector<RichText> enclosures;
  /// Footer text: "default" (also when the key is absent) takes the letterhead's; empty is none;
  /// anything else is set as it stands.
  RichText footer;
  std::string file;  ///< the name it was read under
};

/// A letter, or every reason why there is none. Warnings may come with a letter.
struct ReadLetter {
  std::optional<Letter> letter;
  Diagnostics diagnostics;
};

/// Reads a letter from the text of a file. `file` names it in diagnostics, and its ending decides
/// the format: ".json" is JSON, anything else YAML front matter and Markdown body.
/// Never throws for bad input.
ReadLetter read_letter(std::string_view text, const std::string& file);

}  // namespace chancery::letter
