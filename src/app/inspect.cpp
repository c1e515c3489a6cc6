#include <cstdio>
#include <string_view>

#include "app/beside.h"
#include "app/commands.h"
#include "app/files.h"
#include "letter/canonical.h"
#include "letter/schema_tables.h"

namespace chancery::app {
namespace {

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

Exit inspect(const InspectOptions& options) {
  if (options.what == InspectOptions::What::kSchema) {
    print(letter::kLetterSchemaText);
    return Exit::kDone;
  }
  const std::string file = options.letter.string();
  const Bytes bytes = read_file(options.letter);
  letter::Canonical canonical = letter::canonical(text_of(bytes), file, beside(options.letter));
  for (Diagnostic& diagnostic : canonical.diagnostics) {
    if (diagnostic.where.file.empty()) diagnostic.where.file = file;
  }
  // The answer is on stdout, so what is wrong goes to stderr, unless there is no answer.
  if (!canonical.letter) {
    show(canonical.diagnostics, options.format);
    return Exit::kBad;
  }
  show(canonical.diagnostics, Format::kText);
  const data::Node letter = options.without_bcc ? letter::without_blind_copies(*canonical.letter)
                                                : std::move(*canonical.letter);
  print(options.what == InspectOptions::What::kMarkdown ? letter::markdown_of(letter)
                                                        : data::write_json(letter));
  return Exit::kDone;
}

}  // namespace chancery::app
