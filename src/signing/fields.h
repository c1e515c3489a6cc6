// What is changed in a document to add a signature field to its form.
#pragma once

#include <string>

#include "pdf/update/update.h"

namespace chancery::signing {

/// Appends to an array that is an entry of a dictionary: to the array itself when it is an object
/// of its own, else in the dictionary. True when the dictionary was changed.
bool append_to(const pdf::Document& document, pdf::Revision& revision, pdf::Dictionary& dictionary,
               const std::string& key, const pdf::Object& item);

/// Puts a field into the form, which is made when there is none, and says that the form holds
/// signatures. True when `root`, the catalog, was changed.
bool add_to_form(const pdf::Document& document, pdf::Revision& revision, pdf::Reference field,
                 pdf::Dictionary& root);

/// Puts a field without anything to see on the first page and into the form, which is made when
/// there is none, and says that the form holds signatures. `name` as those of all_fields.
void add_invisible_field(const pdf::Document& document, pdf::Revision& revision,
                         const std::string& name, pdf::Reference signature);

/// A name that no field has: `stem` and a number.
std::string new_field_name(const pdf::Document& document, const std::string& stem);

}  // namespace chancery::signing
