#include "pdf/import/copier.h"

#include <string_view>

#include "pdf/import/page_parts.h"
#include "pdf/import/untagged.h"
#include "pdf/write/deflate.h"

namespace chancery::pdf {
namespace {

/// A picture of a hundred million dots has some hundred megabytes.
constexpr std::size_t kLargestStreamBytes = std::size_t{512} << 20U;

bool is_page_tree_or_catalog(const Object& object) {
  const auto* dictionary = object.as<Dictionary>();
  if (dictionary == nullptr) return false;
  const Object* type = dictionary->find("Type");
  return type != nullptr &&
         (is_name(type, "Page") || is_name(type, "Pages") || is_name(type, "Catalog"));
}

}  // namespace

Object Copier::copy(const Object& object, Keys keys) {
  if (const auto* reference = object.as<Reference>()) return copied(*reference, keys);
  if (const auto* array = object.as<Array>()) {
    Array result;
    result.reserve(array->size());
    for (const Object& element : *array) result.push_back(copy(element));
    return result;
  }
  if (const auto* dictionary = object.as<Dictionary>()) return copy_dictionary(*dictionary, keys);
  if (const Stream* stream = object.stream()) {
    return Stream{copy_dictionary(stream->dictionary, Keys::kOfStandard), stream->data};
  }
  return object;
}

Dictionary Copier::copy_dictionary(const Dictionary& dictionary, Keys keys) {
  Dictionary result;
  for (const auto& [key, value] : dictionary.entries()) {
    if (keys == Keys::kOfStandard && is_left_out(dictionary, key)) continue;
    result.set(key, copy(value, keys_below(keys, key)));
  }
  return result;
}

void Copier::finish() {
  while (!open_.empty()) {
    const Open next = open_.front();
    open_.pop_front();
    const Object object = document_.get(next.source);
    if (is_page_tree_or_catalog(object)) continue;
    const Stream* stream = object.stream();
    graph_.set(next.target, stream == nullptr ? copy(object, next.keys)
                                              : Object(copy_stream(next.source, *stream)));
  }
}

bool Copier::has_filter(const Stream& stream, std::string_view name) const {
  const Object filter = entry(document_, stream.dictionary, "Filter");
  if (filter.as<Array>() == nullptr) return is_name(&filter, name);
  for (const Object& each : *filter.as<Array>()) {
    const Object one = document_.resolve(each);
    if (is_name(&one, name)) return true;
  }
  return false;
}

Stream Copier::copy_stream(Reference source, const Stream& stream) {
  const auto is_kind = [&](std::string_view key, std::string_view value) {
    const Object kind = entry(document_, stream.dictionary, key);
    return is_name(&kind, value);
  };
  if (is_kind("Subtype", "PS")) {
    // Drawn by PostScript printers alone (8.8.2), and never by a viewer.
    return {{{"Type", Name{"XObject"}},
             {"Subtype", Name{"Form"}},
             {"BBox", Array{0, 0, 1, 1}},
             {"Resources", Dictionary{}}},
            {}};
  }
  Dictionary dictionary = copy_dictionary(stream.dictionary, Keys::kOfStandard);
  const bool is_form = is_kind("Subtype", "Form");
  if (is_form && dictionary.find("Resources") == nullptr) dictionary.set("Resources", Dictionary{});
  const bool has_lzw = has_filter(stream, "LZWDecode");
  if (!has_lzw && !is_form) return {std::move(dictionary), stream.data};
  const auto decoded = document_.decoded(source, kLargestStreamBytes);
  if (!decoded) {
    if (!has_lzw) return {std::move(dictionary), stream.data};
    throw BadPage("has a part that cannot be decoded");
  }
  const bool is_marked = is_form && has_marks(*decoded);
  if (!has_lzw && !is_marked) return {std::move(dictionary), stream.data};
  dictionary.erase("Filter");
  dictionary.erase("DecodeParms");
  return compress(std::move(dictionary), is_marked ? untagged(*decoded) : *decoded);
}

std::optional<Reference> Copier::copy_of(Reference source) const {
  const auto known = copies_.find(source);
  return known == copies_.end() ? std::nullopt : std::optional(known->second);
}

Reference Copier::copied(Reference source, Keys keys) {
  if (const auto known = copy_of(source)) return *known;
  if (copies_.size() == most_objects_) throw BadPage("needs too many objects");
  const Reference target = graph_.reserve();
  copies_.emplace(source, target);
  open_.push_back({source, target, keys});
  return target;
}

}  // namespace chancery::pdf
