#include "layout/side_by_side.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "layout/blocks.h"
#include "layout/direction.h"
#include "layout/punctuated.h"

namespace chancery::layout {
namespace {

/// Between the columns: about two lines.
constexpr Points kGutter = millimetres(8);
/// Indices of the other version's elements, notes and heads, until their true ones are known.
constexpr std::size_t kOther = std::size_t{1} << 24U;

Column half_of(const Column& whole, bool is_right) {
  const Points width = (whole.width - kGutter) / 2;
  return {is_right ? whole.right() - width : whole.x, width};
}

Setting setting_of(const Setting& setting, const letter::Letter& other) {
  Setting result{other,
                 setting.letterhead,
                 setting.typesetter,
                 setting.grid,
                 direction_of_language(other.language) == text::Direction::kRightToLeft,
                 other.punctuation.value_or(setting.letterhead.punctuation),
                 Structure(other.language),
                 Footnotes(other),
                 {},
                 {},
                 {},
                 setting.examines_typography};
  return result;
}

void shift(Meaning& meaning, std::size_t by) {
  if (auto* element = std::get_if<std::size_t>(&meaning)) *element += by;
}

/// Every element of the box is another one.
void shift_meanings(Box& box, std::size_t by) {
  for (PlacedRun& run : box.runs) shift(run.meaning, by);
  for (FilledRect& rect : box.rects) shift(rect.meaning, by);
}

void settle(Meaning& meaning, std::size_t section) {
  auto* element = std::get_if<std::size_t>(&meaning);
  if (element != nullptr && *element >= kOther) *element = section + (*element - kOther);
}

class Pairing {
 public:
  Pairing(std::vector<Box> first, std::vector<Box> second, const Grid& grid)
      : columns_{Side{std::move(first), 0}, Side{std::move(second), 0}}, grid_(grid) {}

  std::vector<Box> run() {
    std::vector<Box> rows;
    while (!is_done(0) || !is_done(1)) rows.push_back(row());
    return rows;
  }

 private:
  struct Side {
    std::vector<Box> boxes;
    std::size_t next = 0;
  };

  bool is_done(std::size_t side) const {
    return columns_.at(side).next == columns_.at(side).boxes.size();
  }

  /// From lines that begin on one level to where they end on one; a column that has no more is
  /// not waited for.
  Box row() {
    Box row;
    row.is_text = false;
    row.space_before = least_space();
    std::array<Steps, 2> heights = {0, 0};
    for (const std::size_t side : {0U, 1U}) {
      if (!is_done(side)) put(side, heights.at(side), true, row);
    }
    while (heights[0] != heights[1]) {
      const std::size_t shorter = heights[0] < heights[1] ? 0 : 1;
      if (is_done(shorter)) break;
      put(shorter, heights.at(shorter), false, row);
    }
    row.height = std::max(heights[0], heights[1]);
    return row;
  }

  Steps least_space() const {
    std::optional<Steps> least;
    for (const Side& side : columns_) {
      if (side.next == side.boxes.size()) continue;
      const Steps space = side.boxes[side.next].space_before;
      least = least ? std::min(*least, space) : space;
    }
    return least.value_or(0);
  }

  void put(std::size_t side, Steps& height, bool begins, Box& row) {
    Side& column = columns_.at(side);
    Box& box = column.boxes[column.next++];
    if (begins) {
      row.before = std::max(row.before, box.before);
      row.blemishes.splits_paragraph |= box.blemishes.splits_paragraph;
      row.blemishes.after_hyphen |= box.blemishes.after_hyphen;
      row.blemishes.lone_item |= box.blemishes.lone_item;
      height = box.space_before - row.space_before;
      if (!row.repeated_head) row.repeated_head = box.repeated_head;
    } else {
      height += box.space_before;
    }
    row.is_text = row.is_text || box.is_text;
    const Steps top = height;
    height += box.height;
    box.space_before = 0;
    stack({std::move(box)}, grid_, top, row);
    if (row.first_baseline.value == 0 && !row.runs.empty()) {
      row.first_baseline = row.runs.front().baseline;
    }
  }

  std::array<Side, 2> columns_;
  const Grid& grid_;
};

}  // namespace

std::vector<Box> paired(std::vector<Box> first, std::vector<Box> second, const Grid& grid) {
  return Pairing(std::move(first), std::move(second), grid).run();
}

std::vector<Box> SideBySide::Version::take() {
  const auto begin = flow.boxes.begin() + static_cast<std::ptrdiff_t>(taken);
  std::vector<Box> boxes(begin, flow.boxes.end());
  taken = flow.boxes.size();
  return boxes;
}

SideBySide::SideBySide(Setting& setting, const letter::Letter& other, const Column& column,
                       FlowBuilder& flow)
    : setting_(setting),
      other_setting_(setting_of(setting, other)),
      column_(column),
      flow_(flow),
      first_(setting, half_of(column, setting.right_to_left)),
      second_(other_setting_, half_of(column, !setting.right_to_left)) {}

void SideBySide::add_rows() {
  Flow& flow = flow_.flow();
  std::vector<Box> first = first_.take();
  for (Box& box : first) {
    if (box.repeated_head) *box.repeated_head += flow.heads.size();
  }
  std::vector<Box> second = second_.take();
  mark_others(second);
  std::vector<Box> rows = paired(std::move(first), std::move(second), setting_.grid);
  if (rows.empty()) return;
  const Steps before = rows.front().space_before;
  flow_.append(std::move(rows), before, 0);
  flow.heads.insert(flow.heads.end(), first_.flow.heads.begin(), first_.flow.heads.end());
  first_.flow.heads.clear();
  compose_new_notes(setting_, column_, flow.notes);
  compose_new_notes(other_setting_, column_, second_.flow.notes);
}

void SideBySide::mark_others(std::vector<Box>& boxes) const {
  for (Box& box : boxes) {
    shift_meanings(box, kOther);
    for (std::size_t& note : box.notes) note += kOther;
    if (box.repeated_head) *box.repeated_head += kOther;
  }
}

void SideBySide::title() {
  first_.parts.title();
  second_.parts.title();
  add_rows();
}

void SideBySide::salutation() {
  first_.parts.salutation();
  second_.parts.salutation();
  add_rows();
}

void SideBySide::closing() {
  first_.parts.closing();
  second_.parts.closing();
  add_rows();
}

void SideBySide::authenticity() {
  first_.parts.authenticity();
  second_.parts.authenticity();
  add_rows();
}

void SideBySide::body() {
  const std::vector<letter::Block>& ours = setting_.letter.body;
  const std::vector<letter::Block>& theirs = other_setting_.letter.body;
  if (ours.size() != theirs.size()) {
    setting_.warnings.push_back(
        {Severity::kWarning, theirs.empty() ? Position{} : theirs.front().where, "variants-differ",
         "this version has " + std::to_string(theirs.size()) +
             " paragraphs and other blocks, the "
             "letter " +
             std::to_string(ours.size()),
         "divide both alike, so that what stands side by side belongs together"});
  }
  BlockComposer first(setting_, first_.parts.heading_levels(), first_.builder);
  BlockComposer second(other_setting_, second_.parts.heading_levels(), second_.builder);
  const BlockPlace first_place = first_.parts.body_place();
  const BlockPlace second_place = second_.parts.body_place();
  const auto follows_paragraph = [](const std::vector<letter::Block>& blocks, std::size_t i) {
    return i > 0 && blocks[i - 1].kind == letter::Block::Kind::kParagraph;
  };
  for (std::size_t i = 0; i < std::max(ours.size(), theirs.size()); ++i) {
    if (i < ours.size()) first.compose_block(ours[i], first_place, follows_paragraph(ours, i));
    if (i < theirs.size()) {
      second.compose_block(theirs[i], second_place, follows_paragraph(theirs, i));
    }
    add_rows();
  }
}

void SideBySide::finish(Flow& flow) {
  const std::size_t notes = flow.notes.size();
  const std::size_t heads = flow.heads.size();
  std::vector<StructureElement> elements = other_setting_.structure.take();
  const std::size_t section =
      setting_.structure.add("Sect", Structure::kRoot, other_setting_.letter.language);
  setting_.structure[section].title = plain_line(
      other_setting_.letter.title, other_setting_.letter.language, other_setting_.punctuation);
  for (std::size_t i = 1; i < elements.size(); ++i) {
    StructureElement& element = elements[i];
    const std::size_t added =
        setting_.structure.add(element.type, section + element.parent, element.language);
    StructureElement& here = setting_.structure[added];
    here.alternate_text = std::move(element.alternate_text);
    here.list_numbering = std::move(element.list_numbering);
    here.title = std::move(element.title);
    if (!element.id.empty()) here.id = element.id + "-of-version";
  }
  for (Note& note : second_.flow.notes) {
    for (Box& box : note.boxes) shift_meanings(box, kOther);
    flow.notes.push_back(std::move(note));
  }
  for (Box& head : second_.flow.heads) {
    shift_meanings(head, kOther);
    flow.heads.push_back(std::move(head));
  }
  const auto settle_box = [&](Box& box) {
    for (PlacedRun& run : box.runs) settle(run.meaning, section);
    for (FilledRect& rect : box.rects) settle(rect.meaning, section);
    for (std::size_t& note : box.notes) {
      if (note >= kOther) note = notes + (note - kOther);
    }
    if (box.repeated_head && *box.repeated_head >= kOther) {
      box.repeated_head = heads + (*box.repeated_head - kOther);
    }
  };
  for (Box& box : flow.boxes) settle_box(box);
  for (Box& head : flow.heads) settle_box(head);
  for (Note& note : flow.notes) {
    for (Box& box : note.boxes) settle_box(box);
  }
  setting_.warnings.insert(setting_.warnings.end(), other_setting_.warnings.begin(),
                           other_setting_.warnings.end());
}

}  // namespace chancery::layout
