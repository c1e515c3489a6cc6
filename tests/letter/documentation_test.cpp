// The examples of docs/letter-format.md are letters, and its list of messages is whole.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "data/told.h"
#include "letter/letter.h"
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

// The string literals that have the form of a code: kebab-case, and the first after "error(" or
// "warning(".
std::set<std::string> codes_in(const std::string& source) {
  std::set<std::string> codes;
  for (const std::string call : {"error(", "warning("}) {
    for (std::size_t at = source.find(call); at != std::string::npos;
         at = source.find(call, at + 1)) {
      const std::size_t begin = source.find('"', at) + 1;
      const std::size_t end = source.find('"', begin);
      if (begin == 0 || end == std::string::npos) break;
      const std::string code = source.substr(begin, end - begin);
      const bool is_code =
          code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos &&
          !code.empty();
      if (is_code) codes.insert(code);
    }
  }
  return codes;
}

TEST(Documentation, ListsEveryCode) {
  const std::string text = documentation();
  std::set<std::string> codes;
  for (const char* room : {"data", "letter"}) {
    const auto folder = std::filesystem::path(CHANCERY_SOURCE_DIR) / "src" / room;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      codes.merge(codes_in(file_text(entry.path())));
    }
  }
  EXPECT_GT(codes.size(), 40u);
  std::erase_if(codes, [&](const std::string& code) {
    return text.find("`" + code + "`") != std::string::npos;
  });
  EXPECT_THAT(codes, IsEmpty());
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
