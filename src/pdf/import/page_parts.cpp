#include "pdf/import/page_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "pdf/import/untagged.h"
#include "pdf/write/deflate.h"

namespace chancery::pdf {
namespace {

/// Of page tree nodes above a page; real files have one to five.
constexpr int kDeepestPageTree = 64;
/// A page of 200 inches with a unit of 75,000 is as large as a reader takes one (annex C).
constexpr double kLargestUnit = 75000;

}  // namespace

Object page_attribute(const Document& document, const Dictionary& page, std::string_view key) {
  Dictionary node = page;
  for (int depth = 0; depth < kDeepestPageTree; ++depth) {
    if (const Object* value = node.find(key)) return document.resolve(*value);
    const Object* parent = node.find("Parent");
    if (parent == nullptr) break;
    const Object above = document.resolve(*parent);
    const auto* dictionary = above.as<Dictionary>();
    if (dictionary == nullptr) break;
    node = *dictionary;
  }
  return {};
}

std::optional<Box> read_box(const Document& document, const Object& object) {
  const auto* array = object.as<Array>();
  if (array == nullptr || array->size() != 4) return std::nullopt;
  std::array<double, 4> corners{};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::optional<double> corner = number_in(document.resolve((*array)[i]));
    if (!corner || !std::isfinite(*corner)) return std::nullopt;
    corners.at(i) = *corner;
  }
  return Box{std::min(corners[0], corners[2]), std::min(corners[1], corners[3]),
             std::max(corners[0], corners[2]), std::max(corners[1], corners[3])};
}

Box media_box(const Document& document, const Dictionary& page) {
  const auto media = read_box(document, page_attribute(document, page, "MediaBox"));
  if (!media) throw BadPage("has no size");
  return *media;
}

Box visible_box(const Document& document, const Dictionary& page) {
  Box box = media_box(document, page);
  if (const auto crop = read_box(document, page_attribute(document, page, "CropBox"))) {
    box = {std::max(box.left, crop->left), std::max(box.bottom, crop->bottom),
           std::min(box.right, crop->right), std::min(box.top, crop->top)};
  }
  if (!(box.right > box.left && box.top > box.bottom)) throw BadPage("has no area");
  return box;
}

int quarter_turns(const Document& document, const Dictionary& page) {
  const Object rotate = page_attribute(document, page, "Rotate");
  const auto* degrees = rotate.as<std::int64_t>();
  if (degrees == nullptr || *degrees % 90 != 0) return 0;
  return static_cast<int>((*degrees / 90 % 4 + 4) % 4);
}

double user_unit(const Document& document, const Dictionary& page) {
  const Object* written = page.find("UserUnit");
  const auto unit = written == nullptr ? std::nullopt : number_in(document.resolve(*written));
  return unit && *unit > 0 && *unit <= kLargestUnit ? *unit : 1;
}

Array upright(const Box& box, int turns, double unit) {
  const auto scaled = [unit](std::array<double, 6> matrix) {
    Array result;
    for (const double number : matrix) result.push_back(unit * number);
    return result;
  };
  switch (turns) {
    case 1:
      return scaled({0, -1, 1, 0, -box.bottom, box.right});
    case 2:
      return scaled({-1, 0, 0, -1, box.right, box.top});
    case 3:
      return scaled({0, 1, -1, 0, box.top, -box.left});
    default:
      return scaled({1, 0, 0, 1, -box.left, -box.bottom});
  }
}

Stream page_content(const Document& document, const Dictionary& page, Copier& copier) {
  const Object* contents = page.find("Contents");
  if (contents == nullptr) return {};
  const Bytes decoded = decoded_content(document, page);
  if (has_marks(decoded)) return compress({}, untagged(decoded));
  const Object resolved = document.resolve(*contents);
  const Stream* stream = resolved.stream();
  if (stream == nullptr || copier.has_filter(*stream, "LZWDecode")) return compress({}, decoded);
  Stream result{{}, stream->data};
  for (const std::string_view key : {"Filter", "DecodeParms"}) {
    const Object* value = stream->dictionary.find(key);
    if (value != nullptr) result.dictionary.set(std::string(key), copier.copy(*value));
  }
  return result;
}

Bytes decoded_content(const Document& document, const Dictionary& page) {
  Bytes joined;
  const Object* contents = page.find("Contents");
  if (contents == nullptr) return joined;
  const Object resolved = document.resolve(*contents);
  Array parts;
  if (const auto* several = resolved.as<Array>()) {
    parts = *several;
  } else if (resolved.stream() != nullptr) {
    parts.push_back(*contents);
  }
  for (const Object& part : parts) {
    const auto* reference = part.as<Reference>();
    if (reference == nullptr) throw BadPage("has content that is not in streams");
    const auto decoded = document.decoded(*reference, kLargestContentBytes - joined.size());
    if (!decoded) throw BadPage("has content that cannot be decoded, or too much of it");
    append(joined, ByteView(*decoded));
    if (joined.size() < kLargestContentBytes) joined.push_back('\n');
  }
  return joined;
}

}  // namespace chancery::pdf
