// A letter as it was found becomes a letter file. The module that reads strangers' files works in
// the confined child.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "app/child.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/modules.h"
#include "app/places.h"
#include "draft/draft_module.h"
#include "letter/letter.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

draft::Form form_of(const fs::path& path) {
  std::string ending = path.extension().string();
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (ending == ".html" || ending == ".htm" || ending == ".xhtml") return draft::Form::kHtml;
  if (ending == ".docx") return draft::Form::kDocx;
  if (ending == ".txt" || ending == ".text") return draft::Form::kText;
  throw Failure(FailureKind::kUsage, "unknown-form",
                "'" + path.filename().string() + "' is none of .txt, .html and .docx",
                "save the letter as one of them, or give the file the ending it should have");
}

Bytes confined(const std::function<Bytes()>& work) {
  ChildAnswer answer = run_confined(work);
  if (answer.end == ChildEnd::kAnswered) return std::move(answer.bytes);
  throw Failure(FailureKind::kInput, "reader-stopped",
                answer.end == ChildEnd::kTooMuchTime ? "reading the file took too much time"
                                                     : "the reader of the file was stopped",
                "the file may be made to do harm; save the text of the letter as a text file");
}

draft::Drafted run_module(const draft::Source& source, const DraftOptions& options) {
  auto* const function = reinterpret_cast<draft::DraftModuleFunction*>(
      load_module("chancery_draft.so", draft::kDraftModuleSymbol, "libxml2 and libzip4"));
  const fs::path formulas_file = data_folder() / "letterhead" / "formulas.yaml";
  const Bytes formulas = read_file(formulas_file);
  draft::Drafted drafted;
  draft::Stopped stopped;
  function(source, text_of(formulas), formulas_file.string(),
           {options.letterhead, options.language}, confined, drafted, stopped);
  if (!stopped.diagnostics.empty()) throw Failure(stopped.kind, std::move(stopped.diagnostics));
  return drafted;
}

}  // namespace

Exit draft(const DraftOptions& options) {
  const draft::Form form = form_of(options.input);
  fs::path output = options.input;
  output.replace_extension(".md");
  if (options.output) output = *options.output;
  std::error_code error;
  if (!options.force && fs::is_regular_file(output, error)) {
    throw Failure(FailureKind::kUsage, "output-exists", output.string() + " is there already",
                  "name another file with -o, or write over it with --force");
  }
  const Bytes bytes = read_file(options.input);
  draft::Drafted drafted = run_module({bytes, options.input.string(), form}, options);
  // What the letter's own reader has to say comes with it.
  const Diagnostics own = letter::read_letter(drafted.letter, output.string()).diagnostics;
  drafted.diagnostics.insert(drafted.diagnostics.end(), own.begin(), own.end());
  write_file(output, bytes_of(drafted.letter));
  if (!drafted.diagnostics.empty() || options.format == Format::kJson) {
    show(drafted.diagnostics, options.format);
  }
  return has_errors(drafted.diagnostics) ? Exit::kBad : Exit::kDone;
}

}  // namespace chancery::app
