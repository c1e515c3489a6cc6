#include <cstdio>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/beside.h"
#include "app/commands.h"
#include "app/files.h"
#include "app/inputs.h"
#include "base/sha256.h"
#include "letter/canonical.h"
#include "letter/schema_tables.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

/// The letter is set to know which fonts it needs.
Exit inspect_inputs(const InspectOptions& options) {
  LaterShop shop;
  HowToSet how;
  how.with_source = true;
  const SetLetter set = set_letter(options.letter, options.letterheads, shop, how);
  if (!set.document || has_errors(set.diagnostics)) {
    show(set.diagnostics, options.format);
    return Exit::kBad;
  }
  data::Node inputs = inputs_of(set, *shop.operator->());
  // The files as they are, whose names are no part of what is made of them.
  std::set<fs::path> seen;
  data::Sequence files;
  for (const fs::path& path : set.used) {
    std::error_code error;
    if (!fs::is_regular_file(path, error) || !seen.insert(path).second) continue;
    data::Node node;
    node.set("file", data::Node(path.string()));
    node.set("sha256", data::Node(sha256_hex(ByteView(read_file(path)))));
    files.push_back(std::move(node));
  }
  inputs.set("files", data::Node(std::move(files)));
  print(data::write_json(inputs));
  return Exit::kDone;
}

}  // namespace

Exit inspect(const InspectOptions& options) {
  if (options.what == InspectOptions::What::kSchema) {
    print(letter::kLetterSchemaText);
    return Exit::kDone;
  }
  if (options.what == InspectOptions::What::kInputs) return inspect_inputs(options);
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
