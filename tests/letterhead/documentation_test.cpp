// The example of docs/letterhead.md is a letterhead, and its tables name every key and code.
#include <gmock/gmock.h>

#include <set>

#include "letterhead_yaml.h"
#include "loaded_module.h"

namespace chancery::letterhead {
namespace {

using ::testing::IsEmpty;

std::string documentation() {
  return tests::read_text(kSource / "docs/letterhead.md");
}

std::string example(const std::string& kind) {
  const std::string text = documentation();
  const std::string fence = "```" + kind + "\n";
  const std::size_t begin = text.find(fence) + fence.size();
  return text.substr(begin, text.find("\n```\n", begin) + 1 - begin);
}

TEST(Documentation, ExampleIsALetterhead) {
  const ReadLetterhead result = read_letterhead(
      example("yaml"), "letterhead.yaml", shared_words(), "words.yaml",
      [](const std::string& file) -> std::optional<Bytes> {
        if (file != "anchor.svg") return std::nullopt;
        return bytes(example("svg"));
      },
      [](ByteView svg, const std::string& file) { return convert_svg(svg_module(), svg, file); });
  EXPECT_THAT(told(result.diagnostics), IsEmpty());
  ASSERT_TRUE(result.letterhead);
  EXPECT_EQ(result.letterhead->footer("fr"), "Bureau du port · harbour.example");
  EXPECT_EQ(result.letterhead->papers.at(letter::Paper::kA4).first.artwork.size(), 1U);
}

/// Asks the reader itself: it answers an unknown key with those that it knows.
std::set<std::string> keys_known_in(const std::string& yaml) {
  static const std::string kBegin = "the keys known here are ";
  std::set<std::string> keys;
  Reading reading;
  for (const Diagnostic& diagnostic : read(yaml, reading).diagnostics) {
    if (diagnostic.code != "unknown-key" || !diagnostic.mend.starts_with(kBegin)) continue;
    std::string list = diagnostic.mend.substr(kBegin.size()) + ", ";
    for (std::size_t end = list.find(", "); end != std::string::npos; end = list.find(", ")) {
      keys.insert(list.substr(0, end));
      list.erase(0, end + 2);
    }
  }
  return keys;
}

TEST(Documentation, NamesEveryKey) {
  const std::string unknown = "qqqqqqqqqqqq: x";
  std::set<std::string> keys = keys_known_in(unknown + "\n" + plain_letterhead());
  EXPECT_EQ(keys.size(), 14U);
  const auto add = [&](const std::string& yaml, std::size_t at_least) {
    std::set<std::string> more = keys_known_in(yaml);
    EXPECT_GE(more.size(), at_least) << yaml;
    keys.merge(more);
  };
  add(with_styles("  title: { " + unknown + " }\n"), 17);
  add(with_keys("signature: { " + unknown + " }\n"), 7);
  add(with_keys("signature: { code: { " + unknown + " } }\n"), 5);
  add(with_keys("tighten: { " + unknown + " }\n"), 3);
  add(with_keys("words: { en: { " + unknown + " } }\n"), kWordKeys.size() + 1);
  add(replaced(plain_letterhead(), "  A4:\n", "  A4:\n    " + unknown + "\n"), 5);
  add(replaced(plain_letterhead(), "  A4:\n", "  A4:\n    marks: { " + unknown + " }\n"), 3);
  add(replaced(plain_letterhead(), "  A4:\n", "  A4:\n    last: { " + unknown + " }\n"), 2);
  add(with_first("      reverse: { " + unknown + " }\n"), 2);
  add(replaced(plain_letterhead(), "papers:\n", "papers:\n  " + unknown + "\n"), 2);
  add(with_first("      " + unknown + "\n"), 8);
  add(replaced(plain_letterhead(), "{ top", "{ " + unknown + ", top"), 4);
  add(replaced(plain_letterhead(), "footer: {", "footer: { " + unknown + ","), 4);
  add(with_first("      texts: [{ " + unknown + " }]\n"), 6);
  add(with_first("      codes: [{ " + unknown + " }]\n"), 8);
  add(with_first("      artwork: [{ x: 1 mm, " + unknown + " }]\n"), 6);
  EXPECT_GE(keys.size(), 50U);

  const std::string text = documentation();
  std::erase_if(keys, [&](const std::string& key) {
    return text.find("`" + key + "`") != std::string::npos;
  });
  EXPECT_THAT(keys, IsEmpty());
}

/// String literals of the source that are codes: kebab-case, and the first in a call that reports.
std::set<std::string> codes_in(const std::string& source) {
  std::set<std::string> codes;
  for (const std::string call : {"report(", "error(", "SvgRefused{", "error = \""}) {
    for (std::size_t at = source.find(call); at != std::string::npos;
         at = source.find(call, at + 1)) {
      const std::size_t begin = source.find('"', at) + 1;
      const std::string code = source.substr(
          begin, source.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", begin) - begin);
      if (begin != 0 && code.find('-') != std::string::npos) codes.insert(code);
    }
  }
  return codes;
}

std::set<std::string> all_codes() {
  std::set<std::string> codes;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "src/letterhead")) {
    codes.merge(codes_in(tests::read_text(entry.path())));
  }
  return codes;
}

TEST(Documentation, ListsEveryCode) {
  std::set<std::string> codes = all_codes();
  EXPECT_GE(codes.size(), 30U);
  const std::string text = documentation();
  std::erase_if(codes, [&](const std::string& code) {
    return text.find("`" + code + "`") != std::string::npos;
  });
  EXPECT_THAT(codes, IsEmpty());
}

TEST(Documentation, EveryCodeIsProvokedByATest) {
  std::string tests_text;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "tests/letterhead")) {
    tests_text += tests::read_text(entry.path());
  }
  std::set<std::string> codes = all_codes();
  // cairo draws whatever passes the rules and librsvg, as far as is known.
  EXPECT_EQ(codes.erase("svg-cannot-draw"), 1U);
  std::erase_if(codes, [&](const std::string& code) {
    return tests_text.find(code + "\"") != std::string::npos ||
           tests_text.find("[" + code + "]") != std::string::npos;
  });
  EXPECT_THAT(codes, IsEmpty());
}

TEST(Documentation, NamesEveryStyleThatLettersUse) {
  // An unused style with a name like nothing is answered with all names that letters use.
  const ReadLetterhead result = read(with_styles("  qqqqqqqqqqqq: {}\n"));
  ASSERT_EQ(result.diagnostics.size(), 1U);
  std::string list = result.diagnostics[0].mend.substr(std::string("there are: ").size()) + ", ";
  const std::string text = documentation();
  std::size_t count = 0;
  for (std::size_t end = list.find(", "); end != std::string::npos; end = list.find(", ")) {
    const std::string name = list.substr(0, end);
    list.erase(0, end + 2);
    ++count;
    if (name > "heading1" && name < "heading6") continue;  // "`heading1` to `heading6`"
    EXPECT_NE(text.find("`" + name + "`"), std::string::npos) << name;
  }
  EXPECT_GE(count, 27U);
}

}  // namespace
}  // namespace chancery::letterhead
