#include "pdf/profile/object_inspector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/utf8.h"
#include "pdf/import/page_parts.h"
#include "pdf/profile/jpeg2000.h"
#include "pdf/profile/left_out.h"

namespace chancery::pdf {
namespace {

/// ISO 19005-3, 6.1.13.
constexpr std::int64_t kMostInteger = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kLeastInteger = std::numeric_limits<std::int32_t>::min();
constexpr double kMostReal = 3.403e38;
constexpr std::size_t kLongestString = 32767;
constexpr std::size_t kLongestName = 127;
constexpr std::size_t kMostColorants = 32;
/// Of an ICC profile (ISO 15076-1, 7.2).
constexpr std::size_t kProfileHeadBytes = 128;
constexpr std::size_t kLargestProfileBytes = std::size_t{16} << 20U;

constexpr std::array<std::string_view, 10> kFilters = {
    "ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "FlateDecode", "RunLengthDecode",
    "CCITTFaxDecode", "JBIG2Decode",   "DCTDecode", "JPXDecode",   ""};
constexpr std::array<std::string_view, 6> kNoSpot = {"Cyan",  "Magenta", "Yellow",
                                                     "Black", "None",    "All"};

template <typename Value, std::size_t kCount>
bool is_one_of(std::type_identity_t<Value> name, const std::array<Value, kCount>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view name_in(const Object& object) {
  const auto* name = object.as<Name>();
  return name == nullptr ? std::string_view() : std::string_view(name->value);
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    if (!step) return false;
    at += step->length;
  }
  return true;
}

/// Components of the colours of a profile; 0 when it is none that a space may rest on.
std::int64_t components_of(const Bytes& profile) {
  if (profile.size() < kProfileHeadBytes) return 0;
  const std::string_view text = text_of(profile);
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) size = size << 8U | profile[i];
  static constexpr std::array<std::string_view, 4> kClasses = {"prtr", "mntr", "scnr", "spac"};
  const bool is_sound = text.substr(36, 4) == "acsp" && size <= profile.size() && profile[8] <= 4 &&
                        is_one_of(text.substr(12, 4), kClasses);
  if (!is_sound) return 0;
  const std::string_view colours = text.substr(16, 4);
  if (colours == "GRAY") return 1;
  if (colours == "RGB " || colours == "Lab ") return 3;
  return colours == "CMYK" ? 4 : 0;
}

}  // namespace

Object ObjectInspector::entry(const Dictionary& dictionary, std::string_view key) const {
  const Object* value = dictionary.find(key);
  return value == nullptr ? Object{} : document_.resolve(*value);
}

void ObjectInspector::inspect(const Object& object, Keys keys) {
  look_at(object, keys);
  while (!open_.empty()) {
    const auto [reference, below] = open_.back();
    open_.pop_back();
    look_at(document_.get(reference), below);
  }
}

void ObjectInspector::look_at(const Object& object, Keys keys) {
  if (const auto* reference = object.as<Reference>()) {
    if (seen_.insert(*reference).second) open_.emplace_back(*reference, keys);
  } else if (const auto* integer = object.as<std::int64_t>()) {
    if (*integer > kMostInteger || *integer < kLeastInteger) {
      report(Fault::kObject, "a number is larger than viewers take it");
    }
  } else if (const auto* real = object.as<double>()) {
    if (!(std::abs(*real) <= kMostReal)) {
      report(Fault::kObject, "a number is larger than viewers take it");
    }
  } else if (const auto* string = object.as<String>()) {
    if (string->bytes.size() > kLongestString) {
      report(Fault::kObject, "a text of the file is longer than viewers take it");
    }
  } else if (const auto* name = object.as<Name>()) {
    look_at_name(name->value);
  } else if (const auto* array = object.as<Array>()) {
    look_at_array(*array);
  } else if (const auto* dictionary = object.as<Dictionary>()) {
    look_at_dictionary(*dictionary, keys);
  } else if (const Stream* stream = object.stream()) {
    look_at_stream(*stream);
  }
}

void ObjectInspector::look_at_name(const std::string& name) {
  if (name.size() > kLongestName) {
    report(Fault::kObject, "a name is longer than viewers take it");
  }
  has_cmyk_ = has_cmyk_ || name == "DeviceCMYK";
}

void ObjectInspector::look_at_dictionary(const Dictionary& dictionary, Keys keys) {
  const bool is_standard = keys == Keys::kOfStandard;
  const Object type = is_standard ? entry(dictionary, "Type") : Object{};
  const std::string_view kind = name_in(type);
  if (kind == "Page" || kind == "Pages" || kind == "Catalog") return;
  for (const auto& [key, value] : dictionary.entries()) {
    if (is_standard && is_left_out(dictionary, key)) continue;
    look_at_name(key);
    look_at(value, keys_below(keys, key));
  }
  if (!is_standard) return;
  for (const char* key : {"BaseFont", "FontName"}) {
    const Object name = entry(dictionary, key);
    if (!is_utf8(name_in(name))) report(Fault::kObject, "the name of a font is not in UTF-8");
  }
}

void ObjectInspector::look_at_stream(const Stream& stream) {
  const Dictionary& dictionary = stream.dictionary;
  for (const std::string_view key : {"F", "FFilter", "FDecodeParms"}) {
    if (dictionary.find(key) != nullptr) {
      report(Fault::kObject, "a part of it stands in another file");
    }
  }
  const Object filter = entry(dictionary, "Filter");
  const Array filters = filter.as<Array>() != nullptr ? *filter.as<Array>() : Array{filter};
  for (const Object& each : filters) {
    const Object known = document_.resolve(each);
    if (!is_one_of(name_in(known), kFilters)) {
      report(Fault::kObject, "a part of it is encoded in a way of its own");
    }
  }
  const Object subtype = entry(dictionary, "Subtype");
  if (name_in(subtype) == "Image") look_at_picture(stream);
  look_at_dictionary(dictionary, Keys::kOfStandard);
}

void ObjectInspector::look_at_picture(const Stream& stream) {
  const Object bits = entry(stream.dictionary, "BitsPerComponent");
  const Object mask = entry(stream.dictionary, "ImageMask");
  const bool is_mask = mask.as<bool>() != nullptr && *mask.as<bool>();
  const Object filter = entry(stream.dictionary, "Filter");
  const Array* filters = filter.as<Array>();
  const Object last =
      filters == nullptr || filters->empty() ? filter : document_.resolve(filters->back());
  const bool is_jpeg2000 = name_in(last) == "JPXDecode";
  const auto* number = bits.as<std::int64_t>();
  static constexpr std::array<std::int64_t, 5> kDepths = {1, 2, 4, 8, 16};
  const bool is_sound = is_mask ? number == nullptr || *number == 1
                                : (number == nullptr ? is_jpeg2000 : is_one_of(*number, kDepths));
  if (!is_sound) report(Fault::kImage, "a picture has a depth that PDF does not know");
  if (is_jpeg2000 && !is_plain_jpeg2000(stream.data)) {
    report(Fault::kImage, "a JPEG 2000 picture has channels that archives do not take");
  }
}

void ObjectInspector::look_at_array(const Array& array) {
  for (const Object& element : array) look_at(element, Keys::kOfStandard);
  if (array.size() < 2) return;
  const std::string_view family = name_in(array.front());
  if (family == "ICCBased") look_at_profile(array);
  if (family == "DeviceN") look_at_colorants(array);
  if (family != "Separation") return;
  const Object ink = document_.resolve(array[1]);
  if (!is_utf8(name_in(ink))) {
    report(Fault::kObject, "the name of an ink is not in UTF-8");
  }
}

/// ISO 19005-3, 6.2.4.2.
void ObjectInspector::look_at_profile(const Array& space) {
  const auto* reference = space[1].as<Reference>();
  const Object object = document_.resolve(space[1]);
  const Stream* stream = object.stream();
  const auto profile = reference == nullptr || stream == nullptr
                           ? std::nullopt
                           : document_.decoded(*reference, kLargestProfileBytes);
  const std::int64_t components = profile ? components_of(*profile) : 0;
  const Object stated = stream == nullptr ? Object{} : entry(stream->dictionary, "N");
  if (components == 0 || stated.as<std::int64_t>() == nullptr ||
      *stated.as<std::int64_t>() != components) {
    report(Fault::kColour, "a colour profile is damaged, or of other colours than it says");
  }
}

/// ISO 19005-3, 6.2.4.4.
void ObjectInspector::look_at_colorants(const Array& space) {
  const Object names = document_.resolve(space[1]);
  if (names.as<Array>() == nullptr || names.as<Array>()->size() > kMostColorants) {
    report(Fault::kColour, "a mixture of inks is damaged");
    return;
  }
  const Object attributes = space.size() > 4 ? document_.resolve(space[4]) : Object{};
  Object listed, process;
  if (const auto* dictionary = attributes.as<Dictionary>()) {
    listed = entry(*dictionary, "Colorants");
    const Object mixed = entry(*dictionary, "Process");
    if (mixed.as<Dictionary>() != nullptr) process = entry(*mixed.as<Dictionary>(), "Components");
  }
  for (const Object& element : *names.as<Array>()) {
    const Object colorant = document_.resolve(element);
    const std::string_view name = name_in(colorant);
    bool is_known = is_one_of(name, kNoSpot);
    is_known = is_known || (listed.as<Dictionary>() != nullptr &&
                            listed.as<Dictionary>()->find(name) != nullptr);
    if (const auto* components = process.as<Array>()) {
      for (const Object& each : *components) {
        const Object component = document_.resolve(each);
        is_known = is_known || name_in(component) == name;
      }
    }
    if (!is_known) report(Fault::kColour, "a mixture of inks does not describe its inks");
  }
}

}  // namespace chancery::pdf
