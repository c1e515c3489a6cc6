// What is copied from a page is what the author wrote, in every script and every reader.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "fidelity/comparison.h"
#include "fidelity/readers.h"
#include "fidelity/source.h"
#include "run_program.h"

namespace chancery::tests {
namespace {

const std::filesystem::path kSource = CHANCERY_SOURCE_DIR;

struct Letter {
  std::string name;
  std::filesystem::path file;
};

const std::vector<Letter>& letters() {
  static const std::vector<Letter> kLetters = {
      {"open letter", kSource / "examples/open-letter/letter.md"},
      {"many languages", kSource / "examples/many-languages/letter.md"},
      {"scripts", kSource / "tests/fidelity/scripts.md"}};
  return kLetters;
}

class RoundTrip : public ::testing::TestWithParam<Reader> {};

TEST_P(RoundTrip, EveryParagraphIsCopiedAsWritten) {
  const Reader reader = GetParam();
  if (!is_installed(reader)) GTEST_SKIP() << "npm ci was not run in tests/fidelity";
  const TemporaryFolder folder;
  for (const Letter& letter : letters()) {
    const std::filesystem::path pdf = folder / "letter.pdf";
    const Ran typeset = run({std::string(CHANCERY_BINARY_DIR) + "/chancery", "typeset",
                             letter.file.string(), "-o", pdf.string()});
    ASSERT_EQ(typeset.status, 0) << typeset.err;
    const std::vector<TextLine> lines = lines_of(pages_of(pdf, reader));
    for (const Paragraph& paragraph : paragraphs_of(read_text(letter.file))) {
      const Comparison comparison = compare(paragraph.text, lines);
      EXPECT_TRUE(comparison.is_equal)
          << name_of(reader) << ", " << letter.name << ", " << paragraph.heading << ' '
          << paragraph.language << ":\n    " << comparison.difference;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Readers, RoundTrip, ::testing::ValuesIn(kReaders),
                         [](const auto& reader) {
                           std::string name(name_of(reader.param));
                           std::erase(name, '.');
                           return name;
                         });

}  // namespace
}  // namespace chancery::tests
