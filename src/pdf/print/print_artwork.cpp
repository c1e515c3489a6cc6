#include "pdf/print/print_artwork.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace chancery::pdf {
namespace {

bool is_name(const Object* object, std::string_view value) {
  const Name* name = object == nullptr ? nullptr : object->as<Name>();
  return name != nullptr && name->value == value;
}

double number(const Object* object, double otherwise) {
  if (object == nullptr) return otherwise;
  if (const auto* integer = object->as<std::int64_t>()) return static_cast<double>(*integer);
  const auto* real = object->as<double>();
  return real == nullptr ? otherwise : *real;
}

/// Calls `visit` for every dictionary in the object, outer ones first. Direct objects do not nest
/// deeply: the reader saw to it.
template <typename Visit>
void visit_dictionaries(const Object& object, const Visit& visit) {
  const Stream* stream = object.stream();
  const Dictionary* dictionary = stream != nullptr ? &stream->dictionary : object.as<Dictionary>();
  if (dictionary != nullptr) {
    visit(*dictionary);
    for (const auto& entry : dictionary->entries()) visit_dictionaries(entry.second, visit);
  } else if (const auto* array = object.as<Array>()) {
    for (const Object& element : *array) visit_dictionaries(element, visit);
  }
}

/// A picture's mask, or a graphics state's mask, opacity or blend mode (ISO 32000-1, 11.6).
bool is_transparent(const Dictionary& dictionary) {
  const Object* mask = dictionary.find("SMask");
  if (mask != nullptr && !is_name(mask, "None")) return true;
  if (number(dictionary.find("SMaskInData"), 0) != 0) return true;
  if (number(dictionary.find("ca"), 1) < 1 || number(dictionary.find("CA"), 1) < 1) return true;
  const Object* blend = dictionary.find("BM");
  return blend != nullptr && !is_name(blend, "Normal") && !is_name(blend, "Compatible");
}

class Preparation {
 public:
  Preparation(Graph& graph, std::size_t first, Reference rgb_space)
      : graph_(graph), first_(first), rgb_space_(rgb_space) {
    for (std::size_t i = first_; i < graph_.objects().size(); ++i) {
      visit_dictionaries(graph_.objects()[i], [&](const Dictionary& dictionary) {
        is_transparent_ = is_transparent_ || is_transparent(dictionary);
        const Object* resources = dictionary.find("Resources");
        if (resources == nullptr) return;
        if (const auto* reference = resources->as<Reference>()) resources_.insert(*reference);
      });
    }
    // Colour spaces of resources may be an object of their own too.
    for (std::size_t i = first_; i < graph_.objects().size(); ++i) {
      const bool is_resources = resources_.contains(reference(i));
      visit_dictionaries(graph_.objects()[i], [&](const Dictionary& dictionary) {
        const Object* resources = dictionary.find("Resources");
        const auto* direct = resources == nullptr ? nullptr : resources->as<Dictionary>();
        if (direct != nullptr) note_spaces(*direct);
        if (is_resources) note_spaces(dictionary);
      });
    }
  }

  bool run() {
    for (std::size_t i = first_; i < graph_.objects().size(); ++i) {
      Object object = prepared(graph_.objects()[i]);
      if (auto* dictionary = object.as<Dictionary>()) {
        if (resources_.contains(reference(i))) set_default(*dictionary);
        if (spaces_.contains(reference(i))) set_rgb(*dictionary);
      }
      graph_.set(reference(i), std::move(object));
    }
    return is_transparent_;
  }

 private:
  static Reference reference(std::size_t index) { return {static_cast<int>(index) + 1, 0}; }

  void note_spaces(const Dictionary& resources) {
    const Object* spaces = resources.find("ColorSpace");
    const auto* reference = spaces == nullptr ? nullptr : spaces->as<Reference>();
    if (reference != nullptr) spaces_.insert(*reference);
  }

  Object prepared(const Object& object) {
    if (const Stream* stream = object.stream()) {
      return Stream{prepared(stream->dictionary), stream->data};
    }
    if (const auto* dictionary = object.as<Dictionary>()) return prepared(*dictionary);
    if (const auto* array = object.as<Array>()) {
      Array result;
      result.reserve(array->size());
      for (const Object& element : *array) result.push_back(prepared(element));
      return result;
    }
    return object;
  }

  Dictionary prepared(const Dictionary& dictionary) {
    // A soft mask's own function is no transfer function of the press.
    const bool is_soft_mask = dictionary.find("G") != nullptr;
    Dictionary result;
    for (const auto& [key, value] : dictionary.entries()) {
      if (key == "Alternates" || key == "TR2" || key == "HTP") continue;
      if (key == "TR" && !is_soft_mask) continue;
      if (key == "Group") {
        if (is_transparent_) result.set(key, group(value));
        continue;
      }
      Object copy = prepared(value);
      if (key == "Resources") {
        if (auto* resources = copy.as<Dictionary>()) set_default(*resources);
      }
      result.set(key, std::move(copy));
    }
    return result;
  }

  /// A group's own colour space is not remapped everywhere: it is named.
  Object group(const Object& object) {
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary == nullptr) return object;
    Dictionary result = *dictionary;
    if (is_name(result.find("CS"), "DeviceRGB")) result.set("CS", rgb_space_);
    return result;
  }

  void set_default(Dictionary& resources) const {
    const Object* known = resources.find("ColorSpace");
    Dictionary spaces;
    if (known != nullptr) {
      const auto* direct = known->as<Dictionary>();
      if (direct == nullptr) return;  // an object of its own, of spaces_
      spaces = *direct;
    }
    set_rgb(spaces);
    resources.set("ColorSpace", std::move(spaces));
  }

  void set_rgb(Dictionary& spaces) const {
    if (spaces.find("DefaultRGB") == nullptr) spaces.set("DefaultRGB", rgb_space_);
  }

  Graph& graph_;
  std::size_t first_;
  Reference rgb_space_;
  bool is_transparent_ = false;
  std::set<Reference> resources_, spaces_;
};

}  // namespace

bool prepare_artwork(Graph& graph, std::size_t first, Reference rgb_space) {
  return Preparation(graph, first, rgb_space).run();
}

bool has_missing_font(const std::vector<Object>& objects) {
  bool missing = false;
  for (const Object& object : objects) {
    visit_dictionaries(object, [&](const Dictionary& dictionary) {
      const bool is_descriptor = is_name(dictionary.find("Type"), "FontDescriptor");
      const bool is_embedded = dictionary.find("FontFile") != nullptr ||
                               dictionary.find("FontFile2") != nullptr ||
                               dictionary.find("FontFile3") != nullptr;
      if (is_descriptor && !is_embedded) missing = true;
      // The fourteen fonts that a viewer has need no descriptor (9.6.2.2), a press has none.
      if (is_name(dictionary.find("Type"), "Font") &&
          dictionary.find("FontDescriptor") == nullptr &&
          !is_name(dictionary.find("Subtype"), "Type0") &&
          !is_name(dictionary.find("Subtype"), "Type3")) {
        missing = true;
      }
    });
  }
  return missing;
}

}  // namespace chancery::pdf
