// Typewriter punctuation becomes the language's own: quotation marks, apostrophes and primes,
// dashes, ellipses, the spaces of French.
#pragma once

#include <vector>

#include "text/replacement.h"
#include "text/written.h"

namespace chancery::text {

/// In order; each replaces one character. Changed are ", ', runs of
/// hyphens and of full stops, hyphens between two numbers, the spaces beside them, and in French
/// what stands before ; ! ? : and within guillemets; never a character that is typographic already,
/// nor code or an address. What is punctuated twice is as what is punctuated once. Throws
/// std::invalid_argument when the text is not UTF-8.
std::vector<Replacement> punctuate(const WrittenText& text);

}  // namespace chancery::text
