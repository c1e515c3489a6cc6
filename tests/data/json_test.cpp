#include <gmock/gmock.h>

#include "base/utf8.h"
#include "data/data.h"
#include "told.h"

namespace chancery::data {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Node json(std::string_view text) {
  const Parsed parsed = parse_json(text, "f.json");
  EXPECT_THAT(told(parsed.diagnostics), ElementsAre());
  return parsed.root.value_or(Node());
}

std::vector<std::string> errors(std::string_view text) {
  return told(parse_json(text, "f.json").diagnostics);
}

TEST(Json, EveryNodeAndKeyKnowsItsPlace) {
  const Node root = json(
      "{\n"
      "  \"é\" : [ 1 , -2.5e1,\"ü\\\"\\u00e9, ]\", true ],\n"
      "  \"b\":{\"c\":null}, \"d\": {}\n"
      "}\n");
  EXPECT_EQ(place(root.where), "1:1");
  const Mapping& map = *root.mapping();
  EXPECT_EQ(place(map[0].key_where), "2:3");
  EXPECT_EQ(place(map[0].node.where), "2:9");
  const Sequence& list = *map[0].node.sequence();
  EXPECT_EQ(place(list[0].where), "2:11");
  EXPECT_EQ(place(list[1].where), "2:15");
  EXPECT_EQ(place(list[2].where), "2:22");
  EXPECT_EQ(place(list[3].where), "2:38");
  EXPECT_EQ(std::get<double>(list[1].value), -25.0);
  EXPECT_EQ(list[1].text, "-2.5e1");
  EXPECT_EQ(list[2].text, "ü\"é, ]");
  EXPECT_EQ(place(map[1].key_where), "3:3");
  EXPECT_EQ(place(map[1].node.where), "3:7");
  EXPECT_EQ(place(map[1].node.mapping()->at(0).key_where), "3:8");
  EXPECT_EQ(place(map[1].node.mapping()->at(0).node.where), "3:12");
  EXPECT_EQ(place(map[2].key_where), "3:19");
  EXPECT_EQ(place(map[2].node.where), "3:24");
}

TEST(Json, ByteOrderMarkIsNoPartOfTheText) {
  const Node root = json("\xEF\xBB\xBF[12]");
  EXPECT_EQ(root.sequence()->at(0).offset_bytes, 4u);
}

TEST(Json, NumbersBeyondSixtyFourBitsKeepTheirText) {
  const Node node = json("18446744073709551615");
  EXPECT_EQ(std::get<double>(node.value), 18446744073709551615.0);
  EXPECT_EQ(node.text, "18446744073709551615");
}

TEST(JsonErrors, SyntaxTellsThePlaceAndHowToMendIt) {
  EXPECT_THAT(errors("{\"a\": 1,\n \"b\" 2}"),
              ElementsAre(HasSubstr("f.json:2:6: error[json-syntax]")));
  EXPECT_THAT(errors("[1,\n ]"), ElementsAre(AllOf(HasSubstr("f.json:2:2: error[json-syntax]"),
                                                   HasSubstr("remove the comma before ']'"))));
  EXPECT_THAT(errors("[\"é\", tru]"), ElementsAre(HasSubstr("f.json:1:7: error[json-syntax]")));
  EXPECT_THAT(errors("[1, {\"a\":"), ElementsAre(AllOf(HasSubstr("f.json:1:10: error[json-syntax]"),
                                                       HasSubstr("close every bracket"))));
  EXPECT_THAT(errors("[\"ab"), ElementsAre(AllOf(HasSubstr("f.json:1:2: error[json-syntax]"),
                                                 HasSubstr("close the string"))));
  EXPECT_THAT(errors("[\"a\nb\"]"), ElementsAre(AllOf(HasSubstr("f.json:1:4: error[json-syntax]"),
                                                      HasSubstr("write line breaks as \\n"))));
  EXPECT_THAT(errors("{\"a\": 1}\n{}"), ElementsAre(HasSubstr("f.json:2:1: error[json-syntax]")));
  EXPECT_THAT(errors("{a: 1}"), ElementsAre(AllOf(HasSubstr("f.json:1:2: error[json-syntax]"),
                                                  HasSubstr("double quotation marks"))));
  EXPECT_THAT(errors("[1e999]"), ElementsAre(HasSubstr("write a smaller number")));
  EXPECT_THAT(errors(""), ElementsAre(HasSubstr("f.json:1:1: error[json-syntax]")));
  EXPECT_THAT(errors("[\"\\ud800\"]"), ElementsAre(HasSubstr("f.json:1:9: error[json-syntax]")));
  EXPECT_THAT(errors("[1,, 2]"), ElementsAre(HasSubstr("f.json:1:4: error[json-syntax]")));
  EXPECT_THAT(errors("{\"a\", 2}"), ElementsAre(HasSubstr("f.json:1:5: error[json-syntax]")));
}

TEST(JsonErrors, AreToldInWholeCharacters) {
  for (const char* text : {"[\u07A0", "{\"a\": [\u6771", "[\U0001F600]", "\u00E9"}) {
    const std::vector<std::string> found = errors(text);
    ASSERT_EQ(found.size(), 1u) << text;
    EXPECT_EQ(first_invalid_utf8(found[0]), std::nullopt) << found[0];
    EXPECT_THAT(found[0], HasSubstr("json-syntax"));
  }
}

TEST(JsonErrors, DuplicateKeyInEachObject) {
  EXPECT_THAT(errors("{\"a\": {\"x\": 1, \"x\": 2},\n \"a\": 3}"),
              ElementsAre(HasSubstr("f.json:1:16: error[duplicate-key]: the key 'x'"),
                          HasSubstr("f.json:2:2: error[duplicate-key]: the key 'a'")));
}

TEST(JsonErrors, NestingStopsAtSixtyFour) {
  EXPECT_TRUE(parse_json(std::string(64, '[') + std::string(64, ']'), "f.json").root);
  EXPECT_THAT(errors(std::string(65, '[') + std::string(65, ']')),
              ElementsAre(HasSubstr("f.json:1:65: error[too-deep]")));
  EXPECT_THAT(errors(std::string(1'000'000, '[')), ElementsAre(HasSubstr("error[too-deep]")));
}

TEST(JsonErrors, NotUtf8AndTooLarge) {
  EXPECT_THAT(errors("[\"\xC3\"]"), ElementsAre(HasSubstr("f.json:1:3: error[not-utf8]")));
  EXPECT_THAT(errors(std::string(kLargestFileBytes + 1, ' ')),
              ElementsAre(HasSubstr("f.json: error[too-large]")));
}

TEST(WriteJson, KeepsTheOrderOfTheKeysAndEndsTheLine) {
  Node report;
  report.set("zeta", Node("ü\n"))
      .set("alpha", Node(Sequence{Node(1), Node(2.5), Node(true), Node()}))
      .set("empty", Node(Mapping{}));
  report.set("alpha", Node(false));
  EXPECT_EQ(write_json(report),
            "{\n  \"zeta\": \"ü\\n\",\n  \"alpha\": false,\n  \"empty\": {}\n}\n");
}

TEST(WriteJson, NeverThrowsForBytesThatAreNotUtf8) {
  EXPECT_EQ(write_json(Node("a\xFFz")), "\"a\xEF\xBF\xBDz\"\n");
}

TEST(WriteJson, WhatWasWrittenReadsBackTheSame) {
  const std::string text =
      write_json(json("{\"a\":[1,0.1,\"x\",null,true],\"b\":-9223372036854775808}"));
  EXPECT_EQ(write_json(json(text)), text);
  EXPECT_THAT(text, HasSubstr("0.1,"));
}

}  // namespace
}  // namespace chancery::data
