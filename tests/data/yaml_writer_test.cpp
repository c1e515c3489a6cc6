// Trees written as YAML read back as they were.
#include <gmock/gmock.h>

#include "data/data.h"
#include "told.h"

namespace chancery::data {
namespace {

using ::testing::ElementsAre;

Node read_back(const Node& node) {
  const std::string yaml = write_yaml(node);
  const Parsed parsed = parse_yaml(yaml, "f.yaml");
  EXPECT_THAT(told(parsed.diagnostics), ElementsAre()) << yaml;
  return parsed.root.value_or(Node());
}

TEST(WrittenYaml, HasOneFormForEveryKindOfValue) {
  Node root;
  root.set("text", Node("On quays"));
  root.set("number", Node(2));
  root.set("flag", Node(true));
  root.set("nothing", Node());
  root.set("empty", Node(Sequence{}));
  root.set("none", Node(Mapping{}));
  Node person;
  person.set("name", Node("Ada"));
  person.set("lines", Node(Sequence{Node("a"), Node("b")}));
  root.set("list", Node(Sequence{Node("Dear all:"), person, Node(Sequence{Node("c"), Node("d")})}));
  EXPECT_EQ(write_yaml(root),
            "text: On quays\n"
            "number: 2\n"
            "flag: true\n"
            "nothing: null\n"
            "empty: []\n"
            "none: {}\n"
            "list:\n"
            "  - \"Dear all:\"\n"
            "  - name: Ada\n"
            "    lines:\n"
            "      - a\n"
            "      - b\n"
            "  - - c\n"
            "    - d\n");
  EXPECT_EQ(write_json(read_back(root)), write_json(root));
}

TEST(WrittenYaml, TextsKeepEveryCharacter) {
  for (const char* text : {"",
                           " a",
                           "a ",
                           "a: b",
                           "a:",
                           "a #b",
                           "#a",
                           "- a",
                           "---",
                           "'a'",
                           "\"a\"",
                           "a\\b",
                           "[a]",
                           "{a}",
                           "*a",
                           "&a",
                           "!a",
                           "%a",
                           "@a",
                           "`a`",
                           "|",
                           ">",
                           "?",
                           ", a",
                           "null",
                           "~",
                           "Null",
                           "a\nb\n",
                           "\n",
                           "a\tb",
                           "a\rb",
                           "\u00A0",
                           "\u0085",
                           "a\u2028b",
                           "\u2029",
                           "\uFEFF",
                           "\u200F\u2067a\u2069",
                           "Čáslav",
                           "東京",
                           "😀",
                           "\x01",
                           "a\u00ADb",
                           "1.50",
                           "0x1F",
                           "true",
                           "2026-11-24",
                           "007"}) {
    Node root;
    root.set("k", Node(text));
    root.set("l", Node(Sequence{Node(text)}));
    const Node read = read_back(root);
    ASSERT_NE(read.find("k"), nullptr) << text;
    EXPECT_EQ(read.find("k")->text, text);
    EXPECT_FALSE(read.find("k")->is_null()) << text;
    EXPECT_EQ(read.find("l")->sequence()->at(0).text, text);
  }
}

TEST(WrittenYaml, KeysAreQuotedLikeTexts) {
  for (const char* key : {"a b", "a: b", "$schema", "", "null", "- a", "é\n"}) {
    Node root;
    root.set(key, Node("x"));
    const Node read = read_back(root);
    ASSERT_NE(read.mapping(), nullptr);
    EXPECT_EQ(read.mapping()->front().key, key);
  }
}

}  // namespace
}  // namespace chancery::data
