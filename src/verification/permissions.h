// What signatures permit to be done after them (ISO 32000-1, 12.8.2.2 DocMDP, 12.8.2.4 FieldMDP).
#pragma once

#include <set>
#include <string>

#include "pdf/read/read.h"

namespace chancery::verification {

/// What may still be done to a document once it is signed.
struct Permissions {
  /// DocMDP's P: 1 nothing, 2 form filling and signing, 3 annotations too.
  int level = 3;
  bool certified = false;
  bool all_fields_locked = false;
  std::set<std::string> locked_fields;
  std::set<std::string> unlocked_fields;  ///< exceptions when all are locked

  /// A document that nobody certified is held to 2: what a signer may expect of those who sign
  /// after.
  int effective_level() const { return certified || level < 2 ? level : 2; }
  bool locked(const std::string& field) const;
  bool locks_any() const { return all_fields_locked || !locked_fields.empty(); }
  /// Both hold: the stricter of each.
  void restrict_to(const Permissions& other);
};

/// The permissions that one signature dictionary lays down, with its field's /Lock dictionary.
Permissions permissions_of(const pdf::Document& document, const pdf::Dictionary& signature,
                           const pdf::Dictionary& field);

}  // namespace chancery::verification
