#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "base/utf8.h"
#include "letter/canonical.h"
#include "letter/letter.h"
#include "spelling.h"

namespace chancery::letter {
namespace {

constexpr std::string_view kMarkdown =
    "---\nletterhead: harbour\nlanguage: en\npaper: A4\nreference: \"A/1\"\ndate: 2024-02-29\n"
    "place: Amsel\ntitle: \"*On* [quays]{lang=fr}\"\nto:\n  - Master\n  - [Pier, 'Dock']\n"
    "closing: |\n  Yours,\n  ever\nsignatories:\n  - {name: Ada, title: T, division: North}\n"
    "  - name: Bo\n    division: South\ncc: [Tide]\nfooter: none\n---\n"
    "Ships *wait **here***[^1] — `x` [é]{lang=fr .smallcaps}\nand [go](https://a.example/b)\\\nto\n"
    "\n::: {lang=ar dir=rtl}\n- \u0623\n  1. \u0628\n\n> q\n> r\n:::\n\n## H\n\n| a | b "
    "|\n|:-:|--:|\n"
    "| 1 | *2* |\n\n---\n\n日本\n語 &amp; \\* <https://a.example>\n\n[^1]: note\n    more\n";

constexpr std::string_view kJson =
    "{\"letterhead\": \"harbour\", \"language\": \"en\", \"date\": \"2024-02-29\",\n"
    " \"title\": \"*On* [quays]{lang=fr} \\u00e9\", \"to\": [\"Master\", [\"Pier\", \"Dock\"]],\n"
    " \"signatories\": [{\"name\": \"Ada\", \"division\": \"North\"}],\n"
    " \"body\": [\"Ships *wait*[^1]\\n\\n- \\ud83d\\ude00\", \"[^1]: note\", \"| a |\\n|---|\\n| b "
    "|\"]}\n";

std::string mutated(std::string text, std::mt19937& random) {
  constexpr std::string_view kSigns = "\n\n  -*_`[](){}<>:.#|^!&;\\\"'~0a\t\r\xFF\xC3";
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (std::size_t edits = 1 + below(3); edits > 0 && !text.empty(); --edits) {
    const std::size_t at = below(text.size());
    switch (below(5)) {
      case 0:
        text[at] = kSigns[below(kSigns.size())];
        break;
      case 1:
        text.insert(at, 1 + below(4), kSigns[below(kSigns.size())]);
        break;
      case 2:
        text.erase(at, 1 + below(10));
        break;
      case 3:
        text.insert(at, text.substr(below(text.size()), below(60)));
        break;
      default:
        if (below(8) == 0) text.resize(at);
    }
  }
  return text;
}

void check_marks(const RichText& rich) {
  ASSERT_FALSE(first_invalid_utf8(rich.text));
  ASSERT_FALSE(rich.text.starts_with(' ') || rich.text.ends_with(' ')) << rich.text;
  std::vector<const Mark*> open;
  for (const Mark& mark : rich.marks) {
    ASSERT_LE(mark.begin, mark.end);
    ASSERT_LE(mark.end, rich.text.size());
    while (!open.empty() && open.back()->end <= mark.begin && open.back()->end < mark.end) {
      open.pop_back();
    }
    if (!open.empty() && open.back()->end < mark.end) FAIL() << "crossed: " << spell(rich);
    if (mark.kind != Mark::Kind::kFootnote) open.push_back(&mark);
  }
}

void check_blocks(const std::vector<Block>& blocks) {
  for (const Block& block : blocks) {
    check_marks(block.text);
    check_blocks(block.blocks);
    for (const ListItem& item : block.items) check_blocks(item.blocks);
    for (const TableRow& row : block.rows) {
      for (const TableCell& cell : row.cells) check_marks(cell.text);
    }
  }
}

/// The canonical form and its Markdown are the same letter.
void check_forms(const std::string& text, const std::string& file, const Letter& letter) {
  const data::Node form = canonical(text, file).letter.value();
  const std::string json = data::write_json(form);
  const std::string markdown = markdown_of(form);
  const std::string expected = spell(letter);
  ASSERT_EQ(spell(read_letter(json, "f.json").letter.value_or(Letter{})), expected) << json;
  ASSERT_EQ(spell(read_letter(markdown, "f.md").letter.value_or(Letter{})), expected) << markdown;
  ASSERT_EQ(data::write_json(canonical(markdown, "f.md").letter.value()), json);
}

void survive(std::string_view text, const std::string& file, unsigned seed) {
  std::mt19937 random(seed);
  int read = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string changed = mutated(std::string(text), random);
    ReadLetter result;
    ASSERT_NO_THROW(result = read_letter(changed, file)) << "round " << round << ":\n" << changed;
    ASSERT_EQ(result.letter.has_value(), !has_errors(result.diagnostics)) << changed;
    for (const Diagnostic& diagnostic : result.diagnostics) {
      ASSERT_FALSE(first_invalid_utf8(format(diagnostic))) << changed;
      ASSERT_GT(diagnostic.where.line, 0) << format(diagnostic);
    }
    if (!result.letter) continue;
    ++read;
    check_blocks(result.letter->body);
    check_marks(result.letter->title);
    check_forms(changed, file, *result.letter);
    if (::testing::Test::HasFatalFailure()) FAIL() << "round " << round << ":\n" << changed;
  }
  EXPECT_GT(read, 500) << "the changes leave too few letters whole to be a test of reading";
}

TEST(Mutations, OfAMarkdownLetterNeverCrashOrThrow) {
  survive(kMarkdown, "f.md", 20261124);
}

TEST(Mutations, OfAJsonLetterNeverCrashOrThrow) {
  survive(kJson, "f.json", 20261125);
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Mutations, OfTheYamlOfTheExamplesNeverCrashOrThrow) {
  const std::filesystem::path source = CHANCERY_SOURCE_DIR;
  std::mt19937 random(20261126);
  int letters = 0;
  int read = 0;
  for (const char* folder : {"examples", "tests/letters"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source / folder)) {
      if (entry.path().extension() != ".md") continue;
      const std::string text = file_text(entry.path());
      const std::string yaml = text.substr(4, text.find("\n---\n", 4) + 1 - 4);
      ++letters;
      for (int round = 0; round < 800; ++round) {
        const std::string letter = "---\n" + mutated(yaml, random) + "---\nHello.\n";
        ReadLetter result;
        ASSERT_NO_THROW(result = read_letter(letter, "f.md")) << letter;
        ASSERT_EQ(result.letter.has_value(), !has_errors(result.diagnostics)) << letter;
        if (result.letter) ++read;
      }
    }
  }
  EXPECT_GE(letters, 4);
  EXPECT_GT(read, 500);
}

TEST(Mutations, OfOtherYamlNeverCrashOrThrow) {
  const std::filesystem::path source = CHANCERY_SOURCE_DIR;
  std::mt19937 random(20261127);
  for (const char* name : {"letterhead/division-letters/letterhead.yaml", "certs/divisions.yaml"}) {
    const std::string yaml = file_text(source / name);
    ASSERT_FALSE(yaml.empty()) << name;
    for (int round = 0; round < 300; ++round) {
      const std::string changed = mutated(yaml, random);
      data::Parsed parsed;
      ASSERT_NO_THROW(parsed = data::parse_yaml(changed, "f.yaml")) << changed;
      ASSERT_TRUE(parsed.root || !parsed.diagnostics.empty());
      if (!parsed.root || !parsed.diagnostics.empty()) continue;
      const data::Parsed again = data::parse_yaml(data::write_yaml(*parsed.root), "f.yaml");
      ASSERT_TRUE(again.root) << changed;
      ASSERT_EQ(data::write_json(*again.root), data::write_json(*parsed.root)) << changed;
    }
  }
}

}  // namespace
}  // namespace chancery::letter
