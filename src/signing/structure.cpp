#include "signing/structure.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "signing/entries.h"
#include "signing/fields.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Name;
using pdf::Object;
using pdf::Reference;

/// More nodes than any honest number tree has.
constexpr std::size_t kMostNodes = 100000;
/// What readers hold in 32 bits (annex C).
constexpr std::int64_t kLargestKey = 2147483646;

/// The largest key of a number tree (7.9.7), or -1.
std::int64_t largest_key(const Document& document, const Object& tree) {
  std::int64_t largest = -1;
  std::vector<Object> open{tree};
  std::set<Reference> seen;
  for (std::size_t walked = 0; !open.empty() && walked < kMostNodes; ++walked) {
    const Object node = std::move(open.back());
    open.pop_back();
    const auto* reference = node.as<Reference>();
    if (reference != nullptr && !seen.insert(*reference).second) continue;
    const Object resolved = document.resolve(node);
    const auto* dictionary = resolved.as<Dictionary>();
    if (dictionary == nullptr) continue;
    const Object numbers = entry(document, *dictionary, "Nums");
    if (const auto* array = numbers.as<Array>()) {
      for (std::size_t i = 0; i + 1 < array->size(); i += 2) {
        const Object key = document.resolve((*array)[i]);
        if (key.as<std::int64_t>() != nullptr) largest = std::max(largest, *key.as<std::int64_t>());
      }
    }
    const Object kids = entry(document, *dictionary, "Kids");
    if (const auto* array = kids.as<Array>()) open.insert(open.end(), array->begin(), array->end());
  }
  return largest;
}

/// A dictionary that is an entry of another, changed: where it is an object of its own, there, else
/// in the other, which then is changed (true).
bool put_back(pdf::Revision& revision, Dictionary& holder, const std::string& key,
              Dictionary changed) {
  const Object* found = holder.find(key);
  if (const auto* reference = found == nullptr ? nullptr : found->as<Reference>()) {
    revision.set(*reference, Object(std::move(changed)));
    return false;
  }
  holder.set(key, Object(std::move(changed)));
  return true;
}

/// The one element that a document is, when its structure begins so (14.8.4.2): else the tree
/// itself holds the elements.
std::optional<Reference> document_element(const Document& document, const Dictionary& tree) {
  const Object* kids = tree.find("K");
  if (kids == nullptr) return std::nullopt;
  Object only = *kids;
  const Object resolved = document.resolve(*kids);
  if (const auto* array = resolved.as<Array>()) {
    if (array->size() != 1) return std::nullopt;
    only = array->front();
  }
  const auto* reference = only.as<Reference>();
  const Object element = document.resolve(only);
  if (reference == nullptr || element.as<Dictionary>() == nullptr) return std::nullopt;
  return *reference;
}

/// Appends to /K, which may be a single kid (14.7.2).
bool append_kid(const Document& document, pdf::Revision& revision, Dictionary& parent,
                Reference kid) {
  const Object* kids = parent.find("K");
  const Object resolved = kids == nullptr ? Object() : document.resolve(*kids);
  if (resolved.is_null() || resolved.as<Array>() != nullptr) {
    return append_to(document, revision, parent, "K", kid);
  }
  parent.set("K", Array{*kids, kid});
  return true;
}

/// The entry of the parent tree; a tree with branches gets one more.
bool append_number(const Document& document, pdf::Revision& revision, Dictionary& tree,
                   std::int64_t key, Reference element) {
  Object parents = entry(document, tree, "ParentTree");
  Dictionary numbers =
      parents.as<Dictionary>() == nullptr ? Dictionary() : std::move(*parents.as<Dictionary>());
  bool changed = false;
  if (numbers.find("Kids") != nullptr) {
    const Reference leaf = revision.allocate();
    revision.set(leaf, Dictionary{{"Limits", Array{Object(key), Object(key)}},
                                  {"Nums", Array{Object(key), element}}});
    changed = append_to(document, revision, numbers, "Kids", leaf);
  } else {
    const Object* found = numbers.find("Nums");
    const Object resolved = found == nullptr ? Object() : document.resolve(*found);
    Array list = resolved.as<Array>() == nullptr ? Array() : *resolved.as<Array>();
    list.emplace_back(key);
    list.emplace_back(element);
    const auto* reference = found == nullptr ? nullptr : found->as<Reference>();
    if (reference != nullptr && resolved.as<Array>() != nullptr) {
      revision.set(*reference, Object(std::move(list)));
    } else {
      numbers.set("Nums", Object(std::move(list)));
      changed = true;
    }
  }
  return changed && put_back(revision, tree, "ParentTree", std::move(numbers));
}

}  // namespace

bool is_tagged(const Document& document, const Dictionary& root) {
  const Object information = entry(document, root, "MarkInfo");
  const auto* dictionary = information.as<Dictionary>();
  if (dictionary == nullptr) return false;
  const Object marked = entry(document, *dictionary, "Marked");
  return marked.as<bool>() != nullptr && *marked.as<bool>() &&
         entry(document, root, "StructTreeRoot").as<Dictionary>() != nullptr;
}

std::optional<std::int64_t> add_form_element(const Document& document, pdf::Revision& revision,
                                             const TaggedWidget& widget, const Dictionary& root) {
  const Object* found = root.find("StructTreeRoot");
  const auto* tree_reference = found == nullptr ? nullptr : found->as<Reference>();
  const Object resolved = entry(document, root, "StructTreeRoot");
  // Elements point to the tree, so it is an object of its own (14.7.2).
  if (tree_reference == nullptr || resolved.as<Dictionary>() == nullptr) return std::nullopt;
  Dictionary tree = *resolved.as<Dictionary>();

  const Object* parents = tree.find("ParentTree");
  std::int64_t last = parents == nullptr ? -1 : largest_key(document, *parents);
  const Object next = entry(document, tree, "ParentTreeNextKey");
  if (const auto* number = next.as<std::int64_t>(); number != nullptr && *number > 0) {
    last = std::max(last, *number - 1);
  }
  if (last >= kLargestKey) return std::nullopt;
  const std::int64_t key = last + 1;

  const Reference element = revision.allocate();
  const std::optional<Reference> above = document_element(document, tree);
  revision.set(
      element,
      Dictionary{
          {"Type", Name{"StructElem"}},
          {"S", Name{"Form"}},
          {"P", above.value_or(*tree_reference)},
          {"Pg", widget.page},
          {"K", Dictionary{{"Type", Name{"OBJR"}}, {"Obj", widget.widget}, {"Pg", widget.page}}}});
  if (above) {
    const Object object = document.get(*above);
    Dictionary parent = *object.as<Dictionary>();
    if (append_kid(document, revision, parent, element)) {
      revision.set(*above, Object(std::move(parent)));
    }
  } else {
    append_kid(document, revision, tree, element);
  }
  append_number(document, revision, tree, key, element);
  tree.set("ParentTreeNextKey", Object(key + 1));
  revision.set(*tree_reference, Object(std::move(tree)));
  return key;
}

}  // namespace chancery::signing
