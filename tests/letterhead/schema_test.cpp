// letterhead.schema.json, which editors read, and the reader say the same. valijson is the judge.
#include <gmock/gmock.h>

#include <set>

#include "data/data.h"
#include "data/schema_judge.h"
#include "letterhead/forms.h"
#include "letterhead_yaml.h"

namespace chancery::letterhead {
namespace {

using nlohmann::json;
using ::testing::IsEmpty;

const json& schema_text() {
  static const json kSchema =
      json::parse(tests::read_text(kSource / "src/letterhead/letterhead.schema.json"));
  return kSchema;
}

json as_json(const std::string& yaml) {
  const data::Parsed parsed = data::parse_yaml(yaml, "letterhead.yaml");
  return json::parse(data::write_json(parsed.root.value()));
}

std::vector<std::string> shipped() {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "letterhead")) {
    const auto file = entry.path() / "letterhead.yaml";
    if (std::filesystem::exists(file)) all.push_back(tests::read_text(file));
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(Schema, TakesEveryLetterheadThatComesWithTheProgram) {
  const tests::SchemaJudge judge(schema_text());
  for (const std::string& yaml : shipped()) EXPECT_TRUE(judge.accepts(as_json(yaml)));
  EXPECT_TRUE(judge.accepts(as_json(plain_letterhead())));
  EXPECT_FALSE(judge.accepts(as_json(with_keys("motto: x\n"))));
}

TEST(Schema, KnowsTheFormsThatTheReaderKnows) {
  json forms = json::array();
  for (const std::string_view name : form_names()) forms.push_back(name);
  forms.push_back(nullptr);
  EXPECT_EQ(schema_text()["definitions"]["paper"]["properties"]["form"]["enum"], forms);
}

/// Every mapping of the schema with closed keys, asked of the reader with a key that nobody knows:
/// it answers with those it knows.
TEST(Schema, HasTheKeysThatTheReaderKnows) {
  static const std::string kUnknown = "qqqqqqqqqqqq: x";
  static const std::string kBegin = "the keys known here are ";
  const auto known = [](const std::string& yaml) {
    std::set<std::string> keys;
    for (const Diagnostic& diagnostic : read(yaml).diagnostics) {
      if (diagnostic.code != "unknown-key" || !diagnostic.mend.starts_with(kBegin)) continue;
      std::string list = diagnostic.mend.substr(kBegin.size()) + ", ";
      for (std::size_t end = list.find(", "); end != std::string::npos; end = list.find(", ")) {
        keys.insert(list.substr(0, end));
        list.erase(0, end + 2);
      }
    }
    return keys;
  };
  const auto keys_of = [](const json& mapping) {
    std::set<std::string> keys;
    for (const auto& entry : mapping["properties"].items()) keys.insert(entry.key());
    return keys;
  };
  const json& definitions = schema_text()["definitions"];
  const json& paper = definitions["paper"]["properties"];
  EXPECT_EQ(keys_of(schema_text()), known(kUnknown + "\n" + plain_letterhead()));
  EXPECT_EQ(keys_of(definitions["style"]), known(with_styles("  title: { " + kUnknown + " }\n")));
  EXPECT_EQ(keys_of(schema_text()["properties"]["signature"]),
            known(with_keys("signature: { " + kUnknown + " }\n")));
  EXPECT_EQ(keys_of(schema_text()["properties"]["signature"]["properties"]["code"]),
            known(with_keys("signature: { code: { " + kUnknown + " } }\n")));
  EXPECT_EQ(keys_of(schema_text()["properties"]["colours"]["additionalProperties"]["anyOf"][1]),
            known(with_keys("colours: { tide: { " + kUnknown + " } }\n")));
  EXPECT_EQ(keys_of(schema_text()["properties"]["tighten"]),
            known(with_keys("tighten: { " + kUnknown + " }\n")));
  EXPECT_EQ(keys_of(schema_text()["properties"]["papers"]),
            known(replaced(plain_letterhead(), "papers:\n", "papers:\n  " + kUnknown + "\n")));
  EXPECT_EQ(keys_of(definitions["paper"]),
            known(replaced(plain_letterhead(), "  A4:\n", "  A4:\n    " + kUnknown + "\n")));
  EXPECT_EQ(keys_of(paper["marks"]), known(replaced(plain_letterhead(), "  A4:\n",
                                                    "  A4:\n    marks: { " + kUnknown + " }\n")));
  EXPECT_EQ(keys_of(paper["first"]), known(with_first("      " + kUnknown + "\n")));
  EXPECT_EQ(keys_of(paper["following"]), known(plain_letterhead() + "      " + kUnknown + "\n"));
  EXPECT_EQ(keys_of(definitions["side"]),
            known(with_first("      reverse: { " + kUnknown + " }\n")));
  EXPECT_EQ(keys_of(definitions["margins"]),
            known(replaced(plain_letterhead(), "{ top", "{ " + kUnknown + ", top")));
  EXPECT_EQ(keys_of(definitions["zone"]),
            known(with_first("      address: { " + kUnknown + " }\n")));
  EXPECT_EQ(keys_of(definitions["text-list"]["items"]),
            known(with_first("      texts: [{ " + kUnknown + " }]\n")));
  EXPECT_EQ(keys_of(definitions["artwork-list"]["items"]),
            known(with_first("      artwork: [{ x: 1 mm, " + kUnknown + " }]\n")));
  EXPECT_EQ(keys_of(definitions["code-list"]["items"]),
            known(with_first("      codes: [{ " + kUnknown + " }]\n")));
}

/// JSON is YAML of one line, so the reader takes it.
TEST(Schema, WhatItRefusesTheReaderRefuses) {
  static const std::vector<json> kValues = {true,
                                            3,
                                            2.5,
                                            "",
                                            "x",
                                            "A4",
                                            "5 mm",
                                            "-5 mm",
                                            "2 %",
                                            "#12384f",
                                            "qr",
                                            "nf",
                                            json::array(),
                                            json::array({"5 mm"}),
                                            json::array({json::object()}),
                                            json::object(),
                                            {{"x", "5 mm"}}};
  const tests::SchemaJudge judge(schema_text());
  const std::vector<std::string> letterheads = shipped();
  const std::string english = shared_words().substr(0, shared_words().find("\nen-US:"));
  std::mt19937 random(20261125);
  int refused = 0, accepted = 0;
  for (int round = 0; round < 1500; ++round) {
    const json changed =
        tests::changed(as_json(letterheads[random() % letterheads.size()]), kValues, random);
    Reading reading;
    for (const char* file : {"first.svg", "following.svg", "mark.svg", "band.svg"}) {
      reading.files[file] = "<svg/>";
    }
    const ReadLetterhead result = read(changed.dump(), reading, english);
    const bool is_accepted = judge.accepts(changed);
    ++(is_accepted ? accepted : refused);
    if (!is_accepted) {
      ASSERT_TRUE(has_errors(result.diagnostics)) << changed.dump();
    }
  }
  EXPECT_GT(refused, 300);
  EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace chancery::letterhead
