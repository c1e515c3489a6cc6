// A real letter as it was found on the web goes the whole way. It lies beside the project and is
// no part of it; without it these tests are skipped.
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> paragraphs_as_found() {
  std::vector<std::string> found;
  std::istringstream text(read_text(kShared / "data/open-letter.txt"));
  for (std::string line; std::getline(text, line);) {
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string::npos) continue;
    found.push_back(line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin));
  }
  return found;
}

/// Brackets of the author's would begin a span.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']') result += '\\';
    result += c;
  }
  return result;
}

/// In YAML's single quotation marks.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "''" : std::string(1, c);
  return result + "'";
}

struct FoundLetter {
  std::string title, salutation, footer;
  std::vector<std::string> countries, body, signatures;
};

/// What a clerk makes of the page: navigation dropped, the rest told apart by its place.
FoundLetter as_clerk_reads(const std::vector<std::string>& lines) {
  FoundLetter letter;
  letter.title = lines.at(1);
  std::string countries = lines.at(2);
  for (std::size_t at = 0; at <= countries.size();) {
    const std::size_t end = std::min(countries.find(", ", at), countries.size());
    std::string country = countries.substr(at, end - at);
    if (country.starts_with("and ")) country.erase(0, 4);
    letter.countries.push_back(country);
    at = end + 2;
  }
  letter.salutation = lines.at(3);
  letter.footer = lines.back();
  const std::size_t signatures = lines.size() - 7;
  letter.body.assign(lines.begin() + 4, lines.begin() + static_cast<std::ptrdiff_t>(signatures));
  letter.signatures.assign(lines.begin() + static_cast<std::ptrdiff_t>(signatures),
                           lines.end() - 1);
  return letter;
}

std::string letter_file(const FoundLetter& letter) {
  std::string text =
      "---\nletterhead: division-letters\nlanguage: en-US\ntitle: " + quoted(letter.title) +
      "\nto:\n  - [";
  for (const std::string& country : letter.countries) text += quoted(country) + ", ";
  text.resize(text.size() - 2);
  text += "]\nsalutation: " + quoted(letter.salutation) + "\nsignatories:\n";
  for (std::size_t i = 0; i + 2 < letter.signatures.size(); i += 3) {
    text += "  - { name: " + quoted(letter.signatures[i]) +
            ", title: " + quoted(letter.signatures[i + 1]) +
            ", division: " + quoted(letter.signatures[i + 2]) + " }\n";
  }
  text += "footer: " + quoted(letter.footer) + "\n---\n";
  for (const std::string& paragraph : letter.body) text += escaped(paragraph) + "\n\n";
  return text;
}

/// Quotation marks, dots and dashes may be set as the language writes them; spaces and line ends
/// are one.
std::string letters_only(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
        (byte >= '0' && byte <= '9')) {
      result += c;
    }
  }
  return result;
}

class RealLetter : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kShared / "data/open-letter.txt")) {
      GTEST_SKIP() << "the letter is not at " << kShared / "data/open-letter.txt";
    }
    letter = as_clerk_reads(paragraphs_as_found());
    write_text(folder / "letter.md", letter_file(letter));
  }
  TemporaryFolder folder;
  FoundLetter letter;
};

TEST_F(RealLetter, IsReadWhole) {
  EXPECT_EQ(letter.countries.size(), 6U);
  ASSERT_EQ(letter.signatures.size(), 6U);
  EXPECT_EQ(letter.signatures[2], kAsia);
  EXPECT_EQ(letter.signatures[5], kEurope);
  EXPECT_GE(letter.body.size(), 10U);
}

TEST_F(RealLetter, GoesTheWholeWay) {
  make_signed((folder / "letter.md").string(), folder / "signed.pdf");
  const Ran verified = verify(folder / "signed.pdf");
  EXPECT_EQ(verified.status, 0) << verified.out;
  EXPECT_EQ(run({"qpdf", "--check", (folder / "signed.pdf").string()}).status, 0);
  EXPECT_THAT(run({"pdfinfo", (folder / "signed.pdf").string()}).out,
              ::testing::ContainsRegex("Pages: +3\n"));
}

TEST_F(RealLetter, KeepsItsTextAndItsSignaturesWithIt) {
  const std::string pdf = (folder / "letter.pdf").string();
  const Ran typeset = chancery({"typeset", (folder / "letter.md").string(), "-o", pdf});
  ASSERT_EQ(typeset.status, 0) << typeset.err;
  EXPECT_EQ(typeset.err, "") << "a warning";
  const std::string all = letters_only(run({"pdftotext", pdf, "-"}).out);
  std::size_t broken_by_pages = 0;
  for (const std::string& paragraph : letter.body) {
    if (all.find(letters_only(paragraph)) == std::string::npos) ++broken_by_pages;
  }
  // Heads and feet of the pages stand between the parts of at most one paragraph a page.
  EXPECT_LE(broken_by_pages, 2U);
  EXPECT_THAT(all, HasSubstr(letters_only(letter.title)));
  EXPECT_EQ(all.find("Skiptomaincontent"), std::string::npos);
  const Ran last = run({"pdftotext", "-f", "3", "-l", "3", pdf, "-"});
  EXPECT_THAT(letters_only(last.out), HasSubstr(letters_only(letter.body.back())));
  EXPECT_THAT(last.out, HasSubstr(letter.signatures[0]));
  EXPECT_THAT(last.out, HasSubstr(letter.footer));
}

}  // namespace
}  // namespace chancery::tests
