// An office at work: fonts, letterhead, dictionaries and shaping caches are there and kept, as in a
// batch or a server. What the benchmarks measure is done with it.
#pragma once

#include <string>
#include <string_view>

#include "app/stationery.h"
#include "base/bytes.h"
#include "layout/layout.h"
#include "letter/letter.h"
#include "letterhead/letterhead.h"
#include "pdf/write/file.h"
#include "pdf/write/write.h"

namespace chancery::benchmarks {

class WarmOffice {
 public:
  /// Opens the project's own catalogue and letterhead. Throws Failure when something is missing.
  WarmOffice();

  /// The whole way: read, lay out, write. Throws Failure when the letter has errors.
  Bytes typeset(std::string_view letter) const;
  layout::LaidOut lay_out(const letter::Letter& letter) const;
  /// Words in the language, in the letterhead's size, as one paragraph of its column.
  text::SetParagraph set(const std::string& words, const std::string& language) const;

  const letterhead::Letterhead& letterhead() const { return letterhead_; }
  const text::Typesetter& typesetter() const { return shop_.typesetter(); }

  const pdf::Writer& writer() const { return writer_; }

 private:
  pdf::Writer writer_;
  app::TypeShop shop_;
  letterhead::Letterhead letterhead_;
};

/// Made at the first call, then kept.
const WarmOffice& office();

/// The text of examples/NAME/letter.md.
std::string example(const std::string& name);
/// Throws Failure when the text is not a letter.
letter::Letter read(std::string_view text);
/// The open letter's paragraphs over and over, each with a number of its own in it so that no two
/// are the same, until they fill about so many pages.
letter::Letter long_letter(int pages);

}  // namespace chancery::benchmarks
