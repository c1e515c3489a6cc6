// What a page of another's file can have that a profile does not allow, and that cannot be mended
// without asking. Told to the author in his terms: which file, which page, which font.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

#include "pdf/profile/profile.h"

namespace chancery::pdf {

enum class Fault {
  kFontNotThere,   ///< its program is not in the file
  kFontForm,       ///< its dictionary lacks what viewers need, or says two things
  kGlyphNotThere,  ///< a code without a glyph, or with .notdef
  kWidths,         ///< the dictionary and the program differ on how wide a glyph is
  kNoText,         ///< a code whose text nobody knows
  kColour,         ///< a colour space that cannot be understood
  kImage,          ///< a picture of a kind that is not allowed
  kContent,        ///< content that viewers may read differently
  kObject,         ///< a value beyond the limits, or outside of the file
};

/// The code of the message ("unfit-font") and how an author mends it.
std::string_view code_of(Fault fault);
std::string_view mend_of(Fault fault);

/// A fault as it was found; `what` is a clause of a sentence: "the font Times is not in the file".
struct Found {
  Fault fault = Fault::kObject;
  std::string what;
  auto operator<=>(const Found&) const = default;
};

}  // namespace chancery::pdf
