#include "fuzz/same_letter.h"

#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"
#include "letter/canonical.h"
#include "letter/letter.h"
#include "spelling.h"

namespace chancery::letter {
namespace {

void require(bool holds, const char* what, const std::string& text) {
  if (holds) return;
  std::fprintf(stderr, "%s:\n%s\n", what, text.c_str());
  std::abort();
}

}  // namespace

void read_and_compare(const std::string& text, const std::string& file) {
  const ReadLetter read = read_letter(text, file);
  require(read.letter.has_value() == !has_errors(read.diagnostics), "neither letter nor error",
          text);
  for (const Diagnostic& diagnostic : read.diagnostics) {
    require(!first_invalid_utf8(format(diagnostic)), "a message that is not UTF-8", text);
    require(!diagnostic.code.empty() && !diagnostic.mend.empty(), "a message without a hint", text);
  }
  if (!read.letter) return;
  const std::string expected = spell(*read.letter);
  const data::Node form = canonical(text, file).letter.value();
  const std::string json = data::write_json(form);
  require(spell(read_letter(json, "f.json").letter.value_or(Letter{})) == expected,
          "the canonical form is another letter", json);
  const std::string markdown = markdown_of(form);
  require(spell(read_letter(markdown, "f.md").letter.value_or(Letter{})) == expected,
          "its Markdown is another letter", markdown);
}

}  // namespace chancery::letter
