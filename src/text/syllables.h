// Division by syllables, for languages whose spelling shows them and for which there are no
// patterns: Kazakh, Kyrgyz, Uzbek, Tajik.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace chancery::text {

struct SyllableRules;

/// The rules for a BCP 47 tag; null when there are none.
const SyllableRules* syllable_rules(std::string_view language);

/// Code units of `word` before which it may be divided, ascending: before the last consonant that
/// precedes a vowel, or between two vowels, two letters at least on either side. Nothing for a word
/// with letters of another alphabet.
std::vector<std::uint32_t> syllable_divisions(std::u16string_view word, const SyllableRules& rules);

}  // namespace chancery::text
