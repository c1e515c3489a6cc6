// What the stages of composing one letter share, and how they set a paragraph.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "layout/flow.h"
#include "layout/inline_text.h"
#include "layout/layout.h"
#include "layout/structure.h"
#include "layout/tightness.h"
#include "letter/letter.h"
#include "letterhead/letterhead.h"
#include "text/paragraph.h"

namespace chancery::layout {

Failure input_failure(const Position& where, std::string code, std::string what, std::string mend);

/// Footnotes get their numbers in the order in which the text refers to them.
class Footnotes {
 public:
  explicit Footnotes(const letter::Letter& letter);

  /// The note's index (its number less one). Throws Failure(kInput) "unknown-footnote", or
  /// "footnote-not-here" while references are closed.
  std::size_t refer(const letter::Mark& mark, const Position& where);

  std::size_t referred() const { return in_order_.size(); }
  const letter::Footnote& operator[](std::size_t note) const { return *in_order_[note]; }
  /// While a note or a footer is set there is no place for another note.
  void close() { closed_ = true; }
  void open() { closed_ = false; }

 private:
  std::map<std::string_view, const letter::Footnote*> by_label_;
  std::map<std::string_view, std::size_t> numbers_;
  std::vector<const letter::Footnote*> in_order_;
  bool closed_ = false;
};

struct Setting {
  const letter::Letter& letter;
  const letterhead::Letterhead& letterhead;
  const text::Typesetter& typesetter;
  Grid grid;  ///< of the style "text"
  bool right_to_left = false;
  letter::Punctuation punctuation = letter::Punctuation::kSmart;
  Structure structure;
  Footnotes footnotes;
  Diagnostics warnings;
  Tightness tightness;
  std::vector<ParagraphRecord> paragraphs;  ///< those that `tightness` counts
  bool examines_typography = false;
  Hands hands = Hands::kOne;
  Steps page_height = 0;  ///< what a page holds: no image is taller
};

/// Whether the letter runs the other way than its letterhead.
bool mirrors(const Setting& setting);

/// Left edge and width, from the left edge of the text area.
struct Column {
  Points x, width;
  Points right() const { return x + width; }
};

/// The first of the names that the letterhead has a style for; "text" when it has none of them.
const letterhead::TypeStyle& style_of(const letterhead::Letterhead& letterhead,
                                      std::initializer_list<std::string_view> names);

/// The style's alignment for text that is never justified: names, addresses, headings.
letterhead::Align ragged(const letterhead::TypeStyle& style);

/// A column without the indents of a style.
Column inside(const Column& column, const letterhead::TypeStyle& style, bool right_to_left);
/// Narrows a column by an indent at the side where its text starts, but never below what a line
/// of text needs.
Column indented(const Column& column, Points indent, bool right_to_left);

text::SpanStyle span_style(const letterhead::TypeStyle& style, std::string_view language);
/// Lining figures of one width, so that numbers stand below one another, where the face has them.
void set_tabular(const Setting& setting, text::SpanStyle& span);
InlineSetting inline_setting(const Setting& setting, const letterhead::TypeStyle& style,
                             bool as_written);
text::ParagraphStyle paragraph_style(const letterhead::TypeStyle& style,
                                     std::optional<text::Direction> direction);

/// How and as what a text is set.
struct TextPlace {
  Column column;
  const letterhead::TypeStyle* style = nullptr;
  std::string language;
  std::string direction;  ///< as a block asks for it: "ltr", "rtl" or empty
  Meaning meaning;
  const Grid* grid = nullptr;
  bool indented = false;     ///< the first line, by the style's indent
  bool bold = false;         ///< whatever the style says
  bool may_tighten = false;  ///< counted by Setting::tightness
  bool balanced = false;     ///< lines broken by sense, about equally wide: titles
  bool continues = false;    ///< one element with the text set before
  bool numeric = false;      ///< figures of one width, where there are some
  bool as_written = false;   ///< whatever the letter says of punctuation
  std::optional<letterhead::Align> align = {};  ///< instead of the style's
};

/// The width of the widest line of a text when nothing breaks it but its own line ends.
Points natural_width(Setting& setting, std::string_view text, const TextPlace& place);

/// Whether one of the warnings from `since` on tells of a word that does not fit.
bool is_overfull(const Setting& setting, std::size_t since);

/// "12.5 mm".
std::string in_millimetres(Points length);

/// One box a line; a page does not end after the first line nor before the last. Nothing for an
/// empty text.
std::vector<Box> set_text(Setting& setting, const letter::RichText& rich, const TextPlace& place);
std::vector<Box> set_plain(Setting& setting, std::string text, const TextPlace& place,
                           const Position& where = {});

/// Boxes without a break between them, moved together.
void keep_together(std::vector<Box>& boxes, Break how);

/// Puts boxes below one another inside one: spaces count but the first.
/// Returns the height.
Steps stack(std::vector<Box> boxes, const Grid& grid, Steps top, Box& into);

/// One line set by itself: a marker, a number.
struct SetLabel {
  text::SetParagraph paragraph;
  Points width;
};
SetLabel set_label(Setting& setting, const std::string& text, const TextPlace& place);
/// Puts a label before everything else in a box, on its first baseline.
void add_label(Box& box, const SetLabel& label, Points x, const Meaning& meaning);

/// A rule between rows and above notes: half a point, the thinnest that every printer shows.
inline constexpr Points kRuleThickness{0.5};

}  // namespace chancery::layout
