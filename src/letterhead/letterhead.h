// A letterhead: paper, margins, artwork, type styles, colours and fixed words. Data from
// letterhead.yaml and the artwork beside it; docs/letterhead.md explains every key. The door of
// this room.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "base/ink.h"
#include "base/units.h"
#include "data/data.h"
#include "letter/letter.h"

namespace chancery::letterhead {

enum class Align { kJustified, kStart, kCentre, kEnd };

/// A type style by its name ("text", "title", "small", "signature", …).
struct TypeStyle {
  std::string font_role = "text";  ///< role in the font catalogue
  Points size{10.5};
  Points leading{14};
  Points space_before, space_after;
  Points first_line_indent;
  Points start_indent, end_indent;  ///< of every line: quotations, lists
  Align align = Align::kJustified;
  bool bold = false;
  bool italic = false;
  bool small_caps = false;
  bool old_style_figures = false;
  bool lining_figures = false;
  bool tabular_figures = false;  ///< lining ones of one width
  bool fractions = false;        ///< digits around a slash
  bool ordinals = false;         ///< with superior letters, in languages that have them so
  bool hyphenate = true;
  bool kashida = true;               ///< justified Arabic words are stretched
  bool hanging_punctuation = false;  ///< Chinese and Japanese full stops and commas
  Points letter_space;
  /// Justified lines first change their spaces, then by these amounts, and only then the spaces
  /// further. `letter-fit: 2 %`: letters move apart by up to this part of the size, or together by
  /// up to half of it.
  double letter_fit = 0;
  /// `glyph-expansion: 1.5 %`: glyphs become wider by up to this part of their width, or narrower
  /// by up to half of it.
  double glyph_expansion = 0;
  /// `protrusion: true`: punctuation and hyphens at a line's ends stand out into the margins, so
  /// that the text's edge looks straight.
  bool protrusion = false;
  Colour colour;
};

/// The text area of a page.
struct Margins {
  Points top, right, bottom, left;
};

/// A line or block of the letterhead's own text ("Correspondence Office · 12 Harbour Street …"),
/// set by the type engine so that no font is found by luck.
struct TextZone {
  Rect place;  ///< text starts at the top-left; x counts from the left page edge
  std::string style;
  std::map<std::string, std::string> text_by_language;  ///< "" is the fallback; lines split by \n
  Position where{};

  /// The text in the language, one of its parents, or the fallback; empty when there is none.
  std::string_view text(std::string_view language) const;
};

/// Artwork drawn into `place`: one page of PDF (SVG was converted), PNG or JPEG.
struct Artwork {
  std::string file;  ///< as named in letterhead.yaml
  Bytes bytes;
  Rect place;
  bool may_flatten = false;  ///< becomes a picture where the archive would not take it
};

enum class CodeKind { kQr, kDataMatrix };
/// Of a QR code: about 7, 15, 25, 30 % of it may be damaged (ISO/IEC 18004). Data Matrix has its
/// own.
enum class CodeCorrection { kLow, kMedium, kQuartile, kHigh };

/// The modules of a symbol without the quiet zone around it.
struct CodeMatrix {
  int columns = 0, rows = 0;
  std::vector<bool> dark;  ///< row by row from the top
};

/// Makes a symbol. Given by `app`, which loads what it takes when it is first asked.
/// Throws Failure(kInput, "code-too-long").
using CodeEncoder = std::function<CodeMatrix(CodeKind, CodeCorrection, std::string_view content)>;

/// A QR or Data Matrix symbol with what the letter says.
struct CodeZone {
  CodeKind kind = CodeKind::kQr;
  CodeCorrection correction = CodeCorrection::kMedium;
  Rect place;           ///< a square, the quiet zone in it
  std::string content;  ///< with {fields} of the letter (kCodeFields)
  std::map<std::string, std::string> alternate_text_by_language;  ///< the same; read aloud
  Colour colour;
  Position where{};

  std::string_view alternate_text(std::string_view language) const;
};

/// What content and alternate text may name; the date as in 2026-11-24.
inline constexpr std::array<std::string_view, 6> kCodeFields = {
    "reference", "your-reference", "date", "place", "title", "language"};

/// What is printed on one side of a sheet besides the letter.
struct Side {
  std::vector<Artwork> artwork;
  std::vector<TextZone> texts;
  std::vector<CodeZone> codes;

  bool empty() const { return artwork.empty() && texts.empty() && codes.empty(); }
};

/// One kind of page (first, following) on one paper: the front of a sheet.
struct PageDesign : Side {
  Margins margins;
  Rect address_zone;    ///< where the addressees stand (first page); width 0: in the text flow
  Rect reference_zone;  ///< reference and date lines (first page); width 0: in the text flow
  Rect footer_zone;     ///< footer line and page number
  Rect notice_zone;  ///< delivery and confidentiality (first page); width 0: above the addressees
  Rect return_zone;  ///< the return address (first page); width 0: none
  /// The address zone lies behind an envelope's window: it never moves, and no line may be longer.
  bool address_in_window = false;
  Side reverse;  ///< the sheet's back; nothing on it: none is printed
};

/// A short line at the sheet's edge, on the first page.
struct EdgeMark {
  Points y, length;
};

struct PaperDesign {
  Points width, height;
  PageDesign first;
  PageDesign following;
  Side last{};                    ///< on the last page, besides what else it has
  std::vector<EdgeMark> marks{};  ///< where to fold and to punch
  Colour mark_colour{};
};

/// What a visible signature says, a line each; place and date share one when they are neighbours.
enum class SignatureItem { kHeading, kName, kTitle, kDivision, kPlace, kDate, kReason };

/// A symbol in a visible signature.
struct SignatureCode {
  CodeKind kind = CodeKind::kQr;
  CodeCorrection correction = CodeCorrection::kMedium;
  std::string content;  ///< with {fields} of the signature (kSignatureCodeFields)
  Points size;          ///< of the square, the quiet zone in it
  Colour colour;
  Position where{};
};

/// What its content may name: the signatory, when and why it is signed, and the SHA-256 digest of
/// the file that is signed, in hexadecimal digits.
inline constexpr std::array<std::string_view, 7> kSignatureCodeFields = {
    "name", "title", "division", "date", "place", "reason", "digest"};

/// Shape of one signature block: room for a visible signature above the printed name, and what is
/// seen there when the division has signed.
struct SignatureShape {
  Points width{200};
  Points height{52};  ///< of the field
  Points gap{24};     ///< between two blocks side by side
  /// In the order in which it is set; what a signature does not have is left out.
  std::vector<SignatureItem> shows{SignatureItem::kHeading,  SignatureItem::kName,
                                   SignatureItem::kDivision, SignatureItem::kPlace,
                                   SignatureItem::kDate,     SignatureItem::kReason};
  /// Drawn beside it unless the division has an image of its own; `place` is not used.
  std::optional<Artwork> seal;
  Points image_width{72};  ///< the widest that seal or image may be
  std::optional<SignatureCode> code;
};

/// What may be done to a letter that is a few lines too long for its pages.
struct Tighten {
  bool paragraphs = true;  ///< set in fewer lines, with narrower spaces
  bool spaces = true;      ///< spaces between paragraphs and parts halved, to half a line at least
  int extra_lines = 0;     ///< below the text area of each page
};

/// A full date in a calendar other than the Gregorian one, as the language writes it. Made by `app`
/// over ICU's calendars, which are loaded when a letter has such a date.
using DateInCalendar = std::function<std::string(std::string_view language,
                                                 letter::Calendar calendar, const letter::Date&)>;

struct Letterhead {
  std::string name;
  std::string organisation;
  std::map<letter::Paper, PaperDesign> papers;
  letter::Paper default_paper = letter::Paper::kA4;
  letter::Punctuation punctuation = letter::Punctuation::kSmart;  ///< of letters that say nothing
  std::string cmyk;  ///< the printing condition that CMYK artwork is made for; empty: not said
  /// Drawn for letters that run from right to left. In letters that run the other way, the zones of
  /// address and reference stand on the other side, but for an address in a window.
  bool right_to_left = false;
  std::map<std::string, TypeStyle, std::less<>> styles;
  std::vector<Ink> inks;  ///< every colour of `colours`; Colour::ink counts from 1
  SignatureShape signature;
  Tighten tighten;
  std::map<std::string, std::string> footer_by_language;
  std::map<std::string, std::string> return_address_by_language;
  /// Fixed words: language → key → text. Keys: page-of ("Page {page} of {pages}"), date, reference,
  /// cc, enclosures, signed-by, signature-of …; kWordKeys has them all.
  std::map<std::string, std::map<std::string, std::string, std::less<>>> words;
  /// Names of the months, January first, in the form that a full date wants.
  std::map<std::string, std::array<std::string, 12>, std::less<>> months;
  DateInCalendar date_in_calendar;
  CodeEncoder encode_code;

  const TypeStyle& style(std::string_view style_name) const;  ///< falls back to "text"
  /// The word in the language, one of its parents ("uz-Cyrl-UZ", "uz-Cyrl", "uz"), or English;
  /// empty when no language has it.
  std::string_view word(std::string_view language, std::string_view key) const;
  /// The same without English: whoever has no digits of its own writes 0 to 9, whatever English
  /// does. A null view when neither the language nor a parent has it.
  std::string_view own_word(std::string_view language, std::string_view key) const;
  /// The footer in the language, one of its parents, or the fallback.
  std::string_view footer(std::string_view language) const;
  std::string_view return_address(std::string_view language) const;
  /// A whole number in the language's own digits ("12", "۱۲").
  std::string number(std::string_view language, int number) const;
  /// The number of a list item as the language counts at a level of nested lists (0: outermost),
  /// with its punctuation: "2.", "b.", "二、".
  std::string list_number(std::string_view language, std::size_t level, int number) const;
  /// What PDF calls that way of counting (ISO 32000-1, 14.8.5.5): "Decimal", "LowerAlpha",
  /// "LowerRoman", "UpperRoman"; letters and numerals that it has no name for are "Decimal".
  std::string_view list_numbering(std::string_view language, std::size_t level) const;
  /// A full date as the language writes it ("24 November 2026", "2026年11月24日").
  std::string date(std::string_view language, const letter::Date& date) const;
  /// The same in another calendar ("۳ آذر ۱۴۰۵"), by `date_in_calendar`.
  std::string date(std::string_view language, const letter::Date& date,
                   letter::Calendar calendar) const;
};

/// The keys of the fixed words. `date-format` is a CLDR pattern of d, dd, M, MM, MMMM (from the
/// months), y and quoted text. `digits` (ten characters), `first-day` ("1er"), `decimal` (the mark
/// before decimals, a point when absent), `list-numbers` (a marker for each level, "1. a. i.") and
/// `list-letters` (those that "a" counts with) need not be there.
inline constexpr std::array<std::string_view, 25> kWordKeys = {"page-of",
                                                               "reference",
                                                               "our-reference",
                                                               "your-reference",
                                                               "date",
                                                               "place-date",
                                                               "cc",
                                                               "page",
                                                               "enclosures",
                                                               "annexes",
                                                               "postscript",
                                                               "for",
                                                               "by-authority-of",
                                                               "telephone",
                                                               "signed-by",
                                                               "signature-of",
                                                               "authentic",
                                                               "all-authentic",
                                                               "signed",
                                                               "date-format",
                                                               "digits",
                                                               "first-day",
                                                               "decimal",
                                                               "list-numbers",
                                                               "list-letters"};

/// `pattern` with each {name} replaced. Names that are not given stay as they are.
std::string fill_in(std::string_view pattern,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> values);

/// Reads a file that lies beside letterhead.yaml; nothing when it is not there.
using ArtworkReader = std::function<std::optional<Bytes>(const std::string& file)>;
/// Turns SVG into one page of PDF (librsvg and cairo, loaded by `app` when needed, cached).
/// Throws Failure when the SVG cannot be drawn.
using SvgConverter = std::function<Bytes(ByteView svg, const std::string& file)>;

/// The words file with empty lines in place of the languages that are none of these, none of their
/// parents and not English, so that a letter does not wait for the reading of all the others. All
/// of it when `languages` is empty.
std::string words_of(std::string_view words_yaml, const std::set<std::string>& languages);

struct ReadLetterhead {
  std::optional<Letterhead> letterhead;
  Diagnostics diagnostics;
};

/// Reads letterhead.yaml. `words_yaml` is the text of the shared fixed-words file (language → key →
/// text), which letterhead.yaml may override. Never throws for bad input; a converter's
/// Failure(kInput) becomes a diagnostic.
ReadLetterhead read_letterhead(std::string_view yaml, const std::string& file,
                               std::string_view words_yaml, const std::string& words_file,
                               const ArtworkReader& artwork, const SvgConverter& convert,
                               const data::ParseYaml& parse = data::parse_yaml);

}  // namespace chancery::letterhead
