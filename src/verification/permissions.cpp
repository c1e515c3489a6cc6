#include "verification/permissions.h"

#include <algorithm>

#include "verification/fields.h"

namespace chancery::verification {
namespace {

using pdf::Array;
using pdf::Dictionary;
using pdf::Document;
using pdf::Object;

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

}  // namespace chancery::verification
