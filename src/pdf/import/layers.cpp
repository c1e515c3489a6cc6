#include "pdf/import/layers.h"

#include <set>
#include <string_view>

namespace chancery::pdf {
namespace {

std::set<Reference> references_in(const Object& list) {
  std::set<Reference> references;
  if (const auto* array = list.as<Array>()) {
    for (const Object& element : *array) {
      if (const auto* reference = element.as<Reference>()) references.insert(*reference);
    }
  }
  return references;
}

}  // namespace

void Layers::add(const Document& document, const Copier& copier) {
  const Object catalog = document.get(document.root());
  if (catalog.as<Dictionary>() == nullptr) return;
  const Object properties = entry(document, *catalog.as<Dictionary>(), "OCProperties");
  if (properties.as<Dictionary>() == nullptr) return;
  const Object groups = entry(document, *properties.as<Dictionary>(), "OCGs");
  const Object usual = entry(document, *properties.as<Dictionary>(), "D");
  bool hidden_at_first = false;
  std::set<Reference> on, off;
  if (const auto* configuration = usual.as<Dictionary>()) {
    const Object base = entry(document, *configuration, "BaseState");
    hidden_at_first = base.as<Name>() != nullptr && base.as<Name>()->value == "OFF";
    on = references_in(entry(document, *configuration, "ON"));
    off = references_in(entry(document, *configuration, "OFF"));
  }
  for (const Reference source : references_in(groups)) {
    const auto copy = copier.copy_of(source);
    if (!copy) continue;
    groups_.push_back(*copy);
    const bool is_hidden = hidden_at_first ? !on.contains(source) : off.contains(source);
    if (is_hidden) hidden_.push_back(*copy);
  }
}

std::optional<Dictionary> Layers::properties() const {
  if (groups_.empty()) return std::nullopt;
  Dictionary usual{{"Name", text_string("Layers")}, {"Order", groups_}};
  if (!hidden_.empty()) usual.set("OFF", hidden_);
  return Dictionary{{"OCGs", groups_}, {"D", std::move(usual)}};
}

}  // namespace chancery::pdf
