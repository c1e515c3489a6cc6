// Annotations (ISO 32000-1, 12.5), which stand on a page and can cover it.
#include <algorithm>
#include <array>

#include "verification/judge.h"

namespace chancery::verification {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

namespace {

/// Kinds that comment on the text of a page and leave it legible. Any other kind can be made to
/// cover what was certified, or to look as if it belonged to it.
bool is_comment(std::string_view subtype) {
  constexpr std::array<std::string_view, 6> kKinds = {"Text",      "Popup",     "Highlight",
                                                      "Underline", "StrikeOut", "Squiggly"};
  return std::find(kKinds.begin(), kKinds.end(), subtype) != kKinds.end();
}

/// Sides of a note's icon, in points: what viewers draw is 18 to 24 points wide.
constexpr double kLargestIcon = 50;

bool fits_an_icon(const Document& document, const Dictionary& annotation) {
  const Object rectangle = entry(document, annotation, "Rect");
  const auto* corners = rectangle.as<Array>();
  if (corners == nullptr || corners->size() != 4) return false;
  std::array<double, 4> at{};
  for (std::size_t i = 0; i < at.size(); ++i) {
    const auto value = pdf::number_in(document.resolve((*corners)[i]));
    if (!value) return false;
    at.at(i) = *value;
  }
  return std::abs(at[2] - at[0]) <= kLargestIcon && std::abs(at[3] - at[1]) <= kLargestIcon;
}

/// Whether what an appearance leads to can show text, pictures or patterns.
bool shows_more_than_lines(const Document& document, const Object& appearance) {
  std::set<Reference> seen;
  std::vector<Object> open{appearance};
  while (!open.empty()) {
    const Object current = std::move(open.back());
    open.pop_back();
    if (const auto* reference = current.as<Reference>()) {
      if (seen.insert(*reference).second) open.push_back(document.get(*reference));
      continue;
    }
    if (const auto* array = current.as<Array>()) {
      open.insert(open.end(), array->begin(), array->end());
      continue;
    }
    const Dictionary* dictionary = dictionary_of(current);
    if (dictionary == nullptr) continue;
    for (const auto& [key, value] : dictionary->entries()) {
      if (key == "Font" || key == "Pattern" || key == "Shading" || key == "SMask") return true;
      if (key == "Subtype" && text_entry(document, *dictionary, "Subtype") == "Image") return true;
      open.push_back(value);
    }
  }
  return false;
}

}  // namespace

/// A comment as DocMDP's level 3 is meant for: one that neither hides nor adds content of the page.
bool Judge::may_comment(const Document& document, const Dictionary& annotation) const {
  if (permissions_.effective_level() < 3) return false;
  const std::string subtype = text_entry(document, annotation, "Subtype");
  if (!is_comment(subtype)) return false;
  if (annotation.find("A") != nullptr || annotation.find("AA") != nullptr) return false;
  if (subtype == "Text" && !fits_an_icon(document, annotation)) return false;
  const Object* appearance = annotation.find("AP");
  return appearance == nullptr ||
         (subtype != "Popup" && !shows_more_than_lines(document, *appearance));
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
  std::size_t next_direct = 0, last_match = 0;
  bool in_order = true;
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
    in_order = in_order && *match >= last_match;
    last_match = *match;
    matched[*match] = true;
    compare_annotation(old_list[*match], item, page);
  }
  if (!in_order) {
    // Of two that overlap, the later one is seen.
    add(Change::Kind::kAnnotation, false, "", page, "the order of the annotations changed",
        Detail{"annotations-reordered"});
  }
  for (std::size_t i = 0; i < matched.size(); ++i) {
    if (matched[i]) continue;
    const auto* reference = old_list[i].as<Reference>();
    const Object gone = before_.resolve(old_list[i]);
    const Dictionary* dictionary = dictionary_of(gone);
    add(Change::Kind::kAnnotation, dictionary == nullptr || may_comment(before_, *dictionary),
        reference == nullptr ? "" : name_of(*reference), page, "an annotation was removed",
        Detail{"annotation-removed"});
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
      add(Change::Kind::kAnnotation, false, object, page, "an annotation changed",
          Detail{"annotation-changed"});
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
    add(Change::Kind::kAnnotation,
        key != "Subtype" && may_comment(before_, one) && may_comment(after_, two), object, page,
        "an annotation's entry " + key + " changed",
        Detail{"annotation-entry-changed", {{"entry", key}}});
    return;
  }
}

void Judge::judge_new_annotation(const Object& item, const std::string& page) {
  const Object annotation = after_.resolve(item);
  const Dictionary* dictionary = dictionary_of(annotation);
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
  add(Change::Kind::kAnnotation,
      annotation.as<Dictionary>() != nullptr && may_comment(after_, *dictionary),
      reference == nullptr ? "" : name_of(*reference), page,
      "an annotation (" + (subtype.empty() ? "no type" : subtype) + ") was added",
      subtype.empty() ? Detail{"annotation-without-type-added"}
                      : Detail{"annotation-added", {{"type", subtype}}});
}

}  // namespace chancery::verification
