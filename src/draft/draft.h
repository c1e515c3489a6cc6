// A letter as it was found (plain text, a web page, a Word document) becomes a letter file of this
// program's own (docs/draft.md). The door of this room. The room is a module that is loaded when it
// is needed (draft_module.h): it draws in libxml2 and libzip.
#pragma once

#include <functional>
#include <string>

#include "base/bytes.h"
#include "base/diagnostic.h"

namespace chancery::draft {

enum class Form { kText, kHtml, kDocx };

/// What was found, and what is known about it.
struct Source {
  ByteView bytes;
  std::string file;  ///< its name, for diagnostics
  Form form = Form::kText;
};

struct Options {
  std::string letterhead = "division-letters";
  std::string language;  ///< BCP 47; empty: as the source says, else as its formulas tell
};

/// A letter file and what is uncertain about it: warnings, each with the line of the source (of a
/// Word document: the paragraph). An error means that the letter is not whole.
struct Drafted {
  std::string letter;  ///< YAML front matter and Markdown, UTF-8
  Diagnostics diagnostics;
};

/// Runs work that reads a stranger's bytes and gives back its answer; the program does so in a
/// process that may do next to nothing.
using Confine = std::function<Bytes(const std::function<Bytes()>&)>;

/// `formulas_yaml` is the text of letterhead/formulas.yaml: how letters begin and end, language by
/// language. Throws Failure(kInput): "too-large", "too-deep", "not-docx", "docx-damaged",
/// "xml-entities", "nothing-found", and what is wrong with the formulas.
Drafted draft_letter(const Source& source, std::string_view formulas_yaml,
                     const std::string& formulas_file, const Options& options,
                     const Confine& confine);

}  // namespace chancery::draft
