#include "verification/differences.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "pdf/read/revision_of.h"
#include "verification/judge.h"

namespace chancery::verification {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

namespace {

/// Entries of a trailer that are about its own section (7.5.5, 7.5.8.2), or are compared on their
/// own. /ID changes with every revision (14.4).
bool is_of_section(std::string_view key) {
  constexpr std::array<std::string_view, 16> kKeys = {
      "Size",   "Prev",        "XRefStm", "ID", "Root",    "Info",         "Type", "W",
      "Length", "DecodeParms", "Filter",  "F",  "FFilter", "FDecodeParms", "DL",   "Index"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

/// A version as /Version gives it (7.7.2, table 28).
bool is_version(const Object& object) {
  const auto* name = object.as<pdf::Name>();
  return name != nullptr && name->value.size() == 3 &&
         (name->value[0] == '1' || name->value[0] == '2') && name->value[1] == '.' &&
         name->value[2] >= '0' && name->value[2] <= '9';
}

/// Registers a field under its own reference and those of its widgets.
void enter(const Field& field, std::map<Reference, const Field*>& by_reference) {
  if (field.reference.number != 0) by_reference.emplace(field.reference, &field);
  for (const Reference widget : field.kids) by_reference.emplace(widget, &field);
}

}  // namespace

std::set<std::string> keys_of(const Dictionary& one, const Dictionary& two) {
  std::set<std::string> keys;
  for (const auto& [key, value] : one.entries()) keys.insert(key);
  for (const auto& [key, value] : two.entries()) keys.insert(key);
  return keys;
}

std::string name_of(Reference reference) {
  return reference.number == 0
             ? std::string()
             : std::to_string(reference.number) + ' ' + std::to_string(reference.generation);
}

Judge::Judge(const Document& before, const Document& after, const Permissions& permissions)
    : before_(before), after_(after), permissions_(permissions), comparison_(before, after) {
  pages_before_ = before_.pages();
  pages_after_ = after_.pages();
  form_before_ = form_of(before_);
  form_after_ = form_of(after_);
  for (const Field& field : form_before_.fields) {
    names_before_.emplace(field.name, &field);
    enter(field, by_reference_);
  }
  for (const Field& field : form_after_.fields) {
    names_after_.emplace(field.name, &field);
    enter(field, after_by_reference_);
  }
  // What is compared on its own place by place need only be the same reference elsewhere. The
  // catalog is what a certification is said to be over (12.8.1, table 253, Data).
  if (before_.root() == after_.root()) comparison_.treat_alone(before_.root());
  for (std::size_t i = 0; i < std::min(pages_before_.size(), pages_after_.size()); ++i) {
    if (pages_before_[i] == pages_after_[i]) comparison_.treat_alone(pages_before_[i]);
  }
  for (const auto& [reference, field] : by_reference_) {
    const auto after_it = after_by_reference_.find(reference);
    if (after_it != after_by_reference_.end() && after_it->second->name == field->name) {
      comparison_.treat_alone(reference);
    }
  }
  for (const Field& group : form_before_.groups) {
    if (group.reference.number == 0) continue;
    groups_before_.insert(group.reference);
    comparison_.treat_alone(group.reference);
  }
  const Dictionary signed_catalog = catalog(before_);
  const Object* structure = signed_catalog.find("StructTreeRoot");
  const auto* root = structure == nullptr ? nullptr : structure->as<Reference>();
  if (root != nullptr) comparison_.treat_alone(*root);
  elements_before_ = structure_elements(before_);
  for (const Reference element : elements_before_) comparison_.treat_alone(element);
}

std::vector<Change> Judge::run() {
  compare_trailers();
  compare_catalogs();
  compare_groups();
  compare_fields();
  compare_pages();
  compare_info();
  compare_hidden();
  return std::move(changes_);
}

void Judge::add(Change::Kind kind, bool permitted, std::string object, std::string page,
                std::string text, Detail detail) {
  // More than anybody reads; what is not permitted must be among them.
  constexpr std::size_t kMostChanges = 1000;
  if (changes_.size() >= kMostChanges && (permitted || forbidden_told_)) return;
  forbidden_told_ = forbidden_told_ || !permitted;
  changes_.push_back(
      {kind, permitted, 0, std::move(object), std::move(page), std::move(text), std::move(detail)});
}

bool Judge::equal_entry(const Dictionary& one, const Dictionary& two, std::string_view key) {
  const Object* a = one.find(key);
  const Object* b = two.find(key);
  return comparison_.equal(a == nullptr ? Object() : *a, b == nullptr ? Object() : *b);
}

bool Judge::may_fill(const std::string& field) const {
  return permissions_.effective_level() > 1 && !permissions_.locked(field);
}

bool Judge::may_fill_group(const std::string& group) const {
  return may_fill(group) && std::none_of(form_before_.fields.begin(), form_before_.fields.end(),
                                         [&](const Field& field) {
                                           return field.name.starts_with(group + '.') &&
                                                  !may_fill(field.name);
                                         });
}

/// Objects that only a private entry of the trailer leads to are signed too. An entry that is new
/// or gone means nothing, as long as what it led to is still there unchanged.
void Judge::compare_trailers() {
  if (before_.encryption() != after_.encryption()) {
    add(Change::Kind::kOther, false, "", "", "the file was encrypted or decrypted",
        Detail{"encryption-changed"});
  }
  for (const auto& [key, value] : before_.trailer().entries()) {
    if (is_of_section(key)) continue;
    const Object* there = after_.trailer().find(key);
    if (comparison_.equal(value, there == nullptr ? value : *there)) continue;
    add(Change::Kind::kOther, false, "", "",
        "what the trailer's entry " + key + " leads to changed",
        Detail{"trailer-entry-changed", {{"entry", key}}});
  }
}

void Judge::compare_catalogs() {
  const Dictionary one = catalog(before_);
  const Dictionary two = catalog(after_);
  for (const std::string& key : keys_of(one, two)) {
    if (key == "Pages") continue;  // page by page
    if (key == "StructTreeRoot") {
      compare_structure(one, two);
    } else if (key == "AcroForm") {
      compare_forms(entry(before_, one, key), entry(after_, two, key));
    } else if (!equal_entry(one, two, key)) {
      compare_catalog_entry(two, key);
    }
  }
}

void Judge::compare_catalog_entry(const Dictionary& two, const std::string& key) {
  const std::string object = name_of(after_.root());
  const Object now = entry(after_, two, key);
  if (key == "DSS" || key == "Extensions") {
    // Evidence for long-term validation and the developer extension that announces it are allowed
    // after any signature (EN 319 142-1, 5.4.2); taking evidence away is not.
    const bool there = now.as<Dictionary>() != nullptr;
    add(Change::Kind::kLongTermData, there || key == "Extensions", object, "",
        there ? "data for long-term validation was added (" + key + ")"
              : "data for long-term validation was taken away (" + key + ")",
        Detail{there ? "validation-data-added" : "validation-data-removed", {{"entry", key}}});
  } else if (key == "Metadata") {
    // It says when the file was last saved, so whoever adds evidence writes it anew.
    add(Change::Kind::kMetadata, now.stream() != nullptr || now.is_null(), object, "",
        "the document's metadata changed", Detail{"metadata-changed"});
  } else if (key == "Version") {
    // A later revision may need a later version (7.5.2), and shows nothing else for it.
    add(Change::Kind::kMetadata, is_version(now) || now.is_null(), object, "",
        "the version of PDF that the document needs changed", Detail{"version-changed"});
  } else if (key == "MarkInfo") {
    add(Change::Kind::kStructure, permissions_.effective_level() > 1, object, "",
        "what is said of the logical structure changed", Detail{"structure-marks-changed"});
  } else {
    add(Change::Kind::kOther, false, object, "",
        "the document catalog's entry " + key + " was added, changed or removed",
        Detail{"catalog-entry-changed", {{"entry", key}}});
  }
}

void Judge::compare_forms(const Object& before, const Object& after) {
  const auto* a = before.as<Dictionary>();
  const auto* b = after.as<Dictionary>();
  const Dictionary one = a == nullptr ? Dictionary() : *a;
  const Dictionary two = b == nullptr ? Dictionary() : *b;
  for (const std::string& key : keys_of(one, two)) {
    if (key == "Fields" || key == "SigFlags" || equal_entry(one, two, key)) continue;
    compare_form_defaults(one, two, key);
  }
}

void Judge::compare_form_defaults(const Dictionary& one, const Dictionary& two,
                                  const std::string& key) {
  bool kept = false;
  if (key == "DA" || key == "Q") {
    kept = !permissions_.locks_any();
  } else if (key == "NeedAppearances") {
    // Readers would draw the fields anew, those that are locked too.
    const Object now = entry(after_, two, key);
    const auto* wanted = now.as<bool>();
    kept = !permissions_.locks_any() || wanted == nullptr || !*wanted;
  } else if (key == "DR") {
    kept = resources_kept(entry(before_, one, key), entry(after_, two, key));
  } else {
    add(Change::Kind::kOther, false, "", "", "the form's entry " + key + " changed",
        Detail{"form-entry-changed", {{"entry", key}}});
    return;
  }
  add(Change::Kind::kFormFill, kept && permissions_.effective_level() > 1, "", "",
      "the form's defaults (" + key + ") changed" +
          (kept ? "" : ", which changes what its fields look like"),
      Detail{kept ? "form-defaults-changed" : "form-looks-changed", {{"entry", key}}});
}

/// Resources may be added. Another font under an old name, or a font with another encoding, would
/// show other text in the fields that use it.
bool Judge::resources_kept(const Object& before, const Object& after) {
  if (before.is_null()) return true;
  const auto* one = before.as<Dictionary>();
  const auto* two = after.as<Dictionary>();
  if (one == nullptr || two == nullptr) return false;
  for (const auto& [category, value] : one->entries()) {
    if (category == "ProcSet") continue;  // obsolete, of no effect (14.2)
    const Object old = before_.resolve(value);
    const Object fresh = entry(after_, *two, category);
    const auto* names = old.as<Dictionary>();
    const auto* new_names = fresh.as<Dictionary>();
    if (names == nullptr || new_names == nullptr) {
      if (!comparison_.equal(old, fresh)) return false;
      continue;
    }
    for (const auto& [name, resource] : names->entries()) {
      const Object* there = new_names->find(name);
      if (there == nullptr || !comparison_.equal(resource, *there)) return false;
    }
  }
  return true;
}

/// As with /Metadata: no page shows it. What changed is told by name, for a title can mislead.
void Judge::compare_info() {
  const Object a = entry(before_, before_.trailer(), "Info");
  const Object b = entry(after_, after_.trailer(), "Info");
  if (comparison_.equal(a, b)) return;
  std::string changed;
  if (a.as<Dictionary>() != nullptr && b.as<Dictionary>() != nullptr) {
    for (const std::string& key : keys_of(*a.as<Dictionary>(), *b.as<Dictionary>())) {
      if (equal_entry(*a.as<Dictionary>(), *b.as<Dictionary>(), key)) continue;
      changed += (changed.empty() ? "" : ", ") + key;
    }
  }
  const Detail detail = changed.empty() ? Detail{"information-replaced"}
                                        : Detail{"information-changed", {{"entries", changed}}};
  if (!changed.empty()) changed = " (" + changed + ")";
  const Object* info = after_.trailer().find("Info");
  const auto* reference = info == nullptr ? nullptr : info->as<Reference>();
  add(Change::Kind::kMetadata, true, reference == nullptr ? "" : name_of(*reference), "",
      "the document information changed" + changed, detail);
}

/// What a later revision holds of the signed objects without showing it. Objects of its own that
/// some writers leave unlisted are nobody's business.
void Judge::compare_hidden() {
  std::set<int> numbers;
  for (const Reference reference : before_.objects()) numbers.insert(reference.number);
  for (const pdf::Unlisted& unlisted : pdf::unlisted_objects(after_, before_.bytes().size())) {
    if (!unlisted.seen_differently && !numbers.contains(unlisted.reference.number)) continue;
    add(Change::Kind::kOther, false, name_of(unlisted.reference), "", unlisted.text,
        unlisted.detail);
  }
}

namespace {

/// The number in "12 0"; 0 when there is none.
int number_in(std::string_view object) {
  int number = 0;
  std::from_chars(object.data(), object.data() + object.size(), number);
  return number;
}

/// Says of each change of an object in which revision the object was written last.
void date_changes(const Document& last, std::vector<Change>& changes) {
  if (std::all_of(changes.begin(), changes.end(),
                  [](const Change& change) { return change.object.empty(); })) {
    return;
  }
  const pdf::Revisions revisions = pdf::walk_revisions(last.bytes());
  const auto written = pdf::revisions_of_objects(last.bytes(), revisions.spans);
  for (Change& change : changes) {
    const auto found = written.find(number_in(change.object));
    if (found != written.end()) change.revision = found->second;
  }
}

}  // namespace

std::vector<Change> differences(const Document& signed_revision, const Document& last,
                                const Permissions& permissions) {
  std::vector<Change> changes = Judge(signed_revision, last, permissions).run();
  date_changes(last, changes);
  return changes;
}

}  // namespace chancery::verification
