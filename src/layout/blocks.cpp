#include "layout/blocks.h"

#include <algorithm>
#include <array>

#include "layout/direction.h"
#include "layout/punctuated.h"

namespace chancery::layout {
namespace {

using letter::Block;
using letterhead::TypeStyle;

/// Quotations stand in by two lines' height at the start and one at the end.
constexpr Steps kQuotationIndent = 2 * Grid::kStepsPerLine;
constexpr Steps kQuotationEndIndent = Grid::kStepsPerLine;

/// The place of a block, its own language and direction counted. Another language brings its own
/// direction with it.
BlockPlace place_inside(const BlockPlace& around, const Block& block) {
  BlockPlace place = around;
  if (!block.language.empty() && block.language != around.language) {
    place.language = block.language;
    place.direction.clear();
  }
  if (!block.direction.empty()) place.direction = block.direction;
  return place;
}

/// Whether a text announces what comes next: it ends in a colon, of whatever script.
bool announces(const Block& block) {
  constexpr std::array<std::string_view, 3> kColons = {":", "\uFF1A", "\u1366"};
  if (block.kind != Block::Kind::kParagraph) return false;
  std::string_view text = block.text.text;
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::any_of(kColons.begin(), kColons.end(),
                     [text](std::string_view colon) { return text.ends_with(colon); });
}

/// The style of the level, or of the nearest one above it.
const TypeStyle& heading_style(const letterhead::Letterhead& letterhead, int level) {
  for (int nearest = std::clamp(level, 1, 6); nearest > 0; --nearest) {
    const auto found = letterhead.styles.find("heading" + std::to_string(nearest));
    if (found != letterhead.styles.end()) return found->second;
  }
  return letterhead.style("text");
}

}  // namespace

bool is_right_to_left(const BlockPlace& place) {
  if (!place.direction.empty()) return place.direction == "rtl";
  return direction_of_language(place.language) == text::Direction::kRightToLeft;
}

int HeadingLevels::level_of(int written) {
  while (!open_.empty() && open_.back() >= written) open_.pop_back();
  open_.push_back(written);
  return std::min(first_ + static_cast<int>(open_.size()) - 1, 6);
}

void BlockComposer::compose(std::span<const Block> blocks, const BlockPlace& place) {
  if (place.depth > kDeepestBlocks) {
    throw input_failure(blocks.empty() ? Position{} : blocks.front().where, "nested-too-deep",
                        "lists and quotations are nested too deeply",
                        "use fewer levels of lists and quotations");
  }
  bool after_paragraph = false;
  bool announced = false;
  for (const Block& block : blocks) {
    if (announced && block.kind != Block::Kind::kPageBreak) flow_.keep_with_next();
    announced = announces(block);
    compose_block(block, place, after_paragraph);
    after_paragraph = block.kind == Block::Kind::kParagraph;
    if (place.depth == 0) compose_new_notes(setting_, place.column, flow_.flow().notes);
  }
}

void BlockComposer::compose_block(const Block& block, const BlockPlace& around,
                                  bool after_paragraph) {
  const BlockPlace place = place_inside(around, block);
  switch (block.kind) {
    case Block::Kind::kParagraph:
      return paragraph(block, place, after_paragraph);
    case Block::Kind::kHeading:
      return heading(block, place);
    case Block::Kind::kList:
      return list(block, place);
    case Block::Kind::kQuotation:
      return quotation(block, place);
    case Block::Kind::kTable:
      return table(block, place);
    case Block::Kind::kPageBreak:
      return flow_.break_page();
  }
}

void BlockComposer::paragraph(const Block& block, const BlockPlace& place, bool indented) {
  if (block.text.text.empty() && block.text.marks.empty()) return;
  const TypeStyle& style = *place.style;
  TextPlace text;
  text.column = place.column;
  text.style = &style;
  text.grid = place.grid;
  text.language = place.language;
  text.direction = place.direction;
  text.meaning = setting_.structure.add("P", place.parent, place.language);
  text.may_tighten = true;
  // In a list, space parts the paragraphs of an item: an indent would look like a list of its own.
  const bool in_list = place.list_depth > 0;
  text.indented = indented && !in_list;
  Steps before = place.grid->space_steps(style.space_before);
  Steps after = place.grid->space_steps(style.space_after);
  if (in_list) after = std::max(1, after);
  if (place.tight) before = after = 0;
  flow_.append(set_text(setting_, block.text, text), before, after);
}

void BlockComposer::heading(const Block& block, const BlockPlace& place) {
  const int level = levels_.level_of(std::clamp(block.level, 1, 6));
  const TypeStyle& style = heading_style(setting_.letterhead, block.level);
  TextPlace text;
  text.column = inside(place.column, style, is_right_to_left(place));
  text.style = &style;
  text.grid = place.grid;
  text.language = place.language;
  text.direction = place.direction;
  std::string type("H");
  type += std::to_string(level);
  const std::size_t element = setting_.structure.add(type, place.parent, place.language);
  setting_.structure[element].title = plain_line(block.text, place.language, setting_.punctuation);
  text.meaning = element;
  // A heading in the text's own style would not be told from it.
  text.bold = &style == &setting_.letterhead.style("text");
  text.align = ragged(style);
  text.balanced = true;
  std::vector<Box> boxes = set_text(setting_, block.text, text);
  if (boxes.empty()) return;
  keep_together(boxes, Break::kAvoided);
  const Steps usual = place.grid->space_steps(place.style->space_after);
  flow_.append(std::move(boxes),
               std::max(1, std::max(usual, place.grid->space_steps(style.space_before))),
               place.grid->space_steps(style.space_after));
  flow_.keep_with_next();
}

void BlockComposer::quotation(const Block& block, const BlockPlace& around) {
  BlockPlace place = around;
  // Inside a note the note's style stays.
  if (around.style == &setting_.letterhead.style("text")) {
    place.style = &style_of(setting_.letterhead, {"quotation"});
  }
  const bool right_to_left = is_right_to_left(around);
  if (place.style->start_indent.value > 0 || place.style->end_indent.value > 0) {
    place.column = inside(around.column, *place.style, right_to_left);
  } else {
    place.column =
        indented(indented(around.column, around.grid->at(kQuotationIndent), right_to_left),
                 around.grid->at(kQuotationEndIndent), !right_to_left);
  }
  place.parent = setting_.structure.add("BlockQuote", around.parent, place.language);
  place.depth = around.depth + 1;
  place.tight = false;
  const Steps space = std::max(1, around.grid->space_steps(around.style->space_after));
  flow_.space(space);
  compose(block.blocks, place);
  flow_.space(space);
}

void BlockComposer::table(const Block& block, const BlockPlace& place) {
  const Steps space = std::max(1, place.grid->space_steps(place.style->space_after));
  // One step more above: text stands lower in its line than the head's rule in its row.
  flow_.append(set_table(setting_, block, place, flow_.flow().heads), space + 1, space);
}

}  // namespace chancery::layout
