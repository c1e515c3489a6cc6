#include <gmock/gmock.h>

#include <cmath>

#include "data/data.h"
#include "told.h"

namespace chancery::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Node yaml(std::string_view text) {
  const Parsed parsed = parse_yaml(text, "f.yaml");
  EXPECT_THAT(told(parsed.diagnostics), ElementsAre());
  return parsed.root.value_or(Node());
}

std::vector<std::string> errors(std::string_view text) {
  return told(parse_yaml(text, "f.yaml").diagnostics);
}

// YAML 1.2.2, 10.3.2: the resolution table of the core schema.
TEST(YamlCoreSchema, PlainScalarsHaveTheirTypes) {
  const auto holds_null = [](std::string_view t) { return yaml(t).is_null(); };
  EXPECT_TRUE(holds_null("~"));
  EXPECT_TRUE(holds_null("null"));
  EXPECT_TRUE(holds_null("Null"));
  EXPECT_TRUE(holds_null("NULL"));
  EXPECT_FALSE(holds_null("nULL"));
  const auto boolean = [](std::string_view t) { return std::get<bool>(yaml(t).value); };
  EXPECT_TRUE(boolean("true"));
  EXPECT_TRUE(boolean("TRUE"));
  EXPECT_FALSE(boolean("False"));
  const auto integer = [](std::string_view t) { return std::get<std::int64_t>(yaml(t).value); };
  EXPECT_EQ(integer("0"), 0);
  EXPECT_EQ(integer("0o7"), 7);
  EXPECT_EQ(integer("0x3A"), 58);
  EXPECT_EQ(integer("-19"), -19);
  EXPECT_EQ(integer("+12"), 12);
  EXPECT_EQ(integer("9223372036854775807"), INT64_MAX);
  const auto number = [](std::string_view t) { return std::get<double>(yaml(t).value); };
  EXPECT_EQ(number("0."), 0.0);
  EXPECT_EQ(number("-0.0"), -0.0);
  EXPECT_EQ(number(".5"), 0.5);
  EXPECT_EQ(number("+12e03"), 12000.0);
  EXPECT_EQ(number("-2E+05"), -200000.0);
  EXPECT_EQ(number("9223372036854775808"), 9223372036854775808.0);
  EXPECT_EQ(number(".inf"), INFINITY);
  EXPECT_EQ(number("-.Inf"), -INFINITY);
  EXPECT_TRUE(std::isnan(number(".NAN")));
}

TEST(YamlCoreSchema, OtherPlainScalarsStayText) {
  for (const std::string_view text : {"2026-11-24", "yes", "No", "on", "1_000", "0b1", "1:30", "e5",
                                      "+", "-.", ".", "0x", "0x-1", "0o8", "+.nan", "1e", "12 "}) {
    const Node node = yaml(text);
    ASSERT_TRUE(std::holds_alternative<std::string>(node.value) || text == "12 ") << text;
  }
}

TEST(YamlCoreSchema, QuotedScalarsAreAlwaysText) {
  EXPECT_EQ(std::get<std::string>(yaml("'12'").value), "12");
  EXPECT_EQ(std::get<std::string>(yaml("\"true\"").value), "true");
  EXPECT_EQ(std::get<std::string>(yaml("''").value), "");
  EXPECT_EQ(std::get<std::string>(yaml("|\n  12\n").value), "12\n");
}

TEST(Yaml, ScalarsKeepTheirText) {
  EXPECT_EQ(yaml("007").text, "007");
  EXPECT_EQ(yaml("1.50").text, "1.50");
  EXPECT_EQ(yaml("Null").text, "Null");
  EXPECT_EQ(yaml("\"a\\tb\"").text, "a\tb");
}

TEST(Yaml, EveryNodeAndKeyKnowsItsPlace) {
  const Node root = yaml(
      "é: 1\n"
      "list:\n"
      "  - ü: x\n"
      "  - [ä, 'b']\n"
      "  -\n"
      "none:\n"
      "nullable: ~\n"
      "null : 2\n"
      "flow: {é: è, k: \"v\"}\n"
      "block: |\n"
      "  text\n");
  const Mapping& map = *root.mapping();
  EXPECT_EQ(place(root.where), "1:1");
  EXPECT_EQ(place(map[0].key_where), "1:1");
  EXPECT_EQ(place(map[0].node.where), "1:4");
  EXPECT_EQ(place(map[1].key_where), "2:1");
  const Sequence& list = *map[1].node.sequence();
  EXPECT_EQ(place(map[1].node.where), "3:3");
  EXPECT_EQ(place(list[0].where), "3:5");
  EXPECT_EQ(place(list[0].mapping()->at(0).node.where), "3:8");
  EXPECT_EQ(place(list[1].where), "4:5");
  EXPECT_EQ(place(list[1].sequence()->at(0).where), "4:6");
  EXPECT_EQ(place(list[1].sequence()->at(1).where), "4:9");
  EXPECT_TRUE(list[2].is_null());
  EXPECT_EQ(map[2].key, "none");
  EXPECT_TRUE(map[2].node.is_null());
  EXPECT_EQ(place(map[2].node.where), "6:1") << "a value that is absent stands at its key";
  EXPECT_EQ(place(map[3].node.where), "7:11");
  EXPECT_EQ(map[4].key, "null");
  EXPECT_EQ(place(map[4].key_where), "8:1");
  const Mapping& flow = *map[5].node.mapping();
  EXPECT_EQ(place(map[5].node.where), "9:7");
  EXPECT_EQ(place(flow[0].key_where), "9:8");
  EXPECT_EQ(place(flow[0].node.where), "9:11");
  EXPECT_EQ(place(flow[1].key_where), "9:14");
  EXPECT_EQ(place(flow[1].node.where), "9:17");
  EXPECT_EQ(place(map[6].node.where), "10:8");
}

TEST(Yaml, AbsentValueBeforeAKeyCalledNullIsAbsent) {
  const Node root = yaml("a:\nnull: 3\nb:\nnullable: 4\n");
  EXPECT_EQ(root.mapping()->at(0).node.text, "");
  EXPECT_EQ(place(root.mapping()->at(0).node.where), "1:1");
  EXPECT_EQ(root.mapping()->at(1).key, "null");
  EXPECT_EQ(place(root.mapping()->at(2).node.where), "3:1");
}

TEST(Yaml, FirstLineAndByteOrderMarkAreTakenIntoAccount) {
  const Parsed parsed = parse_yaml_part("\xEF\xBB\xBFkey: word", "f.yaml", 5);
  ASSERT_TRUE(parsed.root);
  const Entry& entry = parsed.root->mapping()->at(0);
  EXPECT_EQ(entry.key, "key");
  EXPECT_EQ(place(entry.key_where), "5:1");
  EXPECT_EQ(place(entry.node.where), "5:6");
  EXPECT_EQ(entry.node.offset_bytes, 8u);
}

TEST(Yaml, CarriageReturnsAreLineEnds) {
  const Node root = yaml("a: 1\r\nb: 2\r\n");
  EXPECT_EQ(root.mapping()->at(0).node.text, "1");
  EXPECT_EQ(place(root.mapping()->at(1).node.where), "2:4");
}

TEST(Yaml, EmptyTextIsNull) {
  EXPECT_TRUE(yaml("").is_null());
  EXPECT_TRUE(yaml("# only a remark\n").is_null());
  EXPECT_EQ(place(yaml("").where), "1:1");
}

TEST(YamlErrors, DuplicateKey) {
  EXPECT_THAT(
      errors("a: 1\nb: 2\na: 3\n"),
      ElementsAre("f.yaml:3:1: error[duplicate-key]: the key 'a' stands twice; the first is "
                  "in line 1 — keep one of the two"));
}

TEST(YamlErrors, AliasesAreRefused) {
  EXPECT_THAT(errors("a: &x 1\nb: *x\nc: *nobody\n"),
              ElementsAre(HasSubstr("f.yaml:1:4: error[yaml-anchor]"),
                          HasSubstr("f.yaml:2:4: error[yaml-alias]"),
                          HasSubstr("f.yaml:3:4: error[yaml-alias]")));
}

TEST(YamlErrors, AliasBombIsRefusedWithoutGrowing) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string number = std::to_string(i);
    bomb.append("a").append(number).append(": &a").append(number).append(" [");
    for (int n = 0; n < 10; ++n) bomb.append("*a").append(std::to_string(i - 1)).append(", ");
    bomb += "]\n";
  }
  const Parsed parsed = parse_yaml(bomb, "f.yaml");
  EXPECT_FALSE(parsed.root);
  EXPECT_EQ(parsed.diagnostics.size(), kMostDiagnostics);
}

TEST(YamlErrors, Tag) {
  EXPECT_THAT(errors("a: !!binary aGk=\n"), ElementsAre(HasSubstr("f.yaml:1:4: error[yaml-tag]")));
  EXPECT_THAT(errors("a: !mine {b: 1}\n"), ElementsAre(HasSubstr("f.yaml:1:4: error[yaml-tag]")));
}

TEST(YamlErrors, CollectionAsKey) {
  EXPECT_THAT(errors("? [a, b]\n: c\n"), ElementsAre(HasSubstr("f.yaml:1:3: error[yaml-key]")));
}

TEST(YamlErrors, SecondDocument) {
  EXPECT_THAT(errors("a: 1\n---\nb: 2\n"),
              ElementsAre(HasSubstr("f.yaml:2:1: error[second-document]")));
}

TEST(YamlErrors, SyntaxTellsThePlaceAndHowToMendIt) {
  EXPECT_THAT(
      errors("title: Open: Letter\n"),
      ElementsAre(AllOf(HasSubstr("f.yaml:1:12: error[yaml-syntax]"),
                        HasSubstr("put quotation marks around text that contains a colon"))));
  EXPECT_THAT(errors("é: @home\n"), ElementsAre(AllOf(HasSubstr("f.yaml:1:4: error[yaml-syntax]"),
                                                      HasSubstr("begins with '@'"))));
  EXPECT_THAT(
      errors("b: 'it''s'\na: \"open\nc: 1\n"),
      ElementsAre("f.yaml:2:4: error[yaml-syntax]: a quotation mark is opened here and never "
                  "closed — close it, or write it twice if it is part of a text in "
                  "quotation marks"));
  EXPECT_THAT(
      errors("- a\nb: c\n"),
      ElementsAre(HasSubstr("f.yaml:2:1: error[yaml-syntax]: this line belongs to nothing")));
  EXPECT_THAT(errors("a: [b, c\n"), ElementsAre(HasSubstr("close the list with ']'")));
}

TEST(YamlErrors, NotUtf8) {
  EXPECT_THAT(errors("a: 1\nbé: \xFF\n"), ElementsAre(HasSubstr("f.yaml:2:5: error[not-utf8]")));
}

TEST(YamlErrors, ControlCharacters) {
  EXPECT_THAT(errors(std::string_view("a: x\x04y\nb: \0\n", 11)),
              ElementsAre(HasSubstr("f.yaml:1:5: error[control-character]: the character U+0004"),
                          HasSubstr("f.yaml:2:4: error[control-character]: the character U+0000")));
}

TEST(YamlErrors, NestingStopsAtSixtyFour) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_TRUE(parse_yaml(nested(64), "f.yaml").root);
  EXPECT_THAT(errors(nested(65)), ElementsAre(HasSubstr("f.yaml:1:65: error[too-deep]")));
  EXPECT_THAT(errors(std::string(1'000'000, '[')), ElementsAre(HasSubstr("error[")));
  std::string dashes;
  for (int i = 0; i < 10'000; ++i) dashes += "- ";
  EXPECT_THAT(errors(dashes), ElementsAre(HasSubstr("f.yaml:1:129: error[too-deep]")));
}

TEST(YamlErrors, SixteenMegabytes) {
  const std::string text(kLargestFileBytes + 1, '#');
  EXPECT_THAT(errors(text), ElementsAre(HasSubstr("f.yaml: error[too-large]")));
  EXPECT_TRUE(parse_yaml(std::string_view(text).substr(1), "f.yaml").root);
}

}  // namespace
}  // namespace chancery::data
