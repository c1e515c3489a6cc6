// What a visible signature shows, set to fit its field.
#include <string>
#include <utility>
#include <vector>

#include "layout/direction.h"
#include "layout/layout.h"
#include "layout/line_height.h"
#include "layout/setting.h"

namespace chancery::layout {
namespace {

using letterhead::TypeStyle;

/// White space above and below, so that nothing outside is touched. None at the sides: the text
/// stands flush with the printed name below it.
constexpr Points kPadding{3};
/// When the text does not fit, the type gets smaller by this factor, again and again …
constexpr double kSmaller = 0.92;
/// … but not smaller than can be read in print.
constexpr Points kSmallestSize{4.5};

struct AppearanceLine {
  std::string_view text;
  bool bold;
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
    if (line.text.empty()) continue;
    text::SpanStyle span = span_style(style, language);
    if (line.bold) span.weight = text::Weight::kBold;
    text::ParagraphStyle paragraph =
        paragraph_style(style, direction_of_paragraph({}, language, line.text));
    paragraph.alignment = text::Alignment::kStart;
    paragraph.hyphenate = false;
    text::SetParagraph set =
        typesetter.set(text::StyledText::of(std::string(line.text), span), paragraph, measure);
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

bool fits(const SetBlock& block, Points width, Points height) {
  if (block.height > height) return false;
  for (const SetLine& line : block.lines) {
    if (line.line.width > width + Points(0.01)) return false;
  }
  return true;
}

}  // namespace

Page lay_out_appearance(const AppearanceText& text, Points width, Points height,
                        const letterhead::Letterhead& letterhead,
                        const text::Typesetter& typesetter) {
  const Points measure = width;
  const Points room = height - kPadding * 2;
  const std::vector<AppearanceLine> lines = {
      {text.heading, false}, {text.name, true}, {text.division, false}, {text.date, false}};
  TypeStyle style = style_of(letterhead, {"signature"});
  if (!(measure > style.size) || !(room.value > 0)) {
    throw Failure(FailureKind::kInput, "signature-field-too-small",
                  "the signature field is too small to show anything",
                  "make the signature fields of the letterhead larger");
  }
  SetBlock block = set_block(lines, style, text.language, measure, typesetter);
  while (!fits(block, measure, room)) {
    style.size = style.size * kSmaller;
    style.leading = style.leading * kSmaller;
    if (style.size < kSmallestSize) {
      throw Failure(FailureKind::kInput, "signature-field-too-small",
                    "the signature field is too small for \"" + text.name + "\" and \"" +
                        text.division + "\"",
                    "make the signature fields of the letterhead larger");
    }
    block = set_block(lines, style, text.language, measure, typesetter);
  }

  Page page;
  page.width = width;
  page.height = height;
  const Points top = (height - block.height) / 2;
  for (SetLine& line : block.lines) {
    bool first = true;
    for (text::GlyphRun& run : line.line.runs) {
      PlacedRun placed;
      placed.x = line.line.x + run.x;
      placed.baseline = top + line.baseline;
      placed.meaning = Artifact{};
      placed.line_start = placed.paragraph_start = first;
      placed.run = std::move(run);
      page.runs.push_back(std::move(placed));
      first = false;
    }
  }
  return page;
}

}  // namespace chancery::layout
