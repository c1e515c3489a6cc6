// Every language of the reports says everything, and says it with the same things filled in.
#include "verification/messages.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace chancery::verification {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;

const fs::path kSource = CHANCERY_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Messages messages_in(const std::string& language) {
  const fs::path file = kSource / "reports" / (language + ".yaml");
  ReadMessages result = read_messages(read(file), file.string(), language);
  for (const Diagnostic& diagnostic : result.diagnostics) ADD_FAILURE() << format(diagnostic);
  return result.messages.value();
}

std::vector<std::string> languages() {
  std::vector<std::string> all;
  for (const auto& entry : fs::directory_iterator(kSource / "reports")) {
    if (entry.path().extension() == ".yaml") all.push_back(entry.path().stem().string());
  }
  return all;
}

/// Without the category of a plural form; English has findings in their own words.
std::set<std::string> keys_of(const Messages& messages, bool findings) {
  static const std::regex kForm("^((sentence|counted)\\.[a-z-]+)\\.(one|few|many|other)$");
  std::set<std::string> keys;
  for (const auto& [key, text] : messages.all()) {
    if (!findings && key.starts_with("finding.")) continue;
    keys.insert(std::regex_replace(key, kForm, "$1"));
  }
  return keys;
}

std::set<std::string> placeholders(const std::string& text) {
  static const std::regex kName("\\{([a-z]+)\\}");
  std::set<std::string> names;
  for (auto it = std::sregex_iterator(text.begin(), text.end(), kName);
       it != std::sregex_iterator(); ++it) {
    names.insert((*it)[1]);
  }
  return names;
}

TEST(ReportMessages, ThereAreFourLanguages) {
  const std::vector<std::string> all = languages();
  for (const char* language : {"en", "fr", "ru", "zh"}) {
    EXPECT_NE(std::find(all.begin(), all.end(), language), all.end()) << language;
  }
}

TEST(ReportMessages, EveryLanguageHasEveryMessage) {
  const std::set<std::string> english = keys_of(messages_in("en"), false);
  EXPECT_GE(english.size(), 80U);
  for (const std::string& language : languages()) {
    EXPECT_EQ(keys_of(messages_in(language), false), english) << language;
  }
}

TEST(ReportMessages, EveryPluralFormOfALanguageIsThere) {
  for (const std::string& language : languages()) {
    const Messages messages = messages_in(language);
    for (const char* key : {"sentence.genuine", "counted.files"}) {
      for (const std::string_view category : plural_categories(messages.plurals())) {
        const std::string full = std::string(key) + "." + std::string(category);
        EXPECT_TRUE(messages.find(full)) << language << " " << full;
      }
    }
  }
}

TEST(ReportMessages, NothingElseIsFilledInThanInEnglish) {
  const Messages english = messages_in("en");
  for (const std::string& language : languages()) {
    const Messages messages = messages_in(language);
    for (const auto& [key, text] : messages.all()) {
      std::set<std::string> known{"detail"};
      for (const auto& [english_key, english_text] : english.all()) {
        if (english_key == key) known = placeholders(english_text);
      }
      if (key.starts_with("change.")) known = {"kind", "place", "detail"};
      if (key.starts_with("sentence.") || key.starts_with("counted.")) {
        known = {"count", "reason"};
      }
      for (const std::string& name : placeholders(text)) {
        EXPECT_TRUE(known.contains(name)) << language << " " << key << " {" << name << "}";
      }
    }
  }
}

/// Codes of findings, as they stand in the source: the first text of a Finding.
std::set<std::string> codes_in_source() {
  static const std::regex kCode(
      "(?:make|find|push_back|Finding)\\(?\\{?\\s*\\(?\\{?\\s*\"([a-z0-9]+(?:-[a-z0-9]+)*)\",");
  std::set<std::string> codes;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "src/verification")) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string text = read(entry.path());
    for (auto it = std::sregex_iterator(text.begin(), text.end(), kCode);
         it != std::sregex_iterator(); ++it) {
      codes.insert((*it)[1]);
    }
  }
  return codes;
}

TEST(ReportMessages, EveryFindingIsToldInEveryLanguage) {
  const std::set<std::string> codes = codes_in_source();
  EXPECT_GE(codes.size(), 30U);
  EXPECT_TRUE(codes.contains("digest-mismatch"));
  EXPECT_TRUE(codes.contains("byte-range-gap"));
  EXPECT_TRUE(codes.contains("changed-after-signing"));
  for (const std::string& language : languages()) {
    if (language == "en") continue;
    const Messages messages = messages_in(language);
    std::set<std::string> missing;
    for (const std::string& code : codes) {
      if (!messages.find("finding." + code)) missing.insert(code);
    }
    EXPECT_THAT(missing, IsEmpty()) << language;
  }
}

TEST(ReportMessages, RussianCountsInThreeForms) {
  const auto form = [](std::size_t count) {
    return std::string(plural_category(Plurals::kEastSlavic, count));
  };
  for (const std::size_t one : {1U, 21U, 101U, 1001U}) EXPECT_EQ(form(one), "one") << one;
  for (const std::size_t few : {2U, 3U, 4U, 22U, 104U}) EXPECT_EQ(form(few), "few") << few;
  for (const std::size_t many : {0U, 5U, 11U, 12U, 14U, 20U, 111U, 112U}) {
    EXPECT_EQ(form(many), "many") << many;
  }
  EXPECT_EQ(plural_category(Plurals::kZeroOrOne, 0), "one");
  EXPECT_EQ(plural_category(Plurals::kOne, 0), "other");
  EXPECT_EQ(plural_category(Plurals::kNone, 1), "other");
}

TEST(ReportMessages, WhatIsFilledInIsNotReadAgain) {
  const ReadMessages read = read_messages("a:\n  b: \"{x} and {y}\"\n", "m.yaml", "en");
  ASSERT_TRUE(read.messages);
  EXPECT_EQ(read.messages->text("a.b", {{"x", "{y}"}, {"y", "2"}}), "{y} and 2");
  EXPECT_EQ(read.messages->text("a.c"), "a.c");
}

TEST(ReportMessages, AFileThatIsNoMessagesIsToldWithItsPlace) {
  for (const char* yaml :
       {"- a\n", "direction: up\n", "plurals: two\n", "a: b\n", "a:\n  b: [c]\n", "a: \"\n"}) {
    const ReadMessages read = read_messages(yaml, "m.yaml", "en");
    EXPECT_FALSE(read.messages) << yaml;
    ASSERT_FALSE(read.diagnostics.empty()) << yaml;
    EXPECT_EQ(read.diagnostics.front().where.file, "m.yaml");
    EXPECT_GT(read.diagnostics.front().where.line, 0) << yaml;
  }
}

}  // namespace
}  // namespace chancery::verification
