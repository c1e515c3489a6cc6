// How letters begin and end, language by language: letterhead/formulas.yaml, which a translator
// edits.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace chancery::draft {

/// The keys of a language that hold phrases.
enum class Formula {
  kSalutations,
  kClosings,
  kOpenLetter,  ///< titles that say what kind of letter it is
  kReference,   ///< labels
  kYourReference,
  kDate,
  kSubject,
  kTo,
  kFrom,
  kCopies,
  kEnclosures,
  kPostscript,
  kDelivery,
  kDateWords,  ///< before a date: "the", "den"
  kSigned,     ///< beside or instead of a signature
  kOffices,    ///< words of somebody's title
  kDivisions,  ///< words of a division's name
  kAnd,
  kChrome,  ///< whole lines of web pages
};
inline constexpr std::size_t kFormulaCount = 19;

/// Words at the beginning of a line ("dear"), at its end (written "*…"), or the beginning of a word
/// ("geehrte*"). Folded as shape.h does.
struct Phrase {
  std::u32string text;
  bool at_end = false;
  bool open = false;  ///< letters may follow
};

struct Language {
  std::string tag;
  std::array<std::vector<Phrase>, kFormulaCount> phrases;
  std::vector<std::string> words_for_and;
  std::array<std::vector<std::u32string>, 12> months;  ///< each with its spellings

  const std::vector<Phrase>& of(Formula formula) const {
    return phrases.at(static_cast<std::size_t>(formula));
  }
};

struct Formulas {
  std::vector<Language> languages;
};

/// Throws Failure(kInput) with everything that is wrong.
Formulas read_formulas(std::string_view yaml, const std::string& file);

/// How many code points of the folded line a phrase at its beginning takes; for a phrase of a
/// line's end, all of them. Nothing when no phrase fits.
std::optional<std::size_t> match(const std::u32string& line, const std::vector<Phrase>& phrases);
/// Whether a phrase stands anywhere in the line, between words.
bool contains(const std::u32string& line, const std::vector<Phrase>& phrases);
/// Whether the line is a phrase and nothing else but punctuation.
bool is_whole(const std::u32string& line, const std::vector<Phrase>& phrases);

}  // namespace chancery::draft
