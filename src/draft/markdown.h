// Text with its manner as Markdown that reads as that text and nothing else.
#pragma once

#include <string>
#include <vector>

#include "draft/found.h"

namespace chancery::draft {

/// One line as inline Markdown: every sign that Markdown would read is escaped.
std::string inline_markdown(const Line& line);

/// Lines as one paragraph or value, with line breaks between them.
std::string lines_markdown(const std::vector<Line>& lines, const std::string& line_break);

/// Blocks, each with an empty line after it but the last.
std::string body_markdown(const std::vector<Block>& blocks);

/// Footnotes ("[^1]: …") after the body.
std::string notes_markdown(const std::vector<Footnote>& notes);

}  // namespace chancery::draft
