#include "app/picture_difference.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace chancery::app {
namespace {

constexpr std::size_t kComponents = 3;
/// Parts that differ are found in squares of so many pixels.
constexpr std::size_t kCell = 12;
/// Less is how one drawing program rounds, not what a page says.
constexpr int kLeastDifference = 24;
/// Around a part, and how wide its frame is, in pixels.
constexpr std::size_t kMargin = 3, kFrame = 2;

struct Box {
  std::size_t left, top, right, bottom;  ///< right and bottom are past the last pixel
};

std::size_t cells(std::uint32_t pixels) {
  return (pixels + kCell - 1) / kCell;
}

std::vector<bool> different_cells(const pdf::RgbPicture& one, const pdf::RgbPicture& two) {
  const std::size_t columns = cells(two.width);
  std::vector<bool> different(columns * cells(two.height), false);
  for (std::size_t y = 0; y < two.height; ++y) {
    for (std::size_t x = 0; x < two.width; ++x) {
      const std::size_t at = (y * two.width + x) * kComponents;
      for (std::size_t c = 0; c < kComponents; ++c) {
        if (std::abs(one.samples[at + c] - two.samples[at + c]) >= kLeastDifference) {
          different[y / kCell * columns + x / kCell] = true;
        }
      }
    }
  }
  return different;
}

/// Cells that touch, corners included, are one part.
std::vector<Box> parts(std::vector<bool> different, const pdf::RgbPicture& picture) {
  const std::size_t columns = cells(picture.width), rows = cells(picture.height);
  std::vector<Box> boxes;
  for (std::size_t start = 0; start < different.size(); ++start) {
    if (!different[start]) continue;
    Box box{columns, rows, 0, 0};
    std::vector<std::size_t> open{start};
    different[start] = false;
    while (!open.empty()) {
      const std::size_t x = open.back() % columns, y = open.back() / columns;
      open.pop_back();
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
             std::max(box.bottom, y + 1)};
      for (std::size_t ny = y == 0 ? 0 : y - 1; ny < std::min(rows, y + 2); ++ny) {
        for (std::size_t nx = x == 0 ? 0 : x - 1; nx < std::min(columns, x + 2); ++nx) {
          if (!different[ny * columns + nx]) continue;
          different[ny * columns + nx] = false;
          open.push_back(ny * columns + nx);
        }
      }
    }
    const auto less = [](std::size_t cell) { return cell == 0 ? 0 : cell * kCell - kMargin; };
    boxes.push_back({less(box.left), less(box.top),
                     std::min<std::size_t>(picture.width, box.right * kCell + kMargin),
                     std::min<std::size_t>(picture.height, box.bottom * kCell + kMargin)});
  }
  return boxes;
}

void draw_frame(const Box& box, pdf::RgbPicture& picture) {
  for (std::size_t y = box.top; y < box.bottom; ++y) {
    for (std::size_t x = box.left; x < box.right; ++x) {
      const bool inside = x >= box.left + kFrame && x + kFrame < box.right &&
                          y >= box.top + kFrame && y + kFrame < box.bottom;
      if (inside) continue;
      const std::size_t at = (y * picture.width + x) * kComponents;
      picture.samples[at] = 220;
      picture.samples[at + 1] = picture.samples[at + 2] = 0;
    }
  }
}

}  // namespace

std::optional<pdf::RgbPicture> marked_difference(const pdf::RgbPicture& before,
                                                 const pdf::RgbPicture& after) {
  std::vector<Box> boxes;
  if (before.width != after.width || before.height != after.height) {
    boxes.push_back({0, 0, after.width, after.height});
  } else {
    boxes = parts(different_cells(before, after), after);
  }
  if (boxes.empty()) return std::nullopt;
  pdf::RgbPicture marked = after;
  for (std::uint8_t& sample : marked.samples) {
    sample = static_cast<std::uint8_t>(255 - (255 - sample) * 2 / 3);
  }
  for (const Box& box : boxes) draw_frame(box, marked);
  return marked;
}

}  // namespace chancery::app
