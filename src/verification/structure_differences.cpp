// The logical structure (ISO 32000-1, 14.7). Signing adds elements for new fields; what the
// structure says of the signed content stays.
#include <algorithm>

#include "verification/judge.h"

namespace chancery::verification {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

namespace {

/// Number trees deeper than this are hostile; larger ones are cut.
constexpr int kDeepestTree = 64;
constexpr std::size_t kMostNodes = 1000000;

/// /K: none, one or several (14.7.2, table 323).
Array kids_of(const Document& document, const Dictionary& element) {
  const Object* kids = element.find("K");
  if (kids == nullptr) return {};
  const Object value = document.resolve(*kids);
  if (const auto* array = value.as<Array>()) return *array;
  if (value.is_null()) return {};
  return {*kids};
}

/// An element, not a reference to marked content or to an object.
bool is_element(const Dictionary& dictionary) {
  return dictionary.find("S") != nullptr;
}

/// What a number tree (7.9.7) gives for each number.
std::map<std::int64_t, Object> flattened(const Document& document, const Object& tree) {
  std::map<std::int64_t, Object> values;
  std::set<Reference> seen;
  std::vector<std::pair<Object, int>> open{{tree, 0}};
  while (!open.empty() && values.size() < kMostNodes && seen.size() < kMostNodes) {
    const auto [item, depth] = std::move(open.back());
    open.pop_back();
    const auto* reference = item.as<Reference>();
    if (reference != nullptr && !seen.insert(*reference).second) continue;
    const Object node = document.resolve(item);
    const auto* dictionary = node.as<Dictionary>();
    if (dictionary == nullptr) continue;
    const Object numbers = entry(document, *dictionary, "Nums");
    if (const auto* pairs = numbers.as<Array>()) {
      for (std::size_t i = 0; i + 1 < pairs->size(); i += 2) {
        const Object key = document.resolve((*pairs)[i]);
        if (const auto* number = key.as<std::int64_t>()) {
          values.try_emplace(*number, (*pairs)[i + 1]);
        }
      }
    }
    const Object kids = entry(document, *dictionary, "Kids");
    if (kids.as<Array>() == nullptr || depth == kDeepestTree) continue;
    for (const Object& kid : *kids.as<Array>()) open.emplace_back(kid, depth + 1);
  }
  return values;
}

/// A new element may stand for a widget and say nothing else: not claim content of the page, nor
/// give text of its own.
bool only_names_widgets(const Document& document, const Object& start) {
  std::set<Reference> seen;
  std::vector<Object> open{start};
  while (!open.empty()) {
    const Object current = std::move(open.back());
    open.pop_back();
    const auto* reference = current.as<Reference>();
    if (reference != nullptr && !seen.insert(*reference).second) continue;
    const Object resolved = document.resolve(current);
    const auto* element = resolved.as<Dictionary>();
    if (element == nullptr) return false;  // a number is marked content of the page
    if (!is_element(*element)) {
      const Object target = entry(document, *element, "Obj");
      const auto* widget = target.as<Dictionary>();
      if (element->find("MCID") != nullptr || widget == nullptr ||
          text_entry(document, *widget, "Subtype") != "Widget") {
        return false;
      }
      continue;
    }
    const Array kids = kids_of(document, *element);
    const bool speaks = element->find("ActualText") != nullptr || element->find("E") != nullptr ||
                        (element->find("Alt") != nullptr && kids.empty());
    if (speaks) return false;
    open.insert(open.end(), kids.begin(), kids.end());
  }
  return true;
}

/// The key that the next kid of a structure's parent tree gets: it grows with the tree (14.7.2).
bool is_later_key(const Document& before, const Document& after, const Object& one,
                  const Object* other) {
  const Object a = before.resolve(one);
  const Object b = other == nullptr ? Object() : after.resolve(*other);
  const auto* earlier = a.as<std::int64_t>();
  const auto* later = b.as<std::int64_t>();
  return earlier != nullptr && later != nullptr && *later >= *earlier;
}

/// One comparison of the structure of two revisions.
class Structure {
 public:
  Structure(const Document& before, const Document& after, Comparison& comparison,
            const std::set<Reference>& elements)
      : before_(before), after_(after), comparison_(comparison), elements_(elements) {}

  struct Problem {
    std::string text;  ///< empty when nothing changed in what must stay
    Detail detail;
  };
  Problem compare(const Dictionary& one, const Dictionary& two) {
    compare_root(one, two);
    for (const Reference element : elements_) {
      if (!problem_.text.empty()) break;
      const Object a = before_.get(element), b = after_.get(element);
      if (b.as<Dictionary>() == nullptr) {
        tell(element, "was removed",
             Detail{"structure-element-removed", {{"element", name_of(element)}}});
      } else {
        compare_element(element, *a.as<Dictionary>(), *b.as<Dictionary>());
      }
    }
    return problem_;
  }
  bool grown() const { return grown_; }

 private:
  void tell(Reference element, const std::string& what, Detail detail) {
    if (!problem_.text.empty()) return;
    problem_ = {"element " + name_of(element) + " " + what, std::move(detail)};
  }

  bool equal(const Dictionary& one, const Dictionary& two, std::string_view key) {
    const Object* a = one.find(key);
    const Object* b = two.find(key);
    return comparison_.equal(a == nullptr ? Object() : *a, b == nullptr ? Object() : *b);
  }

  void compare_root(const Dictionary& one, const Dictionary& two) {
    for (const std::string& key : keys_of(one, two)) {
      bool kept = true;
      if (key == "K") {
        kept = same_kids(one, two);
      } else if (key == "ParentTree") {
        kept = same_parents(one, two);
      } else if (key == "ParentTreeNextKey") {
        const Object* a = one.find(key);
        kept = a == nullptr || is_later_key(before_, after_, *a, two.find(key));
        grown_ = grown_ || !equal(one, two, key);
      } else if (key == "IDTree") {
        const Object* a = one.find(key);
        const Object* b = two.find(key);
        kept = a == nullptr || (b != nullptr && comparison_.extends(*a, *b));
        grown_ = grown_ || !equal(one, two, key);
      } else {
        kept = equal(one, two, key);
      }
      if (kept || !problem_.text.empty()) continue;
      problem_ = {"the entry " + key + " of its root changed",
                  Detail{"structure-root-changed", {{"entry", key}}}};
    }
  }

  void compare_element(Reference element, const Dictionary& one, const Dictionary& two) {
    for (const std::string& key : keys_of(one, two)) {
      if (key == "K" ? !same_kids(one, two) : !equal(one, two, key)) {
        tell(element, "changed in " + key,
             Detail{"structure-element-changed", {{"element", name_of(element)}, {"entry", key}}});
      }
    }
  }

  /// Those that were there stay, in their order; new ones may follow.
  bool same_kids(const Dictionary& one, const Dictionary& two) {
    const Array old_kids = kids_of(before_, one);
    const Array new_kids = kids_of(after_, two);
    if (new_kids.size() < old_kids.size()) return false;
    for (std::size_t i = 0; i < old_kids.size(); ++i) {
      if (!comparison_.equal(old_kids[i], new_kids[i])) return false;
    }
    for (std::size_t i = old_kids.size(); i < new_kids.size(); ++i) {
      const auto* reference = new_kids[i].as<Reference>();
      if (reference != nullptr && elements_.contains(*reference)) return false;
      if (!only_names_widgets(after_, new_kids[i])) return false;
      grown_ = true;
    }
    return true;
  }

  bool same_parents(const Dictionary& one, const Dictionary& two) {
    const Object* a = one.find("ParentTree");
    const Object* b = two.find("ParentTree");
    const auto old_parents = flattened(before_, a == nullptr ? Object() : *a);
    const auto new_parents = flattened(after_, b == nullptr ? Object() : *b);
    grown_ = grown_ || new_parents.size() > old_parents.size();
    return std::all_of(old_parents.begin(), old_parents.end(), [&](const auto& parent) {
      const auto found = new_parents.find(parent.first);
      return found != new_parents.end() && comparison_.equal(parent.second, found->second);
    });
  }

  const Document& before_;
  const Document& after_;
  Comparison& comparison_;
  const std::set<Reference>& elements_;
  Problem problem_;
  bool grown_ = false;
};

}  // namespace

std::set<Reference> structure_elements(const Document& document) {
  std::set<Reference> elements;
  std::set<Reference> seen;
  const Object root = entry(document, catalog(document), "StructTreeRoot");
  if (root.as<Dictionary>() == nullptr) return elements;
  std::vector<Object> open;
  for (const Object& kid : kids_of(document, *root.as<Dictionary>())) open.push_back(kid);
  while (!open.empty() && seen.size() < kMostNodes) {
    const Object current = std::move(open.back());
    open.pop_back();
    const auto* reference = current.as<Reference>();
    if (reference != nullptr && !seen.insert(*reference).second) continue;
    const Object resolved = document.resolve(current);
    const auto* dictionary = resolved.as<Dictionary>();
    if (dictionary == nullptr || !is_element(*dictionary)) continue;
    if (reference != nullptr) {
      // Only one that this very reference leads to is compared on its own.
      const Object direct = document.get(*reference);
      if (direct.as<Dictionary>() != nullptr) elements.insert(*reference);
    }
    for (const Object& kid : kids_of(document, *dictionary)) open.push_back(kid);
  }
  return elements;
}

void Judge::compare_structure(const Dictionary& one, const Dictionary& two) {
  const Object a = entry(before_, one, "StructTreeRoot");
  const Object b = entry(after_, two, "StructTreeRoot");
  const std::string object = name_of(after_.root());
  const auto* before = a.as<Dictionary>();
  const auto* after = b.as<Dictionary>();
  if (before == nullptr || after == nullptr) {
    if (comparison_.equal(a, b)) return;
    add(Change::Kind::kStructure, false, object, "", "the logical structure was changed",
        Detail{"structure-changed"});
    return;
  }
  Structure structure(before_, after_, comparison_, elements_before_);
  const Structure::Problem problem = structure.compare(*before, *after);
  if (!problem.text.empty()) {
    add(Change::Kind::kStructure, false, object, "",
        "the logical structure was changed: " + problem.text, problem.detail);
  } else if (structure.grown()) {
    add(Change::Kind::kStructure, permissions_.effective_level() > 1, object, "",
        "the logical structure was extended", Detail{"structure-extended"});
  }
}

}  // namespace chancery::verification
