// Whether a face has drawn what a style asks for: small capitals, figures of another form, superior
// letters, fractions (OpenType features smcp, onum, lnum, tnum, sups, frac). Nothing is made up by
// scaling here: what is not there is told.
#pragma once

#include <string_view>

#include "base/diagnostic.h"
#include "text/collect.h"
#include "text/itemise.h"
#include "text/paragraph.h"

namespace chancery::text {

enum class Drawing {
  kSmallCapitals,
  kOldStyleFigures,
  kLiningFigures,
  kTabularFigures,
  kSuperior,
  kFraction,
};

/// Whether the face that the style's language is set in draws all of `sample` so; of figures, all
/// ten of them, whatever the sample. What it draws so anyway counts.
bool draws(const FontLibrary& fonts, const SpanStyle& style, Drawing drawing,
           std::string_view sample);

/// Tells what the styles of a paragraph ask for and its faces do not have, once for each face:
/// "no-small-capitals", "no-such-figures".
void warn_of_missing_drawings(const CollectedText& text, const Itemised& itemised,
                              Diagnostics& warnings);

}  // namespace chancery::text
