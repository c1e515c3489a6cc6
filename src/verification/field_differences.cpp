#include <algorithm>
#include <array>
#include <functional>

#include "verification/judge.h"
#include "verification/uses.h"

namespace chancery::verification {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

namespace {

bool among(std::string_view key, std::span<const std::string_view> keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// Keys that filling in a field may change in it and in its widgets (12.7.3.3, 12.5.5). /F and /Ff:
/// programs show, hide and lock fields while they are filled in.
bool filling_may_change(std::string_view key) {
  constexpr std::array<std::string_view, 12> kKeys = {"V",  "AP", "AS", "M", "RV", "I",
                                                      "MK", "DA", "Q",  "F", "Ff", "Type"};
  return among(key, kKeys);
}

/// Keys that signing may change in a signature field that had no value. /F: some signers lock the
/// widget; whether it became hidden or visible shows in its appearance.
bool signing_may_change(std::string_view key) {
  constexpr std::array<std::string_view, 13> kKeys = {"V",  "AP", "AS", "M",  "F",  "Lock", "SV",
                                                      "MK", "DA", "Q",  "Ff", "DR", "Type"};
  return among(key, kKeys);
}

/// Some programs set the flags of a field over again or name its type, whatever was done to it.
bool means_nothing(std::string_view key) {
  return key == "Ff" || key == "Type";
}

/// Whether a widget takes room. Of a rectangle with more than four numbers the first count, and one
/// of something else may mean anything to a reader.
bool has_area(const Document& document, const Dictionary& widget) {
  const Object rectangle = entry(document, widget, "Rect");
  const auto* corners = rectangle.as<Array>();
  if (corners == nullptr || corners->size() < 4) return false;
  std::array<double, 4> at{};
  for (std::size_t i = 0; i < at.size(); ++i) {
    const auto value = pdf::number_in(document.resolve((*corners)[i]));
    if (!value) return true;
    at.at(i) = *value;
  }
  return at[0] != at[2] && at[1] != at[3];
}

/// Whether something holds for a field or for one of its widgets.
bool any_widget(const Document& document, const Field& field,
                const std::function<bool(const Dictionary&)>& holds) {
  if (holds(field.dictionary)) return true;
  const Object kids = entry(document, field.dictionary, "Kids");
  if (kids.as<Array>() == nullptr) return false;
  return std::any_of(kids.as<Array>()->begin(), kids.as<Array>()->end(), [&](const Object& item) {
    const Object widget = document.resolve(item);
    const Dictionary* dictionary = dictionary_of(widget);
    return dictionary != nullptr && holds(*dictionary);
  });
}

/// Whether a field takes room on a page, by itself or by a widget below it.
bool is_visible(const Document& document, const Field& field) {
  return any_widget(document, field,
                    [&](const Dictionary& widget) { return has_area(document, widget); });
}

/// Whether a field or one of its widgets would do something (12.6): nothing that signing needs.
bool has_actions(const Document& document, const Field& field) {
  return any_widget(document, field, [](const Dictionary& widget) {
    return widget.find("A") != nullptr || widget.find("AA") != nullptr;
  });
}

/// Whether something below a signature field is no widget of it: readers would show it as what it
/// says that it is.
bool has_other_kinds(const Document& document, const Field& field) {
  return any_widget(document, field, [&](const Dictionary& widget) {
    const std::string subtype = text_entry(document, widget, "Subtype");
    const std::string type = text_entry(document, widget, "FT");
    return (!subtype.empty() && subtype != "Widget") || (!type.empty() && type != "Sig");
  });
}

/// Whether a field that nobody signed would show more than that it is there.
bool shows_something(const Document& document, const Field& field) {
  return any_widget(document, field, [&](const Dictionary& widget) {
    const Object look = entry(document, widget, "MK");
    return !entry(document, widget, "AP").is_null() ||
           (look.as<Dictionary>() != nullptr && look.as<Dictionary>()->find("BG") != nullptr);
  });
}

/// By its form, or by its type, which some time-stamping programs leave out or take for another.
bool is_time_stamp(const Document& document, const Dictionary& signature) {
  return text_entry(document, signature, "SubFilter") == "ETSI.RFC3161" ||
         text_entry(document, signature, "Type") == "DocTimeStamp";
}

Detail new_signature_field(bool is_signed, bool place_allowed, const std::string& name) {
  if (!place_allowed) {
    return Detail{is_signed ? "signature-seen-in-certified" : "empty-field-seen-in-certified",
                  {{"field", name}}};
  }
  return Detail{is_signed ? "signature-added" : "empty-field-added", {{"field", name}}};
}

}  // namespace

/// Attributes of a group are inherited by the fields below it (12.7.3.1).
void Judge::compare_groups() {
  std::map<std::string, const Field*> by_name;
  std::map<Reference, const Field*> by_reference;
  for (const Field& group : form_after_.groups) {
    by_name.emplace(group.name, &group);
    by_reference.emplace(group.reference, &group);
  }
  for (const Field& group : form_before_.groups) {
    const auto same = by_reference.find(group.reference);
    const auto named = by_name.find(group.name);
    // One that is gone took its fields with it, which is told there.
    if (same != by_reference.end() && same->second->name == group.name) {
      compare_group(group, *same->second);
    } else if (named != by_name.end()) {
      compare_group(group, *named->second);
    }
  }
  for (const Field& group : form_after_.groups) {
    if (!groups_before_.contains(group.reference)) judge_new_group(group);
  }
}

void Judge::compare_group(const Field& group, const Field& now) {
  const Dictionary& one = group.dictionary;
  const Dictionary& two = now.dictionary;
  for (const std::string& key : keys_of(one, two)) {
    if (key == "Kids" || equal_entry(one, two, key)) continue;
    const bool filled = group.type != "Sig" && filling_may_change(key);
    add(filled ? Change::Kind::kFormFill : Change::Kind::kOther,
        filled && may_fill_group(group.name), name_of(now.reference), "",
        "the entry " + key + " of the group of fields '" + group.name + "' changed",
        Detail{"group-entry-changed", {{"entry", key}, {"group", group.name}}});
  }
}

/// What fields inherit must not come from a group that they were not in.
void Judge::judge_new_group(const Field& group) {
  const Object kids = entry(after_, group.dictionary, "Kids");
  if (kids.as<Array>() == nullptr) return;
  for (const Object& kid : *kids.as<Array>()) {
    const auto* reference = kid.as<Reference>();
    if (reference == nullptr ||
        (!by_reference_.contains(*reference) && !groups_before_.contains(*reference))) {
      continue;
    }
    add(Change::Kind::kOther, false, name_of(group.reference), "",
        "a new group of fields '" + group.name + "' took in what was there before",
        Detail{"group-took-in", {{"group", group.name}}});
    return;
  }
}

/// The same field later: under the same reference, or else the first of its name.
const Field* Judge::field_after(const Field& before) const {
  const auto same = after_by_reference_.find(before.reference);
  if (same != after_by_reference_.end() && same->second->name == before.name) return same->second;
  const auto named = names_after_.find(before.name);
  return named == names_after_.end() ? nullptr : named->second;
}

void Judge::compare_fields() {
  for (const Field& field : form_before_.fields) {
    if (const Field* now = field_after(field)) {
      compare_field(field, *now);
    } else {
      add(Change::Kind::kOther, false, name_of(field.reference), "",
          "the field '" + field.name + "' was removed",
          Detail{"field-removed", {{"field", field.name}}});
    }
  }
  for (auto it = names_after_.begin(); it != names_after_.end();) {
    const std::string& name = it->first;
    const std::size_t before = names_before_.count(name);
    const std::size_t after = names_after_.count(name);
    if (before == 0) {
      for (auto named = names_after_.lower_bound(name); named != names_after_.upper_bound(name);
           ++named) {
        judge_new_field(*named->second);
      }
    }
    if (after > std::max<std::size_t>(before, 1)) {
      add(Change::Kind::kOther, false, name_of(it->second->reference), "",
          "another field named '" + name + "' appeared",
          Detail{"field-doubled", {{"field", name}}});
    }
    it = names_after_.upper_bound(name);
  }
}

void Judge::compare_field(const Field& one, const Field& two) {
  if (one.type != two.type) {
    add(Change::Kind::kOther, false, name_of(two.reference), "",
        "the field '" + one.name + "' became another type",
        Detail{"field-type-changed", {{"field", one.name}}});
    return;
  }
  judge_dictionary(one, one.dictionary, two.dictionary, name_of(two.reference), "");
  if (!same_kids(one, two)) {
    add(Change::Kind::kOther, false, name_of(two.reference), "",
        "the widgets of the field '" + one.name + "' changed",
        Detail{"field-widgets-changed", {{"field", one.name}}});
  }
}

/// A field with its widgets below it: the widgets are compared where the pages show them; here
/// those that left the list or came in, and those that are no objects of their own.
bool Judge::same_kids(const Field& one, const Field& two) {
  const Object a = entry(before_, one.dictionary, "Kids");
  const Object b = entry(after_, two.dictionary, "Kids");
  const auto* before = a.as<Array>();
  const auto* after = b.as<Array>();
  if (before == nullptr || after == nullptr) return before == after;
  if (one.kids != two.kids || before->size() != after->size()) return false;
  for (std::size_t i = 0; i < before->size(); ++i) {
    const bool references =
        (*before)[i].as<Reference>() != nullptr && (*after)[i].as<Reference>() != nullptr;
    if (!references && !comparison_.equal((*before)[i], (*after)[i])) return false;
  }
  return true;
}

/// The same field, or one of its widgets, before and after.
void Judge::judge_dictionary(const Field& field, const Dictionary& one, const Dictionary& two,
                             const std::string& object, const std::string& page) {
  const Field* now = field_after(field);
  const bool signature = field.type == "Sig";
  const bool was_signed = !entry(before_, field.dictionary, "V").is_null();
  const bool is_signed = now != nullptr && !entry(after_, now->dictionary, "V").is_null();
  const bool being_signed = signature && !was_signed && is_signed;
  std::string forbidden;
  bool changed = false;
  for (const std::string& key : keys_of(one, two)) {
    if (key == "Kids" || key == "P" || equal_entry(one, two, key)) continue;
    if (signature && means_nothing(key)) continue;
    changed = true;
    const bool harmless =
        signature ? being_signed && signing_may_change(key) : filling_may_change(key);
    if (!harmless) forbidden += (forbidden.empty() ? "" : ", ") + key;
  }
  if (!changed) return;
  if (!judged_.insert(object.empty() ? field.name : object).second) return;
  if (!forbidden.empty()) {
    add(Change::Kind::kFormFill, false, object, page,
        "the field '" + field.name + "' was changed in what must stay (" + forbidden + ")",
        Detail{"field-changed", {{"field", field.name}, {"entries", forbidden}}});
  } else if (changes_shared_appearance(one, two)) {
    add(Change::Kind::kFormFill, false, object, page,
        "the field '" + field.name +
            "' got another appearance, though the old one is also used "
            "elsewhere",
        Detail{"field-appearance-shared", {{"field", field.name}}});
  } else if (signature) {
    judge_signing(*now, object, page);
  } else {
    const bool allowed = may_fill(field.name);
    add(Change::Kind::kFormFill, allowed, object, page,
        "the field '" + field.name + "' was filled in" +
            (allowed ? "" : ", though an earlier signature locked it"),
        Detail{allowed ? "field-filled" : "locked-field-filled", {{"field", field.name}}});
  }
}

void Judge::judge_signing(const Field& field, const std::string& object, const std::string& page) {
  const Object value = entry(after_, field.dictionary, "V");
  const auto* signature = value.as<Dictionary>();
  if (signature != nullptr && is_time_stamp(after_, *signature) && !is_visible(after_, field)) {
    add(Change::Kind::kTimeStamp, true, object, page, "a document time-stamp was added",
        Detail{"time-stamp-added"});
    return;
  }
  const bool allowed = may_fill(field.name);
  add(Change::Kind::kSignature, allowed, object, page,
      "the signature field '" + field.name + "' was signed" +
          (allowed ? "" : ", though an earlier signature locked it"),
      Detail{allowed ? "field-signed" : "locked-field-signed", {{"field", field.name}}});
}

void Judge::judge_new_field(const Field& field) {
  const std::string object = name_of(field.reference);
  if (field.type != "Sig") {
    add(Change::Kind::kOther, false, object, "", "a form field '" + field.name + "' was added",
        Detail{"field-added", {{"field", field.name}}});
    return;
  }
  if (has_actions(after_, field)) {
    add(Change::Kind::kOther, false, object, "",
        "a signature field '" + field.name + "' with actions was added",
        Detail{"field-with-actions-added", {{"field", field.name}}});
    return;
  }
  if (has_other_kinds(after_, field)) {
    add(Change::Kind::kAnnotation, false, object, "",
        "a signature field '" + field.name + "' that is also something else was added",
        Detail{"field-of-two-kinds-added", {{"field", field.name}}});
    return;
  }
  const Object value = entry(after_, field.dictionary, "V");
  const auto* signature = value.as<Dictionary>();
  const bool visible = is_visible(after_, field);
  if (signature != nullptr && is_time_stamp(after_, *signature) && !visible) {
    // Always allowed: renewal of evidence (EN 319 142-1, 5.4.3).
    add(Change::Kind::kTimeStamp, true, object, "", "a document time-stamp was added",
        Detail{"time-stamp-added"});
    return;
  }
  if (signature == nullptr && shows_something(after_, field)) {
    add(Change::Kind::kAnnotation, false, object, "",
        "an unsigned signature field '" + field.name + "' with an appearance was added",
        Detail{"unsigned-field-that-shows-added", {{"field", field.name}}});
    return;
  }
  // A certified document may be signed in the fields that it has (12.8.2.2, table 254); a new one
  // could cover what was certified with anything.
  const bool place_allowed = !visible || !permissions_.certified;
  const bool nothing_to_see = signature == nullptr && !visible;
  add(Change::Kind::kSignature, place_allowed && (nothing_to_see || may_fill(field.name)), object,
      "",
      std::string(signature == nullptr ? "an empty signature field '" : "a signature '") +
          field.name + "' was added" +
          (place_allowed ? "" : " where it can be seen, in a certified document"),
      new_signature_field(signature != nullptr, place_allowed, field.name));
}

/// An appearance dictionary that the signed document also uses elsewhere was seen there too; it is
/// not one field's to change.
bool Judge::changes_shared_appearance(const Dictionary& one, const Dictionary& two) {
  const Object* appearance = one.find("AP");
  const auto* reference = appearance == nullptr ? nullptr : appearance->as<Reference>();
  if (reference == nullptr || equal_entry(one, two, "AP")) return false;
  if (!uses_before_) uses_before_ = count_uses(before_);
  const auto found = uses_before_->find(*reference);
  return found != uses_before_->end() && found->second > 1;
}

}  // namespace chancery::verification
