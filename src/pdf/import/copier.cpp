#include "pdf/import/copier.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace chancery::pdf {
namespace {

/// What would lead out of a page's own content, or describe it to others than the viewer.
bool is_left_behind(std::string_view key) {
  static constexpr std::array<std::string_view, 8> kKeys = {
      "Parent",    "StructParent", "StructParents", "Metadata",
      "PieceInfo", "LastModified", "OPI",           "AF"};
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

}  // namespace

Object Copier::copy(const Object& object) {
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

Dictionary Copier::copy_dictionary(const Dictionary& dictionary) {
  Dictionary result;
  for (const auto& [key, value] : dictionary.entries()) {
    if (!is_left_behind(key)) result.set(key, copy(value));
  }
  return result;
}

void Copier::finish() {
  while (!open_.empty()) {
    const auto [source, target] = open_.front();
    open_.pop_front();
    const Object object = document_.get(source);
    if (!is_page_tree_or_catalog(object)) graph_.set(target, copy(object));
  }
}

std::optional<Reference> Copier::copy_of(Reference source) const {
  const auto known = copies_.find(source);
  return known == copies_.end() ? std::nullopt : std::optional(known->second);
}

Reference Copier::copied(Reference source) {
  if (const auto known = copy_of(source)) return *known;
  if (copies_.size() == most_objects_) throw BadPage("needs too many objects");
  const Reference target = graph_.reserve();
  copies_.emplace(source, target);
  open_.emplace_back(source, target);
  return target;
}

}  // namespace chancery::pdf
