// What pages look like: artwork, rules and forms, as poppler draws them.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "pdf/graph.h"
#include "pdf/write/file.h"
#include "pdf/write/write.h"
#include "picture.h"
#include "plain_subset.h"
#include "sample_letter.h"
#include "sample_pdf.h"
#include "written_file.h"

namespace chancery::pdf {
namespace {

using sample::Picture;

constexpr std::array<int, 3> kWhite = {255, 255, 255};
constexpr std::array<int, 3> kRed = {255, 0, 0};
constexpr std::array<int, 3> kGreen = {0, 255, 0};
constexpr std::array<int, 3> kBlue = {0, 0, 255};

/// A page of 100 by 200 points whose corner is not the origin: red, its upper half green; turned.
Bytes artwork(const std::string& rotate) {
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [50 60 150 260] /Contents 4 0 R /Rotate " +
                     rotate + " /Group <</S /Transparency /CS /DeviceRGB>>>>");
  file.stream(4, "", "1 0 0 rg 0 0 500 500 re f 0 1 0 rg 0 160 500 500 re f");
  file.table("/Root 1 0 R", 5);
  return sample::bytes(file.text);
}

layout::Document with_artwork(const std::string& rotate, const Rect& place) {
  layout::Document document = sample::one_paragraph("Dear all,");
  document.artwork.push_back({"seal.pdf", artwork(rotate)});
  document.pages[0].artwork.push_back({0, place});
  return document;
}

TEST(WritePicture, ArtworkFillsItsPlaceAndNothingElse) {
  const Picture picture(
      sample::write(with_artwork("0", {Points(300), Points(400), Points(50), Points(100)})));
  EXPECT_EQ(picture.at(302, 402), kGreen);
  EXPECT_EQ(picture.at(347, 447), kGreen);
  EXPECT_EQ(picture.at(302, 453), kRed);
  EXPECT_EQ(picture.at(347, 497), kRed);
  for (const auto& [x, y] : {std::pair{297U, 450U}, {353U, 450U}, {325U, 397U}, {325U, 503U}}) {
    EXPECT_EQ(picture.at(x, y), kWhite) << x << ' ' << y;
  }
}

// A quarter turn clockwise brings the upper half to the right.
TEST(WritePicture, TurnedArtworkStandsAsItsViewerShowsIt) {
  const Picture picture(
      sample::write(with_artwork("90", {Points(300), Points(400), Points(100), Points(50)})));
  EXPECT_EQ(picture.at(303, 425), kRed);
  EXPECT_EQ(picture.at(397, 425), kGreen);
}

TEST(WritePictures, ArtworkMetBeforeIsWrittenTheSame) {
  const auto turned = with_artwork("90", {Points(300), Points(400), Points(100), Points(50)});
  const auto upright = with_artwork("0", {Points(300), Points(400), Points(50), Points(100)});
  const Bytes expected = Writer().write(turned);
  const Writer writer;
  EXPECT_NE(writer.write(upright), expected);
  EXPECT_EQ(writer.write(turned), expected);
  EXPECT_EQ(writer.write(turned), expected);
}

TEST(WritePicture, ArtworkOnTwoPagesIsInTheFileOnce) {
  layout::Document document = with_artwork("0", {Points(0), Points(0), Points(50), Points(100)});
  document.pages.push_back(document.pages[0]);
  const sample::Written file(sample::write(document));
  const auto form = [&](std::size_t page) {
    return *file.dictionary(file.at(file.pages().at(page), {"Resources", "XObject"}))
                .find("A0")
                ->as<Reference>();
  };
  EXPECT_EQ(form(0), form(1));
  EXPECT_EQ(sample::qpdf_check(file.bytes).status, 0);
}

TEST(WritePicture, RulesAreFilledInTheirColour) {
  layout::Document document = sample::one_paragraph("Dear all,");
  document.pages[0].rects.push_back({{Points(200), Points(300), Points(100), Points(4)},
                                     {0, 0, 1},
                                     layout::Artifact{layout::Artifact::Kind::kRule}});
  const Picture picture(sample::write(document));
  EXPECT_EQ(picture.at(201, 301), kBlue);
  EXPECT_EQ(picture.at(299, 302), kBlue);
  EXPECT_EQ(picture.at(250, 298), kWhite);
  EXPECT_EQ(picture.at(250, 306), kWhite);
}

TEST(WritePicture, RoundOnesAreTheEllipseInTheirPlace) {
  layout::Document document = sample::one_paragraph("Dear all,");
  document.pages[0].rects.push_back({{Points(200), Points(300), Points(120), Points(80)},
                                     {0, 0, 1},
                                     layout::Artifact{layout::Artifact::Kind::kRule},
                                     true});
  const Picture picture(sample::write(document));
  for (std::size_t y = 290; y < 390; ++y) {
    for (std::size_t x = 190; x < 330; ++x) {
      const double across = (static_cast<double>(x) + 0.5 - 260) / 60;
      const double up = (static_cast<double>(y) + 0.5 - 340) / 40;
      const double distance = across * across + up * up;
      if (distance < 0.94) {
        EXPECT_EQ(picture.at(x, y), kBlue) << x << ' ' << y;
      }
      if (distance > 1.06) {
        EXPECT_EQ(picture.at(x, y), kWhite) << x << ' ' << y;
      }
    }
  }
}

/// The form, object by object first in a file, with its lower left corner at 100, 200 of a page of
/// 500 by 500 points.
Bytes drawn_on_a_page(const FormObjects& form) {
  Graph graph;
  for (const Object& object : form.objects) graph.add(object);
  const Reference last{static_cast<int>(form.objects.size()), 0};
  const std::string operators = "q 1 0 0 1 100 200 cm /X Do Q";
  const Reference content = graph.add(Stream{{}, Bytes(operators.begin(), operators.end())});
  const Reference pages = graph.reserve();
  const Reference only =
      graph.add(Dictionary{{"Type", Name{"Page"}},
                           {"Parent", pages},
                           {"MediaBox", Array{0, 0, 500, 500}},
                           {"Resources", Dictionary{{"XObject", Dictionary{{"X", last}}}}},
                           {"Contents", content}});
  graph.set(pages, Dictionary{{"Type", Name{"Pages"}}, {"Kids", Array{only}}, {"Count", 1}});
  const Reference catalog = graph.add(Dictionary{{"Type", Name{"Catalog"}}, {"Pages", pages}});
  const Reference information = graph.add(Dictionary{});
  return serialise_document(graph.objects(), catalog, information);
}

TEST(WriteForm, ShowsItsTextWhereverItIsDrawn) {
  layout::Document source = sample::one_paragraph("Digitally signed by Žofie Nováková");
  layout::Page page = source.pages[0];
  page.width = Points(300);
  page.height = Points(120);
  page.rects.push_back({{Points(0), Points(0), Points(20), Points(20)}, {1, 0, 0}, 0U});
  const FormObjects form = sample::form(page);
  const Stream* stream = form.objects.back().stream();
  ASSERT_NE(stream, nullptr);
  EXPECT_EQ(stream->dictionary.find("Subtype")->as<Name>()->value, "Form");

  const Bytes file = drawn_on_a_page(form);
  EXPECT_EQ(sample::qpdf_check(file).status, 0);
  EXPECT_EQ(sample::with_single_spaces(sample::pdftotext(file)),
            "Digitally signed by Žofie Nováková ");
  const Picture picture(file);
  // The form's upper left corner is at 100, 500 - 200 - 120.
  EXPECT_EQ(picture.at(105, 185), kRed);
  EXPECT_EQ(picture.at(95, 185), kWhite);
  EXPECT_EQ(picture.at(105, 175), kWhite);
}

TEST(WriteForm, HasNoMarkedContentAndNoArtwork) {
  const layout::Document source = sample::one_paragraph("Signed");
  const FormObjects form = sample::form(source.pages[0]);
  const sample::Written file(drawn_on_a_page(form));
  const std::string operators =
      file.decoded(Object(Reference{static_cast<int>(form.objects.size()), 0}));
  EXPECT_NE(operators.find("Tf\n"), std::string::npos);
  EXPECT_EQ(operators.find("BDC"), std::string::npos);
  layout::Page page = source.pages[0];
  page.artwork.push_back({0, {}});
  EXPECT_THROW(sample::form(page), std::invalid_argument);
}

}  // namespace
}  // namespace chancery::pdf
