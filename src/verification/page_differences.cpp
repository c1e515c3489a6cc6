#include <algorithm>

#include "verification/judge.h"

namespace chancery::verification {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;

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
            std::to_string(pages_after_.size()),
        Detail{"page-count-changed",
               {{"before", std::to_string(pages_before_.size())},
                {"after", std::to_string(pages_after_.size())}}});
    return;
  }
  // Pages are compared one by one; the tree that they stand in (7.7.3) stays as it is. It could
  // show a page twice, or hold pages that are no objects of their own.
  if (!equal_entry(catalog(before_), catalog(after_), "Pages")) {
    add(Change::Kind::kPageContent, false, "", "", "the page tree changed",
        Detail{"page-tree-changed"});
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
          "the page's place in the structure changed", Detail{"page-structure-changed"});
    } else {
      add(Change::Kind::kPageContent, false, object, page, "the page's entry " + key + " changed",
          Detail{"page-entry-changed", {{"entry", key}}});
    }
  }
  // Everything that pages inherit stands above them (7.7.3.4); each node is compared once.
  if (!equal_entry(one, two, "Parent")) {
    add(Change::Kind::kPageContent, false, object, page, "what the page inherits changed",
        Detail{"page-inheritance-changed"});
  }
  compare_annotations(one, two, page);
}

}  // namespace chancery::verification
