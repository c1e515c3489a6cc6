// A letter on its letterhead becomes pages. The door of this room.
#pragma once

#include "base/diagnostic.h"
#include "layout/page.h"
#include "letter/letter.h"
#include "letterhead/letterhead.h"
#include "text/paragraph.h"

namespace chancery::layout {

struct LaidOut {
  Document document;
  Diagnostics warnings;
};

/// More is a mistake: of a program that makes letters, or of a page break in a loop.
inline constexpr std::size_t kMostPages = 10'000;

/// What is to be warned of.
enum class Examine {
  kFaults,      ///< overfull and torn lines, words broken anywhere
  kTypography,  ///< also what text/typography_report.h finds, by page and line
};

/// How many threads set one letter; it comes out the same. In work on many letters at once each has
/// a thread of its own already.
enum class Hands { kOne, kTwo };

/// Sets the whole letter: address, reference, title, salutation, body, closing, signature blocks
/// (side by side, kept with at least two lines of text), cc, footer and page numbers.
/// Body lines stand on the grid of the style "text"; spaces are whole or half lines of it.
/// Behind a page stands the back of its sheet when the letterhead prints something there; it has no
/// number and is not counted. Takes time in proportion to the letter's length. Throws
/// Failure(kInput) for what cannot be set: what the typesetter throws ("missing-glyph"),
/// "address-too-long", "address-too-wide", "reference-too-long", "letterhead-text-too-long",
/// "letterhead-text-too-wide", "footer-too-long", "table-too-wide", "does-not-fit-page",
/// "too-many-pages", "nested-too-deep",
/// "unknown-footnote", "footnote-not-here", and for a letterhead that cannot be used:
/// "paper-not-designed", "no-text-area", "no-leading".
LaidOut lay_out(const letter::Letter& letter, const letterhead::Letterhead& letterhead,
                const text::Typesetter& typesetter, Examine examine = Examine::kFaults,
                Hands hands = Hands::kOne);

/// What a visible signature may show; the letterhead chooses (letterhead::SignatureShape::shows).
struct AppearanceText {
  std::string heading;  ///< "Digitally signed by" in the letter's language
  std::string name, title, division;
  std::string place, reason;  ///< empty: not told
  std::string date;           ///< already in the letter's language
  std::string language;
  std::string iso_date, digest;  ///< of the code: "2026-11-24", and 64 hexadecimal digits
};

struct Appearance {
  Page page;  ///< of the field's size, without structure
  std::vector<ArtworkFile> artwork;
};

/// Sets a signature's appearance in the letterhead's "signature" style: an image (null: none) at
/// the start, the text, the letterhead's code at the end. In languages that run from right to left
/// the start is on the right. The type gets smaller until it fits; when that would not be readable:
/// Failure(kInput, "signature-field-too-small"). Also throws what codes throw ("code-too-long",
/// "code-too-small", "code-without-field").
Appearance lay_out_appearance(const AppearanceText& text, const letter::Picture* image,
                              Points width, Points height, const letterhead::Letterhead& letterhead,
                              const text::Typesetter& typesetter);

}  // namespace chancery::layout
