// divisions.schema.json, which editors read, and the reader say the same. valijson is the judge.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "data/data.h"
#include "data/schema_judge.h"
#include "run_program.h"
#include "signing/signing.h"

namespace chancery::tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

std::string source(const std::string& path) {
  return read_text(std::string(CHANCERY_SOURCE_DIR) + "/" + path);
}

const json& schema() {
  static const json kSchema = json::parse(source("src/signing/divisions.schema.json"));
  return kSchema;
}

json as_json(const std::string& yaml) {
  const data::Parsed parsed = data::parse_yaml(yaml, "divisions.yaml");
  return json::parse(data::write_json(parsed.root.value()));
}

/// Every key that there is.
json every_key() {
  return as_json(
      "divisions:\n"
      "  - name: Asia Division\n"
      "    organisation: Test Office\n"
      "    organisational-unit: Asia Division\n"
      "    certificate-policy: 1.3.6.1.4.1.99999.1\n"
      "    fingerprint-sha256: \"" +
      std::string(64, 'a') +
      "\"\n"
      "    key: pkcs11:token=Divisions;object=asia\n"
      "    certificate: asia.pem\n"
      "    passphrase-file: asia.pass\n"
      "    image: asia.svg\n"
      "    hash: SHA-384\n"
      "    padding: pss\n"
      "  - { name: Europe Division, organisational-unit: Europe Division, key: 'pem:europe.pem' }\n"
      "policy: { signatures: 2, order: [Asia Division], level: B-T, certifies: Asia Division,\n"
      "          permits: 3, visible: false }\n"
      "services:\n"
      "  level: LT\n"
      "  time-stamping:\n"
      "    - { url: 'https://stamps.example/tsa', policy: 1.2.3, user: office,\n"
      "        password-file: a, password-env: B, client-certificate: c, client-key: d,\n"
      "        authorities: e }\n"
      "  certificates: [root.pem]\n"
      "  revocation-lists: [list.crl]\n"
      "  proxy: none\n"
      "  timeout-seconds: 20\n"
      "  tries: 2\n");
}

/// JSON is YAML of one line, so the reader takes it.
signing::ReadDivisions read(const json& list) {
  return signing::read_divisions(list.dump(), "divisions.yaml");
}

std::string told(const signing::ReadDivisions& read) {
  std::string all;
  for (const Diagnostic& diagnostic : read.diagnostics) all += format(diagnostic) + "\n";
  return all;
}

TEST(DivisionsSchema, TakesTheListOfTheProgramAndOneWithEveryKey) {
  const SchemaJudge judge(schema());
  EXPECT_TRUE(judge.accepts(as_json(source("certs/divisions.yaml"))));
  EXPECT_TRUE(judge.accepts(every_key()));
  EXPECT_EQ(told(read(every_key())), "");
}

TEST(DivisionsSchema, RefusesADivisionThatAnyCertificateWouldDoFor) {
  const SchemaJudge judge(schema());
  for (const char* asked : {"", ", organisation: ''", ", organisation: ", ", certificate-policy: ",
                            ", organisational-unit: null, fingerprint-sha256: null"}) {
    const std::string yaml = "divisions: [{ name: A, key: 'pem:a'" + std::string(asked) + " }]\n";
    EXPECT_FALSE(judge.accepts(as_json(yaml))) << yaml;
    EXPECT_THAT(told(signing::read_divisions(yaml, "d.yaml")), HasSubstr("error[any-certificate]"))
        << yaml;
  }
  EXPECT_TRUE(judge.accepts(as_json("divisions: [{ name: A, key: 'pem:a', organisation: O }]")));
}

/// Every mapping of the schema with closed keys, asked of the reader with a key that nobody knows:
/// it answers with those it knows.
TEST(DivisionsSchema, HasTheKeysThatTheReaderKnows) {
  static const std::string kBegin = "the keys known here are ";
  const auto known = [](json list, const json::json_pointer& place) {
    list[place]["qqqqqqqqqqqqqqqq"] = "x";
    std::set<std::string> keys;
    for (const Diagnostic& diagnostic : read(list).diagnostics) {
      if (diagnostic.code != "unknown-key" || !diagnostic.mend.starts_with(kBegin)) continue;
      std::string names = diagnostic.mend.substr(kBegin.size()) + ", ";
      for (std::size_t end = names.find(", "); end != std::string::npos; end = names.find(", ")) {
        keys.insert(names.substr(0, end));
        names.erase(0, end + 2);
      }
    }
    return keys;
  };
  const auto keys_of = [](const json& mapping) {
    std::set<std::string> keys;
    for (const auto& entry : mapping["properties"].items()) keys.insert(entry.key());
    return keys;
  };
  const json& definitions = schema()["definitions"];
  const json list = every_key();
  EXPECT_EQ(keys_of(schema()), known(list, json::json_pointer("")));
  EXPECT_EQ(keys_of(definitions["division"]), known(list, json::json_pointer("/divisions/1")));
  EXPECT_EQ(keys_of(definitions["policy"]), known(list, json::json_pointer("/policy")));
  EXPECT_EQ(keys_of(definitions["services"]), known(list, json::json_pointer("/services")));
  EXPECT_EQ(keys_of(definitions["time-stamping"]),
            known(list, json::json_pointer("/services/time-stamping/0")));
}

TEST(DivisionsSchema, WhatItRefusesTheReaderRefuses) {
  static const std::vector<json> kValues = {true,
                                            3,
                                            0,
                                            -1,
                                            2.5,
                                            nullptr,
                                            "",
                                            " ",
                                            "x",
                                            "B-LT",
                                            "SHA-1",
                                            "sha512",
                                            "pem:",
                                            "pem:a",
                                            "1..2",
                                            "3.1",
                                            "http://a",
                                            "ftp://a",
                                            "pkcs1",
                                            "all",
                                            json::array(),
                                            json::array({"x"}),
                                            json::array({7}),
                                            json::array({json::object()}),
                                            json::object(),
                                            {{"name", "x"}}};
  const SchemaJudge judge(schema());
  std::mt19937 random(20261126);
  int refused = 0, accepted = 0;
  for (int round = 0; round < 6000; ++round) {
    json list = changed(every_key(), kValues, random);
    if (random() % 3 == 0) list = changed(list, kValues, random);
    const bool is_accepted = judge.accepts(list);
    ++(is_accepted ? accepted : refused);
    const signing::ReadDivisions result = read(list);
    ASSERT_EQ(result.divisions.has_value(), !has_errors(result.diagnostics));
    if (!is_accepted) {
      ASSERT_TRUE(has_errors(result.diagnostics)) << list.dump();
    }
  }
  EXPECT_GT(refused, 2000);
  EXPECT_GT(accepted, 500);
}

TEST(DivisionsSchema, IsExplainedKeyByKey) {
  const std::string pages = source("docs/divisions.md") + source("docs/signing.md");
  const auto explained = [&pages](const json& mapping) {
    for (const auto& entry : mapping["properties"].items()) {
      EXPECT_THAT(pages, ::testing::AnyOf(HasSubstr("`" + entry.key() + "`"),
                                          HasSubstr("`" + entry.key() + ":"),
                                          HasSubstr(": " + entry.key() + "`")));
    }
  };
  explained(schema());
  for (const char* name : {"division", "policy", "services", "time-stamping"}) {
    explained(schema()["definitions"][name]);
  }
}

}  // namespace
}  // namespace chancery::tests
