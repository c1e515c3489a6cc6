// A letter's words as they are set: punctuated as their language wants, with the places where no
// line may end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "letter/letter.h"

namespace chancery::layout {

struct Punctuated {
  letter::RichText text;
  std::vector<std::size_t> no_breaks;  ///< as text::StyledText has them
};

/// `language` is that of the text outside of its language marks. As written, the text stays as it
/// is, but its words keep together all the same.
Punctuated punctuated(const letter::RichText& rich, std::string_view language,
                      letter::Punctuation how);

/// The same as plain text in one line: for a window's frame and for lists.
std::string plain_line(const letter::RichText& rich, std::string_view language,
                       letter::Punctuation how);

}  // namespace chancery::layout
