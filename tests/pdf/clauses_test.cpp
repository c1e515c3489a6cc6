// The list of clauses is whole: the pages show it, the independent checker's rules are in it, and
// what a letter can break is a message that the pages explain.
#include "pdf/profile/clauses.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace chancery::pdf {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const fs::path kSource = CHANCERY_SOURCE_DIR;

std::string text_of_file(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> codes_of(const Clause& clause) {
  std::vector<std::string> codes;
  std::string list(clause.messages);
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t comma = std::min(list.find(", ", at), list.size());
    codes.push_back(list.substr(at, comma - at));
    at = comma + 2;
  }
  return codes;
}

/// As the pages have it: "| 6.1.2 | … | `code`, `code` |".
std::string row_of(const Clause& clause) {
  std::string messages;
  for (const std::string& code : codes_of(clause)) {
    messages += (messages.empty() ? "`" : ", `") + code + "`";
  }
  return "| " + std::string(clause.number) + " | " + std::string(clause.kept) + " | " + messages +
         (messages.empty() ? "|" : " |");
}

std::string key_of(const std::string& standard, const std::string& number) {
  return standard + " " + number;
}

std::set<std::string> listed() {
  std::set<std::string> keys;
  for (const Clause& clause : clauses()) {
    keys.insert(key_of(std::string(name_of(clause.standard)), std::string(clause.number)));
  }
  return keys;
}

TEST(Clauses, StandOnThePagesAsTheyStandInTheProgram) {
  const std::string archive = text_of_file(kSource / "docs/archive.md");
  const std::string print = text_of_file(kSource / "docs/print.md");
  for (const Clause& clause : clauses()) {
    const bool is_print = clause.standard == Standard::kPdfX4;
    EXPECT_THAT(is_print ? print : archive, HasSubstr("\n" + row_of(clause) + "\n"));
  }
}

TEST(Clauses, NoneStandsOnThePagesAlone) {
  std::set<std::string> rows;
  for (const Clause& clause : clauses()) rows.insert(row_of(clause));
  static const std::regex kRow("^\\| [5-7](\\.[0-9]+)* \\|.*$");
  std::size_t count = 0;
  for (const char* page : {"docs/archive.md", "docs/print.md"}) {
    std::istringstream lines(text_of_file(kSource / page));
    for (std::string line; std::getline(lines, line);) {
      if (!std::regex_match(line, kRow)) continue;
      EXPECT_TRUE(rows.contains(line)) << line;
      ++count;
    }
  }
  EXPECT_EQ(count, clauses().size());
}

TEST(Clauses, HaveEveryRuleOfTheChecker) {
  static const std::regex kRule(
      "@(rule\\((PDFA|PDFUA|PDFX), \"([0-9.]+)\"|both\\(\"([0-9.]+)\", \"([0-9.]+)\")");
  const std::set<std::string> known = listed();
  std::set<std::string> missing;
  std::size_t rules = 0;
  for (const auto& entry : fs::directory_iterator(kSource / "tests/conformance/checker")) {
    if (entry.path().extension() != ".py") continue;
    const std::string text = text_of_file(entry.path());
    for (std::sregex_iterator match(text.begin(), text.end(), kRule), end; match != end; ++match) {
      std::vector<std::string> keys;
      if ((*match)[2].matched) {
        const std::string standard = (*match)[2] == "PDFA"    ? "ISO 19005-3"
                                     : (*match)[2] == "PDFUA" ? "ISO 14289-1"
                                                              : "ISO 15930-7";
        keys = {key_of(standard, (*match)[3])};
      } else {
        keys = {key_of("ISO 19005-3", (*match)[4]), key_of("ISO 14289-1", (*match)[5])};
      }
      for (const std::string& key : keys) {
        ++rules;
        if (!known.contains(key)) missing.insert(key);
      }
    }
  }
  EXPECT_GE(rules, 140U);
  EXPECT_THAT(missing, IsEmpty());
}

TEST(Clauses, WhatIsFoundIsAMessageThatIsExplained) {
  const std::string pages =
      text_of_file(kSource / "docs/messages.md") + text_of_file(kSource / "docs/print.md");
  for (const Clause& clause : clauses()) {
    for (const std::string& code : codes_of(clause))
      EXPECT_THAT(pages, HasSubstr("`" + code + "`"));
  }
}

TEST(Clauses, EveryFaultBreaksOneThatSaysSo) {
  for (const Fault fault :
       {Fault::kFontNotThere, Fault::kFontForm, Fault::kGlyphNotThere, Fault::kWidths,
        Fault::kNoText, Fault::kColour, Fault::kImage, Fault::kContent, Fault::kObject}) {
    for (const Profile profile : {Profile::kArchive, Profile::kPrint}) {
      if (fault == Fault::kNoText && profile == Profile::kPrint) continue;
      const std::string broken = clause_of(fault, profile);
      bool is_listed = false;
      for (const Clause& clause : clauses()) {
        const std::string name =
            std::string(name_of(clause.standard)) + ", " + std::string(clause.number);
        if (name != broken) continue;
        is_listed = true;
        EXPECT_THAT(codes_of(clause), ::testing::Contains(std::string(code_of(fault)))) << broken;
      }
      EXPECT_TRUE(is_listed) << broken;
    }
  }
}

}  // namespace
}  // namespace chancery::pdf
