#include "signing/form_fields.h"

#include <algorithm>
#include <set>

#include "data/data.h"
#include "signing/entries.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

/// More fields, or deeper trees of them, than any letter has.
constexpr std::size_t kMostFields = 100000;
constexpr int kDeepestField = 64;

/// What is left to walk of the tree of fields.
struct Branch {
  Object object;
  std::string name, type;
  int depth = 0;
};

void put_branches(const Object& fields, const Branch& parent, std::vector<Branch>& open) {
  const auto* array = fields.as<Array>();
  if (array == nullptr || parent.depth >= kDeepestField) return;
  for (const Object& one : *array)
    open.push_back({one, parent.name, parent.type, parent.depth + 1});
}

[[noreturn]] void changes_forbidden() {
  throw Failure(FailureKind::kInput, "changes-forbidden",
                "a signature in this PDF forbids every change, another signature too",
                "let the divisions sign the letter before it is certified");
}

/// Level 1 of a DocMDP, or of a lock (ISO 32000-2, 12.7.5.5).
void check_level(const Document& document, const Dictionary& parameters) {
  const Object level = entry(document, parameters, "P");
  if (level.as<std::int64_t>() != nullptr && *level.as<std::int64_t>() == 1) changes_forbidden();
}

/// A name in /Fields stands for the fields below it too.
bool names(const Document& document, const Dictionary& lock, const std::string& field) {
  const Object fields = entry(document, lock, "Fields");
  if (fields.as<Array>() == nullptr) return false;
  return std::ranges::any_of(*fields.as<Array>(), [&](const Object& item) {
    const Object name = document.resolve(item);
    if (name.as<pdf::String>() == nullptr) return false;
    const std::string text = pdf::text_of_string(*name.as<pdf::String>());
    return field == text || field.starts_with(text + '.');
  });
}

void check_lock(const Document& document, const Dictionary& lock, const std::string& field,
                const std::string& by) {
  const Object action = entry(document, lock, "Action");
  const std::string kind = action.as<pdf::Name>() == nullptr ? "" : action.as<pdf::Name>()->value;
  const bool locked = kind == "All" || (kind == "Include" && names(document, lock, field)) ||
                      (kind == "Exclude" && !names(document, lock, field));
  if (!locked) return;
  throw Failure(FailureKind::kInput, "field-locked",
                "the signature in the field " + data::in_quotes(by) + " locks the field " +
                    data::in_quotes(field),
                "let the divisions sign before the one that locks their fields");
}

void check_references(const Document& document, const Dictionary& signature,
                      const std::string& field, const std::string& by) {
  const Object references = entry(document, signature, "Reference");
  if (references.as<Array>() == nullptr) return;
  for (const Object& one : *references.as<Array>()) {
    const Object reference = document.resolve(one);
    if (reference.as<Dictionary>() == nullptr) continue;
    const Object parameters = entry(document, *reference.as<Dictionary>(), "TransformParams");
    if (parameters.as<Dictionary>() == nullptr) continue;
    const Object method = entry(document, *reference.as<Dictionary>(), "TransformMethod");
    if (method.as<pdf::Name>() != nullptr && method.as<pdf::Name>()->value == "FieldMDP") {
      check_lock(document, *parameters.as<Dictionary>(), field, by);
    } else {
      check_level(document, *parameters.as<Dictionary>());
    }
  }
}

}  // namespace

std::vector<Field> all_fields(const Document& document) {
  std::vector<Field> fields;
  const Object form = entry(document, catalog(document), "AcroForm");
  if (form.as<Dictionary>() == nullptr) return fields;
  std::vector<Branch> open;
  put_branches(entry(document, *form.as<Dictionary>(), "Fields"), {}, open);
  std::set<Reference> seen;
  for (std::size_t walked = 0; !open.empty() && walked < kMostFields; ++walked) {
    Branch branch = std::move(open.back());
    open.pop_back();
    const auto* reference = branch.object.as<Reference>();
    if (reference == nullptr || !seen.insert(*reference).second) continue;
    const Object object = document.resolve(branch.object);
    const auto* dictionary = object.as<Dictionary>();
    if (dictionary == nullptr) continue;
    if (dictionary->find("T") != nullptr) {
      if (!branch.name.empty()) branch.name += '.';
      branch.name += text_entry(document, *dictionary, "T");
    }
    const Object type = entry(document, *dictionary, "FT");
    if (type.as<pdf::Name>() != nullptr) branch.type = type.as<pdf::Name>()->value;
    const Object kids = entry(document, *dictionary, "Kids");
    if (dictionary->find("Rect") != nullptr || kids.as<Array>() == nullptr) {
      fields.push_back({*reference, *dictionary, branch.name, branch.type});
    }
    put_branches(kids, branch, open);
  }
  return fields;
}

void check_may_fill(const Document& document, const std::string& field) {
  const Object permissions = entry(document, catalog(document), "Perms");
  if (permissions.as<Dictionary>() != nullptr) {
    const Object certification = entry(document, *permissions.as<Dictionary>(), "DocMDP");
    if (certification.as<Dictionary>() != nullptr) {
      check_references(document, *certification.as<Dictionary>(), field, "of the certification");
    }
  }
  for (const Field& other : all_fields(document)) {
    const Object signature = entry(document, other.dictionary, "V");
    if (other.type != "Sig" || signature.as<Dictionary>() == nullptr) continue;
    check_references(document, *signature.as<Dictionary>(), field, other.name);
    const Object lock = entry(document, other.dictionary, "Lock");
    if (lock.as<Dictionary>() == nullptr) continue;
    check_lock(document, *lock.as<Dictionary>(), field, other.name);
    check_level(document, *lock.as<Dictionary>());
  }
}

}  // namespace chancery::signing
