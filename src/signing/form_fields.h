// The form fields of a PDF, and what its signatures lay down about changing them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pdf/read/read.h"

namespace chancery::signing {

/// One dictionary of the tree of fields (12.7.3): a field, a group of fields, or a widget that is
/// no field of its own, which shows the field above it.
struct Field {
  /// Number 0: a direct object, which nothing can be written into.
  pdf::Reference reference;
  pdf::Dictionary dictionary;
  std::string name;        ///< fully qualified (12.7.3.2)
  std::string type;        ///< "Sig", inherited from above; empty when there is none
  bool has_value = false;  ///< of its own, or inherited
  pdf::Reference holder;   ///< what the value belongs into: this dictionary, or a widget's field

  bool is_widget() const { return dictionary.find("Rect") != nullptr; }
};

/// All of them, in the order of the tree, what stands above before what stands below. A dictionary
/// that is reached twice, and what an array of kids that is reached twice holds, count once, where
/// they are reached first. Fields of one name are all there. Throws Failure(kInput, "damaged-pdf")
/// for a tree that is larger or deeper than that of any letter: locks may stand in it anywhere.
std::vector<Field> all_fields(const pdf::Document& document);

/// The signature that this very dictionary holds as its value; nothing when it holds none.
std::optional<pdf::Dictionary> signature_in(const pdf::Document& document, const Field& field);

/// The names of the fields that are signed. Throws as all_fields does.
std::set<std::string> signed_fields(const pdf::Document& document);

/// Whether signatures in the document forbid that the field be filled in: DocMDP with P 1, a
/// FieldMDP or /Lock that names it (12.8.2.2, 12.8.2.4). Throws Failure(kInput):
/// "changes-forbidden", "field-locked".
void check_may_fill(const pdf::Document& document, const std::string& field);
/// The same, of fields that were walked already.
void check_may_fill(const pdf::Document& document, const std::vector<Field>& fields,
                    const std::string& field);

}  // namespace chancery::signing
