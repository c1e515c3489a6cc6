#include "pdf/import/import.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace chancery::pdf {
namespace {

/// A letterhead's drawing has some dozens of objects; a detailed map some hundreds.
constexpr std::size_t kMostObjects = 20000;
constexpr std::size_t kLargestContentBytes = std::size_t{64} * 1024 * 1024;
/// Of page tree nodes above a page; real files have one to five.
constexpr int kDeepestPageTree = 64;

[[noreturn]] void damaged(const std::string& what) {
  throw Failure(FailureKind::kInput, "artwork-damaged", "the artwork's page " + what,
                "write the artwork's file again with the program that made it");
}

/// What would lead out of a page's own content, or describe it to others than the viewer.
bool is_left_behind(std::string_view key) {
  static constexpr std::array<std::string_view, 7> kKeys = {
      "Parent", "StructParent", "StructParents", "Metadata", "PieceInfo", "LastModified", "OPI"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

bool is_page_tree_or_catalog(const Object& object) {
  const auto* dictionary = object.as<Dictionary>();
  if (dictionary == nullptr) return false;
  const Object* type = dictionary->find("Type");
  const Name* name = type == nullptr ? nullptr : type->as<Name>();
  return name != nullptr &&
         (name->value == "Page" || name->value == "Pages" || name->value == "Catalog");
}

/// Copies objects into the graph, each once, whatever the way that leads to it.
class Copier {
 public:
  Copier(const Document& document, Graph& graph) : document_(document), graph_(graph) {}

  /// The object with its references turned into the graph's; what they mean is copied by `finish`.
  /// Recursive: the reader keeps direct objects from nesting deeply.
  Object copy(const Object& object) {
    if (const auto* reference = object.as<Reference>()) return copied(*reference);
    if (const auto* array = object.as<Array>()) {
      Array result;
      result.reserve(array->size());
      for (const Object& element : *array) result.push_back(copy(element));
      return result;
    }
    if (const auto* dictionary = object.as<Dictionary>()) return copy_dictionary(*dictionary);
    if (const Stream* stream = object.stream()) {
      return Stream{copy_dictionary(stream->dictionary), stream->data};
    }
    return object;
  }

  Dictionary copy_dictionary(const Dictionary& dictionary) {
    Dictionary result;
    for (const auto& [key, value] : dictionary.entries()) {
      if (!is_left_behind(key)) result.set(key, copy(value));
    }
    return result;
  }

  void finish() {
    while (!open_.empty()) {
      const auto [source, target] = open_.front();
      open_.pop_front();
      const Object object = document_.get(source);
      if (!is_page_tree_or_catalog(object)) graph_.set(target, copy(object));
    }
  }

 private:
  Reference copied(Reference source) {
    const auto known = copies_.find(source);
    if (known != copies_.end()) return known->second;
    if (copies_.size() == kMostObjects) damaged("needs too many objects");
    const Reference target = graph_.reserve();
    copies_.emplace(source, target);
    open_.emplace_back(source, target);
    return target;
  }

  const Document& document_;
  Graph& graph_;
  std::map<Reference, Reference> copies_;
  std::deque<std::pair<Reference, Reference>> open_;
};

/// An attribute of the page or, when inheritable (7.7.3.4), of the nodes above it.
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

std::optional<double> number(const Object& object) {
  if (const auto* integer = object.as<std::int64_t>()) return static_cast<double>(*integer);
  if (const auto* real = object.as<double>()) return *real;
  return std::nullopt;
}

/// A rectangle (7.9.5) with its corners in order.
struct Box {
  double left, bottom, right, top;
};

std::optional<Box> read_box(const Document& document, const Object& object) {
  const auto* array = object.as<Array>();
  if (array == nullptr || array->size() != 4) return std::nullopt;
  std::array<double, 4> corners{};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::optional<double> corner = number(document.resolve((*array)[i]));
    if (!corner || !std::isfinite(*corner)) return std::nullopt;
    corners.at(i) = *corner;
  }
  return Box{std::min(corners[0], corners[2]), std::min(corners[1], corners[3]),
             std::max(corners[0], corners[2]), std::max(corners[1], corners[3])};
}

/// What is seen of the page: the crop box within the media box (14.11.2).
Box visible_box(const Document& document, const Dictionary& page) {
  const auto media = read_box(document, page_attribute(document, page, "MediaBox"));
  if (!media) damaged("has no size");
  Box box = *media;
  if (const auto crop = read_box(document, page_attribute(document, page, "CropBox"))) {
    box = {std::max(box.left, crop->left), std::max(box.bottom, crop->bottom),
           std::min(box.right, crop->right), std::min(box.top, crop->top)};
  }
  if (!(box.right > box.left && box.top > box.bottom)) damaged("has no area");
  return box;
}

/// Quarter turns clockwise, 0 to 3.
int quarter_turns(const Document& document, const Dictionary& page) {
  const Object rotate = page_attribute(document, page, "Rotate");
  const auto* degrees = rotate.as<std::int64_t>();
  if (degrees == nullptr || *degrees % 90 != 0) return 0;
  return static_cast<int>((*degrees / 90 % 4 + 4) % 4);
}

/// Brings the box's corner to the origin and turns it.
Array upright(const Box& box, int turns) {
  switch (turns) {
    case 1:
      return {0, -1, 1, 0, -box.bottom, box.right};
    case 2:
      return {-1, 0, 0, -1, box.right, box.top};
    case 3:
      return {0, 1, -1, 0, box.top, -box.left};
    default:
      return {1, 0, 0, 1, -box.left, -box.bottom};
  }
}

/// The content as one stream: a single one stays as it is encoded, several are joined (7.8.2).
Stream page_content(const Document& document, const Dictionary& page, Copier& copier) {
  const Object* contents = page.find("Contents");
  if (contents == nullptr) return {};
  const Object resolved = document.resolve(*contents);
  if (const Stream* stream = resolved.stream()) {
    Stream result{{}, stream->data};
    for (const std::string_view key : {"Filter", "DecodeParms"}) {
      const Object* value = stream->dictionary.find(key);
      if (value != nullptr) result.dictionary.set(std::string(key), copier.copy(*value));
    }
    return result;
  }
  Stream joined;
  const auto* parts = resolved.as<Array>();
  if (parts == nullptr) return joined;
  for (const Object& part : *parts) {
    const auto* reference = part.as<Reference>();
    if (reference == nullptr) damaged("has content that is not in streams");
    const auto decoded = document.decoded(*reference, kLargestContentBytes - joined.data.size());
    if (!decoded) damaged("has content that cannot be decoded, or too much of it");
    append(joined.data, ByteView(*decoded));
    if (joined.data.size() < kLargestContentBytes) joined.data.push_back('\n');
  }
  return joined;
}

}  // namespace

ImportedPage import_page(const Document& document, Reference page, Graph& graph) {
  try {
    const Object object = document.get(page);
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary == nullptr) damaged("is not a page");
    const Box box = visible_box(document, *dictionary);
    const int turns = quarter_turns(document, *dictionary);

    Copier copier(document, graph);
    Stream form = page_content(document, *dictionary, copier);
    form.dictionary.set("Type", Name{"XObject"});
    form.dictionary.set("Subtype", Name{"Form"});
    form.dictionary.set("BBox", Array{box.left, box.bottom, box.right, box.top});
    form.dictionary.set("Matrix", upright(box, turns));
    const Object resources = page_attribute(document, *dictionary, "Resources");
    form.dictionary.set("Resources", resources.as<Dictionary>() == nullptr
                                         ? Object(Dictionary{})
                                         : copier.copy(resources));
    if (const Object* group = dictionary->find("Group")) {
      form.dictionary.set("Group", copier.copy(*group));
    }
    copier.finish();
    const Points width(box.right - box.left), height(box.top - box.bottom);
    const bool lying = turns % 2 != 0;
    return {graph.add(std::move(form)), lying ? height : width, lying ? width : height};
  } catch (const ReadFailure& failure) {
    damaged("cannot be read: " + failure.problem().detail);
  }
}

}  // namespace chancery::pdf
