// A paragraph's way: collect, itemise, shape, measure, break, make lines.
#include "text/paragraph.h"

#include <cmath>
#include <utility>

#include "text/collect.h"
#include "text/drawing.h"
#include "text/hyphenate.h"
#include "text/icu.h"
#include "text/itemise.h"
#include "text/kashida.h"
#include "text/letter_fit.h"
#include "text/line.h"
#include "text/line_breaks.h"
#include "text/prepare.h"
#include "text/set_cache.h"
#include "text/shape.h"
#include "text/typography_report.h"

namespace chancery::text {
namespace {

void warn(SetParagraph& set, const StyledText& text, const SetLine& made,
          const Opportunity& ended_at) {
  const auto add = [&](const char* code, const std::string& what, const char* mend) {
    set.warnings.push_back({Severity::kWarning, text.where, code,
                            "the line " + quoted_line(text.text, made.line) + what, mend});
  };
  if (made.overfull.value > 0) {
    add("overfull-line", " is wider than the page allows",
        "let it break, for instance with a soft hyphen or by removing 'unbreakable'");
  } else if (ended_at.kind == Opportunity::Kind::kForced) {
    add("broken-word", " ends within a word that is wider than the page allows",
        "divide the word with a soft hyphen, or write it shorter");
  } else if (made.line.stretch_ratio > kTornRatio) {
    add("loose-line", " has very wide spaces",
        "allow a division with a soft hyphen, or change the wording");
  }
}

}  // namespace

struct Typesetter::Inside {
  Inside(const FontLibrary& library, DictionaryFinder finder, PatternCache patterns)
      : fonts(library), hyphenators(std::move(finder), std::move(patterns)) {}

  const FontLibrary& fonts;
  Shaper shaper;
  Hyphenators hyphenators;
  mutable BreakIterators iterators;
  mutable SetCache sets;

  SetParagraph set(const StyledText& text, const ParagraphStyle& style, Points measure) const;
};

Typesetter::Typesetter(const FontLibrary& fonts, DictionaryFinder dictionaries,
                       PatternCache patterns)
    : inside_(std::make_unique<Inside>(fonts, std::move(dictionaries), std::move(patterns))) {}

Typesetter::~Typesetter() = default;

const FontLibrary& Typesetter::fonts() const {
  return inside_->fonts;
}

SetParagraph Typesetter::set(const StyledText& text, const ParagraphStyle& style,
                             Points measure) const {
  const std::string key = key_of(text, style, measure);
  if (const auto known = inside_->sets.find(key)) return *known;
  SetParagraph set = inside_->set(text, style, measure);
  inside_->sets.keep(key, set);
  return set;
}

SetParagraph Typesetter::Inside::set(const StyledText& text, const ParagraphStyle& style,
                                     Points measure) const {
  const CollectedText collected = collect(text);
  Itemised itemised = itemise(collected, style.direction, fonts);
  SetParagraph set;
  set.leading = style.leading;
  set.direction = itemised.direction;
  if (collected.units.empty()) return set;
  warn_of_missing_drawings(collected, itemised, set.warnings);
  Prepared prepared = prepare(collected, std::move(itemised), shaper, fonts);
  if (style.kashida && style.alignment == Alignment::kJustified) find_kashidas(prepared);
  const LetterFit letter_fit = measure_letter_fit(prepared, style);
  if (style.hanging_punctuation) hang_punctuation(prepared);
  const Measures measures = {(measure - style.first_line_indent).value, measure.value};
  const std::vector<BrokenLine> lines =
      break_lines(prepared, letter_fit, style, measures, hyphenators, iterators);
  set.lines.reserve(lines.size());
  for (const BrokenLine& broken : lines) {
    const Points indent = set.lines.empty() ? style.first_line_indent : Points{};
    SetLine made = make_line(prepared, letter_fit, broken, style, measure, indent, fonts);
    warn(set, text, made, broken.to);
    set.lines.push_back(std::move(made.line));
  }
  return set;
}

StyledText StyledText::of(std::string text, SpanStyle style) {
  StyledText styled;
  styled.spans.push_back({0, text.size(), std::move(style)});
  styled.text = std::move(text);
  return styled;
}

Points GlyphRun::width() const {
  Points width;
  for (const Glyph& glyph : glyphs) width += glyph.advance;
  return width;
}

}  // namespace chancery::text
