// The signature fields of a document (ISO 32000-1, 12.7.4.5), found without trusting the form tree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pdf/read/read.h"

namespace chancery::verification {

/// A field of the interactive form. Names are joined with dots (12.7.3.2).
struct Field {
  std::string name;
  /// FT, inherited: "Sig", "Tx", "Btn", "Ch" or empty. A field whose value is a signature is "Sig"
  /// whatever it says.
  std::string type;
  pdf::Reference reference;  ///< number 0 when the field is a direct object
  pdf::Dictionary dictionary;
  std::vector<pdf::Reference> kids;  ///< of a terminal field: its widgets (12.7.3.1)
};

struct Form {
  std::vector<Field> fields;  ///< terminal, in the order of the tree
  std::vector<Field> groups;  ///< those with fields below them
};
/// A dictionary, or that of a stream: some readers take the one for the other. Null for anything
/// else.
const pdf::Dictionary* dictionary_of(const pdf::Object& object);

/// Loops and damaged branches are passed over. Throws pdf::ReadFailure for a form that is larger
/// than any honest one.
Form form_of(const pdf::Document& document);

/// Whether a dictionary has what only a signature has (12.8.1).
bool is_signature(const pdf::Dictionary& dictionary);

/// What typeset wrote down about a letter's signatories (catalog /PieceInfo /Chancery).
struct NamedSignatory {
  std::string field, name, title, division;
};
std::vector<NamedSignatory> named_signatories(const pdf::Document& document);

using pdf::entry;

/// The text of a text string, or the value of a name; empty otherwise.
std::string text_entry(const pdf::Document& document, const pdf::Dictionary& dictionary,
                       std::string_view key);
/// The catalog; empty when there is none.
pdf::Dictionary catalog(const pdf::Document& document);

}  // namespace chancery::verification
