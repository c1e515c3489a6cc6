#include "verification/fields.h"

#include <set>

namespace chancery::verification {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

/// Form trees deeper or larger than this are hostile.
constexpr int kDeepestField = 64;
constexpr std::size_t kMostFields = 100000;
/// Arrays of kids may be shared by many fields; this bounds how often their elements are looked at.
constexpr std::size_t kMostKids = 1000000;
constexpr std::size_t kMostSignatories = 1000;

struct Open {
  Object object;
  std::string name;
  std::string type;
  int depth;
};

}  // namespace

std::string text_entry(const Document& document, const Dictionary& dictionary,
                       std::string_view key) {
  const Object value = entry(document, dictionary, key);
  if (const auto* string = value.as<pdf::String>()) return pdf::text_of_string(*string);
  if (const auto* name = value.as<pdf::Name>()) return name->value;
  return {};
}

Dictionary catalog(const Document& document) {
  const Object root = document.get(document.root());
  const auto* dictionary = root.as<Dictionary>();
  return dictionary == nullptr ? Dictionary() : *dictionary;
}

const Dictionary* dictionary_of(const Object& object) {
  if (const pdf::Stream* stream = object.stream()) return &stream->dictionary;
  return object.as<Dictionary>();
}

bool is_signature(const Dictionary& dictionary) {
  return dictionary.find("ByteRange") != nullptr && dictionary.find("Contents") != nullptr;
}

Form form_of(const Document& document) {
  Form found;
  const Object form = entry(document, catalog(document), "AcroForm");
  if (form.as<Dictionary>() == nullptr) return found;
  const Object top = entry(document, *form.as<Dictionary>(), "Fields");
  if (top.as<Array>() == nullptr) return found;

  std::vector<Open> open;
  for (auto it = top.as<Array>()->rbegin(); it != top.as<Array>()->rend(); ++it) {
    open.push_back({*it, "", "", 0});
  }
  std::set<Reference> seen;
  std::size_t kids_seen = 0;
  while (!open.empty()) {
    if (found.fields.size() + found.groups.size() == kMostFields || kids_seen > kMostKids) {
      throw pdf::ReadFailure({pdf::Unreadable::kTooLarge, "a form of more than 100,000 fields",
                              Detail{"too-many-fields"}});
    }
    const Open current = std::move(open.back());
    open.pop_back();
    Reference reference;
    if (const auto* indirect = current.object.as<Reference>()) {
      reference = *indirect;
      if (!seen.insert(reference).second) continue;
    }
    const Object object = document.resolve(current.object);
    const Dictionary* dictionary = dictionary_of(object);
    if (dictionary == nullptr) continue;

    std::string name = current.name;
    if (dictionary->find("T") != nullptr) {
      if (!name.empty()) name += '.';
      name += text_entry(document, *dictionary, "T");
    }
    std::string type = text_entry(document, *dictionary, "FT");
    if (type.empty()) type = current.type;
    const Object value = entry(document, *dictionary, "V");
    if (value.as<Dictionary>() != nullptr && is_signature(*value.as<Dictionary>())) type = "Sig";

    const Object kids = entry(document, *dictionary, "Kids");
    bool has_child_fields = false;
    std::vector<Reference> widgets;
    if (kids.as<Array>() != nullptr && current.depth < kDeepestField) {
      kids_seen += kids.as<Array>()->size();
      if (kids_seen > kMostKids) continue;  // which ends it
      for (auto it = kids.as<Array>()->rbegin(); it != kids.as<Array>()->rend(); ++it) {
        if (const auto* widget = it->as<Reference>()) widgets.push_back(*widget);
        const Object kid = document.resolve(*it);
        // A kid without a partial name is a widget of this field, not a field (12.7.3.1).
        const Dictionary* below = dictionary_of(kid);
        if (below == nullptr || below->find("T") == nullptr) continue;
        has_child_fields = true;
        open.push_back({*it, name, type, current.depth + 1});
      }
    }
    std::vector<Field>& list = has_child_fields ? found.groups : found.fields;
    list.push_back({name, type, reference, *dictionary, {}});
    if (!has_child_fields) list.back().kids = std::move(widgets);
  }
  return found;
}

std::vector<NamedSignatory> named_signatories(const Document& document) {
  std::vector<NamedSignatory> signatories;
  Object here(catalog(document));
  for (const std::string_view key : {"PieceInfo", "Chancery", "Private", "Signatories"}) {
    const auto* dictionary = here.as<Dictionary>();
    if (dictionary == nullptr) return signatories;
    here = Object(entry(document, *dictionary, key));
  }
  if (here.as<Array>() == nullptr) return signatories;
  for (const Object& item : *here.as<Array>()) {
    if (signatories.size() == kMostSignatories) break;
    const Object resolved = document.resolve(item);
    const auto* dictionary = resolved.as<Dictionary>();
    if (dictionary == nullptr) continue;
    signatories.push_back({text_entry(document, *dictionary, "Field"),
                           text_entry(document, *dictionary, "Name"),
                           text_entry(document, *dictionary, "Title"),
                           text_entry(document, *dictionary, "Division")});
  }
  return signatories;
}

}  // namespace chancery::verification
