// The signature fields of a document (ISO 32000-1, 12.7.4.5), found without trusting the form tree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pdf/read/read.h"

namespace chancery::verification {

/// A terminal field of the interactive form. Field names are joined with dots (12.7.3.2).
struct Field {
  std::string name;
  std::string type;          ///< FT, inherited: "Sig", "Tx", "Btn", "Ch" or empty
  pdf::Reference reference;  ///< number 0 when the field is a direct object
  pdf::Dictionary dictionary;
};

/// Every terminal field, in the order of the tree; loops and damaged branches are passed over.
std::vector<Field> form_fields(const pdf::Document& document);

/// What typeset wrote down about a letter's signatories (catalog /PieceInfo /Chancery).
struct NamedSignatory {
  std::string field, name, title, division;
};
std::vector<NamedSignatory> named_signatories(const pdf::Document& document);

/// A dictionary's entry with references followed; null when absent.
pdf::Object entry(const pdf::Document& document, const pdf::Dictionary& dictionary,
                  std::string_view key);
/// The text of a text string, or the value of a name; empty otherwise.
std::string text_entry(const pdf::Document& document, const pdf::Dictionary& dictionary,
                       std::string_view key);
/// The catalog; empty when there is none.
pdf::Dictionary catalog(const pdf::Document& document);

}  // namespace chancery::verification
