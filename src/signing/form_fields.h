// The form fields of a PDF, and what its signatures lay down about changing them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pdf/read/read.h"

namespace chancery::signing {

struct Field {
  pdf::Reference reference;
  pdf::Dictionary dictionary;
  std::string name;  ///< fully qualified (ISO 32000-1, 12.7.3.2)
  std::string type;  ///< "Sig", inherited from above; empty when there is none
};

/// Those with a place on a page or without kids, in no particular order.
std::vector<Field> all_fields(const pdf::Document& document);

/// Whether signatures in the document forbid that the field be filled in: DocMDP with P 1, a
/// FieldMDP or /Lock that names it (12.8.2.2, 12.8.2.4). Throws Failure(kInput):
/// "changes-forbidden", "field-locked".
void check_may_fill(const pdf::Document& document, const std::string& field);

}  // namespace chancery::signing
