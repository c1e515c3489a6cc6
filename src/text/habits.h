// How a language punctuates: a table, with CLDR for its quotation marks.
#pragma once

#include <string_view>

#include "text/cldr.h"

namespace chancery::text {

enum class DashSpaces {
  kAsWritten,
  kNone,  ///< none on either side
  kBoth,  ///< one on either side
};

/// The spaces of French: inside of guillemets, and before ; ! ? :
enum class FrenchSpaces {
  kNone,
  kFrance,       ///< U+202F; before the colon U+00A0
  kSwitzerland,  ///< U+202F everywhere
  kCanada,       ///< U+00A0 in guillemets and before the colon, nothing before ; ! ?
};

struct Habits {
  QuotationMarks quotes;
  char32_t apostrophe = U'’';
  /// After o and g, where it is a part of the letter (Uzbek); 0: `apostrophe`.
  char32_t apostrophe_of_o_and_g = 0;
  bool gershayim = false;           ///< " and ' inside and after Hebrew letters are ״ and ׳
  std::u32string_view dash = U"–";  ///< what sets off a part of a sentence
  DashSpaces dash_spaces = DashSpaces::kBoth;
  std::u32string_view ellipsis = U"…";
  FrenchSpaces french = FrenchSpaces::kNone;
  bool range_dash = true;  ///< an en dash between two numbers
  /// Words, with spaces around each, that begin with an apostrophe: 'tis, 's morgens.
  std::u32string_view clipped;
};

/// `language` is a BCP 47 tag. Any tag has habits.
Habits habits_of(std::string_view language);

}  // namespace chancery::text
