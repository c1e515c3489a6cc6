// What readers copy from the same paragraphs as other programs set them, for docs/text-fidelity.md.
// scripts/fidelity-table.sh --peers has them set; without it there is nothing to measure.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "fidelity/comparison.h"
#include "fidelity/limits.h"
#include "fidelity/readers.h"
#include "run_program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;

struct Program {
  std::string_view file;
  std::string_view name;
};
constexpr std::array<Program, 5> kPrograms = {{{"chancery", "Chancery"},
                                               {"lualatex", "LuaLaTeX"},
                                               {"typst", "Typst"},
                                               {"weasyprint", "WeasyPrint"},
                                               {"libreoffice", "LibreOffice"}}};
/// MuPDF knows no right-to-left writing, whoever set it.
constexpr std::array kCompared = {Reader::kPoppler, Reader::kPdfium, Reader::kPdfJs};

struct Section {
  std::string heading, text;
};

std::vector<Section> sections_of(const fs::path& file) {
  std::vector<Section> sections;
  std::istringstream lines(read_text(file));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    sections.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return sections;
}

bool is_copied(Reader reader, const std::string& text, const std::vector<TextLine>& lines) {
  if (compare(text, lines).is_equal) return true;
  // What a reader does to every file is no fault of the program.
  const std::vector<Limit> limits = limits_of(reader, text);
  return std::any_of(limits.begin(), limits.end(), [&](Limit limit) {
    return limit != Limit::kPageDirection && compare_within(limit, text, lines).is_equal;
  });
}

/// By heading: the readers that give every paragraph below it as it was written.
using Exact = std::map<std::string, std::vector<Reader>>;

Exact measured(const fs::path& pdf, const std::vector<Section>& sections) {
  Exact exact;
  for (const Reader reader : kCompared) {
    const std::vector<TextLine> lines = lines_of(pages_of(pdf, reader));
    std::map<std::string, bool> all;
    for (const Section& section : sections) {
      bool& so_far = all.emplace(section.heading, true).first->second;
      so_far = so_far && is_copied(reader, section.text, lines);
    }
    for (const auto& [heading, is_exact] : all) {
      if (is_exact) exact[heading].push_back(reader);
    }
  }
  return exact;
}

std::string shown(const std::vector<Reader>& readers) {
  if (readers.size() == kCompared.size()) return "exact";
  if (readers.empty()) return "–";
  std::string text;
  for (const Reader reader : readers) {
    text += text.empty() ? "" : ", ";
    text += name_of(reader);
  }
  return text + " only";
}

TEST(Peers, AreMeasuredWhereTheyHaveSetTheText) {
  const char* const given = std::getenv("CHANCERY_FIDELITY_PEERS");
  if (given == nullptr) GTEST_SKIP() << "scripts/fidelity-table.sh --peers has it measured";
  const fs::path folder = given;
  const std::vector<Section> sections = sections_of(folder / "peers.tsv");
  ASSERT_GE(sections.size(), 20U);
  std::vector<std::pair<Program, Exact>> columns;
  for (const Program& program : kPrograms) {
    const fs::path pdf = folder / ("peers." + std::string(program.file) + ".pdf");
    if (fs::exists(pdf)) columns.emplace_back(program, measured(pdf, sections));
  }
  std::string table = "|  |";
  for (const auto& column : columns) table += " " + std::string(column.first.name) + " |";
  table += "\n| --- |";
  for (std::size_t i = 0; i < columns.size(); ++i) table += " --- |";
  std::vector<std::string> headings;
  for (const Section& section : sections) {
    if (headings.empty() || headings.back() != section.heading) headings.push_back(section.heading);
  }
  std::vector<std::size_t> whole(columns.size());
  for (const std::string& heading : headings) {
    table += "\n| " + heading + " |";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::vector<Reader>& readers = columns[i].second[heading];
      whole[i] += readers.size() == kCompared.size() ? 1 : 0;
      table += " " + shown(readers) + " |";
    }
  }
  table += "\n| **exact in all three, of " + std::to_string(headings.size()) + "** |";
  for (const std::size_t count : whole) table += " **" + std::to_string(count) + "** |";
  write_text(folder / "table.md", table + "\n");
  ASSERT_FALSE(columns.empty());
  EXPECT_EQ(whole.front(), headings.size()) << "of the program itself\n" << table;
}

}  // namespace
}  // namespace chancery::tests
