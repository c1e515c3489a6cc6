// What the report shows of the text that was changed.
#include "verification/text_differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pdf/read/page_text.h"
#include "signed_file.h"

namespace chancery::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using verification::TextDifference;

using Lines = std::vector<std::string>;

TEST(LineDifference, IsWhatIsOnlyInTheOneOrTheOther) {
  const auto difference = [](const Lines& before, const Lines& after) {
    const TextDifference found = verification::line_difference(before, after);
    return std::pair(found.before, found.after);
  };
  using Both = std::pair<Lines, Lines>;
  EXPECT_EQ(difference({}, {}), Both({}, {}));
  EXPECT_EQ(difference({"a", "b"}, {"a", "b"}), Both({}, {}));
  EXPECT_EQ(difference({"a", "b", "c"}, {"a", "x", "c"}), Both({"b"}, {"x"}));
  EXPECT_EQ(difference({"a", "b", "c", "d"}, {"b", "x", "d", "y"}), Both({"a", "c"}, {"x", "y"}));
  EXPECT_EQ(difference({}, {"a"}), Both({}, {"a"}));
  EXPECT_EQ(difference({"a", "a"}, {"a"}), Both({"a"}, {}));
}

/// A page with this content, and fonts /F1 (plain) and /F2 (two bytes a code, with a map).
Bytes page(const std::string& content, const std::string& more = "") {
  pdf::sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2,
              "<</Type /Pages /Kids [3 0 R] /Count 1 /Resources <</Font <</F1 5 0 R /F2 6 0 R>> "
              "/XObject <</X0 8 0 R>>>>>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R 9 0 R] " +
                     more + ">>");
  file.stream(4, "", content);
  file.object(5,
              "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding <</Differences [1 /A "
              "/uni042F /space]>>>>");
  file.object(6,
              "<</Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /ToUnicode 7 0 "
              "R>>");
  file.stream(7, "",
              "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <0041> "
              "<0002> <D835DC00> endbfchar 2 beginbfrange <0010> <0012> <0061> <0020> <0021> "
              "[<00660066> <0442>] endbfrange");
  file.stream(8, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "BT /F1 9 Tf (in a form) Tj ET");
  file.stream(9, "", "BT 72 100 Td (last) Tj ET");
  file.table("/Root 1 0 R", 10);
  return pdf::sample::bytes(file.text);
}

Lines lines(const Bytes& file) {
  const pdf::Document document = open(file);
  std::size_t budget = 1U << 20U;
  return pdf::page_lines(document, document.pages().at(0), budget);
}

TEST(PageText, IsReadLineByLine) {
  EXPECT_THAT(lines(page("BT /F1 12 Tf 72 700 Td (One) Tj 30 0 Td (two) Tj 0 -14 Td (three) Tj T* "
                         "(four) ' ET")),
              ElementsAre("One two", "three", "four", "last"));
  EXPECT_THAT(
      lines(page("BT /F1 12 Tf 1 0 0 1 72 700 Tm (a) Tj 1 0 0 1 99 700 Tm (b) Tj 1 0 0 1 72 "
                 "600 Tm (c) Tj ET")),
      ElementsAre("a b", "c", "last"));
  EXPECT_THAT(lines(page("BT /F1 12 Tf [(Ta) 40 (ble) -300 (of)] TJ ET")),
              ElementsAre("Table of", "last"));
}

TEST(PageText, KnowsEscapesAndCodes) {
  EXPECT_THAT(lines(page("BT /F1 12 Tf (\\(a\\051 \\\\ \\x \\\nb) Tj ET")),
              ElementsAre("(a) \\ x b", "last"));
  EXPECT_THAT(lines(page("BT /F1 12 Tf <010203 41> Tj ET")), ElementsAre("AЯ A", "last"));
  EXPECT_THAT(lines(page("BT /F1 12 Tf (\\200\\223) Tj ET")), ElementsAre("€“", "last"));
  EXPECT_THAT(lines(page("BT /F2 12 Tf <0001001000120020002100020099> Tj ET")),
              ElementsAre("Aacffт𝐀\uFFFD", testing::_));
}

TEST(PageText, ReachesFormsAndPassesOverPictures) {
  EXPECT_THAT(lines(page("/X0 Do BI /W 1 /H 1 ID (not text) Tj EI BT /F1 1 Tf T* (behind) Tj ET")),
              ElementsAre("in a form", "behind", "last"));
  EXPECT_THAT(lines(page("", "/Annots [<</Subtype /FreeText /Contents (noted)>>]")),
              ElementsAre("last", "noted"));
}

TEST(PageText, OfHostileContentEnds) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "[";
  lines(page(deep));
  lines(page("BT /F9 1 Tf (no such font) Tj (unended"));
  lines(page(") > >> ] } ' \" TJ Tj Tf Do"));
}

/// The same words as another program reads.
TEST(PageText, AgreesWithPoppler) {
  const Bytes file = page(
      "BT /F1 12 Tf 72 700 Td (Dear Ministers:) Tj 0 -20 Td (We write on the eve) Tj ET BT "
      "/F1 12 Tf ET");
  const pdf::sample::TemporaryFile temporary(file);
  const std::string text = pdf::sample::run("pdftotext -raw " + temporary.path() + " -").output;
  if (text.find("not found") != std::string::npos) GTEST_SKIP() << "no pdftotext";
  for (const std::string& line : lines(file)) EXPECT_THAT(text, HasSubstr(line));
}

/// One more revision, in which the page shows this.
Bytes showing(const Bytes& file, const std::string& content) {
  return edited(file, [&](const pdf::Document&, pdf::Revision& revision) {
    revision.set({4, 0}, pdf::Stream{{}, pdf::sample::bytes(content)});
  });
}

TEST(TextDifferences, AreInTheReport) {
  const Bytes signed_page =
      signed_file(showing(letter_pdf(), "BT (Pay 100 to Ada) Tj T* (Yours) Tj ET"));
  EXPECT_THAT(verified(signed_page).signatures.at(0).text_differences, IsEmpty());
  const Bytes forged = showing(signed_page, "BT (Pay 900 to Eve) Tj T* (Yours) Tj ET");
  const verification::Report report = verified(forged);
  ASSERT_THAT(report.signatures.at(0).text_differences, SizeIs(1));
  const TextDifference& difference = report.signatures[0].text_differences[0];
  EXPECT_EQ(difference.page, "page 1");
  EXPECT_THAT(difference.before, ElementsAre("Pay 100 to Ada"));
  EXPECT_THAT(difference.after, ElementsAre("Pay 900 to Eve"));
  const std::string text = verification::to_text(report, "file");
  EXPECT_THAT(text, HasSubstr("Pay 100 to Ada"));
  EXPECT_THAT(text, HasSubstr("Pay 900 to Eve"));
  EXPECT_THAT(data::write_json(verification::to_node(report, "file")), HasSubstr("Pay 900 to Eve"));
  // Pages that are gone or new differ as a whole.
  const Bytes shorter = changed(signed_page, 2, {{"Kids", Array{}}, {"Count", 0}});
  ASSERT_THAT(verified(shorter).signatures.at(0).text_differences, SizeIs(1));
  EXPECT_THAT(verified(shorter).signatures[0].text_differences[0].before,
              ElementsAre("Pay 100 to Ada", "Yours"));
}

}  // namespace
}  // namespace chancery::tests
