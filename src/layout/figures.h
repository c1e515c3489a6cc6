// Fractions and ordinals within a text: "1/2", "1st", "2e".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace chancery::layout {

struct FigurePart {
  enum class Kind {
    kPlain,
    kFraction,  ///< digits, a slash, digits
    kOrdinal,   ///< the letters after the digits
  };
  Kind kind = Kind::kPlain;
  std::size_t begin = 0;  ///< bytes
  std::size_t end = 0;
};

/// Which ordinals are looked for.
enum class Ordinals {
  kNone,
  kOfLanguage,  ///< the endings that the language writes as superiors
  kAll,         ///< any letters after digits, and the o of No
};

/// The parts cover the text. A fraction stands between other signs than digits and slashes (so no
/// date is one) and has at most three digits on a side. `language` is a BCP 47 tag.
std::vector<FigurePart> figure_parts(std::string_view text, bool fractions, Ordinals ordinals,
                                     std::string_view language);

}  // namespace chancery::layout
