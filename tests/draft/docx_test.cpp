// Word documents, made here part by part.
#include <gmock/gmock.h>

#include "docx_file.h"
#include "draft_here.h"

namespace chancery::draft {
namespace {

using ::testing::HasSubstr;

std::string docx(const std::string& body,
                 std::vector<std::pair<std::string, std::string>> more = {}) {
  more.emplace_back("word/document.xml", document(body));
  more.emplace_back("word/styles.xml", kStyles);
  more.emplace_back("word/numbering.xml", kNumbering);
  more.emplace_back("word/_rels/document.xml.rels", kLinks);
  return zipped(more);
}

const std::string kHead = p("Open Letter on the Buoys", style("Title")) + p("24 November 2026") +
                          p("") + p("The Harbour Master") + p("Birkenau") + p("") +
                          p("Dear Harbour Master,");
const std::string kEnd =
    p("Yours sincerely,") + p("") + p("Ada Quist") + p("Director") + p("Northern Division");

TEST(WordDocument, BecomesALetter) {
  const std::string body =
      "<w:p><w:r><w:t xml:space=\"preserve\">The buoys are </w:t></w:r>"
      "<w:r><w:rPr><w:b/></w:rPr><w:t>dark</w:t></w:r><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr>"
      "<w:t xml:space=\"preserve\"> since "
      "</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>October</w:t></w:r>"
      "<w:ins><w:r><w:t xml:space=\"preserve\">; see </w:t></w:r></w:ins>"
      "<w:del><w:r><w:delText>never shown</w:delText></w:r></w:del>"
      "<w:hyperlink r:id=\"rId9\"><w:r><w:t>the report</w:t></w:r></w:hyperlink>"
      "<w:hyperlink r:id=\"rId8\"><w:r><w:t xml:space=\"preserve\"> at "
      "once</w:t></w:r></w:hyperlink>"
      "<w:r><w:t>.</w:t></w:r></w:p>" +
      p("What we ask", style("H2")) + p("New lamps", style("L")) + p("in the north", item("1", 1)) +
      p("New batteries", item("1", 0)) + "<w:tbl><w:tr><w:tc>" + p("Row") + "</w:tc><w:tc>" +
      p("Lamps") + "</w:tc></w:tr><w:tr><w:tc>" + p("North") + "</w:tc><w:tc>" + p("12") +
      "</w:tc></w:tr></w:tbl>";
  const Drafted drafted = draft_here(docx(kHead + body + kEnd), Form::kDocx);
  EXPECT_EQ(drafted.letter, R"(---
letterhead: division-letters
language: en-GB
date: 2026-11-24
title: Open Letter on the Buoys
to:
  - The Harbour Master
  - Birkenau
salutation: Dear Harbour Master,
closing: Yours sincerely,
signatories:
  - name: Ada Quist
    title: Director
    division: Northern Division
---
The buoys are **dark** since *October*; see [the report](https://buoys.example/report) at once.

## What we ask

1. New lamps
   - in the north
2. New batteries

| Row | Lamps |
| --- | --- |
| North | 12 |
)");
  EXPECT_TRUE(drafted.diagnostics.empty()) << format(drafted.diagnostics.front());
}

TEST(WordDocument, HasSignaturesSideBySideInATable) {
  const auto row = [](const std::string& left, const std::string& right) {
    return "<w:tr><w:tc>" + p(left) + "</w:tc><w:tc>" + p(right) + "</w:tc></w:tr>";
  };
  const std::string letter =
      draft_here(docx(kHead + p("The buoys are dark.") + p("Yours sincerely,") + "<w:tbl>" +
                      row("Ada Quist", "Bo Lindqvist") + row("Director", "Chief Engineer") +
                      row("Northern Division", "Southern Division") + "</w:tbl>"),
                 Form::kDocx)
          .letter;
  EXPECT_THAT(letter, HasSubstr("  - name: Ada Quist\n    title: Director\n    division: Northern "
                                "Division\n  - name: Bo Lindqvist\n    title: Chief Engineer\n"
                                "    division: Southern Division\n"));
}

TEST(WordDocument, KeepsFootnotesAndTheFootOfItsPages) {
  const std::string body =
      "<w:p><w:r><w:t>The buoys are dark.</w:t></w:r><w:r><w:footnoteReference "
      "w:id=\"2\"/></w:r></w:p>";
  const std::string notes = "<w:footnotes" + kNamespaces + "><w:footnote w:id=\"2\">" +
                            p("Since October.") + "</w:footnote></w:footnotes>";
  const std::string footer =
      "<w:ftr" + kNamespaces + ">" + p("Lakes Correspondence Office") + p("Page 1") + "</w:ftr>";
  const std::string letter =
      draft_here(
          docx(kHead + body + kEnd, {{"word/footnotes.xml", notes}, {"word/footer1.xml", footer}}),
          Form::kDocx)
          .letter;
  EXPECT_THAT(letter, HasSubstr("The buoys are dark.[^2]\n\n[^2]: Since October.\n"));
  EXPECT_THAT(letter, HasSubstr("footer: Lakes Correspondence Office\n"));
}

TEST(WordDocument, TextBoxesAreReadOnce) {
  const std::string box =
      "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
      "<w:txbxContent>" +
      p("In the box.") +
      "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
      "<w:txbxContent>" +
      p("In the box.") +
      "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
  const std::string letter =
      draft_here(docx(kHead + p("The buoys are dark.") + box + kEnd), Form::kDocx).letter;
  const std::size_t first = letter.find("In the box.");
  ASSERT_NE(first, std::string::npos) << letter;
  EXPECT_EQ(letter.find("In the box.", first + 1), std::string::npos);
}

TEST(WordDocument, PlacesAreParagraphs) {
  const Drafted drafted = draft_here(
      docx(kHead + p("The buoys are dark.") + p("Yours sincerely,") + p("Ada Quist")), Form::kDocx);
  ASSERT_EQ(drafted.diagnostics.size(), 1U);
  EXPECT_EQ(drafted.diagnostics[0].code, "no-division");
  EXPECT_EQ(drafted.diagnostics[0].where.line, 10);
}

}  // namespace
}  // namespace chancery::draft
