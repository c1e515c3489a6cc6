// A letter as its author wrote it: checked, but not yet set. The door of this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "base/units.h"

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

/// What an image's file holds, as it is drawn.
struct Picture {
  std::string name;                                  ///< for messages
  Bytes bytes;                                       ///< PNG, JPEG or one page of PDF
  Points width, height;                              ///< by the resolution that the file names
  std::uint32_t pixels_across = 0, pixels_down = 0;  ///< 0: lines and curves, not pixels
  bool may_flatten = false;                          ///< as its image says
};

/// An image that is a paragraph of its own.
struct Image {
  enum class Align { kStart, kCentre, kEnd };
  std::string file;          ///< beside the letter
  std::string alternate;     ///< what it shows, for those who do not see it
  RichText caption;          ///< may be empty
  bool may_flatten = false;  ///< a drawing that the archive would not take becomes a picture
  std::optional<Points> width;
  std::optional<double> share;  ///< of the column's width, instead of `width`
  Align align = Align::kStart;
  /// Null until whoever reads files has fetched it.
  std::shared_ptr<const Picture> picture;
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
    kImage,      ///< image
  };
  Kind kind = Kind::kParagraph;
  RichText text;
  int level = 0;
  bool ordered = false;
  int start = 1;
  std::vector<ListItem> items;
  std::vector<Block> blocks;
  std::vector<TableRow> rows;
  std::optional<Image> image;
  std::string language;   ///< BCP 47; empty: as the block around it, at last the letter's
  std::string direction;  ///< "ltr", "rtl" or empty: by the language's script
  Position where;
};

struct Footnote {
  std::string label;
  std::vector<Block> blocks;
};

/// Who sends the letter, and how to reach them. Any part may be absent.
struct Sender {
  std::string division;
  std::string name;
  std::vector<RichText> address;  ///< one line each
  std::string telephone;
  std::string email;
  std::string web;  ///< an address with or without "https://"
  Position where;
};

/// The short forms have a name only, which is one line; a full postal address is a block of lines
/// for a window, with the country last.
struct Addressee {
  Addressee() = default;
  Addressee(RichText line) : name(std::move(line)) {}  // NOLINT(google-explicit-constructor)

  RichText name;
  std::vector<RichText> address;
  RichText country;
  bool is_block = false;
};

struct Signatory {
  std::string name;
  std::string title;
  std::string division;
  std::string signs_for;     ///< who would else sign
  std::string authority_of;  ///< who empowered them
  Position where;
};

/// What comes with the letter: named, and where it is a file appended or attached.
struct Enclosure {
  Enclosure() = default;
  Enclosure(RichText line) : title(std::move(line)) {}  // NOLINT(google-explicit-constructor)

  enum class As {
    kAppended,  ///< its pages follow the letter's; PDF only
    kAttached,  ///< the file itself is inside the PDF
  };
  RichText title;
  std::string file;  ///< beside the letter; empty: it comes in the envelope
  As as = As::kAppended;
  bool may_flatten = false;  ///< pages that the archive would not take become pictures
  Position file_where;
  /// Null until whoever reads files has fetched it.
  std::shared_ptr<const Bytes> bytes;
  std::size_t pages = 0;  ///< of a PDF that is appended, with `bytes`
};

/// A calendar date of the proleptic Gregorian calendar (ISO 8601), checked to exist.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
};

enum class Paper { kA4, kUsLetter };

/// Calendars that a letter may be dated in, named as in BCP 47 (Unicode locale key "ca").
enum class Calendar {
  kGregorian,
  kBuddhist,
  kChinese,
  kCoptic,
  kEthiopic,
  kHebrew,
  kIndian,
  kIslamicCivil,
  kIslamicUmmAlQura,
  kJapanese,
  kPersian,
  kRoc,
};

/// The one that official letters of the language are dated in; Gregorian where usage is divided.
Calendar usual_calendar(std::string_view language);
std::optional<Calendar> calendar_named(std::string_view name);
std::string_view name_of(Calendar calendar);

/// Whether typewriter punctuation becomes the language's own (see text/punctuation.h).
enum class Punctuation { kSmart, kAsWritten };

/// How the versions of a letter in several languages stand.
enum class Arrangement {
  kOneAfterAnother,  ///< each begins on a fresh page
  kSideBySide,       ///< paragraph beside paragraph
};

struct Letter {
  std::string letterhead;
  std::string language;  ///< BCP 47
  std::optional<Paper> paper;
  std::optional<Punctuation> punctuation;  ///< nothing: as the letterhead has it
  Sender from;
  RichText confidentiality;  ///< "Strictly confidential"; may be empty, as may what follows
  RichText delivery;         ///< "By registered mail"
  std::string reference;
  std::string your_reference;
  std::optional<Date> date;
  std::optional<Calendar> calendar;  ///< nothing: the language's usual one
  std::string place;
  RichText title;
  std::vector<Addressee> addressees;
  RichText salutation;
  std::vector<Block> body;
  std::vector<Footnote> footnotes;
  RichText closing;  ///< "Yours sincerely," – may be empty
  std::vector<Signatory> signatories;
  std::optional<int> signatories_in_a_row;  ///< 1 to 3; nothing: as many as fit
  std::vector<RichText> cc;
  std::vector<RichText> bcc;  ///< not for the page, nor for anything that leaves with it
  std::vector<Enclosure> enclosures;
  std::vector<RichText> annexes;
  RichText postscript;
  /// Footer text: "default" (also when the key is absent) takes the letterhead's; empty is none;
  /// anything else is set as it stands.
  RichText footer;
  std::string file;  ///< the name it was read under

  /// The letter in other languages, each whole: what a version does not say is the letter's. It is
  /// the letter that is signed.
  std::vector<Letter> versions;
  Arrangement arrangement = Arrangement::kOneAfterAnother;
  /// The languages of the versions that count; empty for a letter in one language. In versions too.
  std::vector<std::string> authentic;
  bool all_authentic = false;  ///< every version counts
  bool is_version = false;
};

/// The tags of every language that something in the letter is set in.
std::set<std::string> languages_of(const Letter& letter);

/// Every image of the body, in its order.
std::vector<Block*> images_of(Letter& letter);

/// A letter, or every reason why there is none. Warnings may come with a letter.
struct ReadLetter {
  std::optional<Letter> letter;
  Diagnostics diagnostics;
};

/// A file that a letter names.
struct FileBeside {
  std::string name;  ///< for messages
  std::string text;
};
/// Reads a file by its path from the letter's folder; nothing when there is none, or when the path
/// leads out of the folder. Given by `app`.
using ReadBeside = std::function<std::optional<FileBeside>(const std::string& path)>;

/// Reads a letter from the text of a file. `file` names it in diagnostics, and its ending decides
/// the format: ".json" is JSON, anything else YAML front matter and Markdown body. Versions in
/// other files are read through `beside`. Never throws for bad input.
ReadLetter read_letter(std::string_view text, const std::string& file,
                       const ReadBeside& beside = {});

}  // namespace chancery::letter
