// The examples of docs/letter-format.md are letters, and its list of messages is whole.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <thread>

#include "data/told.h"
#include "letter/letter.h"
#include "letter/schema_tables.h"
#include "spelling.h"

namespace chancery::letter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string documentation() {
  return file_text(std::filesystem::path(CHANCERY_SOURCE_DIR) / "docs" / "letter-format.md");
}

std::string example(const std::string& kind) {
  const std::string text = documentation();
  const std::string fence = "```" + kind + "\n";
  const std::size_t begin = text.find(fence) + fence.size();
  return text.substr(begin, text.find("\n```\n", begin) + 1 - begin);
}

TEST(Documentation, ExamplesAreLetters) {
  const ReadLetter markdown = read_letter(example("markdown"), "example.md");
  EXPECT_THAT(told(markdown.diagnostics), ElementsAre());
  ASSERT_TRUE(markdown.letter);
  EXPECT_EQ(markdown.letter->signatories.size(), 2u);
  EXPECT_EQ(spell(markdown.letter->addressees[1]), "Amsel, Birkenau, Čáslav {lang 17-25 cs}");
  EXPECT_EQ(markdown.letter->body.size(), 6u);

  const ReadLetter json = read_letter(example("json"), "example.json");
  EXPECT_THAT(told(json.diagnostics), ElementsAre());
  ASSERT_TRUE(json.letter);
  EXPECT_EQ(json.letter->footnotes.size(), 1u);
}

/// All string literals of a room's source that have the form of a code: kebab-case.
std::set<std::string> kebab_literals(const std::string& room) {
  static const std::regex kLiteral("\"([a-z0-9]+(-[a-z0-9]+)*)\"");
  std::set<std::string> found;
  const auto folder = std::filesystem::path(CHANCERY_SOURCE_DIR) / "src" / room;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    const std::string source = file_text(entry.path());
    for (std::sregex_iterator at(source.begin(), source.end(), kLiteral), end; at != end; ++at) {
      found.insert((*at)[1].str());
    }
  }
  return found;
}

/// The first literal after each call that tells of something: its code.
std::set<std::string> codes_told(const std::string& room) {
  static const std::regex kCall(
      "(error|warning|input_failure|FailureKind::k(Input|System)|Severity::k(Error|Warning)|"
      "code =)[^;\"]*\"([a-z0-9-]+)\"");
  static const std::regex kPlace("any\\(\"[a-z-]+\"\\)");
  std::set<std::string> found;
  const auto folder = std::filesystem::path(CHANCERY_SOURCE_DIR) / "src" / room;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".cpp") continue;
    // The key that a place is asked of is no code.
    const std::string source = std::regex_replace(file_text(entry.path()), kPlace, "");
    for (std::sregex_iterator at(source.begin(), source.end(), kCall), end; at != end; ++at) {
      found.insert((*at)[4].str());
    }
  }
  return found;
}

/// Those in the first column of the tables of docs/messages.md, and in its lines of text.
std::set<std::string> codes_listed() {
  const std::string page =
      file_text(std::filesystem::path(CHANCERY_SOURCE_DIR) / "docs" / "messages.md");
  static const std::regex kCode("`([a-z0-9]+(-[a-z0-9]+)*)`");
  std::set<std::string> listed;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    const bool is_row = line.starts_with("| `");
    const bool is_typography = line.find("--typography") != std::string::npos;
    if (!is_row && !is_typography) continue;
    const std::string codes = is_row ? line.substr(0, line.find(" | ")) : line;
    for (std::sregex_iterator at(codes.begin(), codes.end(), kCode), end; at != end; ++at) {
      listed.insert((*at)[1].str());
    }
  }
  return listed;
}

/// Keys whose values are enumerated: the schema tells by the key's name.
std::set<std::string> enumerated_keys() {
  std::set<std::string> keys;
  for (const SchemaProperty& property : kLetterSchema.properties) {
    if (kLetterSchema.nodes[property.node].values.count > 0) keys.emplace(property.name);
  }
  return keys;
}

TEST(Documentation, ListsEveryCode) {
  std::set<std::string> told = enumerated_keys();
  for (const char* room : {"data", "letter", "layout", "text"}) told.merge(codes_told(room));
  told.erase("-too-long");
  EXPECT_GT(told.size(), 80u);
  const std::set<std::string> listed = codes_listed();
  std::vector<std::string> missing;
  std::set_difference(told.begin(), told.end(), listed.begin(), listed.end(),
                      std::back_inserter(missing));
  EXPECT_THAT(missing, IsEmpty());
}

TEST(Documentation, ListsNoCodeThatIsNeverTold) {
  std::set<std::string> known = enumerated_keys();
  for (const char* room :
       {"base", "data", "letter", "layout", "text", "letterhead", "pdf", "app"}) {
    known.merge(kebab_literals(room));
  }
  std::vector<std::string> stale;
  for (const std::string& code : codes_listed()) {
    // "address" and "-too-long" are put together.
    const std::string zone = code.substr(0, code.find("-too-long"));
    const bool is_zone = zone != code && known.contains(zone);
    if (!known.contains(code) && !is_zone && code != "out-of-memory" && code != "internal") {
      stale.push_back(code);
    }
  }
  EXPECT_THAT(stale, IsEmpty());
}

TEST(Documentation, EveryCodeIsProvokedByATest) {
  std::string tests;
  const auto folder = std::filesystem::path(CHANCERY_SOURCE_DIR) / "tests";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".cpp") tests += file_text(entry.path());
  }
  std::set<std::string> told = enumerated_keys();
  for (const char* room : {"data", "letter", "layout"}) told.merge(codes_told(room));
  told.erase("-too-long");
  // cmark-gfm gives no block that the reader does not know: the code guards against newer ones.
  told.erase("unknown-markdown");
  std::vector<std::string> missing;
  for (const std::string& code : told) {
    const std::regex as_code("[ \"\\[]" + code + "[\"\\] ]");
    if (!std::regex_search(tests, as_code)) missing.push_back(code);
  }
  EXPECT_THAT(missing, IsEmpty());
}

TEST(Reading, GivesTheSameOnSeveralThreads) {
  const std::string text = example("markdown");
  const std::string expected = spell(read_letter(text, "f.md").letter.value());
  std::vector<int> differences(4);
  std::vector<std::thread> threads;
  for (int& count : differences) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        const ReadLetter read = read_letter(text, "f.md");
        if (!read.letter || spell(*read.letter) != expected) ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(differences, ElementsAre(0, 0, 0, 0));
}

}  // namespace
}  // namespace chancery::letter
