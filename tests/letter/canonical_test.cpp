// Markdown and JSON are two forms of one letter: each gives the other, and both read the same.
#include "letter/canonical.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "data/told.h"
#include "letter/letter.h"
#include "letter/parts.h"
#include "spelling.h"

namespace chancery::letter {
namespace {

using ::testing::ElementsAre;

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Every letter beside the tests and in the examples; diagnostics of none of them.
std::vector<std::filesystem::path> letters() {
  std::vector<std::filesystem::path> all;
  const std::filesystem::path source = CHANCERY_SOURCE_DIR;
  for (const char* folder : {"examples", "tests/letters", "tests/fidelity"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source / folder)) {
      const std::filesystem::path& path = entry.path();
      const bool is_package = path.filename().string().starts_with("package");
      if (path.string().find("node_modules") != std::string::npos || is_package) continue;
      // A variant: "letter.ar.md".
      if (path.stem().has_extension()) continue;
      if (path.extension() == ".md" || path.extension() == ".json") all.push_back(path);
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

ReadBeside beside(const std::filesystem::path& letter) {
  return [folder = letter.parent_path()](const std::string& path) {
    return FileBeside{(folder / path).string(), file_text(folder / path)};
  };
}

void goes_round(const std::string& text, const std::string& file) {
  const ReadLetter read = read_letter(text, file, beside(file));
  ASSERT_THAT(told(read.diagnostics), ElementsAre());
  const std::string spelt = spell(read.letter.value());
  const data::Node form = canonical(text, file, beside(file)).letter.value();
  const std::string json = data::write_json(form);
  const std::string markdown = markdown_of(form);
  const ReadLetter from_json = read_letter(json, "f.json");
  ASSERT_THAT(told(from_json.diagnostics), ElementsAre()) << json;
  EXPECT_EQ(spell(from_json.letter.value()), spelt);
  const ReadLetter from_markdown = read_letter(markdown, "f.md");
  ASSERT_THAT(told(from_markdown.diagnostics), ElementsAre()) << markdown;
  EXPECT_EQ(spell(from_markdown.letter.value()), spelt);
  EXPECT_EQ(data::write_json(canonical(json, "f.json").letter.value()), json);
  EXPECT_EQ(data::write_json(canonical(markdown, "f.md").letter.value()), json);
}

TEST(Canonical, EveryLetterGoesRound) {
  const auto all = letters();
  EXPECT_GE(all.size(), 7u);
  for (const auto& path : all) {
    SCOPED_TRACE(path.string());
    goes_round(file_text(path), path.string());
  }
}

TEST(Canonical, WhatIsHardToQuoteGoesRound) {
  for (const char* title :
       {"'a: b'", "'a #b'", "'- a'", "'\"a\" and ''b'''", "'null'", "'~'", "'true'", "'0x1F'",
        "'1.50'", "'a:'", "\"a\\tb\\\\\"", "'[a]{lang=fr}'", "'*a*'", "'&amp; | > % @ `x`'",
        "\"\\L a \\u00AD \\u2066b\\u2069\"", "'? a'", "'---'", "|\n  a\n  b", ">-\n  a\n\n  b"}) {
    SCOPED_TRACE(title);
    goes_round(with_keys("language: en\ntitle: " + std::string(title) + "\n"), "f.md");
  }
}

TEST(Canonical, BodiesThatAreHardToDivideGoRound) {
  for (const char* body :
       {"a\n# b\nc\n- d\n- e\n\n\n  f\n1. g\n> h\ni\n\n---\n\nj\n",
        "a\n| b | c |\n|---|---|\n| d | e |\nf[^1]\n\n[^1]: g\n    h\n\n    i\n",
        "> a[^1]\n>\n> [^1]: b\n>\n> c\n\nd\n", "- a[^1]\n\n  [^1]: b\n\n  c\n- d\n",
        "::: {lang=fr}\na\n::: {dir=rtl}\n- b\n:::\nc\n:::\nd\n", "a\r\nb\r\n\r\n- c\r\n",
        "a\n===\n\nb\n", "   a\n\n* b\n+ c\n", "1. a\n\n   b\n2. c\n", "\n\n\na  \nb\\\nc\n",
        "[^1]: first\n\na[^1] b[^2]\n\n[^2]: second\n"}) {
    SCOPED_TRACE(body);
    goes_round(with_body(body), "f.md");
  }
}

TEST(Canonical, HasTheOrderOfTheSchemaAndNothingThatSaysNothing) {
  const Canonical form = canonical(
      "---\nsignatories:\n  - { division: B, name: ' A ' }\nlanguage: EN-gb\ncc: []\nfooter: ''\n"
      "title:\nreference: 007\nletterhead: x\nsignatories-in-a-row: 2\n---\na\nb\n\n\n- c\n\n- d\n",
      "f.md");
  EXPECT_EQ(data::write_json(form.letter.value()), R"json({
  "letterhead": "x",
  "language": "en-GB",
  "reference": "007",
  "signatories-in-a-row": 2,
  "signatories": [
    {
      "name": "A",
      "division": "B"
    }
  ],
  "footer": "none",
  "body": [
    "a\nb",
    "- c\n\n- d"
  ]
}
)json");
}

TEST(Canonical, BlindCopiesCanBeLeftOut) {
  const Canonical form =
      canonical(with_keys("language: en\ncc: [One]\nbcc: [Two]\nannexes: [Three]\n"), "f.md");
  const data::Node rest = without_blind_copies(form.letter.value());
  EXPECT_NE(form.letter->find("bcc"), nullptr);
  EXPECT_EQ(rest.find("bcc"), nullptr);
  EXPECT_EQ(rest.mapping()->size() + 1, form.letter->mapping()->size());
  EXPECT_EQ(data::write_json(rest).find("Two"), std::string::npos);
}

TEST(Canonical, ALetterWithErrorsHasNone) {
  const Canonical form = canonical(with_body("<b>\n"), "f.md");
  EXPECT_FALSE(form.letter);
  EXPECT_TRUE(has_errors(form.diagnostics));
}

}  // namespace
}  // namespace chancery::letter
