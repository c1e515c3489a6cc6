// What is copied from a page is what the author wrote, in every script and every reader.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "base/utf8.h"
#include "fidelity/comparison.h"
#include "fidelity/limits.h"
#include "fidelity/readers.h"
#include "fidelity/source.h"
#include "fidelity/typeset.h"

namespace chancery::tests {
namespace {

/// By name of a row: the limits that each reader met, empty when all was exact.
using Row = std::map<Reader, std::set<Limit>>;
std::map<std::string, Row>& table() {
  static std::map<std::string, Row> rows;
  return rows;
}
std::vector<std::string>& row_names() {
  static std::vector<std::string> names;
  return names;
}

std::set<Limit>& cell(const std::string& row, Reader reader) {
  if (!table().contains(row)) row_names().push_back(row);
  return table()[row][reader];
}

/// poppler takes the page for left-to-right: the limit has a cause.
bool is_left_to_right_page(const std::vector<TextLine>& lines, std::size_t page) {
  long left_to_right = 0;
  for (const TextLine& line : lines) {
    if (line.page == page) left_to_right += line.left_to_right_letters;
  }
  return left_to_right >= 0;
}

class RoundTrip : public ::testing::TestWithParam<Reader> {
 protected:
  static void check(Reader reader, const Letter& letter) {
    const TemporaryFolder folder;
    const std::filesystem::path pdf = typeset(letter.file, folder);
    const std::vector<TextLine> lines = lines_of(pages_of(pdf, reader));
    for (const Paragraph& paragraph : paragraphs_of(read_text(letter.file))) {
      const std::string row = letter.has_rows ? paragraph.heading : letter.name;
      std::set<Limit>& met = cell(row, reader);
      const Comparison exact = compare(paragraph.text, lines);
      if (exact.is_equal) continue;
      bool is_limited = false;
      for (const Limit limit : limits_of(reader, paragraph.text)) {
        if (limit == Limit::kPageDirection && !any_left_to_right_page(lines)) continue;
        if (!compare_within(limit, paragraph.text, lines).is_equal) continue;
        is_limited = true;
        met.insert(limit);
      }
      EXPECT_TRUE(is_limited) << name_of(reader) << ", " << letter.name << ", " << paragraph.heading
                              << ' ' << paragraph.language << ":\n    " << exact.difference;
    }
  }

  static bool any_left_to_right_page(const std::vector<TextLine>& lines) {
    return std::any_of(lines.begin(), lines.end(), [&](const TextLine& line) {
      return is_left_to_right_page(lines, line.page);
    });
  }
};

TEST_P(RoundTrip, EveryParagraphIsCopiedAsWritten) {
  const Reader reader = GetParam();
  if (!is_installed(reader)) GTEST_SKIP() << "npm ci was not run in tests/fidelity";
  for (const Letter& letter : letters()) check(reader, letter);
}

/// The words that lines divide, as MuPDF shows them: with a soft hyphen at the line's end.
std::set<std::string> divided_words(const std::filesystem::path& pdf) {
  std::set<std::string> words;
  const std::vector<TextLine> lines = lines_of(pages_of(pdf, Reader::kMuPdf));
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (!lines[i].text.ends_with(U'\u00AD')) continue;
    std::u32string word = lines[i].text.substr(lines[i].text.rfind(U' ') + 1);
    word.pop_back();
    word += lines[i + 1].text.substr(0, lines[i + 1].text.find(U' '));
    std::string utf8;
    for (const char32_t c : word) append_utf8(utf8, c);
    words.insert(utf8);
  }
  return words;
}

TEST_P(RoundTrip, WordsThatLinesDivideAreFoundWhole) {
  const Reader reader = GetParam();
  if (reader == Reader::kMuPdf) GTEST_SKIP() << "MuPDF leaves the line's end in the word";
  if (!is_installed(reader)) GTEST_SKIP() << "npm ci was not run in tests/fidelity";
  const TemporaryFolder folder;
  std::size_t tried = 0;
  for (const Letter& letter : letters()) {
    const std::filesystem::path pdf = typeset(letter.file, folder);
    std::string text;
    for (const std::string& page : pages_of(pdf, reader)) text += page;
    for (const char* control : {"\u200E", "\u200F", "\u202A", "\u202B", "\u202C"}) {
      for (std::size_t at = 0; (at = text.find(control, at)) != std::string::npos;) {
        text.erase(at, std::string_view(control).size());
      }
    }
    for (const std::string& word : divided_words(pdf)) {
      EXPECT_NE(text.find(word), std::string::npos) << word;
      ++tried;
    }
  }
  EXPECT_GT(tried, 0U) << "no line divides a word";
}

INSTANTIATE_TEST_SUITE_P(Readers, RoundTrip, ::testing::ValuesIn(kReaders), [](const auto& reader) {
  std::string name(name_of(reader.param));
  std::erase(name, '.');
  return name;
});

/// Refers to the notes of docs/text-fidelity.md.
std::string shown(const std::set<Limit>& met) {
  if (met.empty()) return "exact";
  std::string text;
  for (const Limit limit : met) {
    if (!text.empty()) text += ", ";
    switch (limit) {
      case Limit::kNone:
        break;
      case Limit::kFirefoxNormalises:
        text += "exact, but (a)";
        break;
      case Limit::kMarksTradePlaces:
        text += "exact, but (b)";
        break;
      case Limit::kPageDirection:
        text += "in pieces (c)";
        break;
      case Limit::kMuPdfSpaces:
        text += "exact, but (d)";
        break;
      case Limit::kNoRightToLeft:
        text += "not (e)";
        break;
    }
  }
  return text;
}

/// Printed when all is read, and written where CHANCERY_FIDELITY_TABLE says.
class Table : public ::testing::Environment {
 public:
  void TearDown() override {
    if (row_names().empty()) return;
    std::ostringstream out;
    out << "|  |";
    for (const Reader reader : kReaders) out << ' ' << name_of(reader) << " |";
    out << "\n| --- |";
    for (std::size_t i = 0; i < kReaders.size(); ++i) out << " --- |";
    out << '\n';
    for (const std::string& name : row_names()) {
      out << "| " << name << " |";
      for (const Reader reader : kReaders) {
        const auto found = table()[name].find(reader);
        out << ' ' << (found == table()[name].end() ? "not tried" : shown(found->second)) << " |";
      }
      out << '\n';
    }
    std::cout << out.str();
    if (const char* file = std::getenv("CHANCERY_FIDELITY_TABLE")) write_text(file, out.str());
  }
};

[[maybe_unused]] const auto* const kTable = ::testing::AddGlobalTestEnvironment(new Table);

}  // namespace
}  // namespace chancery::tests
