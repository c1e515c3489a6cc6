// Pages of another file behind the letter's.
#include "pdf/import/sheets.h"

#include <gmock/gmock.h>

#include <array>
#include <functional>
#include <string>

#include "base/diagnostic.h"
#include "pdf/import/untagged.h"
#include "pdf/write/write.h"
#include "picture.h"
#include "plain_subset.h"
#include "sample_letter.h"
#include "sample_pdf.h"
#include "written_file.h"

namespace chancery::pdf {
namespace {

using sample::Picture;
using sample::Written;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::array<int, 3> kWhite = {255, 255, 255};
constexpr std::array<int, 3> kRed = {255, 0, 0};
constexpr std::array<int, 3> kGreen = {0, 255, 0};
constexpr std::array<int, 3> kBlue = {0, 0, 255};

std::string without_marks(std::string_view content) {
  return std::string(text_of(ByteView(untagged(bytes_of(content)))));
}

TEST(Untagged, MarksGoAndWhatIsDrawnStays) {
  EXPECT_EQ(without_marks("q /P <</MCID 0>> BDC 0 0 1 1 re f EMC Q"), "q 0 0 1 1 re f Q");
  EXPECT_EQ(without_marks("/Artifact BMC BT (BDC \\) EMC) Tj ET EMC"), " BT (BDC \\) EMC) Tj ET");
  EXPECT_EQ(without_marks("/X /Y DP /Z MP [1 [2]] 0 d"), " [1 [2]] 0 d");
  EXPECT_EQ(without_marks("/A<</B[(x)<</C<00>>>]/D true>>BDC f EMC % EMC\nS"), " f % EMC\nS");
}

TEST(Untagged, LayersStay) {
  EXPECT_EQ(without_marks("/OC /L BDC /P BMC f EMC EMC n"), "/OC /L BDC f EMC n");
}

TEST(Untagged, DataOfInlineImagesAreNoOperators) {
  const std::string image = "BI /W 1 /H 9 ID \x01 EMC EI \x02\x03 /P BMC EI Q";
  EXPECT_EQ(without_marks(image + " /P BMC f EMC"), image + " f");
}

TEST(Untagged, WhatCannotBeReadIsLeftAsItIs) {
  EXPECT_EQ(without_marks("/P BMC f EMC (open /P BMC"), " f (open /P BMC");
  EXPECT_EQ(without_marks("BI ID \x01\x02"), "BI ID \x01\x02");
  EXPECT_EQ(without_marks("EMC EMC f"), " f");
  EXPECT_EQ(without_marks(""), "");
}

/// One page of 100 by 200 whose corner is not the origin, with those entries.
std::string file_with(const std::string& page_entries, const std::string& content,
                      const std::function<void(sample::File&)>& more = {},
                      const std::string& catalog_entries = {}) {
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R " + catalog_entries + ">>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [50 60 150 260]>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /Contents 4 0 R " + page_entries + ">>");
  file.stream(4, "", content);
  if (more) more(file);
  file.table("/Root 1 0 R", 20);
  return file.text;
}

/// Red, its upper half green.
const std::string kTwoColours = "1 0 0 rg 0 0 500 500 re f 0 1 0 rg 0 160 500 500 re f";

layout::Document with_appended(const std::string& file, std::size_t pages = 1) {
  layout::Document document = sample::one_paragraph("Dear all,");
  layout::AppendedFile appended{"map.pdf", std::make_shared<const Bytes>(sample::bytes(file)), {}};
  for (std::size_t i = 0; i < pages; ++i) {
    document.structure.push_back({"Figure", 0, {}, "Map of the piers", {}});
    appended.figures.push_back(document.structure.size() - 1);
  }
  document.appended.push_back(std::move(appended));
  return document;
}

TEST(Sheets, StandBehindTheLetterAsTheyAre) {
  const Bytes pdf = sample::write(with_appended(file_with("/Rotate 90", kTwoColours)));
  EXPECT_EQ(sample::qpdf_check(pdf).status, 0) << sample::qpdf_check(pdf).output;
  const Written written(pdf);
  ASSERT_EQ(written.pages().size(), 2u);
  const Picture picture(pdf, 2);
  EXPECT_EQ(picture.width(), 200u);
  EXPECT_EQ(picture.height(), 100u);
  // Turned clockwise the upper half is at the right.
  EXPECT_EQ(picture.at(3, 50), kRed);
  EXPECT_EQ(picture.at(196, 50), kGreen);
}

TEST(Sheets, KeepTheirCropAndUnit) {
  const Bytes pdf =
      sample::write(with_appended(file_with("/CropBox [60 70 100 90] /UserUnit 3", kTwoColours)));
  const Written written(pdf);
  const Reference page = written.pages().at(1);
  EXPECT_EQ(sample::as_number(written.at(page, {"UserUnit"})), 3);
  const auto crop = *written.at(page, {"CropBox"}).as<Array>();
  EXPECT_EQ(sample::as_number(crop[2]), 100);
  const Picture picture(pdf, 2);
  // poppler draws a unit as a point.
  EXPECT_EQ(picture.width(), 40u);
}

// ISO 14289-1, 7.3; ISO 32000-1, 14.7.4.4: the page leads to its figure, and the figure to the
// page.
TEST(Sheets, AreFiguresWithAlternateTextAndPlace) {
  const Written written(sample::write(with_appended(file_with("", kTwoColours))));
  const Object root = written.at(written.catalog(), {"StructTreeRoot", "K", "K"});
  const Dictionary figure = written.dictionary(root.as<Array>()->back());
  EXPECT_EQ(written.text_at(figure, {"S"}), "/Figure");
  EXPECT_EQ(written.text_at(figure, {"Alt"}), "Map of the piers");
  EXPECT_EQ(*figure.find("Pg")->as<Reference>(), written.pages().at(1));
  EXPECT_EQ(written.text_at(figure, {"A", "O"}), "/Layout");
  const Array box = *written.at(figure, {"A", "BBox"}).as<Array>();
  EXPECT_EQ(sample::as_number(box[0]), 50);
  EXPECT_EQ(sample::as_number(box[3]), 260);
  const auto mark = *figure.find("K")->as<std::int64_t>();
  EXPECT_THAT(written.content(written.pages().at(1)),
              HasSubstr("/Figure<</MCID " + std::to_string(mark) + ">>BDC"));
  const Array parents =
      *written.at(written.catalog(), {"StructTreeRoot", "ParentTree", "Nums"}).as<Array>();
  const auto key = *written.at(written.pages().at(1), {"StructParents"}).as<std::int64_t>();
  EXPECT_EQ(*parents.at(2 * static_cast<std::size_t>(key)).as<std::int64_t>(), key);
}

TEST(Sheets, OfATaggedFileLoseItsMarks) {
  const std::string tags = "/MarkInfo <</Marked true>> /StructTreeRoot 5 0 R";
  const auto tree = [](sample::File& file) { file.object(5, "<</Type /StructTreeRoot>>"); };
  const Bytes pdf = sample::write(with_appended(
      file_with("/StructParents 0", "/P <</MCID 0>> BDC " + kTwoColours + " EMC", tree, tags)));
  const Written written(pdf);
  const Dictionary forms =
      written.dictionary(written.at(written.pages().at(1), {"Resources", "XObject"}));
  EXPECT_THAT(written.decoded(*forms.find("E")), Not(HasSubstr("MCID")));
  EXPECT_EQ(Picture(pdf, 2).at(50, 20), kGreen);
}

TEST(Sheets, FieldsThatWereFilledInStayReadable) {
  const auto fields = [](sample::File& file) {
    file.object(5,
                "<</Type /Annot /Subtype /Widget /FT /Tx /F 4 /Rect [60 70 100 110] /P 3 0 R /AP "
                "<</N 6 0 R>>>>");
    file.stream(6, "/Type /XObject /Subtype /Form /BBox [0 0 10 10]", "0 0 1 rg 0 0 99 99 re f");
    // Hidden, and not printed.
    file.object(7, "<</Type /Annot /Subtype /Square /F 6 /Rect [0 0 500 500] /AP <</N 6 0 R>>>>");
    file.object(8, "<</Type /Annot /Subtype /Square /Rect [0 0 500 500] /AP <</N 6 0 R>>>>");
    // Of several states the chosen one; another place than the page's.
    file.object(
        9,
        "<</Type /Annot /Subtype /Widget /F 4 /Rect [130 70 140 80] /AS /On /AP <</N <</On 6 "
        "0 R /Off 10 0 R>>>>>>");
    file.stream(10, "/Subtype /Form /BBox [0 0 10 10]", "0 g 0 0 99 99 re f");
    file.object(11,
                "<</Subtype /Link /F 4 /Rect [0 0 9 9] /A <</S /URI /URI (https://x.example)>>>>");
  };
  const Bytes pdf = sample::write(with_appended(file_with(
      "/Annots [5 0 R 7 0 R 8 0 R 9 0 R 11 0 R 99 0 R null 3 (x)]", kTwoColours, fields)));
  EXPECT_EQ(sample::qpdf_check(pdf).status, 0);
  const Picture picture(pdf, 2);
  // The rectangle from (60, 70) to (100, 110) of a page whose upper left corner is (50, 260).
  EXPECT_EQ(picture.at(12, 188), kBlue);
  EXPECT_EQ(picture.at(48, 152), kBlue);
  EXPECT_EQ(picture.at(8, 188), kRed);
  EXPECT_EQ(picture.at(52, 188), kRed);
  EXPECT_EQ(picture.at(85, 185), kBlue);
  const Written written(pdf);
  EXPECT_TRUE(written.at(written.pages().at(1), {"Annots"}).is_null());
  EXPECT_EQ(std::string(text_of(ByteView(pdf))).find("x.example"), std::string::npos);
}

TEST(Sheets, HiddenLayersStayHidden) {
  const auto layers = [](sample::File& file) {
    file.object(5, "<</Type /OCG /Name (Seen)>>");
    file.object(6, "<</Type /OCG /Name (Hidden)>>");
    file.object(7, "<</Type /OCG /Name (Of another page)>>");
  };
  const std::string resources = "/Resources <</Properties <</A 5 0 R /B 6 0 R>>>>";
  const std::string content =
      "/OC /A BDC 0 1 0 rg 0 0 500 500 re f EMC /OC /B BDC 1 0 0 rg 0 0 500 500 re f EMC";
  for (const std::string usual : {"<</OFF [6 0 R]>>", "<</BaseState /OFF /ON [5 0 R]>>"}) {
    const Bytes pdf = sample::write(
        with_appended(file_with(resources, content, layers,
                                "/OCProperties <</OCGs [5 0 R 6 0 R 7 0 R] /D " + usual + ">>")));
    EXPECT_EQ(Picture(pdf, 2).at(50, 50), kGreen) << usual;
    const Written written(pdf);
    EXPECT_EQ(written.at(written.catalog(), {"OCProperties", "OCGs"}).as<Array>()->size(), 2u);
  }
  EXPECT_EQ(
      Picture(
          sample::write(with_appended(file_with(
              resources, content, layers, "/OCProperties <</OCGs [5 0 R 6 0 R 7 0 R] /D <<>>>>"))),
          2)
          .at(50, 50),
      kRed);
}

TEST(Sheets, AnEmptyPageIsAPage) {
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100]>>");
  file.table("/Root 1 0 R", 4);
  EXPECT_EQ(Picture(sample::write(with_appended(file.text)), 2).at(50, 50), kWhite);
}

TEST(Sheets, AreTheSameBytesEveryTime) {
  const auto document = with_appended(file_with("", kTwoColours));
  EXPECT_EQ(sample::write(document), sample::write(document));
}

std::string code_of(std::string_view text) {
  const Bytes file = sample::bytes(text);
  try {
    look_at_sheets(file);
    Graph graph;
    Layers layers;
    import_sheets(file, graph, layers);
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::kInput);
    EXPECT_FALSE(failure.diagnostics().front().mend.empty());
    return failure.diagnostics().front().code;
  }
  return {};
}

TEST(Sheets, ThatCannotBeTakenOverAreErrors) {
  EXPECT_EQ(code_of(""), "enclosure-damaged");
  EXPECT_EQ(code_of("PK\x03\x04 a document"), "enclosure-damaged");
  const std::string good = file_with("", kTwoColours);
  EXPECT_EQ(code_of(good), "");
  EXPECT_EQ(code_of(good.substr(0, good.size() / 2)), "enclosure-damaged");
  const Bytes closed = sample::rewritten(sample::bytes(good), "--encrypt a b 256 --");
  EXPECT_EQ(code_of(text_of(ByteView(closed))), "enclosure-encrypted");
  // Content that is not what its filter says.
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>>");
  file.stream(4, "/Filter /FlateDecode", "no zlib");
  file.table("/Root 1 0 R", 5);
  EXPECT_EQ(code_of(file.text), "enclosure-damaged");
}

TEST(Sheets, NoneMayBeMissing) {
  for (const char* kids : {"[3 0 R 5 0 R]", "[3 0 R]", "[3 0 R 2 0 R]", "[]"}) {
    sample::File file;
    file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
    file.object(2, "<</Type /Pages /Kids " + std::string(kids) + " /Count 2>>");
    file.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>");
    file.table("/Root 1 0 R", 4);
    EXPECT_EQ(code_of(file.text), "enclosure-damaged") << kids;
  }
}

TEST(Sheets, KnowWhetherTheirFileIsSigned) {
  EXPECT_FALSE(look_at_sheets(sample::bytes(file_with("", ""))).is_signed);
  const auto signature = [](sample::File& file) {
    file.object(5, "<</Type /Sig /ByteRange [0 1 2 3] /Contents <00>>>");
  };
  EXPECT_TRUE(look_at_sheets(sample::bytes(file_with("", "", signature))).is_signed);
}

TEST(Sheets, ReferencesInCirclesEnd) {
  const auto circle = [](sample::File& file) {
    file.stream(5, "/Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 5 0 R /Y 6 0 R>>>>",
                "");
    file.object(6, "[5 0 R 6 0 R 3 0 R 1 0 R 2 0 R]");
  };
  const Bytes pdf = sample::write(
      with_appended(file_with("/Resources <</XObject <</X 5 0 R>>>>", kTwoColours, circle)));
  EXPECT_EQ(sample::qpdf_check(pdf).status, 0) << sample::qpdf_check(pdf).output;
}

TEST(Sheets, DamagedFilesDoNoHarm) {
  const auto more = [](sample::File& file) {
    file.object(5, "<</Type /Annot /Subtype /Widget /F 4 /Rect [60 70 100 110] /AP <</N 6 0 R>>>>");
    file.stream(6, "/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Matrix [1 0 0 1 0 0]", "f");
  };
  const std::string good = file_with("/Annots [5 0 R] /Rotate 90 /UserUnit 2", kTwoColours, more);
  for (std::size_t at = 0; at < good.size(); at += 3) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x15);
    const std::string code = code_of(bad);
    EXPECT_TRUE(code.empty() || code.starts_with("enclosure-")) << at << ' ' << code;
  }
}

}  // namespace
}  // namespace chancery::pdf
