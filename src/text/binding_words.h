// Words that good setting does not part from their neighbours, language by language: a table.
#pragma once

#include <string_view>

namespace chancery::text {

/// Lists of words with a space around each. Words are as written, with their stops; lists of
/// `numbered` and `short_words` are in lower case and are compared so.
struct BindingWords {
  std::u32string_view numbered;     ///< before a number: "p.", "Art.", "№"
  std::u32string_view titles;       ///< before a name: "Dr.", "M."
  std::u32string_view units;        ///< after a number, beside those of all languages: "г.", "Uhr"
  std::u32string_view short_words;  ///< before any word: prepositions and conjunctions
  std::u32string_view particles;    ///< after any word
};

/// Of any tag; of a language that the table does not have, what all languages share.
BindingWords binding_words(std::string_view language);

/// Symbols of units and currencies that every language writes.
std::u32string_view common_units();
std::u32string_view common_numbered();
/// Symbols and codes of currencies that may stand before a number.
std::u32string_view currencies();

}  // namespace chancery::text
