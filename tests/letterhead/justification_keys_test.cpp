// The keys that say how finely a style is justified.
#include <gtest/gtest.h>

#include <string>

#include "letterhead/letterhead.h"
#include "letterhead/values.h"
#include "run_program.h"

namespace chancery::letterhead {
namespace {

ReadLetterhead read(const std::string& keys) {
  const std::string page =
      ": { margins: { top: 60 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }, "
      "footer: { x: 30 mm, y: 275 mm, width: 150 mm, height: 12 mm } }\n";
  const std::string yaml =
      "name: plain\norganisation: Office\nstyles:\n"
      "  text: { font: text, size: 11 pt, leading: 15 pt" +
      keys +
      " }\n  footnote: { size: 9 pt, leading: 12 pt }\n"
      "papers:\n  A4:\n    first" +
      page + "    following" + page;
  return read_letterhead(
      yaml, "letterhead.yaml",
      tests::read_text(std::filesystem::path(CHANCERY_SOURCE_DIR) / "letterhead/words.yaml"),
      "words.yaml", [](const std::string&) { return std::optional<Bytes>(); },
      [](ByteView, const std::string&) { return Bytes(); });
}

std::string error_of(const std::string& keys) {
  for (const Diagnostic& each : read(keys).diagnostics) {
    if (each.severity == Severity::kError) return each.code;
  }
  return {};
}

TEST(JustificationKeys, AreOffUnlessAStyleAsksForThem) {
  const ReadLetterhead plain = read("");
  ASSERT_TRUE(plain.letterhead) << (plain.diagnostics.empty() ? "" : plain.diagnostics[0].what);
  const TypeStyle& text = plain.letterhead->style("text");
  EXPECT_EQ(text.letter_fit, 0);
  EXPECT_EQ(text.glyph_expansion, 0);
  EXPECT_FALSE(text.protrusion);
}

TEST(JustificationKeys, AreReadAndInherited) {
  const ReadLetterhead fine =
      read(", letter-fit: 2 %, glyph-expansion: \"1.5%\", protrusion: true");
  ASSERT_TRUE(fine.letterhead);
  for (const char* name : {"text", "footnote"}) {
    const TypeStyle& style = fine.letterhead->style(name);
    EXPECT_DOUBLE_EQ(style.letter_fit, 0.02);
    EXPECT_DOUBLE_EQ(style.glyph_expansion, 0.015);
    EXPECT_TRUE(style.protrusion);
  }
}

TEST(JustificationKeys, OutsideTheirRangeTheyAreErrors) {
  EXPECT_EQ(error_of(", letter-fit: 2.1 %"), "share-out-of-range");
  EXPECT_EQ(error_of(", letter-fit: -1 %"), "share-out-of-range");
  EXPECT_EQ(error_of(", glyph-expansion: 2 %"), "share-out-of-range");
  EXPECT_EQ(error_of(", glyph-expansion: 1.5"), "not-a-share") << "per cent or parts of one?";
  EXPECT_EQ(error_of(", letter-fit: 0.2 pt"), "not-a-share");
  EXPECT_EQ(error_of(", letter-fit: [1]"), "not-a-share");
  EXPECT_EQ(error_of(", letter-fit: 2 %"), "");
}

TEST(JustificationKeys, SharesAreNumbersOfPerCent) {
  EXPECT_EQ(parse_share("2 %"), 0.02);
  EXPECT_EQ(parse_share("0%"), 0);
  for (const char* wrong : {"", "%", "2", "2 % ", "2 percent", "nan %", "1e1 %", "%2"}) {
    EXPECT_FALSE(parse_share(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace chancery::letterhead
