#include "signing/form_fields.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "data/data.h"
#include "signing/entries.h"

namespace chancery::signing {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;
using pdf::Reference;

/// More fields, deeper trees of them and longer names than any letter has.
constexpr std::size_t kMostFields = 100000;
constexpr int kDeepestField = 64;
constexpr std::size_t kLongestNameBytes = 4096;

constexpr std::size_t kNoParent = std::numeric_limits<std::size_t>::max();

/// What is left to walk of the tree of fields.
struct Branch {
  Object object;
  std::size_t parent = kNoParent;  ///< its place among the fields found
  int depth = 0;
};

class Walk {
 public:
  explicit Walk(const Document& document) : document_(document) {}

  std::vector<Field> all() {
    const Object form = entry(document_, catalog(document_), "AcroForm");
    if (form.as<Dictionary>() == nullptr) return {};
    put_branches(*form.as<Dictionary>(), "Fields", {});
    while (!open_.empty()) {
      const Branch branch = std::move(open_.back());
      open_.pop_back();
      visit(branch);
    }
    return std::move(fields_);
  }

 private:
  bool is_new(const Object& object) {
    const auto* reference = object.as<Reference>();
    return reference == nullptr || seen_.insert(*reference).second;
  }

  /// The last one first, so that the first one is taken first.
  void put_branches(const Dictionary& dictionary, std::string_view key, const Branch& parent) {
    const Object* below = dictionary.find(key);
    if (below == nullptr || !is_new(*below)) return;
    const Object resolved = document_.resolve(*below);
    const auto* array = resolved.as<Array>();
    if (array == nullptr || array->empty()) return;
    put_ += array->size();
    if (put_ > kMostFields) damaged_pdf("its form has more than 100,000 fields");
    if (parent.depth >= kDeepestField) damaged_pdf("its fields stand in one another too deeply");
    for (auto one = array->rbegin(); one != array->rend(); ++one) {
      open_.push_back({*one, parent.parent, parent.depth + 1});
    }
  }

  void visit(const Branch& branch) {
    if (!is_new(branch.object)) return;
    Object object = document_.resolve(branch.object);
    if (object.as<Dictionary>() == nullptr) return;
    fields_.push_back(field_of(branch, std::move(*object.as<Dictionary>())));
    put_branches(fields_.back().dictionary, "Kids", {{}, fields_.size() - 1, branch.depth});
  }

  Field field_of(const Branch& branch, Dictionary own) const {
    Field field;
    field.dictionary = std::move(own);
    const Dictionary& dictionary = field.dictionary;
    if (const auto* reference = branch.object.as<Reference>()) field.reference = *reference;
    field.holder = field.reference;
    const bool is_named = dictionary.find("T") != nullptr;
    if (branch.parent != kNoParent) {
      const Field& parent = fields_[branch.parent];
      field.name = parent.name;
      field.type = parent.type;
      field.has_value = parent.has_value;
      if (!is_named) field.holder = parent.holder;
    }
    if (is_named) {
      if (!field.name.empty()) field.name += '.';
      field.name += text_entry(document_, dictionary, "T");
      if (field.name.size() > kLongestNameBytes) damaged_pdf("a field's name is too long");
    }
    const Object type = entry(document_, dictionary, "FT");
    if (type.as<pdf::Name>() != nullptr) field.type = type.as<pdf::Name>()->value;
    if (!entry(document_, dictionary, "V").is_null()) field.has_value = true;
    return field;
  }

  const Document& document_;
  std::vector<Field> fields_;
  std::vector<Branch> open_;
  std::set<Reference> seen_;
  std::size_t put_ = 0;
};

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
  return Walk(document).all();
}

std::optional<Dictionary> signature_in(const Document& document, const Field& field) {
  Object value = entry(document, field.dictionary, "V");
  auto* signature = value.as<Dictionary>();
  if (signature == nullptr || signature->find("ByteRange") == nullptr) return std::nullopt;
  return std::move(*signature);
}

std::set<std::string> signed_fields(const Document& document) {
  std::set<std::string> names;
  for (const Field& field : all_fields(document)) {
    if (signature_in(document, field)) names.insert(field.name);
  }
  return names;
}

void check_may_fill(const Document& document, const std::string& field) {
  check_may_fill(document, all_fields(document), field);
}

void check_may_fill(const Document& document, const std::vector<Field>& fields,
                    const std::string& field) {
  const Object permissions = entry(document, catalog(document), "Perms");
  if (permissions.as<Dictionary>() != nullptr) {
    const Object certification = entry(document, *permissions.as<Dictionary>(), "DocMDP");
    if (certification.as<Dictionary>() != nullptr) {
      check_references(document, *certification.as<Dictionary>(), field, "of the certification");
    }
  }
  for (const Field& other : fields) {
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
