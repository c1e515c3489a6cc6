#include "text/syllables.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace chancery::text {

/// What the spelling rules of a language say. Letters are in lower case, each one code unit; a
/// letter of two is written with the signs below.
struct SyllableRules {
  std::string_view language;
  std::u16string_view vowels;
  std::u16string_view consonants;
  /// Signs that close the syllable of the letter before them: hard and soft sign, the glottal stop.
  std::u16string_view closing;
  /// Vowels that are consonants after another vowel.
  std::u16string_view glides;
  /// Two like vowels are one long one.
  bool has_long_vowels = false;
  /// Whether a closing sign before a vowel is where the word is divided; else it is not divided
  /// there.
  bool divides_after_closing = false;
  /// Two letters for one sound, one after the other without a space.
  std::u16string_view digraphs;
  /// Consonants that in words from other languages go over together with an r behind them, so
  /// that nothing is divided before such an r.
  std::u16string_view before_r;
};

namespace {

/// U+02BB after o and g makes another letter of them (oʻ, gʻ).
constexpr char16_t kTurnedComma = u'\u02BB';

/// Fewest letters on either side.
constexpr std::size_t kFewestLetters = 2;

/// Kazakh: "each syllable has one vowel"; between vowels й and у begin a syllable (да-уыс, құ-йын),
/// after a consonant у and и are vowels (су-ық, қи-ын); of three consonants two stay (құмырс-қа).
/// From the spelling rules of Kazakh (1957, 1983), "the transfer of words".
/// Kyrgyz: law no. 567 of 26 June 2008, "transfer": long vowels are one (мээ-рим), no letter alone.
/// Uzbek: Cabinet of Ministers, no. 339 of 24 August 1995, 75 to 78: the glottal stop stays with
/// its syllable (mashʼ-al), sh, ch and ng go together (si-ngil), consonants of words from other
/// languages too (dia-gramma, silin-drik). The Cyrillic spelling has the same syllables.
/// Tajik: rules of spelling, "to move part of a word to the next line": by syllables, none of one
/// letter (ба-ро-дар, аро-ба, лаъ-лӣ).
constexpr std::array<SyllableRules, 4> kRules = {{
    {"kk", u"аәеёиоөұуүыіэюя", u"бвгғджзйкқлмнңпрстфхһцчшщ", u"ъь", u"иу", false, false, u"", u""},
    {"ky", u"аеёиоөуүыэюя", u"бвгджзйклмнңпрстфхцчшщ", u"ъь", u"", true, false, u"", u""},
    {"uz", u"aeiouаеёиоуэюяў", u"bcdfghjklmnpqrstvxyzбвгджзйклмнпрстфхцчшқғҳ", u"ъь\u02BC", u"",
     false, true, u"shchngнг", u"bdfgkptбдгкптф"},
    {"tg", u"аеёиӣоуӯэюя", u"бвгғджзйкқлмнпрстфхҳцчҷшщ", u"ъь", u"", false, false, u"", u""},
}};

bool contains(std::u16string_view letters, char16_t c) {
  return letters.find(c) != std::u16string_view::npos;
}

enum class Kind { kVowel, kConsonant, kClosing };

struct Letter {
  Kind kind = Kind::kConsonant;
  char16_t first = 0;  ///< in lower case
  std::uint32_t begin = 0;
};

bool is_digraph(const SyllableRules& rules, char16_t first, char16_t second) {
  for (std::size_t i = 0; i + 1 < rules.digraphs.size(); i += 2) {
    if (rules.digraphs[i] == first && rules.digraphs[i + 1] == second) return true;
  }
  return false;
}

std::optional<Kind> kind_of(const SyllableRules& rules, char16_t c, bool after_vowel) {
  if (contains(rules.vowels, c)) {
    return after_vowel && contains(rules.glides, c) ? Kind::kConsonant : Kind::kVowel;
  }
  if (contains(rules.consonants, c)) return Kind::kConsonant;
  if (contains(rules.closing, c)) return Kind::kClosing;
  return std::nullopt;
}

/// Nothing when a letter is not of the language's alphabet.
std::vector<Letter> letters_of(std::u16string_view word, const SyllableRules& rules) {
  std::vector<Letter> letters;
  for (std::uint32_t at = 0; at < word.size();) {
    const auto c = static_cast<char16_t>(u_tolower(word[at]));
    const bool after_vowel = !letters.empty() && letters.back().kind == Kind::kVowel;
    const std::optional<Kind> kind = kind_of(rules, c, after_vowel);
    if (!kind) return {};
    letters.push_back({*kind, c, at++});
    if (at == word.size()) break;
    const auto next = static_cast<char16_t>(u_tolower(word[at]));
    const bool is_turned = next == kTurnedComma && (c == u'o' || c == u'g');
    if (is_turned || is_digraph(rules, c, next)) ++at;
  }
  return letters;
}

/// The letter that begins the syllable of the vowel at `vowel`; nothing when the word is not to be
/// divided there. `before` is the vowel of the syllable before.
std::optional<std::size_t> onset_of(const std::vector<Letter>& letters, std::size_t before,
                                    std::size_t vowel, const SyllableRules& rules) {
  if (vowel == before + 1) {
    const bool is_long = rules.has_long_vowels && letters[before].first == letters[vowel].first;
    return is_long ? std::nullopt : std::optional(vowel);
  }
  const std::size_t onset = vowel - 1;
  if (letters[onset].kind == Kind::kClosing) {
    const bool divides = rules.divides_after_closing && letters[onset].first != u'ь';
    return divides ? std::optional(vowel) : std::nullopt;
  }
  const bool is_r = letters[onset].first == u'r' || letters[onset].first == u'р';
  if (is_r && onset > before + 1 && contains(rules.before_r, letters[onset - 1].first)) {
    return std::nullopt;
  }
  return onset;
}

}  // namespace

const SyllableRules* syllable_rules(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  const auto* const found =
      std::find_if(kRules.begin(), kRules.end(),
                   [&](const SyllableRules& rules) { return rules.language == primary; });
  return found == kRules.end() ? nullptr : found;
}

std::vector<std::uint32_t> syllable_divisions(std::u16string_view word,
                                              const SyllableRules& rules) {
  const std::vector<Letter> letters = letters_of(word, rules);
  std::vector<std::uint32_t> found;
  std::optional<std::size_t> before;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (letters[i].kind != Kind::kVowel) continue;
    const auto onset = before ? onset_of(letters, *before, i, rules) : std::nullopt;
    before = i;
    if (onset && *onset >= kFewestLetters && letters.size() - *onset >= kFewestLetters) {
      found.push_back(letters[*onset].begin);
    }
  }
  return found;
}

}  // namespace chancery::text
