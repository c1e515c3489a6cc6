// Which face sets a stretch of one script and style; characters that the family lacks get a face
// that has them.
#pragma once

#include <unicode/uscript.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "text/collect.h"
#include "text/fonts.h"

namespace chancery::text {

struct FontStretch {
  std::uint32_t begin = 0;  ///< code units
  std::uint32_t end = 0;
  const Font* font = nullptr;
  double scale = 1;  ///< of the size
};

/// Chooses faces for [begin, end), which has one style and script. Characters stay with their
/// combining marks. Throws Failure(kInput, "missing-glyph") naming the character, and what
/// FontLibrary::face throws.
std::vector<FontStretch> choose_fonts(const CollectedText& text, std::uint32_t begin,
                                      std::uint32_t end, const SpanStyle& style, UScriptCode script,
                                      const FontLibrary& fonts);

/// What is thrown for the character at `unit`. `not_installed`: packages of substitutes that were
/// looked for and are absent.
Failure missing_glyph(const CollectedText& text, std::uint32_t unit, const FontLibrary& fonts,
                      const std::set<std::string>& not_installed = {});

/// The face for text of this style when no text says more.
FontStretch font_of_style(const SpanStyle& style, const FontLibrary& fonts);

}  // namespace chancery::text
