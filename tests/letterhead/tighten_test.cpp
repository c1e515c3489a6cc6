// The key 'tighten' of a letterhead.
#include <gtest/gtest.h>

#include <string>

#include "letterhead/letterhead.h"

namespace chancery::letterhead {
namespace {

const char* const kWords = R"(
en:
  page-of: "Page {page} of {pages}"
  page: "Page {page}"
  reference: "Reference"
  date: "Date"
  place-date: "{place}, {date}"
  cc: "Copies to"
  enclosures: "Enclosures"
  signed-by: "Digitally signed by"
  signature-of: "Signature of {name}"
  authentic: "Authentic: {language}"
  all-authentic: "All are authentic"
  signed: "Signed"
  date-format: "d MMMM y"
  months: [a, b, c, d, e, f, g, h, i, j, k, l]
)";

ReadLetterhead read(const std::string& tighten) {
  const std::string yaml = tighten + R"(
name: plain
organisation: Office
styles:
  text: { size: 10 pt, leading: 14 pt }
papers:
  A4:
    first: { margins: { top: 20 mm, right: 30 mm, bottom: 20 mm, left: 30 mm }, footer: { x: 30 mm, y: 280 mm, width: 150 mm, height: 10 mm } }
    following: { margins: { top: 20 mm, right: 30 mm, bottom: 20 mm, left: 30 mm }, footer: { x: 30 mm, y: 280 mm, width: 150 mm, height: 10 mm } }
)";
  return read_letterhead(
      yaml, "letterhead.yaml", kWords, "words.yaml",
      [](const std::string&) { return std::nullopt; },
      [](ByteView, const std::string&) { return Bytes(); });
}

TEST(Tighten, ParagraphsAndSpacesMayYieldUnlessTheLetterheadSaysNo) {
  const ReadLetterhead usual = read("");
  ASSERT_TRUE(usual.letterhead);
  EXPECT_TRUE(usual.letterhead->tighten.paragraphs);
  EXPECT_TRUE(usual.letterhead->tighten.spaces);
  EXPECT_EQ(usual.letterhead->tighten.extra_lines, 0);

  const ReadLetterhead asked =
      read("tighten: { paragraphs: false, spaces: false, extra-lines: 2 }");
  ASSERT_TRUE(asked.letterhead);
  EXPECT_FALSE(asked.letterhead->tighten.paragraphs);
  EXPECT_FALSE(asked.letterhead->tighten.spaces);
  EXPECT_EQ(asked.letterhead->tighten.extra_lines, 2);
}

TEST(Tighten, MoreThanThreeExtraLinesAreRefused) {
  for (const char* lines : {"-1", "4", "99999999999"}) {
    const ReadLetterhead read_back = read(std::string("tighten: { extra-lines: ") + lines + " }");
    EXPECT_FALSE(read_back.letterhead) << lines;
    ASSERT_FALSE(read_back.diagnostics.empty());
    EXPECT_EQ(read_back.diagnostics.front().code, "extra-lines-out-of-range");
    EXPECT_EQ(read_back.diagnostics.front().where.line, 1);
  }
}

}  // namespace
}  // namespace chancery::letterhead
