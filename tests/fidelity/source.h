// What the author wrote: the plain text of the paragraphs of a letter in Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::tests {

struct Paragraph {
  std::string heading;   ///< the last one above it
  std::string language;  ///< of its division; empty: of the letter
  std::string text;      ///< UTF-8, without the signs of Markdown
};

/// The body's headings, paragraphs, items of numbered lists ("1. …") and footnotes ("1 …"), in the
/// order of the file. Knows what the letters of these tests use: divisions with a language,
/// emphasis by *…*, footnotes; throws std::invalid_argument for other signs of Markdown.
std::vector<Paragraph> paragraphs_of(std::string_view letter);

}  // namespace chancery::tests
