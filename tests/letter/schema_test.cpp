// The schema, its tables and the reader say the same. valijson, which reads the schema by itself,
// is the judge.
#include "letter/schema.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

#include "data/schema_judge.h"
#include "data/told.h"
#include "letter/front_matter.h"
#include "letter/letter.h"
#include "letter/schema_tables.h"

namespace chancery::letter {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string file_text(const std::string& name) {
  std::ifstream file(std::string(CHANCERY_SOURCE_DIR) + "/" + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// tests/letters/every-key.md as JSON.
json every_key() {
  const std::string text = file_text("tests/letters/every-key.md");
  const std::size_t end = text.find("\n---\n", 4);
  const data::Parsed keys = data::parse_yaml(text.substr(4, end + 1 - 4), "every-key.md");
  json letter = json::parse(data::write_json(keys.root.value()));
  letter["body"] = json::array({text.substr(end + 5)});
  return letter;
}

/// What keys of letters may be set to by mistake.
const std::vector<json>& values() {
  static const std::vector<json> kValues = {nullptr,
                                            true,
                                            3,
                                            4,
                                            -1,
                                            2.5,
                                            "",
                                            " ",
                                            "x",
                                            "a\nb",
                                            "A4",
                                            "2026-11-24",
                                            "a@b.org",
                                            "en_GB",
                                            "http://a.org b",
                                            json::array(),
                                            json::array({"a"}),
                                            json::array({json::array()}),
                                            json::array({nullptr}),
                                            json::object(),
                                            {{"name", "x"}},
                                            {{"name", nullptr}},
                                            json::array({{{"name", "x"}, {"division", "y"}}}),
                                            json::array({json::array({"a", json::array()})})};
  return kValues;
}

TEST(Schema, IsTheOneInTheFile) {
  EXPECT_EQ(kLetterSchemaText, file_text("src/letter/letter.schema.json"));
}

TEST(Schema, TakesTheExamplesAndALetterWithEveryKey) {
  const tests::SchemaJudge judge(json::parse(kLetterSchemaText));
  EXPECT_TRUE(judge.accepts(every_key()));
  EXPECT_TRUE(judge.accepts(json::parse(file_text("examples/json/letter.json"))));
  const ReadLetter read = read_letter(every_key().dump(), "f.json");
  EXPECT_THAT(told(read.diagnostics), ElementsAre());
}

TEST(Schema, WhatItRefusesIsADiagnosticAndWhatItsTablesRefuseItRefuses) {
  const tests::SchemaJudge judge(json::parse(kLetterSchemaText));
  std::mt19937 random(20261125);
  const json letter = every_key();
  int refused = 0;
  int accepted = 0;
  for (int round = 0; round < 6000; ++round) {
    json mutated = tests::changed(letter, values(), random);
    if (random() % 3 == 0) mutated = tests::changed(mutated, values(), random);
    const std::string text = mutated.dump();
    const ReadLetter read = read_letter(text, "f.json");
    ASSERT_EQ(read.letter.has_value(), !has_errors(read.diagnostics));
    const bool is_accepted = judge.accepts(mutated);
    ++(is_accepted ? accepted : refused);
    if (!is_accepted) {
      ASSERT_TRUE(has_errors(read.diagnostics)) << text;
    }
    const data::Parsed parsed = data::parse_json(text, "f.json");
    Problems problems;
    const bool is_sound = check_schema(parsed.root.value(), Form::kJson, problems);
    ASSERT_EQ(is_sound, problems.take().empty());
    // The body is asked for by the form of the file, not by the schema.
    const json* body = mutated.is_object() && mutated.contains("body") ? &mutated["body"] : nullptr;
    if (!is_sound && body != nullptr && !body->is_null()) {
      ASSERT_FALSE(is_accepted) << text;
    }
  }
  EXPECT_GT(refused, 2000);
  EXPECT_GT(accepted, 500);
}

/// A mapping with every property of the schema, and one key that nobody knows.
data::Node with_every_property(const SchemaNode& node);

data::Node sample(const SchemaNode& node) {
  if (const SchemaNode* mapping = kLetterSchema.taking(node, kObjectType)) {
    return with_every_property(*mapping);
  }
  if (const SchemaNode* list = kLetterSchema.taking(node, kArrayType)) {
    return data::Node(data::Sequence{sample(kLetterSchema.nodes[list->items])});
  }
  const auto values = kLetterSchema.values_of(node);
  if (!values.empty()) return data::Node(values.front());
  if ((node.types & kStringType) != 0) return data::Node("x");
  return (node.types & kBooleanType) != 0 ? data::Node(true) : data::Node(1);
}

data::Node with_every_property(const SchemaNode& node) {
  data::Node mapping{data::Mapping{}};
  for (const SchemaProperty& property : kLetterSchema.properties_of(node)) {
    mapping.set(std::string(property.name), sample(kLetterSchema.nodes[property.node]));
  }
  mapping.set("qqqqqqqqqq", data::Node("x"));
  return mapping;
}

std::set<std::string> words_after_colon(const std::string& message) {
  const std::string before = "the keys known here are ";
  const std::size_t begin = message.find(before);
  std::set<std::string> words;
  if (begin == std::string::npos) return words;
  std::istringstream list(message.substr(begin + before.size()));
  for (std::string word; list >> word;) {
    if (word.ends_with(',')) word.pop_back();
    words.insert(word);
  }
  return words;
}

TEST(Schema, TheReaderAsksForEveryKeyOfItAndForNoOther) {
  const data::Node root = with_every_property(kLetterSchema.nodes.front());
  const std::string nowhere;
  const data::Lines lines(nowhere, "f.md");
  Diagnostics form;
  Problems problems;
  Letter letter;
  data::MappingReader keys(root, "the letter", form);
  const auto origin = [&](const data::Node& node) { return origin_of_yaml(node, lines, 0); };
  read_front_matter(keys, origin, form, problems, letter);
  keys.any("body");
  keys.finish();
  // One for each mapping: the sender, an addressee, a signatory, an enclosure and the letter.
  std::set<std::set<std::string>> asked;
  for (const Diagnostic& diagnostic : form) {
    ASSERT_EQ(diagnostic.code, "unknown-key") << format(diagnostic);
    ASSERT_THAT(diagnostic.what, HasSubstr("'qqqqqqqqqq'"));
    asked.insert(words_after_colon(diagnostic.mend));
  }
  std::set<std::set<std::string>> known;
  for (const SchemaNode& node : kLetterSchema.nodes) {
    if (&node == &variant_schema()) continue;  // versions_test.cpp
    std::set<std::string> names;
    for (const SchemaProperty& property : kLetterSchema.properties_of(node)) {
      names.emplace(property.name);
    }
    if (!names.empty()) known.insert(names);
  }
  EXPECT_EQ(known.size(), 5u);
  EXPECT_EQ(asked, known);
}

TEST(Schema, CalendarsAreThoseThatTheReaderKnows) {
  const data::Parsed schema = data::parse_json(kLetterSchemaText, "letter.schema.json");
  const data::Node& calendars = *schema.root->find("properties")->find("calendar")->find("enum");
  std::size_t known = 0;
  for (const data::Node& name : *calendars.sequence()) {
    if (name.is_null()) continue;
    EXPECT_NE(calendar_named(name.text), std::nullopt) << name.text;
    ++known;
  }
  EXPECT_EQ(known, static_cast<std::size_t>(Calendar::kRoc) + 1);
}

TEST(Schema, IsExplainedKeyByKey) {
  const std::string page = file_text("docs/letter-format.md");
  std::vector<std::string> missing;
  for (const SchemaProperty& property : kLetterSchema.properties) {
    if (page.find("`" + std::string(property.name) + "`") == std::string::npos) {
      missing.emplace_back(property.name);
    }
  }
  EXPECT_THAT(missing, IsEmpty());
}

}  // namespace
}  // namespace chancery::letter
