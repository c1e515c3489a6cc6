// Tables: full-width columns, rules above, below and between rows, the head repeated on each page.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "layout/blocks.h"
#include "layout/direction.h"

namespace chancery::layout {
namespace {

using letter::Block;
using letter::TableCell;
using letter::TableRow;
using letterhead::TypeStyle;

/// Between two columns, in em.
constexpr double kColumnGap = 1.2;
/// A column narrower than this, in em, cannot hold words.
constexpr double kNarrowestColumn = 3;
/// Rules inside the table are half as strong as those at its head and foot.
constexpr double kInnerRule = 0.5;
/// White space of a row, below its text: half a line, the rule in its middle.
constexpr Steps kRowSpace = 1;

letterhead::Align align(TableCell::Align wanted) {
  switch (wanted) {
    case TableCell::Align::kStart:
      return letterhead::Align::kStart;
    case TableCell::Align::kCentre:
      return letterhead::Align::kCentre;
    case TableCell::Align::kEnd:
      return letterhead::Align::kEnd;
  }
  return letterhead::Align::kStart;
}

/// Widths that give narrow columns what they ask for and share the rest by need.
std::vector<Points> fair_widths(const std::vector<Points>& natural, Points available) {
  Points total;
  for (const Points width : natural) total += width;
  std::vector<Points> widths = natural;
  const auto count = static_cast<double>(natural.size());
  if (total <= available) {
    for (Points& width : widths) width += (available - total) / count;
    return widths;
  }
  const Points share = available / count;
  Points modest;
  Points greedy;
  for (const Points width : natural) (width <= share ? modest : greedy) += width;
  const Points left = available - modest;
  // A column that wants a little more than its share must not get less than it for that.
  Points floor_sum;
  std::size_t at_floor = 0;
  for (Points& width : widths) {
    if (width <= share) continue;
    if (left * (width / greedy) < share) {
      width = share;
      floor_sum += share;
      ++at_floor;
    }
  }
  Points greediest;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] > share) greediest += natural[i];
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] > share) widths[i] = (left - floor_sum) * (natural[i] / greediest);
  }
  return widths;
}

class TableSetter {
 public:
  TableSetter(Setting& setting, const Block& block, const BlockPlace& place)
      : setting_(setting),
        block_(block),
        place_(place),
        style_(style_of(setting.letterhead, {"table", "small"})),
        head_style_(style_of(setting.letterhead, {"table-head", "table", "small"})),
        right_to_left_(is_right_to_left(place)) {}

  std::vector<Box> set(std::vector<Box>& heads) {
    std::size_t count = 0;
    for (const TableRow& row : block_.rows) count = std::max(count, row.cells.size());
    if (count == 0) return {};
    choose_columns(count);

    const std::size_t table = setting_.structure.add("Table", place_.parent, place_.language);
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < block_.rows.size(); ++i) {
      boxes.push_back(set_row(block_.rows[i], table, i == 0));
      Box& box = boxes.back();
      const bool outer = i == 0 || i + 1 == block_.rows.size();
      add_rule(box, box.height, outer ? 1 : kInnerRule);
    }
    add_rule(boxes.front(), 0, 1);
    if (boxes.size() > 1) {
      heads.push_back(as_artifact(boxes.front()));
      for (std::size_t i = 1; i < boxes.size(); ++i) boxes[i].repeated_head = heads.size() - 1;
      boxes[1].before = Break::kAvoided;
      if (boxes.size() > 3) boxes[2].blemishes.lone_item = true;
      if (boxes.size() > 3) boxes.back().blemishes.lone_item = true;
    }
    return boxes;
  }

 private:
  void choose_columns(std::size_t count) {
    const Points gap = style_.size * kColumnGap;
    const Points available = place_.column.width - gap * static_cast<double>(count - 1);
    if (available / static_cast<double>(count) < style_.size * kNarrowestColumn) {
      throw input_failure(
          block_.where, "table-too-wide",
          "a table of " + std::to_string(count) + " columns is too wide for the page",
          "use fewer columns, or more than one table");
    }
    std::vector<Points> natural(count, style_.size);
    for (const TableRow& row : block_.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        natural[i] = std::max(natural[i], natural_width(row.cells[i], &row == &block_.rows[0]));
      }
    }
    const std::vector<Points> widths = fair_widths(natural, available);
    Points x = right_to_left_ ? place_.column.right() : place_.column.x;
    for (const Points width : widths) {
      if (right_to_left_) {
        columns_.push_back({x - width, width});
        x -= width + gap;
      } else {
        columns_.push_back({x, width});
        x += width + gap;
      }
    }
  }

  /// How wide a cell would be in one line. Its notes are not counted: they are set once only.
  Points natural_width(const TableCell& cell, bool head) {
    if (cell.text.text.empty()) return {};
    text::SpanStyle span = span_style(head ? head_style_ : style_, place_.language);
    if (head && &head_style_ == &style_) span.weight = text::Weight::kBold;
    letter::RichText rich = cell.text;
    std::erase_if(rich.marks, [](const letter::Mark& mark) {
      return mark.kind == letter::Mark::Kind::kFootnote;
    });
    const std::string& code_role = style_of(setting_.letterhead, {"code"}).font_role;
    text::ParagraphStyle paragraph =
        paragraph_style(style_, direction_of_language(place_.language));
    paragraph.alignment = text::Alignment::kStart;
    const text::SetParagraph set = setting_.typesetter.set(
        inline_text(rich, span, code_role, {}).text, paragraph, place_.column.width);
    Points widest;
    for (const text::Line& line : set.lines) widest = std::max(widest, line.width);
    // A hair more, so that a cell does not break in the width it was measured at.
    return widest + Points(0.01);
  }

  Box set_row(const TableRow& row, std::size_t table, bool head) {
    Box box;
    const std::size_t element = setting_.structure.add("TR", table, {});
    std::vector<std::vector<Box>> cells;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      TextPlace text;
      text.column = columns_[i];
      text.style = head ? &head_style_ : &style_;
      text.grid = place_.grid;
      text.language = place_.language;
      text.direction = place_.direction;
      text.meaning = setting_.structure.add(head ? "TH" : "TD", element, {});
      text.bold = head && &head_style_ == &style_;
      if (i < row.cells.size()) {
        text.align = align(row.cells[i].align);
        cells.push_back(set_text(setting_, row.cells[i].text, text));
      }
    }
    // First lines stand on one baseline, whatever scripts are in them.
    for (const std::vector<Box>& cell : cells) {
      if (!cell.empty()) box.first_baseline = std::max(box.first_baseline, cell[0].first_baseline);
    }
    box.height = place_.grid->line_steps((head ? head_style_ : style_).leading);
    for (std::vector<Box>& cell : cells) {
      if (cell.empty()) continue;
      const Steps top = place_.grid->covering(box.first_baseline - cell[0].first_baseline);
      const Steps height = stack(std::move(cell), *place_.grid, top, box);
      box.height = std::max(box.height, top + height);
    }
    box.height += kRowSpace;
    return box;
  }

  void add_rule(Box& box, Steps at, double strength) {
    const Points thickness = kRuleThickness * strength;
    const Points middle =
        place_.grid->at(at) - (at > 0 ? place_.grid->at(kRowSpace) / 2 : Points());
    box.rects.push_back({{place_.column.x, middle - thickness / 2, place_.column.width, thickness},
                         style_.colour,
                         Artifact{Artifact::Kind::kRule}});
  }

  /// The head on a following page is said once only (ISO 14289-1, 7.5: repeated content).
  static Box as_artifact(const Box& head) {
    Box repeated = head;
    for (PlacedRun& run : repeated.runs) run.meaning = Artifact{Artifact::Kind::kHeader};
    repeated.notes.clear();
    repeated.space_before = 0;
    return repeated;
  }

  Setting& setting_;
  const Block& block_;
  const BlockPlace& place_;
  const TypeStyle& style_;
  const TypeStyle& head_style_;
  bool right_to_left_;
  std::vector<Column> columns_;
};

}  // namespace

std::vector<Box> set_table(Setting& setting, const Block& block, const BlockPlace& place,
                           std::vector<Box>& heads) {
  return TableSetter(setting, block, place).set(heads);
}

}  // namespace chancery::layout
