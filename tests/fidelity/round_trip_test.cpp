// What is copied from a page is what the author wrote, in every script and every reader.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "fidelity/comparison.h"
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

/// What may stand in the way of a paragraph in a reader.
std::vector<Limit> limits_of(Reader reader, const Paragraph& paragraph) {
  const bool is_rtl = has_right_to_left(paragraph.text);
  switch (reader) {
    case Reader::kPoppler:
      if (is_rtl) return {Limit::kPageDirection};
      return {};
    case Reader::kPdfium:
      if (is_rtl) return {Limit::kMarksTradePlaces};
      return {};
    case Reader::kPdfJs:
      return {Limit::kFirefoxNormalises};
    case Reader::kMuPdf:
      if (is_rtl) return {Limit::kNoRightToLeft};
      return {Limit::kMuPdfSpaces};
  }
  return {};
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
      for (const Limit limit : limits_of(reader, paragraph)) {
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

INSTANTIATE_TEST_SUITE_P(Readers, RoundTrip, ::testing::ValuesIn(kReaders), [](const auto& reader) {
  std::string name(name_of(reader.param));
  std::erase(name, '.');
  return name;
});

std::string shown(const std::set<Limit>& met) {
  if (met.empty()) return "exact";
  if (met.contains(Limit::kNoRightToLeft)) return "–";
  std::string text = "exact but";
  for (const Limit limit : met) text += " (" + std::to_string(static_cast<int>(limit)) + ")";
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
