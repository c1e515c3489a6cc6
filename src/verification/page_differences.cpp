#include <algorithm>

#include "verification/judge.h"

namespace chancery::verification {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

namespace {

/// A page attribute that may stand in a node above (7.7.3.4).
Object inherited(const Document& document, const Dictionary& page, std::string_view key) {
  Dictionary here = page;
  for (int depth = 0; depth < 64; ++depth) {
    if (const Object* found = here.find(key)) return *found;
    const Object parent = entry(document, here, "Parent");
    if (parent.as<Dictionary>() == nullptr) break;
    here = *parent.as<Dictionary>();
  }
  return {};
}

}  // namespace

void Judge::compare_pages() {
  if (pages_before_.size() != pages_after_.size()) {
    add(Change::Kind::kPageContent, false, "", "",
        "the number of pages changed from " + std::to_string(pages_before_.size()) + " to " +
            std::to_string(pages_after_.size()));
    return;
  }
  // Pages are compared one by one; the tree that they stand in (7.7.3) stays as it is. It could
  // show a page twice, or hold pages that are no objects of their own.
  if (!equal_entry(catalog(before_), catalog(after_), "Pages")) {
    add(Change::Kind::kPageContent, false, "", "", "the page tree changed");
  }
  for (std::size_t i = 0; i < pages_before_.size(); ++i) compare_page(i);
}

void Judge::compare_page(std::size_t index) {
  const Object a = before_.get(pages_before_[index]);
  const Object b = after_.get(pages_after_[index]);
  const std::string page = "page " + std::to_string(index + 1);
  const std::string object = name_of(pages_after_[index]);
  if (a.as<Dictionary>() == nullptr || b.as<Dictionary>() == nullptr) return;
  const Dictionary& one = *a.as<Dictionary>();
  const Dictionary& two = *b.as<Dictionary>();
  for (const std::string& key : keys_of(one, two)) {
    if (key == "Annots" || key == "Parent") continue;
    const Object* there = one.find(key);
    const Object* here = two.find(key);
    const Object old_value = there == nullptr ? inherited(before_, one, key) : *there;
    const Object new_value = here == nullptr ? inherited(after_, two, key) : *here;
    if (comparison_.equal(old_value, new_value)) continue;
    if (key == "StructParents" || key == "Tabs") {
      add(Change::Kind::kStructure, permissions_.effective_level() > 1, object, page,
          "the page's place in the structure changed");
    } else {
      add(Change::Kind::kPageContent, false, object, page, "the page's entry " + key + " changed");
    }
  }
  // Everything that pages inherit stands above them (7.7.3.4); each node is compared once.
  if (!equal_entry(one, two, "Parent")) {
    add(Change::Kind::kPageContent, false, object, page, "what the page inherits changed");
  }
  compare_annotations(one, two, page);
}

void Judge::compare_annotations(const Dictionary& one, const Dictionary& two,
                                const std::string& page) {
  const Object a = entry(before_, one, "Annots");
  const Object b = entry(after_, two, "Annots");
  const Array old_list = a.as<Array>() == nullptr ? Array() : *a.as<Array>();
  const Array new_list = b.as<Array>() == nullptr ? Array() : *b.as<Array>();
  std::vector<bool> matched(old_list.size(), false);
  std::multimap<Reference, std::size_t> references;
  std::vector<std::size_t> direct;
  std::size_t next_direct = 0;
  for (std::size_t i = 0; i < old_list.size(); ++i) {
    if (const auto* reference = old_list[i].as<Reference>()) {
      references.emplace(*reference, i);
    } else {
      direct.push_back(i);
    }
  }
  for (const Object& item : new_list) {
    std::optional<std::size_t> match;
    if (const auto* reference = item.as<Reference>()) {
      const auto found = references.find(*reference);
      if (found != references.end()) {
        match = found->second;
        references.erase(found);
      }
    } else if (next_direct < direct.size()) {
      match = direct[next_direct++];  // direct ones are told apart by their order only
    }
    if (!match) {
      judge_new_annotation(item, page);
      continue;
    }
    matched[*match] = true;
    compare_annotation(old_list[*match], item, page);
  }
  for (std::size_t i = 0; i < matched.size(); ++i) {
    if (matched[i]) continue;
    const auto* reference = old_list[i].as<Reference>();
    add(Change::Kind::kAnnotation, permissions_.effective_level() > 2,
        reference == nullptr ? "" : name_of(*reference), page, "an annotation was removed");
  }
}

void Judge::compare_annotation(const Object& old_item, const Object& new_item,
                               const std::string& page) {
  const Object a = before_.resolve(old_item);
  const Object b = after_.resolve(new_item);
  const auto* reference = new_item.as<Reference>();
  const std::string object = reference == nullptr ? "" : name_of(*reference);
  if (a.as<Dictionary>() == nullptr || b.as<Dictionary>() == nullptr) {
    if (!comparison_.equal(a, b)) {
      add(Change::Kind::kAnnotation, false, object, page, "an annotation changed");
    }
    return;
  }
  const Dictionary& one = *a.as<Dictionary>();
  const Dictionary& two = *b.as<Dictionary>();
  if (reference != nullptr) {
    const auto field = by_reference_.find(*reference);
    if (field != by_reference_.end()) {
      judge_dictionary(*field->second, one, two, object, page);
      return;
    }
  }
  for (const std::string& key : keys_of(one, two)) {
    if (key == "P" || key == "Parent" || equal_entry(one, two, key)) continue;
    add(Change::Kind::kAnnotation, permissions_.effective_level() > 2, object, page,
        "an annotation's entry " + key + " changed");
    return;
  }
}

void Judge::judge_new_annotation(const Object& item, const std::string& page) {
  const Object annotation = after_.resolve(item);
  const auto* dictionary = annotation.as<Dictionary>();
  if (dictionary == nullptr) return;  // null or junk: nothing is shown
  const auto* reference = item.as<Reference>();
  if (reference != nullptr) {
    const auto field = after_by_reference_.find(*reference);
    if (field != after_by_reference_.end() && field->second->type == "Sig" &&
        !names_before_.contains(field->second->name)) {
      return;  // judged with its field
    }
  }
  const std::string subtype = text_entry(after_, *dictionary, "Subtype");
  add(Change::Kind::kAnnotation, permissions_.effective_level() > 2 && subtype != "Widget",
      reference == nullptr ? "" : name_of(*reference), page,
      "an annotation (" + (subtype.empty() ? "no type" : subtype) + ") was added");
}

}  // namespace chancery::verification
