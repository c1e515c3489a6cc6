// The terminal signature fields of a form, and what is changed in a document to add one.
#pragma once

#include <string>
#include <vector>

#include "pdf/update/update.h"

namespace chancery::signing {

struct SignedField {
  std::string name;
  pdf::Dictionary signature;  ///< the value; empty when the field has none
};
/// Every field of the form by its fully qualified name (ISO 32000-1, 12.7.3.2), signature fields
/// with their value.
std::vector<SignedField> fields_in(const pdf::Document& document);

/// Puts a field without anything to see on the first page and into the form, which is made when
/// there is none, and says that the form holds signatures. `name` as the names of fields_in.
void add_invisible_field(const pdf::Document& document, pdf::Revision& revision,
                         const std::string& name, pdf::Reference signature);

/// A name that no field has: `stem` and a number.
std::string new_field_name(const pdf::Document& document, const std::string& stem);

}  // namespace chancery::signing
