// What the structure of the document says, to who has a page read aloud (ISO 32000-1, 14.8.2.5).
#include <gmock/gmock.h>

#include <string>

#include "fidelity/comparison.h"
#include "fidelity/source.h"
#include "fidelity/typeset.h"

namespace chancery::tests {
namespace {

/// The text of all elements, one behind the other, as poppler finds it by their marks.
std::string text_of_structure(const std::filesystem::path& pdf) {
  const Ran ran = run({"pdfinfo", "-struct-text", pdf.string()});
  if (ran.status != 0) throw std::runtime_error(ran.err);
  std::string text;
  std::size_t begin = 0;
  while ((begin = ran.out.find(" \"", begin)) != std::string::npos) {
    begin += 2;
    const std::size_t end = ran.out.find("\"\n", begin);
    text += ran.out.substr(begin, end - begin);
    begin = end;
  }
  return text;
}

void erase_all(std::string& from, const std::string& what) {
  for (std::size_t at = 0; (at = from.find(what, at)) != std::string::npos;) {
    from.erase(at, what.size());
  }
}

class StructureText : public ::testing::TestWithParam<std::size_t> {};

TEST_P(StructureText, IsWhatTheAuthorWroteWithItsSpaces) {
  const Letter letter = letters().at(GetParam());
  const TemporaryFolder folder;
  std::string text = text_of_structure(typeset(letter.file, folder));
  erase_all(text, "\u00AD");  // where a line divides a word
  erase_all(text, "\u200E");
  std::size_t from = 0;
  for (const Paragraph& paragraph : paragraphs_of(read_text(letter.file))) {
    // poppler gives the codes as they stand, right-to-left text from left to right.
    if (has_right_to_left(paragraph.text)) continue;
    // An item's number stands beside it.
    std::string author = paragraph.text;
    const std::size_t label = author.find(". ");
    if (label != std::string::npos && author.find_first_not_of("0123456789") == label) {
      author.erase(label + 1, 1);
    }
    // Notes stand at the foot of their pages, their numbers beside them too.
    const bool is_note = paragraph.text.starts_with("1 ");
    if (is_note) author.erase(1, 1);
    const std::size_t found = text.find(author, is_note ? 0 : from);
    EXPECT_NE(found, std::string::npos) << author << "\n    is not behind\n"
                                        << text.substr(from, 400);
    if (found != std::string::npos && !is_note) from = found;
  }
}

INSTANTIATE_TEST_SUITE_P(Letters, StructureText, ::testing::Values(0, 1, 2, 3));

}  // namespace
}  // namespace chancery::tests
