// Marks become styles: RichText to StyledText, with what stands inside a paragraph and is an
// element of its own (links, note numbers).
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "letter/letter.h"
#include "text/paragraph.h"

namespace chancery::layout {

struct InlineText {
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  /// An element inside the paragraph; a parent stands before its children.
  struct Element {
    bool is_note = false;        ///< a note's number (Reference), else a Link
    std::size_t parent = kNone;  ///< of `elements`; kNone: the paragraph
    std::size_t note = 0;        ///< which note, as `NoteNumber` was told
    std::string uri;
  };
  /// From `begin` up to the next segment the text belongs to `element`.
  struct Segment {
    std::size_t begin = 0;
    std::size_t element = kNone;
  };

  text::StyledText text;
  std::vector<Element> elements;
  std::vector<Segment> segments;  ///< ascending

  /// The element of the text at a byte, kNone where it is the paragraph's own.
  std::size_t element_at(std::size_t byte) const;
};

/// What a footnote mark is told: its index and the number to print.
struct NoteNumber {
  std::size_t note = 0;
  std::string printed;
};
using NoteNumbers = std::function<NoteNumber(const letter::Mark&)>;

/// What holds for a whole text beside its style.
struct InlineSetting {
  std::string code_role;  ///< the font role of code
  letter::Punctuation punctuation = letter::Punctuation::kSmart;
  bool fractions = false;  ///< digits around a slash are fractions everywhere
  bool ordinals = false;   ///< the ordinals of the language have superior letters everywhere
  /// Where to look for drawn superiors and fractions; null: they are made of smaller letters, as
  /// note numbers are.
  const text::FontLibrary* fonts = nullptr;
};

/// Marks that cross (neither nest nor stand side by side) end with the outer one. Linear in text
/// and marks, but for sorting the marks.
InlineText inline_text(const letter::RichText& rich, const text::SpanStyle& base,
                       const InlineSetting& setting, const NoteNumbers& numbers);

}  // namespace chancery::layout
