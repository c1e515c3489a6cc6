// Pages of others, looked at: content operator by operator, maps of codes, and what is found.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "pdf/profile/cmap.h"
#include "pdf/profile/content_operators.h"
#include "pdf/profile/jpeg2000.h"
#include "pdf/profile/latin_names.h"
#include "pdf/profile/left_out.h"
#include "pdf/profile/page_inspector.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> operators_in(std::string_view content, bool is_whole = true) {
  std::vector<std::string> seen;
  EXPECT_EQ(read_operators(bytes_of(content),
                           [&seen](std::string_view keyword, std::span<const Operand> operands) {
                             std::string text;
                             for (const Operand& operand : operands) {
                               text += std::string(operand.text) + " ";
                             }
                             seen.push_back(text + std::string(keyword));
                           }),
            is_whole);
  return seen;
}

TEST(ContentOperators, AreGivenWithTheirOperands) {
  EXPECT_THAT(operators_in("q 1 0 0 1 5 .5 cm /F 9 Tf [(a) -3 <62>] TJ Q"),
              ElementsAre("q", "1 0 0 1 5 .5 cm", "/F 9 Tf", "[ (a) -3 <62> ] TJ", "Q"));
  EXPECT_THAT(operators_in("true false null gs"), ElementsAre("true false null gs"));
  EXPECT_THAT(operators_in("1 2", false), IsEmpty());
  EXPECT_THAT(operators_in("q (open", false), ElementsAre("q"));
}

TEST(ContentOperators, AnInlineImageIsOneOfThem) {
  EXPECT_THAT(operators_in("BI /W 1 /H 1 ID \x01 EI\x02 q\nEI Q"),
              ElementsAre("/W 1 /H 1 BI", "Q"));
  EXPECT_THAT(operators_in("BI /W 1 ID data", false), IsEmpty());
}

TEST(ContentOperators, StringsAndNamesAreTheirBytes) {
  const auto string = [](TokenKind kind, std::string_view text) {
    return string_in_token({kind, text});
  };
  EXPECT_EQ(string(TokenKind::kHexString, "<41 4>"), "A@");
  EXPECT_EQ(string(TokenKind::kString, "(a\\(b\\)\\101\\7\\n)"), std::string("a(b)A\7\n"));
  EXPECT_EQ(string(TokenKind::kString, "(a\\\r\nb\r\nc)"), "ab\nc");
  EXPECT_EQ(name_in_token("/A#20b#2"), "A b#2");
}

TEST(CharacterMap, LeadsFromCodesToCidsAndTexts) {
  const CharacterMap map = CharacterMap::read(bytes_of(
      "1 begincodespacerange <00> <7F> endcodespacerange\n"
      "1 begincodespacerange <8000> <FFFF> endcodespacerange\n"
      "1 begincidrange <8000> <80FF> 10 endcidrange 1 begincidchar <20> 1 endcidchar\n"
      "1 beginbfchar <20> <0020> endbfchar\n"
      "2 beginbfrange <8000> <8002> <0041> <8005> <8006> [<0066006C> <D835DC00>] endbfrange\n"
      "/WMode 1 def /Other usecmap"));
  std::size_t at = 0;
  const std::string shown = "\x20\x80\x01\x20";
  EXPECT_EQ(map.next_code(shown, at), 0x20U);
  EXPECT_EQ(map.next_code(shown, at), 0x8001U);
  EXPECT_EQ(map.next_code(shown, at), 0x20U);
  EXPECT_EQ(at, shown.size());
  EXPECT_EQ(map.cid(0x8003), 13U);
  EXPECT_EQ(map.cid(0x20), 1U);
  EXPECT_EQ(map.cid(0x9000), std::nullopt);
  EXPECT_EQ(map.text(0x8002), std::string("\0C", 2));
  EXPECT_EQ(map.text(0x8005), std::string("\0f\0l", 4));
  EXPECT_EQ(map.text(0x8006), std::string("\xD8\x35\xDC\0", 4));
  EXPECT_EQ(map.text(0x8003), std::nullopt);
  EXPECT_TRUE(map.is_vertical());
  EXPECT_EQ(map.uses(), "Other");
}

// ISO 32000-1, annex D.
TEST(LatinNames, AreThoseOfTheStandard) {
  EXPECT_EQ(name_in_encoding(LatinEncoding::kWinAnsi, 0x80), "Euro");
  EXPECT_EQ(name_in_encoding(LatinEncoding::kWinAnsi, 0x81), "bullet");
  EXPECT_EQ(name_in_encoding(LatinEncoding::kWinAnsi, 0xAD), "hyphen");
  EXPECT_EQ(name_in_encoding(LatinEncoding::kMacRoman, 0xCA), "space");
  EXPECT_EQ(name_in_encoding(LatinEncoding::kMacRoman, 0xDB), "currency");
  EXPECT_EQ(name_in_encoding(LatinEncoding::kStandard, 0x27), "quoteright");
  EXPECT_EQ(name_in_encoding(LatinEncoding::kStandard, 0x80), "");
  EXPECT_EQ(character_of_name("eacute"), U'\u00E9');
  EXPECT_EQ(character_of_name("summation"), U'\u2211');
  EXPECT_EQ(character_of_name("g123"), 0U);
  EXPECT_EQ(code_in_mac_roman("Adieresis"), 0x80);
  EXPECT_EQ(code_in_mac_roman("Lslash"), std::nullopt);
}

TEST(LeftOut, IsWhatTheStandardsNameAndNotWhatAnAuthorDoes) {
  const Dictionary state{{"TR", Name{"Identity"}}, {"ca", 0.5}, {"BM", Name{"Glow"}}};
  EXPECT_TRUE(is_left_out(state, "TR"));
  EXPECT_TRUE(is_left_out(state, "BM"));
  EXPECT_FALSE(is_left_out(state, "ca"));
  // A soft mask's function.
  EXPECT_FALSE(is_left_out({{"G", Reference{1, 0}}, {"TR", Reference{2, 0}}}, "TR"));
  // A font that an author calls "Ref" or "TR" stands in a dictionary of names.
  EXPECT_EQ(keys_below(Keys::kOfStandard, "Resources"), Keys::kOfResources);
  EXPECT_EQ(keys_below(Keys::kOfResources, "Font"), Keys::kGiven);
  EXPECT_EQ(keys_below(Keys::kGiven, "TR"), Keys::kOfStandard);
}

TEST(Jpeg2000, IsPlainWithAHeaderAndThreeChannels) {
  const std::string box = std::string("\0\0\0\x0CjP  \r\n\x87\n", 12);
  const auto image = [&](char channels) {
    return box + std::string("\0\0\0\x2Djp2h", 8) +
           std::string("\0\0\0\x16ihdr\0\0\0\1\0\0\0\1\0", 17) + channels +
           std::string("\7\7\0\0", 4) +
           std::string(
               "\0\0\0\x0F"
               "colr\1\0\0\0\0\0\x10",
               15);
  };
  EXPECT_TRUE(is_plain_jpeg2000(bytes_of(image(3))));
  EXPECT_FALSE(is_plain_jpeg2000(bytes_of(image(2))));
  EXPECT_FALSE(is_plain_jpeg2000(bytes_of(box)));
  EXPECT_FALSE(is_plain_jpeg2000({}));
}

/// Two pages, of which the second shows text in a font of which there is only the name.
std::string file_with_a_font() {
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R 5 0 R] /Count 2 /MediaBox [0 0 100 100]>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /Resources <<>> /Contents 4 0 R>>");
  file.stream(4, "", "0 0 0 1 k 0 0 9 9 re f");
  file.object(5,
              "<</Type /Page /Parent 2 0 R /Resources <</Font <</TR 7 0 R>>>> /Contents 6 0 R>>");
  file.stream(6, "", "BT /TR 9 Tf (a) Tj ET");
  file.object(7, "<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>>");
  file.table("/Root 1 0 R", 20);
  return file.text;
}

TEST(PageInspector, NamesThePageAndTheFont) {
  const std::string file = file_with_a_font();
  const Inspection inspection =
      inspect_pages(bytes_of(file), Profile::kArchive, Annotations::kDrawn);
  EXPECT_EQ(inspection.pages, 2U);
  EXPECT_TRUE(inspection.has_cmyk);
  ASSERT_EQ(inspection.unfit.size(), 1U);
  EXPECT_EQ(inspection.unfit[0].found.fault, Fault::kFontNotThere);
  EXPECT_EQ(inspection.unfit[0].found.what, "the font 'Times-Roman' is not in the file");
  EXPECT_THAT(inspection.unfit[0].pages, ElementsAre(2U));
}

TEST(PageInspector, SaysNothingOfWhatCannotBeRead) {
  EXPECT_THAT(inspect_pages(bytes_of("no PDF"), Profile::kArchive, Annotations::kDrawn).unfit,
              IsEmpty());
}

// Any byte may be another: a stranger's file is looked at, not trusted.
TEST(PageInspector, MeetsDamageWithoutHarm) {
  const std::string whole = file_with_a_font();
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
    (void)inspect_pages(bytes_of(damaged), Profile::kArchive, Annotations::kDrawn);
  }
}

}  // namespace
}  // namespace chancery::pdf
