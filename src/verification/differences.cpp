#include "verification/differences.h"

#include <algorithm>
#include <map>

#include "verification/compare.h"
#include "verification/fields.h"

namespace chancery::verification {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

/// Keys that filling in a field may change in it and in its widgets (12.7.3.3, 12.5.5).
bool filling_may_change(std::string_view key) {
  constexpr std::string_view kKeys[] = {"V", "AP", "AS", "M", "RV", "I", "MK", "DA", "Q"};
  return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
}

/// Keys that signing may change in a signature field that had no value. /F: some signers lock the
/// widget; whether it became hidden or visible shows in its appearance.
bool signing_may_change(std::string_view key) {
  constexpr std::string_view kKeys[] = {"V", "AP", "M", "F", "Lock", "SV", "MK", "DA", "Ff", "DR"};
  return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
}

std::string name_of(Reference reference) {
  return reference.number == 0
             ? std::string()
             : std::to_string(reference.number) + ' ' + std::to_string(reference.generation);
}

class Judge {
 public:
  Judge(const Document& before, const Document& after, const Permissions& permissions)
      : before_(before), after_(after), permissions_(permissions), comparison_(before, after) {
    pages_before_ = before_.pages();
    pages_after_ = after_.pages();
    for (const Reference page : pages_before_) comparison_.treat_alone(page);
    fields_before_ = form_fields(before_);
    fields_after_ = form_fields(after_);
    for (const Field& field : fields_before_) {
      if (field.reference.number == 0) continue;
      comparison_.treat_alone(field.reference);
      by_reference_.emplace(field.reference, &field);
      for (const Reference widget : widgets_of(before_, field)) {
        comparison_.treat_alone(widget);
        by_reference_.emplace(widget, &field);
      }
    }
    for (const Field& field : fields_after_) {
      if (field.reference.number == 0) continue;
      after_by_reference_.emplace(field.reference, &field);
      for (const Reference widget : widgets_of(after_, field)) {
        after_by_reference_.emplace(widget, &field);
      }
    }
  }

  std::vector<Change> run() {
    compare_catalogs();
    compare_fields();
    compare_pages();
    compare_info();
    return std::move(changes_);
  }

 private:
  static std::vector<Reference> widgets_of(const Document& document, const Field& field) {
    std::vector<Reference> widgets;
    const Object kids = entry(document, field.dictionary, "Kids");
    if (kids.as<Array>() == nullptr) return widgets;
    for (const Object& kid : *kids.as<Array>()) {
      if (const auto* reference = kid.as<Reference>()) widgets.push_back(*reference);
    }
    return widgets;
  }

  void add(Change::Kind kind, bool permitted, std::string object, std::string page,
           std::string text) {
    changes_.push_back({kind, permitted, 0, std::move(object), std::move(page), std::move(text)});
  }

  bool equal_entry(const Dictionary& one, const Dictionary& two, std::string_view key) {
    const Object* a = one.find(key);
    const Object* b = two.find(key);
    return comparison_.equal(a == nullptr ? Object() : *a, b == nullptr ? Object() : *b);
  }

  static std::set<std::string> keys_of(const Dictionary& one, const Dictionary& two) {
    std::set<std::string> keys;
    for (const auto& [key, value] : one.entries()) keys.insert(key);
    for (const auto& [key, value] : two.entries()) keys.insert(key);
    return keys;
  }

  void compare_catalogs() {
    const Dictionary one = catalog(before_);
    const Dictionary two = catalog(after_);
    for (const std::string& key : keys_of(one, two)) {
      if (key == "Pages") continue;  // page by page
      if (key == "AcroForm") {
        compare_forms(entry(before_, one, key), entry(after_, two, key));
        continue;
      }
      if (equal_entry(one, two, key)) continue;
      const std::string object = name_of(after_.root());
      if (key == "DSS" || key == "Extensions") {
        // Evidence for long-term validation and the developer extension that announces it are
        // allowed after any signature (EN 319 142-1, 5.4.2).
        add(Change::Kind::kLongTermData, true, object, "",
            "data for long-term validation was added (" + key + ")");
      } else if (key == "Metadata") {
        add(Change::Kind::kMetadata, permissions_.effective_level() > 1, object, "",
            "the document's metadata changed");
      } else if (key == "StructTreeRoot" || key == "MarkInfo") {
        const Object* a = one.find(key);
        const Object* b = two.find(key);
        const bool grown = a != nullptr && b != nullptr && comparison_.extends(*a, *b);
        add(Change::Kind::kStructure, grown && permissions_.effective_level() > 1, object, "",
            grown ? "the logical structure was extended" : "the logical structure was changed");
      } else {
        add(Change::Kind::kOther, false, object, "",
            "the document catalog's entry " + key + " was added, changed or removed");
      }
    }
  }

  void compare_forms(const Object& before, const Object& after) {
    const auto* a = before.as<Dictionary>();
    const auto* b = after.as<Dictionary>();
    const Dictionary one = a == nullptr ? Dictionary() : *a;
    const Dictionary two = b == nullptr ? Dictionary() : *b;
    for (const std::string& key : keys_of(one, two)) {
      if (key == "Fields" || key == "SigFlags" || equal_entry(one, two, key)) continue;
      if (key == "DR" || key == "DA" || key == "NeedAppearances") {
        const Object* old = one.find(key);
        const Object* fresh = two.find(key);
        const bool kept = old == nullptr || key == "NeedAppearances" ||
                          (fresh != nullptr && comparison_.extends(*old, *fresh));
        add(Change::Kind::kFormFill, kept && permissions_.effective_level() > 1, "", "",
            "the form's default resources (" + key + ") changed");
      } else {
        add(Change::Kind::kOther, false, "", "", "the form's entry " + key + " changed");
      }
    }
  }

  void compare_fields() {
    std::map<std::string, const Field*> names;
    for (const Field& field : fields_after_) {
      if (!names.emplace(field.name, &field).second && count(fields_before_, field.name) < 2) {
        add(Change::Kind::kOther, false, name_of(field.reference), "",
            "a second field named '" + field.name + "' appeared");
      }
    }
    for (const Field& field : fields_before_) {
      const auto found = names.find(field.name);
      if (found == names.end()) {
        add(Change::Kind::kOther, false, name_of(field.reference), "",
            "the field '" + field.name + "' was removed");
        continue;
      }
      compare_field(field, *found->second);
    }
    for (const Field& field : fields_after_) {
      if (count(fields_before_, field.name) == 0) judge_new_field(field);
    }
  }

  static std::ptrdiff_t count(const std::vector<Field>& fields, const std::string& name) {
    return std::count_if(fields.begin(), fields.end(),
                         [&](const Field& field) { return field.name == name; });
  }

  void compare_field(const Field& one, const Field& two) {
    if (one.type != two.type) {
      add(Change::Kind::kOther, false, name_of(two.reference), "",
          "the field '" + one.name + "' became another type");
      return;
    }
    judge_dictionary(one, one.dictionary, two.dictionary, name_of(two.reference), "");
    // A field with its widgets below it: the widgets are compared where the pages show them; here
    // those that left the list or came in.
    const std::vector<Reference> old_widgets = widgets_of(before_, one);
    const std::vector<Reference> new_widgets = widgets_of(after_, two);
    if (old_widgets != new_widgets) {
      add(Change::Kind::kOther, false, name_of(two.reference), "",
          "the widgets of the field '" + one.name + "' changed");
    }
  }

  /// The same field, or one of its widgets, before and after.
  void judge_dictionary(const Field& field, const Dictionary& one, const Dictionary& two,
                        const std::string& object, const std::string& page) {
    const bool signature = field.type == "Sig";
    const bool was_signed = signature && !entry(before_, field.dictionary, "V").is_null();
    std::string forbidden;
    bool changed = false;
    for (const std::string& key : keys_of(one, two)) {
      if (key == "Kids" || key == "Parent" || key == "P" || equal_entry(one, two, key)) continue;
      changed = true;
      const bool harmless =
          signature ? !was_signed && signing_may_change(key) : filling_may_change(key);
      if (!harmless) forbidden += (forbidden.empty() ? "" : ", ") + key;
    }
    if (!changed) return;
    if (!judged_.insert(object.empty() ? field.name : object).second) return;
    if (!forbidden.empty()) {
      add(Change::Kind::kFormFill, false, object, page,
          "the field '" + field.name + "' was changed in what must stay (" + forbidden + ")");
    } else if (signature) {
      add(Change::Kind::kSignature,
          permissions_.effective_level() > 1 && !permissions_.locked(field.name), object, page,
          "the signature field '" + field.name + "' was signed");
    } else {
      const bool allowed = permissions_.effective_level() > 1 && !permissions_.locked(field.name);
      add(Change::Kind::kFormFill, allowed, object, page,
          "the field '" + field.name + "' was filled in" +
              (allowed ? "" : ", though an earlier signature locked it"));
    }
  }

  void judge_new_field(const Field& field) {
    if (field.type != "Sig") {
      add(Change::Kind::kOther, false, name_of(field.reference), "",
          "a form field '" + field.name + "' was added");
      return;
    }
    const Object value = entry(after_, field.dictionary, "V");
    const auto* signature = value.as<Dictionary>();
    if (signature != nullptr && text_entry(after_, *signature, "Type") == "DocTimeStamp") {
      // Always allowed: renewal of evidence (EN 319 142-1, 5.4.3).
      add(Change::Kind::kLongTermData, true, name_of(field.reference), "",
          "a document time-stamp was added");
      return;
    }
    if (signature == nullptr && !entry(after_, field.dictionary, "AP").is_null()) {
      add(Change::Kind::kAnnotation, false, name_of(field.reference), "",
          "an unsigned signature field '" + field.name + "' with an appearance was added");
      return;
    }
    add(Change::Kind::kSignature, permissions_.effective_level() > 1, name_of(field.reference), "",
        std::string(signature == nullptr ? "an empty signature field '" : "a signature '") +
            field.name + "' was added");
  }

  /// A page attribute that may stand in a node above (7.7.3.4).
  static Object inherited(const Document& document, const Dictionary& page, std::string_view key) {
    Dictionary here = page;
    for (int depth = 0; depth < 64; ++depth) {
      if (const Object* found = here.find(key)) return *found;
      const Object parent = entry(document, here, "Parent");
      if (parent.as<Dictionary>() == nullptr) break;
      here = *parent.as<Dictionary>();
    }
    return {};
  }

  void compare_pages() {
    if (pages_before_.size() != pages_after_.size()) {
      add(Change::Kind::kPageContent, false, "", "",
          "the number of pages changed from " + std::to_string(pages_before_.size()) + " to " +
              std::to_string(pages_after_.size()));
      return;
    }
    for (std::size_t i = 0; i < pages_before_.size(); ++i) {
      const Object a = before_.get(pages_before_[i]);
      const Object b = after_.get(pages_after_[i]);
      const std::string page = "page " + std::to_string(i + 1);
      const std::string object = name_of(pages_after_[i]);
      if (a.as<Dictionary>() == nullptr || b.as<Dictionary>() == nullptr) continue;
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
          add(Change::Kind::kPageContent, false, object, page,
              "the page's entry " + key + " changed");
        }
      }
      for (const std::string_view key : {"Resources", "MediaBox", "CropBox", "Rotate"}) {
        if (one.find(key) != nullptr || two.find(key) != nullptr) continue;  // compared above
        if (!comparison_.equal(inherited(before_, one, key), inherited(after_, two, key))) {
          add(Change::Kind::kPageContent, false, object, page,
              "the page's inherited entry " + std::string(key) + " changed");
        }
      }
      compare_annotations(one, two, page);
    }
  }

  void compare_annotations(const Dictionary& one, const Dictionary& two, const std::string& page) {
    const Object a = entry(before_, one, "Annots");
    const Object b = entry(after_, two, "Annots");
    const Array old_list = a.as<Array>() == nullptr ? Array() : *a.as<Array>();
    const Array new_list = b.as<Array>() == nullptr ? Array() : *b.as<Array>();
    std::vector<bool> matched(old_list.size(), false);
    for (const Object& item : new_list) {
      const auto* reference = item.as<Reference>();
      bool found = false;
      for (std::size_t i = 0; i < old_list.size() && !found; ++i) {
        if (matched[i]) continue;
        const auto* old_reference = old_list[i].as<Reference>();
        const bool same = reference != nullptr && old_reference != nullptr
                              ? *reference == *old_reference
                              : comparison_.equal(old_list[i], item);
        if (!same) continue;
        matched[i] = found = true;
        compare_annotation(old_list[i], item, page);
      }
      if (!found) judge_new_annotation(item, page);
    }
    for (std::size_t i = 0; i < matched.size(); ++i) {
      if (matched[i]) continue;
      const auto* reference = old_list[i].as<Reference>();
      add(Change::Kind::kAnnotation, permissions_.effective_level() > 2,
          reference == nullptr ? "" : name_of(*reference), page, "an annotation was removed");
    }
  }

  void compare_annotation(const Object& old_item, const Object& new_item, const std::string& page) {
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

  void judge_new_annotation(const Object& item, const std::string& page) {
    const Object annotation = after_.resolve(item);
    const auto* dictionary = annotation.as<Dictionary>();
    if (dictionary == nullptr) return;  // null or junk: nothing is shown
    const auto* reference = item.as<Reference>();
    if (reference != nullptr) {
      const auto field = after_by_reference_.find(*reference);
      if (field != after_by_reference_.end() && field->second->type == "Sig" &&
          count(fields_before_, field->second->name) == 0) {
        return;  // judged with its field
      }
    }
    const std::string subtype = text_entry(after_, *dictionary, "Subtype");
    add(Change::Kind::kAnnotation, permissions_.effective_level() > 2 && subtype != "Widget",
        reference == nullptr ? "" : name_of(*reference), page,
        "an annotation (" + (subtype.empty() ? "no type" : subtype) + ") was added");
  }

  void compare_info() {
    const Object* a = before_.trailer().find("Info");
    const Object* b = after_.trailer().find("Info");
    if (comparison_.equal(a == nullptr ? Object() : *a, b == nullptr ? Object() : *b)) return;
    add(Change::Kind::kMetadata, permissions_.effective_level() > 1, "", "",
        "the document information changed");
  }

  const Document& before_;
  const Document& after_;
  const Permissions& permissions_;
  Comparison comparison_;
  std::vector<Reference> pages_before_, pages_after_;
  std::vector<Field> fields_before_, fields_after_;
  std::map<Reference, const Field*> by_reference_, after_by_reference_;
  std::set<std::string> judged_;
  std::vector<Change> changes_;
};

void read_field_lock(const Document& document, const Dictionary& lock, Permissions& permissions) {
  const std::string action = text_entry(document, lock, "Action");
  std::set<std::string> names;
  const Object fields = entry(document, lock, "Fields");
  if (fields.as<Array>() != nullptr) {
    for (const Object& item : *fields.as<Array>()) {
      const Object name = document.resolve(item);
      if (const auto* string = name.as<pdf::String>()) names.insert(pdf::text_of_string(*string));
    }
  }
  Permissions lay_down;
  if (action == "All") lay_down.all_fields_locked = true;
  if (action == "Include") lay_down.locked_fields = names;
  if (action == "Exclude") {
    lay_down.all_fields_locked = true;
    lay_down.unlocked_fields = names;
  }
  permissions.restrict_to(lay_down);
}

int level_of(const Document& document, const Dictionary& parameters, int otherwise) {
  const Object p = entry(document, parameters, "P");
  const auto* level = p.as<std::int64_t>();
  return level != nullptr && *level >= 1 && *level <= 3 ? static_cast<int>(*level) : otherwise;
}

}  // namespace

bool Permissions::locked(const std::string& field) const {
  // A name locks the fields below it too (12.8.2.4).
  const auto names_it = [&](const std::string& name) {
    return field == name || field.rfind(name + '.', 0) == 0;
  };
  if (std::any_of(locked_fields.begin(), locked_fields.end(), names_it)) return true;
  return all_fields_locked &&
         std::none_of(unlocked_fields.begin(), unlocked_fields.end(), names_it);
}

void Permissions::restrict_to(const Permissions& other) {
  level = std::min(level, other.level);
  certified = certified || other.certified;
  if (other.all_fields_locked) {
    if (all_fields_locked) {
      std::set<std::string> both;
      std::set_intersection(unlocked_fields.begin(), unlocked_fields.end(),
                            other.unlocked_fields.begin(), other.unlocked_fields.end(),
                            std::inserter(both, both.end()));
      unlocked_fields = both;
    } else {
      all_fields_locked = true;
      unlocked_fields = other.unlocked_fields;
    }
  }
  locked_fields.insert(other.locked_fields.begin(), other.locked_fields.end());
}

Permissions permissions_of(const Document& document, const Dictionary& signature,
                           const Dictionary& field) {
  Permissions permissions;
  const Object references = entry(document, signature, "Reference");
  if (references.as<Array>() != nullptr) {
    for (const Object& item : *references.as<Array>()) {
      const Object resolved = document.resolve(item);
      const auto* reference = resolved.as<Dictionary>();
      if (reference == nullptr) continue;
      const std::string method = text_entry(document, *reference, "TransformMethod");
      const Object parameters = entry(document, *reference, "TransformParams");
      const Dictionary empty;
      const Dictionary& given =
          parameters.as<Dictionary>() == nullptr ? empty : *parameters.as<Dictionary>();
      if (method == "DocMDP") {
        permissions.certified = true;
        permissions.level = std::min(permissions.level, level_of(document, given, 2));
      } else if (method == "FieldMDP") {
        read_field_lock(document, given, permissions);
      }
    }
  }
  const Object lock = entry(document, field, "Lock");
  if (lock.as<Dictionary>() != nullptr) {
    read_field_lock(document, *lock.as<Dictionary>(), permissions);
    permissions.level = std::min(permissions.level, level_of(document, *lock.as<Dictionary>(), 3));
  }
  return permissions;
}

std::vector<Change> differences(const Document& signed_revision, const Document& last,
                                const Permissions& permissions) {
  return Judge(signed_revision, last, permissions).run();
}

}  // namespace chancery::verification
