#include "layout/setting.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "layout/balance.h"
#include "layout/direction.h"
#include "layout/line_height.h"
#include "text/drawing.h"
#include "text/typography_report.h"

namespace chancery::layout {
namespace {

using letterhead::Align;
using letterhead::Letterhead;
using letterhead::TypeStyle;

/// Indents stop where a column would become narrower than this: about a dozen letters.
constexpr Points kNarrowestColumn{72};

/// Wider than any page: a label is one line, its caller looks whether it fits.
constexpr Points kLabelMeasure{100000};

text::Alignment alignment(Align align) {
  switch (align) {
    case Align::kJustified:
      return text::Alignment::kJustified;
    case Align::kStart:
      return text::Alignment::kStart;
    case Align::kCentre:
      return text::Alignment::kCentre;
    case Align::kEnd:
      return text::Alignment::kEnd;
  }
  return text::Alignment::kStart;
}

/// What each element inside a paragraph means on the page.
std::vector<Meaning> meanings_of(Setting& setting, const InlineText& text, const Meaning& outer) {
  std::vector<Meaning> meanings;
  for (const InlineText::Element& element : text.elements) {
    const Meaning& parent = element.parent == InlineText::kNone ? outer : meanings[element.parent];
    const auto* structure = std::get_if<std::size_t>(&parent);
    meanings.push_back(structure == nullptr
                           ? parent
                           : Meaning(setting.structure.add(element.is_note ? "Reference" : "Link",
                                                           *structure, {})));
  }
  return meanings;
}

void add_warnings(Setting& setting, const text::SetParagraph& paragraph) {
  setting.warnings.insert(setting.warnings.end(), paragraph.warnings.begin(),
                          paragraph.warnings.end());
}

/// `x` is the line's left edge.
FilledRect emphasis_dot(const text::EmphasisMark& mark, Points x, Points baseline) {
  const Points radius = mark.diameter / 2;
  return {{x + mark.x - radius, baseline - mark.rise - radius, mark.diameter, mark.diameter},
          mark.colour,
          Artifact{Artifact::Kind::kRule},
          true};
}

/// All of the text in an isolate of that direction (UAX 9, 2.4.2).
letter::RichText with_direction(letter::RichText rich, const std::string& direction) {
  rich.marks.insert(rich.marks.begin(),
                    {letter::Mark::Kind::kDirection, 0, rich.text.size(), direction});
  return rich;
}

/// UAX 14's orphans and widows are the typographer's: at least two lines on either side.
void guard_ends(std::vector<Box>& boxes) {
  if (boxes.size() < 2) return;
  boxes[1].before = std::max(boxes[1].before, Break::kAvoided);
  boxes.back().before = std::max(boxes.back().before, Break::kAvoided);
}

ParagraphRecord record_of(const text::SetParagraph& set) {
  ParagraphRecord record{set.lines.size(), 0};
  for (const text::Line& line : set.lines) {
    const double ratio = std::fabs(line.stretch_ratio);
    record.strain += ratio * ratio * ratio;
  }
  return record;
}

void mark_blemishes(const std::vector<text::Line>& lines, std::vector<Box>& boxes) {
  for (std::size_t i = 1; i < boxes.size(); ++i) {
    boxes[i].blemishes.splits_paragraph = true;
    boxes[i].blemishes.after_hyphen = lines[i - 1].hyphenated;
  }
}

}  // namespace

Failure input_failure(const Position& where, std::string code, std::string what, std::string mend) {
  return {FailureKind::kInput, Diagnostics{{Severity::kError, where, std::move(code),
                                            std::move(what), std::move(mend)}}};
}

Footnotes::Footnotes(const letter::Letter& letter) {
  for (const letter::Footnote& note : letter.footnotes) by_label_.emplace(note.label, &note);
}

std::size_t Footnotes::refer(const letter::Mark& mark, const Position& where) {
  if (closed_) {
    throw input_failure(where, "footnote-not-here",
                        "footnote '" + mark.value + "' is referred to in a footnote or footer",
                        "say it there itself, or refer to the footnote from the text");
  }
  const auto found = by_label_.find(mark.value);
  if (found == by_label_.end()) {
    throw input_failure(where, "unknown-footnote", "there is no footnote '" + mark.value + "'",
                        "write the footnote, or take the reference out");
  }
  const auto [number, is_new] = numbers_.emplace(found->first, in_order_.size());
  if (is_new) in_order_.push_back(found->second);
  return number->second;
}

const TypeStyle& style_of(const Letterhead& letterhead,
                          std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = letterhead.styles.find(name);
    if (found != letterhead.styles.end()) return found->second;
  }
  return letterhead.style("text");
}

Column indented(const Column& column, Points indent, bool right_to_left) {
  const Points most = std::max(Points(0), column.width - kNarrowestColumn);
  const Points taken = std::min(indent, most);
  return {right_to_left ? column.x : column.x + taken, column.width - taken};
}

Column inside(const Column& column, const TypeStyle& style, bool right_to_left) {
  return indented(indented(column, style.start_indent, right_to_left), style.end_indent,
                  !right_to_left);
}

Align ragged(const TypeStyle& style) {
  return style.align == Align::kJustified ? Align::kStart : style.align;
}

text::SpanStyle span_style(const TypeStyle& style, std::string_view language) {
  text::SpanStyle span;
  span.role = style.font_role;
  span.size = style.size;
  span.weight = style.bold ? text::Weight::kBold : text::Weight::kRegular;
  span.slant = style.italic ? text::Slant::kItalic : text::Slant::kUpright;
  span.small_caps = style.small_caps;
  span.old_style_figures = style.old_style_figures;
  span.lining_figures = style.lining_figures;
  span.tabular_figures = style.tabular_figures;
  span.letter_space = style.letter_space;
  span.colour = style.colour;
  span.language = language;
  return span;
}

InlineSetting inline_setting(const Setting& setting, const TypeStyle& style, bool as_written) {
  InlineSetting result;
  result.code_role = style_of(setting.letterhead, {"code"}).font_role;
  result.punctuation = as_written ? letter::Punctuation::kAsWritten : setting.punctuation;
  result.fractions = style.fractions;
  result.ordinals = style.ordinals;
  result.fonts = &setting.typesetter.fonts();
  return result;
}

text::ParagraphStyle paragraph_style(const TypeStyle& style,
                                     std::optional<text::Direction> direction) {
  text::ParagraphStyle paragraph;
  paragraph.alignment = alignment(style.align);
  paragraph.direction = direction;
  paragraph.leading = style.leading;
  paragraph.hyphenate = style.hyphenate;
  paragraph.kashida = style.kashida;
  paragraph.letter_fit = style.letter_fit;
  paragraph.glyph_expansion = style.glyph_expansion;
  paragraph.protrusion = style.protrusion;
  paragraph.hanging_punctuation = style.hanging_punctuation;
  return paragraph;
}

void set_tabular(const Setting& setting, text::SpanStyle& span) {
  if (!text::draws(setting.typesetter.fonts(), span, text::Drawing::kTabularFigures, {})) return;
  span.tabular_figures = true;
  span.old_style_figures = false;
}

std::vector<Box> set_text(Setting& setting, const letter::RichText& rich, const TextPlace& place) {
  text::SpanStyle span = span_style(*place.style, place.language);
  if (place.bold) span.weight = text::Weight::kBold;
  if (place.numeric) set_tabular(setting, span);
  const auto number_note = [&](const letter::Mark& mark) {
    const std::size_t note = setting.footnotes.refer(mark, rich.where);
    return NoteNumber{
        note, setting.letterhead.number(setting.letter.language, static_cast<int>(note) + 1)};
  };
  letter::RichText in_order;
  const bool foreign = has_foreign_order(place.direction, place.language, rich.text);
  if (foreign) in_order = with_direction(rich, "ltr");
  const InlineText text =
      inline_text(foreign ? in_order : rich, span,
                  inline_setting(setting, *place.style, place.as_written), number_note);
  if (text.text.text.empty()) return {};

  text::ParagraphStyle style = paragraph_style(
      *place.style, direction_of_paragraph(place.direction, place.language, rich.text));
  if (place.align) style.alignment = alignment(*place.align);
  if (place.indented) style.first_line_indent = place.style->first_line_indent;
  if (place.may_tighten && setting.tightness.wants_fewest_lines(setting.paragraphs.size())) {
    style.looseness = -1;
  }
  text::SetParagraph set =
      place.balanced ? set_balanced(setting.typesetter, text.text, style, place.column.width)
                     : setting.typesetter.set(text.text, style, place.column.width);
  add_warnings(setting, set);
  if (place.may_tighten) setting.paragraphs.push_back(record_of(set));

  std::vector<text::LineRemark> remarks;
  if (setting.examines_typography) remarks = text::typography_report(set, text.text, style);

  const std::vector<Meaning> meanings = meanings_of(setting, text, place.meaning);
  const std::vector<LineHeight> heights =
      line_heights(set.lines, place.style->leading, *place.grid);
  std::vector<Box> boxes(set.lines.size());
  for (std::size_t i = 0; i < set.lines.size(); ++i) {
    text::Line& line = set.lines[i];
    Box& box = boxes[i];
    box.height = heights[i].total();
    box.first_baseline = place.grid->line_ascent() + place.grid->at(heights[i].above);
    for (text::GlyphRun& run : line.runs) {
      PlacedRun placed;
      placed.x = place.column.x + line.x + run.x;
      placed.baseline = box.first_baseline;
      const std::size_t element = text.element_at(run.text_begin);
      placed.meaning = element == InlineText::kNone ? place.meaning : meanings[element];
      placed.line_start = box.runs.empty();
      placed.paragraph_start = placed.line_start && i == 0 && !place.continues;
      if (element != InlineText::kNone && text.elements[element].is_note) {
        box.notes.push_back(text.elements[element].note);
      }
      placed.run = std::move(run);
      box.runs.push_back(std::move(placed));
    }
    for (const text::EmphasisMark& mark : line.marks) {
      box.rects.push_back(emphasis_dot(mark, place.column.x + line.x, box.first_baseline));
    }
  }
  for (text::LineRemark& remark : remarks) {
    Box& box = boxes[remark.line];
    box.remarks.push_back({box.first_baseline, std::move(remark.warning)});
  }
  mark_blemishes(set.lines, boxes);
  guard_ends(boxes);
  return boxes;
}

std::vector<Box> set_plain(Setting& setting, std::string text, const TextPlace& place,
                           const Position& where) {
  letter::RichText rich;
  rich.text = std::move(text);
  rich.where = where;
  return set_text(setting, rich, place);
}

void keep_together(std::vector<Box>& boxes, Break how) {
  for (std::size_t i = 1; i < boxes.size(); ++i) {
    boxes[i].before = std::max(boxes[i].before, how);
  }
}

Steps stack(std::vector<Box> boxes, const Grid& grid, Steps top, Box& into) {
  Steps height = 0;
  bool first = true;
  for (Box& box : boxes) {
    if (!first) height += box.space_before;
    const Points y = grid.at(top + height);
    for (PlacedRun& run : box.runs) {
      run.baseline += y;
      into.runs.push_back(std::move(run));
    }
    for (FilledRect& rect : box.rects) {
      rect.place.y += y;
      into.rects.push_back(rect);
    }
    for (PlacedPicture& picture : box.pictures) {
      picture.place.y += y;
      into.pictures.push_back(std::move(picture));
    }
    for (Remark& remark : box.remarks) {
      remark.baseline += y;
      into.remarks.push_back(std::move(remark));
    }
    into.notes.insert(into.notes.end(), box.notes.begin(), box.notes.end());
    height += box.height;
    first = false;
  }
  return height;
}

bool mirrors(const Setting& setting) {
  return setting.right_to_left != setting.letterhead.right_to_left;
}

Points natural_width(Setting& setting, std::string_view text, const TextPlace& place) {
  constexpr std::string_view kLineSeparator = "\u2028";
  Points widest;
  while (!text.empty()) {
    const std::size_t end = text.find(kLineSeparator);
    widest = std::max(widest, set_label(setting, std::string(text.substr(0, end)), place).width);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + kLineSeparator.size());
  }
  return widest;
}

bool is_overfull(const Setting& setting, std::size_t since) {
  return std::any_of(setting.warnings.begin() + static_cast<std::ptrdiff_t>(since),
                     setting.warnings.end(), [](const Diagnostic& warning) {
                       return warning.code == "overfull-line" || warning.code == "broken-word";
                     });
}

std::string in_millimetres(Points length) {
  const auto tenths = static_cast<std::int64_t>(std::lround(length / millimetres(0.1)));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " mm";
}

SetLabel set_label(Setting& setting, const std::string& text, const TextPlace& place) {
  SetLabel label;
  if (text.empty()) return label;
  text::SpanStyle span = span_style(*place.style, place.language);
  if (place.bold) span.weight = text::Weight::kBold;
  text::ParagraphStyle style =
      paragraph_style(*place.style, direction_of_paragraph(place.direction, place.language, {}));
  style.alignment = text::Alignment::kStart;
  style.hyphenate = false;
  label.paragraph = setting.typesetter.set(text::StyledText::of(text, span), style, kLabelMeasure);
  if (!label.paragraph.lines.empty()) label.width = label.paragraph.lines.front().width;
  return label;
}

void add_label(Box& box, const SetLabel& label, Points x, const Meaning& meaning) {
  if (label.paragraph.lines.empty()) return;
  std::vector<PlacedRun> runs;
  for (const text::GlyphRun& run : label.paragraph.lines.front().runs) {
    PlacedRun placed;
    placed.run = run;
    placed.x = x + run.x;
    placed.baseline = box.first_baseline;
    placed.meaning = meaning;
    placed.line_start = placed.paragraph_start = runs.empty();
    runs.push_back(std::move(placed));
  }
  for (PlacedRun& run : box.runs) {
    if (!runs.empty() && run.baseline == box.first_baseline) run.line_start = false;
  }
  box.runs.insert(box.runs.begin(), std::make_move_iterator(runs.begin()),
                  std::make_move_iterator(runs.end()));
}

}  // namespace chancery::layout
