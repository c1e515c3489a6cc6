#include "signing/foreign_appearance.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"
#include "signing/entries.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Name;
using pdf::Object;
using pdf::Reference;

/// sRGB as far as a calibrated colour space can say it (IEC 61966-2-1; 8.6.5.3): unlike a profile
/// it may stand in PDF/A of any part.
Object calibrated_rgb() {
  return Array{Name{"CalRGB"}, Dictionary{{"WhitePoint", Array{0.9505, 1.0, 1.089}},
                                          {"Gamma", Array{2.2, 2.2, 2.2}},
                                          {"Matrix", Array{0.4124, 0.2126, 0.0193, 0.3576, 0.7152,
                                                           0.1192, 0.1805, 0.0722, 0.9505}}}};
}

/// An entry of the dictionary, wherever it stands: the objects of an appearance are numbered from 1
/// in their order. Null when it is no dictionary.
Dictionary* dictionary_at(std::vector<Object>& objects, Dictionary& dictionary,
                          std::string_view key) {
  Object* value = dictionary.find(key);
  const auto* reference = value == nullptr ? nullptr : value->as<Reference>();
  if (reference != nullptr) {
    const auto index = static_cast<std::size_t>(reference->number) - 1;
    value = index < objects.size() ? &objects[index] : nullptr;
  }
  return value == nullptr ? nullptr : value->as<Dictionary>();
}

void tie_resources(std::vector<Object>& objects, Dictionary& resources) {
  if (Dictionary* present = dictionary_at(objects, resources, "ColorSpace")) {
    if (present->find("DefaultRGB") == nullptr) present->set("DefaultRGB", calibrated_rgb());
  } else {
    resources.set("ColorSpace", Dictionary{{"DefaultRGB", calibrated_rgb()}});
  }
}

/// Forms and patterns have resources of their own, and groups a colour space to blend in.
void tie_colours(std::vector<Object>& objects, std::size_t index) {
  const pdf::Stream* stream = objects[index].stream();
  if (stream == nullptr) return;
  if (!pdf::is_name(stream->dictionary.find("Subtype"), "Form") &&
      stream->dictionary.find("PatternType") == nullptr) {
    return;
  }
  pdf::Stream form = *stream;
  if (Dictionary* resources = dictionary_at(objects, form.dictionary, "Resources")) {
    tie_resources(objects, *resources);
  }
  Dictionary* group = dictionary_at(objects, form.dictionary, "Group");
  if (group != nullptr && pdf::is_name(group->find("CS"), "DeviceRGB")) {
    group->set("CS", calibrated_rgb());
  }
  objects[index] = Object(std::move(form));
}

bool is_less_than_one(const Object& object) {
  if (const auto* integer = object.as<std::int64_t>()) return *integer < 1;
  const auto* real = object.as<double>();
  return real != nullptr && *real < 1;
}

bool is_transparent(const Object& object);

/// Entries of graphics states and images (ISO 32000-1, 11.6.4 and 11.6.5).
bool is_transparent(const Dictionary& dictionary) {
  return std::ranges::any_of(dictionary.entries(), [](const Dictionary::Entry& entry) {
    const auto& [key, value] = entry;
    if (key == "SMask" && !pdf::is_name(&value, "None") && !value.is_null()) return true;
    if ((key == "ca" || key == "CA") && is_less_than_one(value)) return true;
    if (key == "BM" && !pdf::is_name(&value, "Normal") && !pdf::is_name(&value, "Compatible"))
      return true;
    return is_transparent(value);
  });
}

/// The objects are this program's own and nest a few levels deep.
bool is_transparent(const Object& object) {
  if (const auto* array = object.as<Array>()) {
    return std::ranges::any_of(*array, [](const Object& item) { return is_transparent(item); });
  }
  if (const auto* dictionary = object.as<Dictionary>()) return is_transparent(*dictionary);
  return object.stream() != nullptr && is_transparent(object.stream()->dictionary);
}

}  // namespace

pdf::FormObjects fitted(pdf::FormObjects appearance, const FieldPlace& place) {
  if (appearance.objects.empty() || appearance.objects.back().stream() == nullptr) {
    return appearance;
  }
  if (place.quarter_turns != 0) {
    // By quarters to the left (8.3.4).
    static constexpr std::array<std::array<int, 4>, 4> kTurns = {
        {{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}}};
    const auto& [a, b, c, d] = kTurns.at(static_cast<std::size_t>(place.quarter_turns));
    pdf::Stream form = *appearance.objects.back().stream();
    form.dictionary.set("Matrix", Array{a, b, c, d, 0, 0});
    appearance.objects.back() = Object(std::move(form));
  }
  for (std::size_t i = 0; i < appearance.objects.size(); ++i) tie_colours(appearance.objects, i);
  return appearance;
}

pdf::FormObjects opaque(pdf::FormObjects appearance) {
  if (std::ranges::any_of(appearance.objects,
                          [](const Object& object) { return is_transparent(object); })) {
    throw Failure(FailureKind::kInput, "transparent-image",
                  "the image in the signature is partly transparent, and PDF/A-1 knows no "
                  "transparency",
                  "give an image without transparency with '--image', or none");
  }
  for (Object& object : appearance.objects) {
    if (object.stream() == nullptr || object.stream()->dictionary.find("Group") == nullptr)
      continue;
    pdf::Stream form = *object.stream();
    form.dictionary.erase("Group");
    object = Object(std::move(form));
  }
  return appearance;
}

bool is_pdf_a_1(const Document& document) {
  constexpr std::size_t kLargestMetadata = std::size_t{4} << 20U;
  const Dictionary root = catalog(document);
  const Object* metadata = root.find("Metadata");
  const auto* reference = metadata == nullptr ? nullptr : metadata->as<Reference>();
  if (reference == nullptr) return false;
  const auto xmp = document.decoded(*reference, kLargestMetadata);
  if (!xmp) return false;
  // An element or an attribute; white space may stand around what it says.
  const std::string_view text = text_of(*xmp);
  const std::string_view key = "pdfaid:part";
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return false;
  const std::size_t value = text.find_first_not_of(" \t\r\n=>\"'", at + key.size());
  return value != std::string_view::npos && text[value] == '1';
}

}  // namespace chancery::signing
