// Every language of the reports says everything, and says it with the same things filled in.
#include "verification/messages.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
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

/// English has findings and their details in their own words.
bool is_in_reports(std::string_view key) {
  return key.starts_with("finding.") || key.starts_with("detail.");
}

/// Without the category of a plural form.
std::set<std::string> keys_of(const Messages& messages) {
  static const std::regex kForm("^((sentence|counted)\\.[a-z-]+)\\.(one|few|many|other)$");
  std::set<std::string> keys;
  for (const auto& [key, text] : messages.all()) {
    if (is_in_reports(key)) continue;
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
  const std::set<std::string> english = keys_of(messages_in("en"));
  EXPECT_GE(english.size(), 80U);
  for (const std::string& language : languages()) {
    EXPECT_EQ(keys_of(messages_in(language)), english) << language;
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
      if (key.starts_with("detail.")) continue;  // EveryDetailIsToldWithWhatTheSourceGives
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

/// The source's text, file by file.
std::vector<std::string> sources() {
  std::vector<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "src")) {
    if (entry.path().extension() == ".cpp") all.push_back(read(entry.path()));
  }
  return all;
}

/// What a group of the pattern matches, wherever it does.
void collect(const std::string& text, const std::regex& pattern, std::set<std::string>& found) {
  for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern);
       it != std::sregex_iterator(); ++it) {
    for (std::size_t group = 1; group < it->size(); ++group) {
      if ((*it)[group].matched) found.insert((*it)[group]);
    }
  }
}

/// Codes of findings, as they stand in the source: the first text of a Finding, which may follow
/// the sub-indication that it goes with.
std::set<std::string> codes_in_source() {
  static const std::string kCode = "\"([a-z0-9]+(?:-[a-z0-9]+)*)\"";
  static const std::regex kPlain("(?:make|find|fail|push_back|Finding)\\(?\\{?\\s*\\(?\\{?\\s*" +
                                 kCode + ",");
  static const std::regex kConcluded(
      "(?:\"[A-Z_]+\",|begin\\(\\),|measure_,)\\s*\\{?\\s*(?:[a-z_]+ \\? " + kCode + "\\s*: )?" +
      kCode + ",");
  std::set<std::string> codes;
  const auto collect_from = [&](const fs::path& file) {
    const std::string text = read(file);
    collect(text, kPlain, codes);
    collect(text, kConcluded, codes);
  };
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "src/verification")) {
    if (entry.path().extension() == ".cpp") collect_from(entry.path());
  }
  collect_from(kSource / "src/app/readers.cpp");
  collect_from(kSource / "src/app/trust.cpp");
  return codes;
}

/// What is inside the braces that open at `begin`.
std::string in_braces(const std::string& text, std::size_t begin) {
  std::size_t depth = 0;
  for (std::size_t at = begin; at < text.size(); ++at) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) return text.substr(begin + 1, at - begin - 1);
  }
  return {};
}

/// The codes of details, as they stand in the source, with the values that they may have: those
/// beside the code, and those that are added in the same file.
std::map<std::string, std::set<std::string>> details_in_source() {
  static const std::regex kDetail("Detail(?: [a-z_]+)?\\{");
  static const std::regex kCode("\"([a-z0-9]+(?:-[a-z0-9]+)*)\"");
  static const std::regex kValue("\\{\"([a-z]+)\",");
  static const std::regex kAdded("values\\.emplace_back\\(\"([a-z]+)\"");
  std::map<std::string, std::set<std::string>> details;
  for (const std::string& text : sources()) {
    std::set<std::string> added;
    collect(text, kAdded, added);
    for (auto it = std::sregex_iterator(text.begin(), text.end(), kDetail);
         it != std::sregex_iterator(); ++it) {
      const auto brace = static_cast<std::size_t>(it->position() + it->length()) - 1;
      const std::string inside = in_braces(text, brace);
      std::set<std::string> codes, values = added;
      collect(inside.substr(0, inside.find_first_of(",{")), kCode, codes);
      collect(inside, kValue, values);
      for (const std::string& code : codes) details[code].insert(values.begin(), values.end());
    }
  }
  return details;
}

TEST(ReportMessages, EveryFindingIsToldInEveryLanguage) {
  const std::set<std::string> codes = codes_in_source();
  EXPECT_GE(codes.size(), 30U);
  EXPECT_TRUE(codes.contains("digest-mismatch"));
  EXPECT_TRUE(codes.contains("byte-range-gap"));
  for (const char* code :
       {"changed-after-signing", "revoked", "revocation-stale", "revocation-unknown",
        "proven-in-time", "too-few-signatures", "reader-ended", "trusted-list-unverified"}) {
    EXPECT_TRUE(codes.contains(code)) << code;
  }
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

TEST(ReportMessages, EveryDetailIsToldWithWhatTheSourceGives) {
  const auto details = details_in_source();
  EXPECT_GE(details.size(), 150U);
  EXPECT_EQ(details.at("page-count-changed"), (std::set<std::string>{"after", "before"}));
  for (const char* code : {"field-filled", "locked-field-filled", "nobody-says-of-these",
                           "certificate-revoked-since", "reader-took-too-long", "crl-delta"}) {
    EXPECT_TRUE(details.contains(code)) << code;
  }
  const Messages french = messages_in("fr");
  for (const std::string& language : languages()) {
    if (language == "en") continue;
    const Messages messages = messages_in(language);
    for (const auto& [code, values] : details) {
      const std::string key = "detail." + code;
      const std::string* sentence = messages.unfilled(key);
      ASSERT_NE(sentence, nullptr) << language << " lacks " << key;
      for (const std::string& name : placeholders(*sentence)) {
        EXPECT_TRUE(values.contains(name)) << language << " " << key << " {" << name << "}";
      }
      EXPECT_EQ(placeholders(*sentence), placeholders(*french.unfilled(key)))
          << language << " " << key;
    }
    for (const auto& [key, text] : messages.all()) {
      if (!key.starts_with("detail.")) continue;
      EXPECT_TRUE(details.contains(key.substr(key.find('.') + 1))) << language << " " << key;
    }
  }
}

/// A space that no line ends with stands before what French sets apart.
TEST(ReportMessages, FrenchPunctuationHoldsToItsWord) {
  static const std::regex kLoose(" [:;?!]| \u00BB|\u00AB ");
  const Messages french = messages_in("fr");
  for (const auto& [key, text] : french.all()) {
    EXPECT_FALSE(std::regex_search(text, kLoose)) << key << " " << text;
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
  EXPECT_EQ(read.messages->find_whole("a.b", {{"x", "{y}"}, {"y", "2"}}), "{y} and 2");
  EXPECT_EQ(read.messages->find_whole("a.b", {{"x", "1"}}), std::nullopt);
  EXPECT_EQ(read.messages->find_whole("a.c", {}), std::nullopt);
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
