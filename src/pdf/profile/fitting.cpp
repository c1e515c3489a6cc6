#include "pdf/profile/fitting.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "pdf/write/deflate.h"

namespace chancery::pdf {
namespace {

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

bool has_inks(const Object& object) {
  if (const auto* array = object.as<Array>()) {
    if (!array->empty() && is_name(&array->front(), "Separation")) return true;
    return std::any_of(array->begin(), array->end(), has_inks);
  }
  const Stream* stream = object.stream();
  const Dictionary* dictionary = stream != nullptr ? &stream->dictionary : object.as<Dictionary>();
  if (dictionary == nullptr) return false;
  return std::any_of(dictionary->entries().begin(), dictionary->entries().end(),
                     [](const Dictionary::Entry& entry) { return has_inks(entry.second); });
}

/// The device space that the output intent does not define.
std::string_view foreign_space(Profile profile) {
  return profile == Profile::kPrint ? "DeviceRGB" : "DeviceCMYK";
}

std::string default_key(Profile profile) {
  return profile == Profile::kPrint ? "DefaultRGB" : "DefaultCMYK";
}

/// A group's own colour space is not remapped everywhere: it is named.
Dictionary fit_group(Dictionary dictionary, const Fitting& fitting) {
  if (fitting.space && is_name(dictionary.find("S"), "Transparency") &&
      is_name(dictionary.find("CS"), foreign_space(fitting.profile))) {
    dictionary.set("CS", *fitting.space);
  }
  return dictionary;
}

/// Whether there is anything to change: most artwork is drawn by the program itself.
bool is_fit(const Graph& graph, std::size_t first, const Fitting& fitting) {
  if (fitting.space || fitting.profile == Profile::kPrint) return false;
  bool is_fit = true;
  for (std::size_t i = first; i < graph.objects().size(); ++i) {
    const Object& object = graph.objects()[i];
    visit_dictionaries(object, [&](const Dictionary& dictionary) {
      is_fit = is_fit && dictionary.find("OPM") == nullptr;
    });
    is_fit = is_fit && !has_inks(object);
  }
  return is_fit;
}

class Preparation {
 public:
  Preparation(Graph& graph, std::size_t first, Fitting& fitting)
      : graph_(graph), first_(first), fitting_(fitting) {
    for (std::size_t i = first_; i < graph_.objects().size(); ++i) {
      visit_dictionaries(graph_.objects()[i], [&](const Dictionary& dictionary) {
        is_transparent_ = is_transparent_ || is_transparent(dictionary);
        has_cmyk_profile_ = has_cmyk_profile_ || (number(dictionary.find("N"), 0) == 4 &&
                                                  dictionary.find("FunctionType") == nullptr);
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
        if (spaces_.contains(reference(i))) set_space(*dictionary);
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
      return is_of_destination(*array) ? Object(Name{"DeviceCMYK"}) : Object(prepared(*array));
    }
    return object;
  }

  /// [/ICCBased …] with the profile of the output intent.
  bool is_of_destination(const Array& array) {
    if (fitting_.destination.empty() || array.size() != 2 || !is_name(array.data(), "ICCBased")) {
      return false;
    }
    const auto* profile = array[1].as<Reference>();
    if (profile == nullptr || profile->number < 1 ||
        static_cast<std::size_t>(profile->number) > graph_.objects().size()) {
      return false;
    }
    const auto known = is_destination_.find(*profile);
    if (known != is_destination_.end()) return known->second;
    const Stream* stream = graph_.objects()[static_cast<std::size_t>(profile->number) - 1].stream();
    const bool is_same = stream != nullptr && number(stream->dictionary.find("N"), 0) == 4 &&
                         holds(*stream, fitting_.destination);
    return is_destination_.emplace(*profile, is_same).first->second;
  }

  Array prepared(const Array& array) {
    Array result;
    result.reserve(array.size());
    for (const Object& element : array) result.push_back(prepared(element));
    const bool is_ink = result.size() == 4 && is_name(&result[0], "Separation") &&
                        result[1].as<Name>() != nullptr && !is_name(&result[1], "All") &&
                        !is_name(&result[1], "None");
    if (!is_ink) return result;
    return fitting_.inks.emplace(result[1].as<Name>()->value, result).first->second;
  }

  Dictionary prepared(const Dictionary& dictionary) {
    // What is CMYK of no profile to its author may have got one here.
    const bool is_archive = fitting_.profile == Profile::kArchive;
    const bool overprints = dictionary.find("OPM") != nullptr && (is_archive || has_cmyk_profile_);
    Dictionary result;
    for (const auto& [key, value] : dictionary.entries()) {
      if (key == "OPM" && overprints) continue;
      if (key == "Group" && !is_archive && !is_transparent_) continue;
      Object copy = prepared(value);
      if (key == "Resources") {
        if (auto* resources = copy.as<Dictionary>()) set_default(*resources);
      }
      result.set(key, std::move(copy));
    }
    return fit_group(std::move(result), fitting_);
  }

  void set_default(Dictionary& resources) const {
    if (!fitting_.space) return;
    const Object* known = resources.find("ColorSpace");
    Dictionary spaces;
    if (known != nullptr) {
      const auto* direct = known->as<Dictionary>();
      if (direct == nullptr) return;  // an object of its own, of spaces_
      spaces = *direct;
    }
    set_space(spaces);
    resources.set("ColorSpace", std::move(spaces));
  }

  void set_space(Dictionary& spaces) const {
    const std::string key = default_key(fitting_.profile);
    if (fitting_.space && spaces.find(key) == nullptr) spaces.set(key, *fitting_.space);
  }

  Graph& graph_;
  std::size_t first_;
  Fitting& fitting_;
  bool is_transparent_ = false;
  bool has_cmyk_profile_ = false;
  std::set<Reference> resources_, spaces_;
  std::map<Reference, bool> is_destination_;
};

}  // namespace

bool fit_objects(Graph& graph, std::size_t first, Fitting& fitting) {
  if (is_fit(graph, first, fitting)) return false;
  return Preparation(graph, first, fitting).run();
}

Dictionary fit_attributes(const Dictionary& attributes, const Fitting& fitting) {
  Dictionary result;
  for (const auto& [key, value] : attributes.entries()) {
    const auto* group = value.as<Dictionary>();
    result.set(key,
               key == "Group" && group != nullptr ? Object(fit_group(*group, fitting)) : value);
  }
  return result;
}

}  // namespace chancery::pdf
