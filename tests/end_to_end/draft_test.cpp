// Letters as they were found go the whole way: drafted by the program, then set without an edit.
#include <gmock/gmock.h>

#include "data/data.h"
#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

const fs::path kFound = kShared / "data/open-letter.txt";

/// The lines that are not empty, as found.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

/// The value of the front matter's key on its line.
std::string value(const std::string& letter, const std::string& key) {
  const std::size_t at = letter.find("\n" + key + ": ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + key.size() + 3;
  std::string text = letter.substr(begin, letter.find('\n', begin) - begin);
  if (text.starts_with('"')) text = text.substr(1, text.size() - 2);
  return text;
}

TEST(RealLetterAsFound, IsDraftedAndSetWithoutAnEdit) {
  if (!fs::exists(kFound)) GTEST_SKIP() << "the letter is not at " << kFound;
  const TemporaryFolder folder;
  const std::string file = (folder / "letter.md").string();
  const Ran drafted = chancery({"draft", kFound.string(), "-o", file});
  ASSERT_EQ(drafted.status, 0) << drafted.err;
  const std::string letter = read_text(file);
  const std::vector<std::string> found = lines_of(read_text(kFound));

  EXPECT_EQ(value(letter, "title"), found.at(1));
  EXPECT_EQ(value(letter, "salutation"), found.at(3));
  EXPECT_EQ(value(letter, "footer"), found.back());
  EXPECT_THAT(letter, Not(HasSubstr("Skip to main content")));
  const std::size_t to = letter.find("to:\n  - [");
  ASSERT_NE(to, std::string::npos);
  const std::string countries = letter.substr(to, letter.find(']', to) - to);
  EXPECT_EQ(std::count(countries.begin(), countries.end(), ','), 5) << countries;
  EXPECT_THAT(countries, Not(HasSubstr("and ")));
  // Six lines before the footer: name, title and division of each.
  const std::size_t first = found.size() - 7;
  for (std::size_t i = 0; i < 6; i += 3) {
    EXPECT_THAT(letter,
                HasSubstr("  - name: " + found[first + i] + "\n    title: " + found[first + i + 1] +
                          "\n    division: " + found[first + i + 2] + "\n"));
  }
  const std::string body = letter.substr(letter.find("\n---\n") + 5);
  EXPECT_EQ(lines_of(body).size(), first - 4) << "one paragraph a line";

  const Ran typeset = chancery({"typeset", file});
  EXPECT_EQ(typeset.status, 0) << typeset.err;
  EXPECT_EQ(typeset.err, "");
}

std::vector<fs::path> letters() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kSource / "tests/draft/letters")) {
    if (entry.path().extension() != ".md") files.push_back(entry.path());
  }
  return files;
}

TEST(Draft, EveryLetterOfTheTestsIsSetWithoutAnEdit) {
  ASSERT_GE(letters().size(), 12U);
  for (const fs::path& file : letters()) {
    const TemporaryFolder folder;
    const Ran drafted = chancery({"draft", file.string(), "-o", (folder / "letter.md").string()});
    EXPECT_EQ(drafted.status, 0) << drafted.err;
    fs::path expected = file;
    expected.replace_extension(".md");
    EXPECT_EQ(read_text(folder / "letter.md"), read_text(expected)) << file;
    const Ran typeset = chancery({"typeset", (folder / "letter.md").string()});
    EXPECT_EQ(typeset.status, 0) << file << "\n" << typeset.err;
  }
}

TEST(Draft, TellsProgramsWhatItWasUnsureOf) {
  const TemporaryFolder folder;
  write_text(folder / "found.txt",
             "Dear A,\n\nThe lamp is out.\n\nYours sincerely,\n\nAda Quist\n");
  const Ran ran = chancery({"draft", (folder / "found.txt").string(), "--format", "json"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  const data::Parsed told = data::parse_json(ran.out, "answer");
  ASSERT_TRUE(told.root) << ran.out;
  ASSERT_EQ(told.root->sequence()->size(), 1U);
  const data::Node& one = told.root->sequence()->at(0);
  EXPECT_EQ(one.find("code")->text, "no-division");
  EXPECT_EQ(one.find("line")->text, "7");
  EXPECT_EQ(one.find("severity")->text, "warning");
  EXPECT_THAT(read_text(folder / "found.md"), HasSubstr("# unsure: line 7: "));
}

TEST(Draft, DoesNotWriteOverALetter) {
  const TemporaryFolder folder;
  const std::string file = (folder / "found.txt").string();
  write_text(file, "Dear A,\n\nB.\n\nYours,\n\nAda Quist\n");
  write_text(folder / "found.md", "mine");
  const Ran ran = chancery({"draft", file});
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.err, HasSubstr("error[output-exists]"));
  EXPECT_EQ(read_text(folder / "found.md"), "mine");
  EXPECT_EQ(chancery({"draft", file, "--force", "--language", "en-GB"}).status, 0);
  EXPECT_THAT(read_text(folder / "found.md"), HasSubstr("language: en-GB\n"));
}

TEST(Draft, SaysWhatItCannotRead) {
  const TemporaryFolder folder;
  write_text(folder / "letter.pdf", "%PDF");
  EXPECT_THAT(chancery({"draft", (folder / "letter.pdf").string()}).err,
              HasSubstr("error[unknown-form]"));
  write_text(folder / "letter.docx", "no archive");
  const Ran ran = chancery({"draft", (folder / "letter.docx").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("letter.docx: error[not-docx]"));
  EXPECT_FALSE(fs::exists(folder / "letter.md"));
}

TEST(Draft, WithoutASignatoryIsAnError) {
  const TemporaryFolder folder;
  write_text(folder / "found.txt", "Dear A,\n\nThe lamp is out, and nobody says so.\n");
  const Ran ran = chancery({"draft", (folder / "found.txt").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("warning[no-signatory]"));
  EXPECT_THAT(ran.err, HasSubstr("error[missing-key]"));
  EXPECT_TRUE(fs::exists(folder / "found.md"));
}

}  // namespace
}  // namespace chancery::tests
