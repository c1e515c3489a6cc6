// What a visible signature shows, set to fit its field.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "layout/codes.h"
#include "layout/direction.h"
#include "layout/layout.h"
#include "layout/line_height.h"
#include "layout/setting.h"
#include "letter/letter.h"

namespace chancery::layout {
namespace {

using letterhead::SignatureItem;
using letterhead::TypeStyle;

/// White space above and below, so that nothing outside is touched. None at the sides: the text
/// stands flush with the printed name below it.
constexpr Points kPadding{3};
/// When the text does not fit, the type gets smaller by this factor, again and again …
constexpr double kSmaller = 0.92;
/// … but not smaller than can be read in print.
constexpr Points kSmallestSize{4.5};

/// Between image, text and code.
constexpr Points kGutter{7};

struct AppearanceLine {
  std::string text;
  bool bold = false;
};

struct SetLine {
  text::Line line;
  Points baseline;
};

struct SetBlock {
  std::vector<SetLine> lines;
  Points height;
};

SetBlock set_block(const std::vector<AppearanceLine>& lines, const TypeStyle& style,
                   const std::string& language, Points measure,
                   const text::Typesetter& typesetter) {
  SetBlock block;
  const Grid grid(style.leading);
  Steps top = 0;
  for (const AppearanceLine& line : lines) {
    text::SpanStyle span = span_style(style, language);
    if (line.bold) span.weight = text::Weight::kBold;
    text::ParagraphStyle paragraph =
        paragraph_style(style, direction_of_paragraph({}, language, line.text));
    paragraph.alignment = text::Alignment::kStart;
    paragraph.hyphenate = false;
    text::SetParagraph set =
        typesetter.set(text::StyledText::of(line.text, span), paragraph, measure);
    const std::vector<LineHeight> heights = line_heights(set.lines, style.leading, grid);
    for (std::size_t i = 0; i < set.lines.size(); ++i) {
      block.lines.push_back(
          {std::move(set.lines[i]), grid.at(top + heights[i].above) + grid.line_ascent()});
      top += heights[i].total();
    }
  }
  block.height = grid.at(top);
  return block;
}

/// A date in one piece: the line of place and date breaks between the two.
std::string unbroken(std::string_view date) {
  constexpr std::string_view kNoBreakSpace = "\u00A0";
  std::string tied;
  for (const char c : date) {
    if (c == ' ') {
      tied += kNoBreakSpace;
    } else {
      tied += c;
    }
  }
  return tied;
}

std::string text_of_item(SignatureItem item, const AppearanceText& text) {
  switch (item) {
    case SignatureItem::kHeading:
      return text.heading;
    case SignatureItem::kName:
      return text.name;
    case SignatureItem::kTitle:
      return text.title;
    case SignatureItem::kDivision:
      return text.division;
    case SignatureItem::kPlace:
      return text.place;
    case SignatureItem::kDate:
      return unbroken(text.date);
    case SignatureItem::kReason:
      return text.reason;
  }
  return {};
}

bool are_place_and_date(SignatureItem one, SignatureItem other) {
  return (one == SignatureItem::kPlace && other == SignatureItem::kDate) ||
         (one == SignatureItem::kDate && other == SignatureItem::kPlace);
}

/// One line an item; a place and a date that are neighbours share one.
std::vector<AppearanceLine> lines_of(const AppearanceText& text,
                                     const letterhead::Letterhead& letterhead) {
  std::vector<AppearanceLine> lines;
  const std::vector<SignatureItem>& shows = letterhead.signature.shows;
  for (std::size_t i = 0; i < shows.size(); ++i) {
    const bool together = i + 1 < shows.size() && are_place_and_date(shows[i], shows[i + 1]) &&
                          !text.place.empty() && !text.date.empty();
    std::string line =
        together ? letterhead::fill_in(letterhead.word(text.language, "place-date"),
                                       {{"place", text.place}, {"date", unbroken(text.date)}})
                 : text_of_item(shows[i], text);
    if (!line.empty()) lines.push_back({std::move(line), shows[i] == SignatureItem::kName});
    if (together) ++i;
  }
  return lines;
}

bool fits(const SetBlock& block, Points width, Points height) {
  if (block.height > height) return false;
  for (const SetLine& line : block.lines) {
    if (line.line.width > width + Points(0.01)) return false;
  }
  return true;
}

/// Puts image, text and code side by side into the field.
class AppearanceSetter {
 public:
  AppearanceSetter(const AppearanceText& text, Points width, Points height,
                   const letterhead::Letterhead& letterhead, const text::Typesetter& typesetter)
      : text_(text), letterhead_(letterhead), typesetter_(typesetter), free_{Points(0), width} {
    right_to_left_ = direction_of_language(text.language) == text::Direction::kRightToLeft;
    appearance_.page.width = width;
    appearance_.page.height = height;
  }

  Appearance set(const letter::Picture* image) {
    if (!(room().value > 0)) too_small();
    if (image != nullptr) put_image(*image);
    if (letterhead_.signature.code) put_code(*letterhead_.signature.code);
    put_text();
    return std::move(appearance_);
  }

 private:
  Points height() const { return appearance_.page.height; }
  Points room() const { return height() - kPadding * 2; }

  /// Takes a strip from the free part of the field, and what separates it from the rest. Its place
  /// from the left.
  Points take(Points width, bool at_start) {
    const bool at_left = at_start != right_to_left_;
    const Points x = at_left ? free_.x : free_.right() - width;
    const Points taken = std::min(width + kGutter, free_.width);
    if (at_left) free_.x = free_.x + taken;
    free_.width = free_.width - taken;
    return x;
  }

  /// As large as it may be; the text keeps half of the field.
  void put_image(const letter::Picture& image) {
    const Points widest = std::min(letterhead_.signature.image_width, free_.width / 2);
    const double shape = image.height / image.width;
    const Points width = std::min(widest, room() / shape);
    const Points high = width * shape;
    appearance_.artwork.push_back({image.name, image.bytes});
    appearance_.page.artwork.push_back(
        {0, {take(width, true), (height() - high) / 2, width, high}, Artifact{}});
  }

  std::string field_of_code(std::string_view field, const Position& where) const {
    const std::string* value = field == "name"       ? &text_.name
                               : field == "title"    ? &text_.title
                               : field == "division" ? &text_.division
                               : field == "place"    ? &text_.place
                               : field == "reason"   ? &text_.reason
                               : field == "date"     ? &text_.iso_date
                                                     : &text_.digest;
    if (!value->empty()) return *value;
    throw input_failure(where, "code-without-field",
                        "the code of the letterhead's signatures holds the '" + std::string(field) +
                            "', and this signature has none",
                        field == "place" || field == "reason"
                            ? "sign with '--" + std::string(field) + "'"
                            : "take it out of the code, or write it in the letter");
  }

  void put_code(const letterhead::SignatureCode& code) {
    const bool link = is_link(code.content);
    CodeSymbol symbol{code.kind, code.correction, {}};
    symbol.content = fill_code(code.content, link, [&](std::string_view field) {
      return field_of_code(field, code.where);
    });
    const Points size = std::min({code.size, height(), free_.width});
    const Rect place{take(size, false), (height() - size) / 2, size, size};
    for (const Rect& dark : code_modules(letterhead_.encode_code, symbol, place, code.where)) {
      appearance_.page.rects.push_back({dark, code.colour, Artifact{}});
    }
  }

  void put_text() {
    const std::vector<AppearanceLine> lines = lines_of(text_, letterhead_);
    TypeStyle style = style_of(letterhead_, {"signature"});
    if (!(free_.width > style.size)) too_small();
    SetBlock block = set_block(lines, style, text_.language, free_.width, typesetter_);
    while (!fits(block, free_.width, room())) {
      style.size = style.size * kSmaller;
      style.leading = style.leading * kSmaller;
      if (style.size < kSmallestSize) too_small();
      block = set_block(lines, style, text_.language, free_.width, typesetter_);
    }
    const Points top = (height() - block.height) / 2;
    for (SetLine& line : block.lines) put_line(line, top);
  }

  void put_line(SetLine& line, Points top) {
    bool first = true;
    for (text::GlyphRun& run : line.line.runs) {
      PlacedRun placed;
      placed.x = free_.x + line.line.x + run.x;
      placed.baseline = top + line.baseline;
      placed.meaning = Artifact{};
      placed.line_start = placed.paragraph_start = first;
      placed.run = std::move(run);
      appearance_.page.runs.push_back(std::move(placed));
      first = false;
    }
  }

  [[noreturn]] void too_small() const {
    throw Failure(FailureKind::kInput, "signature-field-too-small",
                  "the signature field is too small for what it shows of '" + text_.name + "', '" +
                      text_.division + "': the type would be smaller than " + "4.5 pt",
                  "make 'width' or 'height' under 'signature' of the letterhead larger (in a PDF "
                  "that is no letter '--rect' or '--size'), or let it show less; '--invisible' "
                  "shows nothing");
  }

  const AppearanceText& text_;
  const letterhead::Letterhead& letterhead_;
  const text::Typesetter& typesetter_;
  Column free_;
  bool right_to_left_ = false;
  Appearance appearance_;
};

}  // namespace

Appearance lay_out_appearance(const AppearanceText& text, const letter::Picture* image,
                              Points width, Points height, const letterhead::Letterhead& letterhead,
                              const text::Typesetter& typesetter) {
  return AppearanceSetter(text, width, height, letterhead, typesetter).set(image);
}

}  // namespace chancery::layout
