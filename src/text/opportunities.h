// Fifth stage: where a line may end (UAX 14), where a word may be divided, and as a last resort
// between any two characters as the reader sees them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/collect.h"
#include "text/hyphenate.h"
#include "text/icu.h"

namespace chancery::text {

struct Opportunity {
  enum class Kind {
    kStart,          ///< the paragraph's; no line ends here
    kAllowed,        ///< UAX 14
    kSyllable,       ///< UAX 14, between two syllables of a Korean word
    kWrittenHyphen,  ///< after a hyphen that the author wrote
    kSoftHyphen,     ///< at U+00AD: a hyphen is shown
    kDivision,       ///< by the hyphenation patterns: a hyphen is shown
    kForced,         ///< within a word that is wider than the measure; no hyphen
    kMandatory,      ///< U+2028
    kEnd,            ///< the paragraph's
  };
  Kind kind = Kind::kAllowed;
  std::uint32_t end = 0;   ///< code unit after the last one that the line shows
  std::uint32_t next = 0;  ///< first code unit of the next line

  bool shows_hyphen() const { return kind == Kind::kSoftHyphen || kind == Kind::kDivision; }
  bool ends_line_always() const { return kind == Kind::kMandatory || kind == Kind::kEnd; }
};

/// From kStart to kEnd, ascending. None lies inside an unbreakable span.
std::vector<Opportunity> opportunities(const CollectedText& text, BreakIterators& iterators);

/// `found` with the divisions of its words added. Words with capitals within (names like McKay,
/// acronyms), beside digits or in addresses stay whole.
std::vector<Opportunity> with_divisions(const CollectedText& text,
                                        const std::vector<Opportunity>& found,
                                        const Hyphenators& hyphenators);

/// `found` with a break between all grapheme clusters (UAX 29) of [begin, end) added.
void add_forced(const CollectedText& text, std::uint32_t begin, std::uint32_t end,
                BreakIterators& iterators, std::vector<Opportunity>& found);

}  // namespace chancery::text
