// Files that are made to do harm, or are not what they seem.
#include <gmock/gmock.h>

#include "docx_file.h"
#include "draft_here.h"

namespace chancery::draft {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kMegabyte = std::size_t{1024} * 1024;

TEST(Hostile, ArchivesThatSwellAreRefused) {
  // 40 MB of spaces are 40 kB in the archive.
  const std::string bomb = zipped({{"word/document.xml", std::string(40 * kMegabyte, ' ')}});
  EXPECT_LT(bomb.size(), kMegabyte);
  EXPECT_THAT(why_not(bomb, Form::kDocx), HasSubstr("docx-too-large"));
}

TEST(Hostile, ArchivesThatSwellInManyFilesAreRefused) {
  const std::string padding = "<!--" + std::string(9 * kMegabyte, ' ') + "-->";
  const std::string bomb = zipped({{"word/document.xml", document(p("A")) + padding},
                                   {"word/styles.xml", kStyles + padding},
                                   {"word/numbering.xml", kNumbering + padding},
                                   {"word/_rels/document.xml.rels", kLinks + padding}});
  EXPECT_THAT(why_not(bomb, Form::kDocx), HasSubstr("docx-too-large"));
}

TEST(Hostile, EntitiesAreNotExpanded) {
  const std::string laughs =
      "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
  const std::string xml =
      laughs + "<w:document" + kNamespaces + "><w:body>" + p("&c;") + "</w:body></w:document>";
  EXPECT_THAT(why_not(zipped({{"word/document.xml", xml}}), Form::kDocx),
              HasSubstr("xml-entities"));
}

TEST(Hostile, FilesOfTheMachineAreNotRead) {
  const std::string xml = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document" +
                          kNamespaces + "><w:body>" + p("&x;") + "</w:body></w:document>";
  EXPECT_THAT(why_not(zipped({{"word/document.xml", xml}}), Form::kDocx),
              HasSubstr("xml-entities"));
}

std::string nested(const std::string& begin, const std::string& inside, const std::string& end,
                   int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += begin;
  text += inside;
  for (int i = 0; i < depth; ++i) text += end;
  return text;
}

TEST(Hostile, DeepNestingIsRefusedOrCut) {
  constexpr int kDepth = 100000;
  const std::string docx = zipped(
      {{"word/document.xml",
        document(nested("<w:sdt><w:sdtContent>", p("A"), "</w:sdtContent></w:sdt>", kDepth))}});
  EXPECT_THAT(why_not(docx, Form::kDocx), HasSubstr("docx-damaged"));
  EXPECT_NE(why_not(nested("<div>", "A", "</div>", kDepth), Form::kHtml), "");
  // Lists within the limit of elements, but deeper than a letter's.
  const std::string html = "<p>Dear A,</p>" + nested("<ul><li>x", "y", "</li></ul>", 100) +
                           "<p>Yours sincerely,</p><p>Ada Quist<br>Director<br>North Office</p>";
  EXPECT_THAT(draft_here(html, Form::kHtml).letter, HasSubstr("- x\n"));
}

TEST(Hostile, FilesThatAreSomethingElseAreTold) {
  EXPECT_THAT(why_not("no archive", Form::kDocx), HasSubstr("not-docx"));
  EXPECT_THAT(why_not(zipped({{"other.xml", "<a/>"}}), Form::kDocx), HasSubstr("not-docx"));
  EXPECT_THAT(why_not(zipped({{"word/document.xml", "<w:document"}}), Form::kDocx),
              HasSubstr("docx-damaged"));
  EXPECT_THAT(why_not("", Form::kText), HasSubstr("nothing-found"));
  EXPECT_THAT(why_not("", Form::kHtml), HasSubstr("nothing-found"));
  EXPECT_THAT(why_not("<script>x</script>", Form::kHtml), HasSubstr("nothing-found"));
  EXPECT_THAT(why_not(std::string(17 * kMegabyte, 'a'), Form::kText), HasSubstr("too-large"));
}

TEST(Hostile, CutAndChangedDocumentsNeverCrash) {
  const std::string whole = zipped(
      {{"word/document.xml", document(p("Dear A,") + p("B."))}, {"word/styles.xml", kStyles}});
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_NE(why_not(whole.substr(0, size), Form::kDocx), "");
  }
  unsigned random = 1;
  for (int i = 0; i < 500; ++i) {
    std::string changed = whole;
    random = random * 1103515245U + 12345U;
    changed[random / 65536U % changed.size()] = static_cast<char>(random >> 8U);
    why_not(changed, Form::kDocx);
  }
}

TEST(Hostile, TextThatMarkdownWouldReadStaysText) {
  const std::string text =
      "Dear A,\n\n# no heading *no emphasis* [no](https://link.example) <b>no tag</b> &amp; `no` "
      "__no__\n\n"
      "::: no division\n\n---\n\n| a | b |\n| --- | --- |\n\n[^1]: no note\n\n"
      "Yours sincerely,\n\nAda: \"Quist\"\n";
  const std::string letter = draft_here(text, Form::kText).letter;
  EXPECT_THAT(letter, HasSubstr("\\# no heading \\*no emphasis\\* \\[no\\](https://link.example) "
                                "\\<b>no tag\\</b> \\&amp; \\`no\\` \\_\\_no\\_\\_\n"));
  EXPECT_THAT(letter, HasSubstr("\\::: no division\n\n\\---\n\n\\| a | b |\n\n\\| --- | --- |\n"));
  EXPECT_THAT(letter, HasSubstr("\\[^1\\]: no note"));
}

}  // namespace
}  // namespace chancery::draft
