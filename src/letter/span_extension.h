// Bracketed spans, `[text]{lang=fr .smallcaps}`, as an inline extension of cmark-gfm.
#pragma once

#include <cmark-gfm.h>

namespace chancery::letter {

/// Lives as long as the process, as cmark's own extensions do. With `declares_characters` it names
/// '{' as the character at which it is to be asked.
cmark_syntax_extension* make_span_extension(bool declares_characters);

}  // namespace chancery::letter
