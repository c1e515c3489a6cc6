// Tables: as wide as their content asks for, rules at the head and the foot only, numbers lined up,
// the head repeated on each page.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "layout/blocks.h"
#include "layout/direction.h"
#include "layout/punctuated.h"
#include "layout/table_columns.h"

namespace chancery::layout {
namespace {

using letter::Block;
using letter::TableCell;
using letter::TableRow;
using letterhead::TypeStyle;

/// White space between two columns, in em: at least, and at most where there is room.
constexpr double kColumnGap = 1.5;
constexpr double kWidestGap = 3;
/// A column narrower than this, in em, cannot hold words.
constexpr double kNarrowestColumn = 3;
/// The rules above and below a table are stronger than the one below its head (\heavyrulewidth and
/// \lightrulewidth of the LaTeX package booktabs are 0.08 and 0.05 em).
constexpr double kOuterRule = 1.5;
/// White space of a rule, below the text: half a line, the rule in its middle. As much parts the
/// rows of a table that has cells of several lines.
constexpr Steps kRowSpace = 1;
/// How much wider a column is than its cells were measured, so that they do not break in it.
constexpr Points kHair{0.01};
/// Wider than any page.
constexpr Points kMeasureOfOneLine{100000};
constexpr const char* kLineSeparator = "\u2028";

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
    measure(count);
    choose_columns(count);

    const std::size_t table = setting_.structure.add("Table", place_.parent, place_.language);
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < block_.rows.size(); ++i) {
      boxes.push_back(set_row(block_.rows[i], table, i == 0));
    }
    const bool apart = std::any_of(boxes.begin() + 1, boxes.end(), [this](const Box& row) {
      return row.height > place_.grid->line_steps(style_.leading);
    });
    add_rule(boxes.front(), 0, kOuterRule);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const bool last = i + 1 == boxes.size();
      if (i == 0 || last || apart) boxes[i].height += kRowSpace;
      if (i == 0 || last) add_rule(boxes[i], boxes[i].height, last ? kOuterRule : 1);
    }
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
  /// Numbers stand with their last digits, or what comes before their decimals, below one another.
  struct Numbers {
    Points before, after;  ///< the widest parts, up to and from the decimals
  };

  /// What the cells of each column need, and which columns are numbers.
  void measure(std::size_t count) {
    needs_.assign(count, {style_.size, style_.size});
    numbers_.assign(count, std::nullopt);
    const std::string_view mark = setting_.letterhead.word(place_.language, "decimal");
    if (!mark.empty()) mark_ = mark;
    for (std::size_t i = 0; i < count; ++i) {
      if (has_numbers(i)) numbers_[i].emplace();
      for (const TableRow& row : block_.rows) {
        if (i < row.cells.size()) measure_cell(row.cells[i], &row == &block_.rows[0], i);
      }
      if (!numbers_[i]) continue;
      ColumnNeed& need = needs_[i];
      need.natural = std::max(need.natural, numbers_[i]->before + numbers_[i]->after + kHair);
      need.least = need.natural;
    }
  }

  bool has_numbers(std::size_t column) const {
    bool has_number = false;
    for (std::size_t r = 1; r < block_.rows.size(); ++r) {
      const TableRow& row = block_.rows[r];
      if (column >= row.cells.size()) continue;
      const TableCell& cell = row.cells[column];
      if (cell.align == TableCell::Align::kCentre) return false;
      if (is_number(cell.text.text)) {
        has_number = true;
      } else if (!is_no_number(cell.text.text)) {
        return false;
      }
    }
    return has_number;
  }

  bool is_numeric(const TableCell& cell, std::size_t column) const {
    return numbers_[column].has_value() || cell.align == TableCell::Align::kEnd;
  }

  void measure_cell(const TableCell& cell, bool head, std::size_t column) {
    if (cell.text.text.empty()) return;
    ColumnNeed& need = needs_[column];
    const text::SetParagraph set = set_alone(cell.text, head, is_numeric(cell, column));
    for (const text::Line& line : set.lines) need.natural = std::max(need.natural, line.width);
    need.natural += kHair;
    for (const text::Line& line :
         set_alone(words_apart(cell.text), head, is_numeric(cell, column)).lines) {
      need.least = std::max(need.least, line.width + kHair);
    }
    if (head || !numbers_[column] || set.lines.size() != 1) return;
    const text::Line& line = set.lines.front();
    const auto before = decimals_of(line.runs, mark_);
    if (!before) return;
    Numbers& numbers = *numbers_[column];
    numbers.before = std::max(numbers.before, *before);
    numbers.after = std::max(numbers.after, line.width - *before);
  }

  /// With a line for each word, or for words that stay together ("12 km").
  letter::RichText words_apart(const letter::RichText& rich) const {
    const Punctuated set = punctuated(rich, place_.language, setting_.punctuation);
    letter::RichText words;
    words.where = rich.where;
    for (std::size_t i = 0; i < set.text.text.size(); ++i) {
      const bool parts = set.text.text[i] == ' ' &&
                         !std::binary_search(set.no_breaks.begin(), set.no_breaks.end(), i);
      if (parts) {
        words.text += kLineSeparator;
      } else {
        words.text += set.text.text[i];
      }
    }
    return words;
  }

  /// A cell in a line of its own, to be measured. Its notes are not counted: they are set once
  /// only.
  text::SetParagraph set_alone(letter::RichText rich, bool head, bool numeric) {
    text::SpanStyle span = span_style(head ? head_style_ : style_, place_.language);
    if (head && &head_style_ == &style_) span.weight = text::Weight::kBold;
    std::erase_if(rich.marks, [](const letter::Mark& mark) {
      return mark.kind == letter::Mark::Kind::kFootnote;
    });
    if (numeric) set_tabular(setting_, span);
    const InlineSetting setting = inline_setting(setting_, head ? head_style_ : style_, false);
    text::ParagraphStyle paragraph =
        paragraph_style(style_, direction_of_language(place_.language));
    paragraph.alignment = text::Alignment::kStart;
    return setting_.typesetter.set(inline_text(rich, span, setting, {}).text, paragraph,
                                   kMeasureOfOneLine);
  }

  void choose_columns(std::size_t count) {
    const auto gaps = static_cast<double>(count - 1);
    const Points whole = place_.column.width;
    Points gap = style_.size * kColumnGap;
    const Points available = whole - gap * gaps;
    if (available / static_cast<double>(count) < style_.size * kNarrowestColumn) {
      throw input_failure(
          block_.where, "table-too-wide",
          "a table of " + std::to_string(count) + " columns is too wide for the page",
          "use fewer columns, or more than one table");
    }
    const std::vector<Points> widths = column_widths(needs_, available);
    Points text_width;
    for (const Points width : widths) text_width += width;
    if (count > 1) gap = std::min((whole - text_width) / gaps, style_.size * kWidestGap);
    width_ = text_width + gap * gaps;
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

  /// A number, set at the side of its column, is moved to where the others are.
  void align_number(std::size_t column, Box& line) const {
    std::vector<text::GlyphRun> runs;
    for (const PlacedRun& run : line.runs) {
      runs.push_back(run.run);
      runs.back().x = run.x;
    }
    const auto from = decimals_of(runs, mark_);
    if (!from) return;
    const Points shift = columns_[column].right() - numbers_[column]->after - *from;
    for (PlacedRun& run : line.runs) run.x += shift;
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
        const TableCell& cell = row.cells[i];
        text.align = align(cell.align);
        text.numeric = is_numeric(cell, i);
        // Units stand below units: at the right whichever way the text runs.
        if (numbers_[i]) {
          text.align = right_to_left_ ? letterhead::Align::kStart : letterhead::Align::kEnd;
        }
        cells.push_back(set_text(setting_, cell.text, text));
        if (numbers_[i] && !head && is_number(cell.text.text) && cells.back().size() == 1) {
          align_number(i, cells.back().front());
        }
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
    return box;
  }

  void add_rule(Box& box, Steps at, double strength) const {
    const Points thickness = kRuleThickness * strength;
    const Points middle =
        place_.grid->at(at) - (at > 0 ? place_.grid->at(kRowSpace) / 2 : Points());
    const Points x = right_to_left_ ? place_.column.right() - width_ : place_.column.x;
    box.rects.push_back({{x, middle - thickness / 2, width_, thickness},
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
  std::string_view mark_ = ".";  ///< before decimals
  std::vector<ColumnNeed> needs_;
  std::vector<std::optional<Numbers>> numbers_;
  std::vector<Column> columns_;
  Points width_;
};

}  // namespace

std::vector<Box> set_table(Setting& setting, const Block& block, const BlockPlace& place,
                           std::vector<Box>& heads) {
  return TableSetter(setting, block, place).set(heads);
}

}  // namespace chancery::layout
