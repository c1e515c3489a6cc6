#include <gmock/gmock.h>

#include "data/data.h"
#include "told.h"

namespace chancery::data {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class MappingReaderTest : public ::testing::Test {
 protected:
  MappingReader reader(std::string_view yaml) {
    root_ = parse_yaml(yaml, "f.yaml").root.value();
    return {root_, "the front matter", diagnostics_};
  }

  Node root_;
  Diagnostics diagnostics_;
};

TEST_F(MappingReaderTest, ReadsEachType) {
  MappingReader keys =
      reader("text: plain\nnumber: 007\nflag: true\nhalf: 0.5\nlist: [a]\nmap: {a: 1}\nnone:\n");
  EXPECT_EQ(keys.string("text"), "plain");
  EXPECT_EQ(keys.string("number"), "007");
  EXPECT_EQ(keys.integer("number"), 7);
  EXPECT_EQ(keys.number("number"), 7.0);
  EXPECT_EQ(keys.boolean("flag"), true);
  EXPECT_EQ(keys.string("flag"), "true");
  EXPECT_EQ(keys.number("half"), 0.5);
  EXPECT_EQ(keys.sequence("list")->size(), 1u);
  EXPECT_NE(keys.mapping("map"), nullptr);
  EXPECT_EQ(keys.string("none"), std::nullopt);
  EXPECT_EQ(keys.string("absent"), std::nullopt);
  EXPECT_EQ(keys.required_string("text"), "plain");
  EXPECT_NE(keys.required("list"), nullptr);
  keys.finish();
  EXPECT_THAT(told(diagnostics_), ElementsAre());
}

TEST_F(MappingReaderTest, TellsEveryWrongType) {
  MappingReader keys = reader("a: [x]\nb: text\nc: 1.5\nd: text\ne: {}\nf: 1\ng: .inf\n");
  EXPECT_EQ(keys.string("a"), std::nullopt);
  EXPECT_EQ(keys.boolean("b"), std::nullopt);
  EXPECT_EQ(keys.integer("c"), std::nullopt);
  EXPECT_EQ(keys.number("d"), std::nullopt);
  EXPECT_EQ(keys.sequence("e"), nullptr);
  EXPECT_EQ(keys.mapping("f"), nullptr);
  EXPECT_EQ(keys.number("g"), std::nullopt);
  EXPECT_THAT(
      told(diagnostics_),
      ElementsAre(
          HasSubstr(
              "f.yaml:1:4: error[wrong-type]: 'a' in the front matter must be text, not a list"),
          HasSubstr("f.yaml:2:4: error[wrong-type]: 'b' in the front matter must be true or false, "
                    "not text"),
          HasSubstr("f.yaml:3:4: error[wrong-type]: 'c' in the front matter must be a whole "
                    "number, not a number"),
          HasSubstr("f.yaml:4:4: error[wrong-type]: 'd' in the front matter must be a finite "
                    "number, not text"),
          HasSubstr("f.yaml:5:4: error[wrong-type]: 'e' in the front matter must be a list, not a "
                    "mapping"),
          HasSubstr("f.yaml:6:4: error[wrong-type]: 'f' in the front matter must be a mapping, not "
                    "a number"),
          HasSubstr("f.yaml:7:4: error[wrong-type]: 'g' in the front matter must be a finite "
                    "number, not a number")));
}

TEST_F(MappingReaderTest, TellsMissingKeys) {
  MappingReader keys = reader("here:\n");
  EXPECT_EQ(keys.required_string("here"), std::nullopt);
  EXPECT_EQ(keys.required("there"), nullptr);
  EXPECT_THAT(told(diagnostics_),
              ElementsAre("f.yaml:1:1: error[missing-key]: the key 'here' is missing in the front "
                          "matter — add 'here:' with its value",
                          HasSubstr("f.yaml:1:1: error[missing-key]: the key 'there'")));
}

TEST_F(MappingReaderTest, TellsUnknownKeysWithTheNearestOrAllKnownOnes) {
  MappingReader keys = reader("signatorys: []\ncolour: red\n");
  keys.any("signatories");
  keys.any("title");
  keys.finish();
  EXPECT_THAT(
      told(diagnostics_),
      ElementsAre("f.yaml:1:1: error[unknown-key]: unknown key 'signatorys' in the front "
                  "matter — did you mean 'signatories'?",
                  "f.yaml:2:1: error[unknown-key]: unknown key 'colour' in the front matter "
                  "— the keys known here are signatories, title"));
}

TEST_F(MappingReaderTest, WhatIsNoMappingIsOneError) {
  MappingReader keys = reader("- a\n");
  EXPECT_FALSE(keys.ok());
  EXPECT_EQ(keys.required_string("title"), std::nullopt);
  keys.finish();
  EXPECT_THAT(told(diagnostics_),
              ElementsAre(HasSubstr("f.yaml:1:1: error[wrong-type]: the front matter must be a "
                                    "mapping of keys, not a list")));
}

TEST(Lines, ColumnsCountCodePointsInLinesOfAnyLength) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "é";
  text += "\r\nab\rc\n";
  const Lines lines(text, "f");
  EXPECT_EQ(place(lines.at(0)), "1:1");
  EXPECT_EQ(place(lines.at(2046)), "1:1024");
  EXPECT_EQ(place(lines.at(5998)), "1:3000");
  EXPECT_EQ(place(lines.at(6002)), "2:1");
  EXPECT_EQ(place(lines.at(6005)), "3:1");
  EXPECT_EQ(place(lines.at(99999)), "4:1");
  EXPECT_EQ(lines.line(1), "ab");
  EXPECT_EQ(lines.line(2), "c");
  EXPECT_EQ(lines.line(7), "");
}

TEST(InQuotes, IsFitForAMessage) {
  EXPECT_EQ(in_quotes("a\nb\x07"), "'a b<U+0007>'");
  EXPECT_EQ(in_quotes(std::string(100, 'x')), std::string("'").append(60, 'x').append("…'"));
}

}  // namespace
}  // namespace chancery::data
