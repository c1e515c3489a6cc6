// Lists: markers hang in the column's start, items stand in beside them.
#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include "layout/blocks.h"

namespace chancery::layout {
namespace {

using letter::Block;
using letter::ListItem;

/// Between marker and text, in em of the text.
constexpr double kMarkerGap = 0.5;
/// Markers do not hang further than this, in em, so that "1." and "•" line up.
constexpr double kLeastHang = 1.5;

/// Lines of an item that is not to stand alone on a page.
constexpr std::size_t kShortItem = 2;

/// Bullets by nesting, then from the start again.
constexpr std::array<const char*, 3> kBullets = {"\u2022", "\u2013", "\u00B7"};

/// What ISO 32000-1, 14.8.5.5 calls them: it knows no dash.
constexpr std::array<const char*, 3> kBulletNumbering = {"Disc", "None", "Disc"};

bool is_simple(const ListItem& item) {
  std::size_t paragraphs = 0;
  for (const Block& block : item.blocks) {
    if (block.kind == Block::Kind::kList) continue;
    if (block.kind != Block::Kind::kParagraph) return false;
    ++paragraphs;
  }
  return paragraphs <= 1;
}

/// Of three items or more neither the first nor the last should stand on a page by itself, unless
/// it is long enough to look like text. `begins` has the first box of each item, then the end.
void mark_lone_items(const std::vector<std::size_t>& begins, std::vector<Box>& boxes) {
  const std::size_t items = begins.size() - 1;
  if (items < 3) return;
  const auto is_short = [&begins](std::size_t item) {
    return begins[item + 1] - begins[item] <= kShortItem;
  };
  if (is_short(0)) boxes[begins[1]].blemishes.lone_item = true;
  if (is_short(items - 1)) boxes[begins[items - 1]].blemishes.lone_item = true;
}

std::string item_number(const Setting& setting, const BlockPlace& place, int start,
                        std::size_t item) {
  constexpr auto kLast = static_cast<std::size_t>(std::numeric_limits<int>::max());
  const std::size_t number = static_cast<std::size_t>(std::max(start, 0)) + item;
  return setting.letterhead.list_number(place.language, place.number_depth,
                                        static_cast<int>(std::min(number, kLast)));
}

/// A marker that ends in a full-width mark has its gap within it.
bool ends_full_width(std::string_view marker) {
  return marker.ends_with("\u3001") || marker.ends_with("\uFF09") || marker.ends_with("\uFF0E");
}

}  // namespace

void BlockComposer::list(const Block& block, const BlockPlace& around) {
  const letterhead::TypeStyle& text_style = setting_.letterhead.style("text");
  BlockPlace place = around;
  if (around.style == &text_style) place.style = &style_of(setting_.letterhead, {"list"});
  const bool right_to_left = is_right_to_left(around);

  TextPlace marker_place;
  marker_place.column = around.column;
  marker_place.style = place.style;
  marker_place.grid = around.grid;
  marker_place.language = around.language;
  marker_place.direction = around.direction;
  std::vector<SetLabel> markers;
  Points widest;
  bool full_width = false;
  for (std::size_t i = 0; i < block.items.size(); ++i) {
    const std::string marker =
        block.ordered ? item_number(setting_, around, block.start, i)
                      : kBullets[static_cast<std::size_t>(around.list_depth) % kBullets.size()];
    full_width = full_width || ends_full_width(marker);
    markers.push_back(set_label(setting_, marker, marker_place));
    widest = std::max(widest, markers.back().width);
    if (!block.ordered) {
      markers.resize(block.items.size(), markers.front());
      break;
    }
  }

  const Points em = place.style->size;
  const Points gap = full_width ? Points() : em * kMarkerGap;
  const Points hang = std::max({em * kLeastHang, widest + gap, place.style->start_indent});
  place.column = indented(around.column, hang, right_to_left);
  place.depth = around.depth + 1;
  place.list_depth = around.list_depth + 1;
  place.number_depth = around.number_depth + (block.ordered ? 1 : 0);
  place.tight = std::all_of(block.items.begin(), block.items.end(), is_simple);

  const std::size_t list = setting_.structure.add("L", around.parent, around.language);
  setting_.structure[list].list_numbering =
      block.ordered
          ? setting_.letterhead.list_numbering(around.language, around.number_depth)
          : kBulletNumbering[static_cast<std::size_t>(around.list_depth) % kBullets.size()];
  const Steps space =
      around.tight ? 0 : std::max(1, around.grid->space_steps(around.style->space_after));
  flow_.space(space);
  std::vector<std::size_t> item_begins;
  for (std::size_t i = 0; i < block.items.size(); ++i) {
    const std::size_t item = setting_.structure.add("LI", list, {});
    const std::size_t label = setting_.structure.add("Lbl", item, {});
    place.parent = setting_.structure.add("LBody", item, {});
    const std::size_t first = flow_.boxes().size();
    item_begins.push_back(first);
    if (i > 0 && !place.tight) {
      flow_.space(std::max(1, around.grid->space_steps(place.style->space_after)));
    }
    compose(block.items[i].blocks, place);
    if (flow_.boxes().size() == first) {
      Box empty;
      empty.height = around.grid->line_steps(place.style->leading);
      empty.first_baseline = around.grid->line_ascent();
      std::vector<Box> boxes;
      boxes.push_back(std::move(empty));
      flow_.append(std::move(boxes), 0, 0);
    }
    const SetLabel& marker = markers[i];
    const Points x =
        right_to_left ? place.column.right() + gap : place.column.x - gap - marker.width;
    add_label(flow_.boxes()[first], marker, x, label);
  }
  flow_.space(space);
  item_begins.push_back(flow_.boxes().size());
  mark_lone_items(item_begins, flow_.boxes());
}

}  // namespace chancery::layout
