// Every command in README.md and docs/ is run as it stands there, and every command and option of
// the program is told there.
#include <gmock/gmock.h>

#include <array>
#include <regex>
#include <set>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;

struct Command {
  std::string line;
  int status = 0;  ///< as a comment at its end says: "# status 2"
};

/// What a reader would type: lines of code blocks (fenced, or indented by four) that begin with
/// the program's name, a script's or that of a program that goes with them, each with the lines
/// that a backslash joins to it.
std::vector<Command> commands_in(const std::string& markdown) {
  static const std::regex kCommand("^(\\$ )?((chancery|scripts/\\S+|openssl|pdftocairo)( .*)?)$");
  static const std::regex kStatus("# status ([0-9])");
  std::vector<Command> commands;
  std::istringstream lines(markdown);
  bool fenced = false;
  bool joined = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      fenced = !fenced;
      continue;
    }
    if (!fenced && !line.starts_with("    ")) continue;
    if (!fenced) line.erase(0, 4);
    std::smatch match;
    if (joined) {
      commands.back().line += " " + line;
    } else if (std::regex_match(line, match, kCommand)) {
      commands.push_back({match[2].str(), 0});
    } else {
      continue;
    }
    std::string& whole = commands.back().line;
    joined = whole.ends_with('\\');
    if (joined) whole.pop_back();
    if (std::regex_search(whole, match, kStatus))
      commands.back().status = std::stoi(match[1].str());
  }
  return commands;
}

/// Those that install packages, build or run this very test.
bool is_for_a_machine_of_its_own(const std::string& line) {
  static constexpr std::array<std::string_view, 5> kScripts = {
      "scripts/demo.sh", "scripts/test.sh", "scripts/setup.sh", "scripts/build.sh",
      "scripts/fidelity-table.sh"};
  return std::any_of(kScripts.begin(), kScripts.end(),
                     [&](std::string_view script) { return line.starts_with(script); });
}

/// What stands ready where the pages say "letter.md", "letter.pdf", "out/pki" and so on.
void make_ready(const fs::path& folder) {
  fs::copy(kSource / "examples", folder / "examples", fs::copy_options::recursive);
  fs::create_directory_symlink(kSource / "scripts", folder / "scripts");
  fs::create_directory(folder / "out");
  fs::copy(pki(), folder / "out/pki", fs::copy_options::recursive);
  fs::copy(example("open-letter"), folder / "letter.md");
  fs::copy(kSource / "tests/draft/letters/business-en.txt", folder / "found.txt");
  fs::copy(kSource / "tests/draft/letters/page-en.html", folder / "found.html");
  ASSERT_EQ(chancery({"typeset", "letter.md"}, {{}, folder}).status, 0);
  make_signed(example("open-letter"), folder / "letter.signed.pdf");
}

/// Runs the page's commands in their order; gives how many were run.
std::size_t run_commands_of(const fs::path& page) {
  const std::vector<Command> commands = commands_in(read_text(page));
  if (commands.empty()) return 0;
  const TemporaryFolder folder;
  make_ready(folder.path());
  RunOptions options;
  options.folder = folder.path();
  options.environment = {{"PATH", std::string(CHANCERY_BINARY_DIR) + ":" + std::getenv("PATH")}};
  std::size_t count = 0;
  for (const Command& command : commands) {
    if (is_for_a_machine_of_its_own(command.line)) {
      EXPECT_TRUE(fs::exists(folder / command.line.substr(0, command.line.find(' '))))
          << command.line;
      continue;
    }
    const Ran ran = run({"bash", "-c", command.line}, options);
    EXPECT_EQ(ran.status, command.status) << page.filename() << ": " << command.line << '\n'
                                          << ran.out << ran.err;
    ++count;
  }
  return count;
}

const fs::path kReadme = kSource / "README.md";

std::vector<fs::path> pages() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(kSource / "docs")) {
    if (entry.path().extension() == ".md") found.push_back(entry.path());
  }
  return found;
}

TEST(Documentation, CommandsAreFoundAsAReaderWouldTypeThem) {
  const std::vector<Command> commands = commands_in(
      "chancery not-code\n\n    chancery one --a \\\n      b\n    letter.md: error\n\n"
      "```sh\n$ scripts/two.sh  # as told\nchancery three  # status 2\n```\n    chancery-four\n");
  ASSERT_EQ(commands.size(), 3U);
  EXPECT_EQ(commands[0].line, "chancery one --a    b");
  EXPECT_EQ(commands[0].status, 0);
  EXPECT_EQ(commands[1].line, "scripts/two.sh  # as told");
  EXPECT_EQ(commands[2].status, 2);
}

TEST(Documentation, CommandsOfEachPageRun) {
  std::size_t count = 0;
  for (const fs::path& page : pages()) count += run_commands_of(page);
  EXPECT_GE(count, 8U);
}

TEST(Documentation, CommandsOfTheReadmeRun) {
  if (!fs::exists(kReadme)) GTEST_SKIP() << "there is no README.md yet";
  EXPECT_GE(run_commands_of(kReadme), 1U);
}

/// Commands and long options, as the program's own help lists them.
std::set<std::string> words_of_help() {
  std::set<std::string> words;
  const auto lines_of = [](const std::string& text, const std::regex& pattern) {
    std::set<std::string> found;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      std::smatch match;
      if (std::regex_search(line, match, pattern)) found.insert(match[1].str());
    }
    return found;
  };
  const std::string help = chancery({"--help"}).out;
  const std::string list = help.substr(help.find("Subcommands:"));
  for (const std::string& command : lines_of(list, std::regex("^  ([a-z]+) "))) {
    words.insert("chancery " + command);
    const std::string options = chancery({command, "--help"}).out;
    for (const std::string& option : lines_of(options, std::regex("(--[a-z-]+)"))) {
      // "--output" is told as "-o".
      if (option != "--help" && option != "--output") words.insert(option);
    }
  }
  return words;
}

TEST(Documentation, TellsEveryCommandAndOption) {
  std::set<std::string> words = words_of_help();
  EXPECT_GE(words.size(), 17U);
  std::string text = fs::exists(kReadme) ? read_text(kReadme) : "";
  for (const fs::path& page : pages()) text += read_text(page);
  std::erase_if(words, [&](const std::string& word) {
    return std::regex_search(text, std::regex(word + "[^a-z-]"));
  });
  EXPECT_THAT(words, IsEmpty());
}

}  // namespace
}  // namespace chancery::tests
