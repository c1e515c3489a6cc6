// What each straight quotation mark of a text stands for: a quotation opened or closed, an
// apostrophe, a prime.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "text/habits.h"
#include "text/written.h"

namespace chancery::text {

struct QuoteRole {
  enum class Kind {
    kAsWritten,  ///< no quote, or one that cannot be told
    kOpening,
    kClosing,
    kApostrophe,
    kPrime,
    kDoublePrime,
    kGeresh,
    kGershayim,
  };
  Kind kind = Kind::kAsWritten;
  bool inner = false;              ///< a quotation within a quotation
  const Habits* habits = nullptr;  ///< of the language whose marks are to be set
};

/// The habits of the language of a character; of what stands around its part when `around`.
using HabitsAt = std::function<const Habits&(std::size_t character, bool around)>;

/// One for each character. A quotation has the marks of the language that it is opened in; one that
/// fills a part in another language from end to end has those of the text around it, as in HTML
/// (15.3.5). Outermost, " opens a quotation and ' an inner one; within a quotation either opens one
/// of the other kind.
std::vector<QuoteRole> quote_roles(const WrittenCharacters& text, const HabitsAt& habits);

}  // namespace chancery::text
