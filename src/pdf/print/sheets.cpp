#include "pdf/print/sheets.h"

#include <algorithm>
#include <optional>

namespace chancery::pdf {
namespace {

using Side = std::vector<std::optional<std::size_t>>;  ///< nothing: no page there

std::vector<Side> two_up_sides(std::size_t pages, bool has_backs) {
  const auto page = [pages](std::size_t index) {
    return index < pages ? std::optional(index) : std::nullopt;
  };
  std::vector<Side> sides;
  if (!has_backs) {
    for (std::size_t i = 0; i < pages; i += 2) sides.push_back({page(i), page(i + 1)});
    return sides;
  }
  for (std::size_t i = 0; i < pages; i += 4) {
    sides.push_back({page(i), page(i + 2)});
    sides.push_back({page(i + 3), page(i + 1)});
  }
  return sides;
}

std::vector<SheetSide> one_up(const std::vector<layout::Page>& pages) {
  std::vector<SheetSide> sides;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const Box trim{0, 0, pages[i].width.value, pages[i].height.value};
    sides.push_back({{{i, trim}}, trim});
  }
  return sides;
}

}  // namespace

std::vector<SheetSide> impose(const std::vector<layout::Page>& pages,
                              const PrintSettings& settings) {
  if (!settings.two_up) return one_up(pages);
  double width = 0;
  double height = 0;
  for (const layout::Page& page : pages) {
    width = std::max(width, page.width.value);
    height = std::max(height, page.height.value);
  }
  const double second = width + 2 * settings.bleed.value;
  std::vector<SheetSide> result;
  for (const Side& side : two_up_sides(pages.size(), settings.duplex || settings.blank_reverse)) {
    SheetSide sheet;
    sheet.trim = {0, 0, second + width, height};
    for (std::size_t i = 0; i < side.size(); ++i) {
      if (!side[i]) continue;
      const layout::Page& page = pages[*side[i]];
      const double left = i == 0 ? 0 : second;
      sheet.pages.push_back(
          {*side[i], {left, height - page.height.value, left + page.width.value, height}});
    }
    result.push_back(std::move(sheet));
  }
  return result;
}

}  // namespace chancery::pdf
