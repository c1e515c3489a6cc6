// PNG and JPEG as image XObjects: what poppler draws must be what the file says.
#include "pdf/image/image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/diagnostic.h"
#include "pdf/image/png_rows.h"
#include "picture.h"
#include "plain_subset.h"
#include "sample_image.h"
#include "sample_letter.h"
#include "written_file.h"

namespace chancery::pdf {
namespace {

/// A page whose height is whole points; the picture's corner is at (300, 400).
Bytes page_with(const Bytes& image, double width, double height) {
  layout::Document document = sample::one_paragraph("Dear all,");
  document.pages[0].width = Points(600);
  document.pages[0].height = Points(800);
  document.artwork.push_back({"logo", image});
  document.pages[0].artwork.push_back(
      {0, {Points(300), Points(400), Points(width), Points(height)}});
  return sample::write(document);
}

Dictionary image_in(const sample::Written& file) {
  return file.dictionary(file.at(file.pages().at(0), {"Resources", "XObject", "A0"}));
}

std::string text_of_object(const Object* object) {
  if (object == nullptr) return "(none)";
  Bytes bytes;
  serialise(*object, bytes);
  return std::string(text_of(ByteView(bytes)));
}

using Colour = std::array<double, 4>;  ///< red, green, blue, alpha: 0 to 1

/// A pixel is drawn as a square of so many dots: poppler blurs those that it enlarges less.
constexpr std::uint32_t kDots = 8;
/// What poppler may differ by: rounding of samples and of blending.
constexpr double kTolerance = 1.5;

void expect_drawn(const sample::Png& png,
                  const std::function<Colour(std::uint32_t, std::uint32_t)>& colour,
                  const std::string& what) {
  const Bytes file = page_with(sample::write_png(png), kDots * png.width, kDots * png.height);
  EXPECT_EQ(sample::qpdf_check(file).status, 0) << what;
  const sample::Picture picture(file);
  for (std::uint32_t y = 0; y < png.height; ++y) {
    for (std::uint32_t x = 0; x < png.width; ++x) {
      const Colour expected = colour(x, y);
      const std::array<int, 3> drawn =
          picture.at(300 + kDots * x + kDots / 2, 400 + kDots * y + kDots / 2);
      for (std::size_t i = 0; i < 3; ++i) {
        const double seen = 255 * (expected[i] * expected[3] + 1 - expected[3]);
        ASSERT_NEAR(drawn.at(i), seen, kTolerance) << what << " at " << x << ' ' << y;
      }
    }
  }
}

/// Every colour type with every depth that it may have (ISO/IEC 15948, table 11.1), both ways of
/// storing rows: the samples count through all values.
TEST(Image, EveryKindOfPngIsDrawnAsItIs) {
  struct Kind {
    int colour;
    std::vector<int> depths;
    std::size_t samples;
  };
  for (const Kind& kind :
       {Kind{PNG_COLOR_TYPE_GRAY, {1, 2, 4, 8, 16}, 1}, Kind{PNG_COLOR_TYPE_RGB, {8, 16}, 3},
        Kind{PNG_COLOR_TYPE_GRAY_ALPHA, {8, 16}, 2}, Kind{PNG_COLOR_TYPE_RGB_ALPHA, {8, 16}, 4}}) {
    for (const int depth : kind.depths) {
      for (const bool interlaced : {false, true}) {
        sample::Png png;
        png.width = 13;
        png.height = 9;
        png.bits = depth;
        png.colour = kind.colour;
        png.interlaced = interlaced;
        const unsigned most = (1U << static_cast<unsigned>(depth)) - 1;
        png.pixel = [&](std::uint32_t x, std::uint32_t y) {
          std::vector<unsigned> samples;
          for (unsigned i = 0; i < kind.samples; ++i) {
            samples.push_back((x * 9 + y * 5 + i * 3 + x * y * i) * (most / 8 + 1) % (most + 1));
          }
          return samples;
        };
        const auto colour = [&](std::uint32_t x, std::uint32_t y) -> Colour {
          std::vector<double> samples;
          for (const unsigned sample : png.pixel(x, y)) {
            samples.push_back(static_cast<double>(sample) / most);
          }
          const double alpha = kind.samples % 2 == 0 ? samples.back() : 1;
          const bool is_grey = kind.samples <= 2;
          return {samples[0], samples[is_grey ? 0 : 1], samples[is_grey ? 0 : 2], alpha};
        };
        expect_drawn(png, colour,
                     "type " + std::to_string(kind.colour) + ", " + std::to_string(depth) +
                         " bits" + (interlaced ? ", interlaced" : ""));
      }
    }
  }
}

TEST(Image, IndexedPngsKeepTheirPaletteAndItsTransparency) {
  for (const int depth : {1, 2, 4, 8}) {
    for (const bool interlaced : {false, true}) {
      for (const bool transparent : {false, true}) {
        sample::Png png;
        png.bits = depth;
        png.colour = PNG_COLOR_TYPE_PALETTE;
        png.interlaced = interlaced;
        png.palette = {{255, 0, 0}, {0, 0, 255}};
        if (transparent) png.palette_alpha = {64};
        png.pixel = [](std::uint32_t x, std::uint32_t y) {
          return std::vector<unsigned>{(x + y) % 2};
        };
        expect_drawn(
            png,
            [&](std::uint32_t x, std::uint32_t y) -> Colour {
              if ((x + y) % 2 == 1) return {0, 0, 1, 1};
              return {1, 0, 0, transparent ? 64 / 255.0 : 1};
            },
            std::to_string(depth) + " bits");
      }
    }
  }
}

TEST(Image, OneColourOfAPngMayBeTransparent) {
  png_color_16 transparent{};
  transparent.gray = 3;
  transparent.red = 10;
  transparent.green = 20;
  transparent.blue = 30;
  sample::Png png;
  png.transparent = &transparent;
  png.pixel = [](std::uint32_t x, std::uint32_t) {
    return x < 4 ? std::vector<unsigned>{10, 20, 30} : std::vector<unsigned>{10, 20, 31};
  };
  expect_drawn(
      png,
      [](std::uint32_t x, std::uint32_t) -> Colour {
        return {10 / 255.0, 20 / 255.0, 31 / 255.0, x < 4 ? 0.0 : 1.0};
      },
      "RGB");
  png.colour = PNG_COLOR_TYPE_GRAY;
  png.bits = 2;
  png.pixel = [](std::uint32_t x, std::uint32_t) { return std::vector<unsigned>{x % 4}; };
  expect_drawn(
      png,
      [](std::uint32_t x, std::uint32_t) -> Colour {
        const double grey = x % 4 / 3.0;
        return {grey, grey, grey, x % 4 == 3 ? 0.0 : 1.0};
      },
      "grey");
}

/// The compressed rows of a file with neither alpha nor interlacing come through as they are.
TEST(Image, PngDataIsPassedThroughWherePdfCanTakeIt) {
  sample::Png png;
  png.pixel = [](std::uint32_t x, std::uint32_t y) { return std::vector<unsigned>{x, y, x * y}; };
  const Bytes image = sample::write_png(png);
  const sample::Written file(page_with(image, 8, 8));
  const Object object = file.at(file.pages().at(0), {"Resources", "XObject", "A0"});
  ASSERT_NE(object.stream(), nullptr);
  const std::string data(text_of(ByteView(object.stream()->data)));
  EXPECT_NE(text_of(ByteView(image)).find(data), std::string_view::npos);
  EXPECT_EQ(text_of_object(object.stream()->dictionary.find("DecodeParms")),
            "<</BitsPerComponent 8/Colors 3/Columns 8/Predictor 15>>");
  EXPECT_EQ(object.stream()->dictionary.find("SMask"), nullptr);
}

TEST(Image, AnAlphaChannelWithoutTransparencyIsLeftOut) {
  sample::Png png;
  png.colour = PNG_COLOR_TYPE_RGB_ALPHA;
  png.pixel = [](std::uint32_t x, std::uint32_t y) { return std::vector<unsigned>{x, y, 0, 255}; };
  const sample::Written file(page_with(sample::write_png(png), 8, 8));
  EXPECT_EQ(image_in(file).find("SMask"), nullptr);
}

// A gradient is exactly foretold by the pixel before: all differences are the same.
TEST(Image, RowsGetTheFilterThatLeavesLeast) {
  Bytes gradient;
  for (std::uint8_t i = 0; i < 200; ++i) gradient.push_back(i);
  const Bytes filtered = filter_rows(gradient, 100, 1);
  ASSERT_EQ(filtered.size(), 202U);
  EXPECT_EQ(filtered[0], 1);  // left
  EXPECT_TRUE(std::all_of(filtered.begin() + 2, filtered.begin() + 101,
                          [](std::uint8_t byte) { return byte == 1; }));
}

TEST(Image, JpegsArePassedThroughByteForByte) {
  struct Case {
    sample::Jpeg jpeg;
    std::string space;
    std::array<int, 3> drawn;
    bool inverted;
  };
  sample::Jpeg grey{16, 16, JCS_GRAYSCALE, JCS_GRAYSCALE, 1, false, true, {100}};
  sample::Jpeg colour{16, 16, JCS_RGB, JCS_YCbCr, 3, false, true, {200, 60, 20}};
  sample::Jpeg progressive = colour;
  progressive.progressive = true;
  sample::Jpeg untransformed = colour;
  untransformed.stored = JCS_RGB;
  sample::Jpeg bare = untransformed;
  bare.adobe = false;
  // As Adobe's programs write it, 255 is no ink: full cyan alone.
  sample::Jpeg cmyk{16, 16, JCS_CMYK, JCS_CMYK, 4, false, true, {0, 255, 255, 255}};
  sample::Jpeg ycck = cmyk;
  ycck.stored = JCS_YCCK;
  sample::Jpeg plain = cmyk;  // without the marker, 255 is full ink
  plain.adobe = false;
  plain.pixel = {255, 0, 0, 0};
  // poppler's own conversion of cyan.
  const std::array<int, 3> cyan = {0, 174, 239};
  for (const Case& one :
       {Case{grey, "/DeviceGray", {100, 100, 100}, false},
        Case{colour, "/DeviceRGB", {200, 60, 20}, false},
        Case{progressive, "/DeviceRGB", {200, 60, 20}, false},
        Case{untransformed, "/DeviceRGB", {200, 60, 20}, false},
        Case{bare, "/DeviceRGB", {200, 60, 20}, false}, Case{cmyk, "/DeviceCMYK", cyan, true},
        Case{ycck, "/DeviceCMYK", cyan, true}, Case{plain, "/DeviceCMYK", cyan, false}}) {
    const Bytes image = sample::write_jpeg(one.jpeg);
    const sample::Written file(page_with(image, 16, 16));
    const Object object = file.at(file.pages().at(0), {"Resources", "XObject", "A0"});
    ASSERT_NE(object.stream(), nullptr);
    EXPECT_EQ(object.stream()->data, image);
    const Dictionary& dictionary = object.stream()->dictionary;
    EXPECT_EQ(text_of_object(dictionary.find("ColorSpace")), one.space);
    EXPECT_EQ(dictionary.find("Decode") != nullptr, one.inverted);
    const std::array<int, 3> drawn = sample::Picture(file.bytes).at(308, 408);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_NEAR(drawn.at(i), one.drawn.at(i), 4) << one.space << ' ' << i;
    }
  }
}

std::string code_of(const Bytes& file) {
  Graph graph;
  try {
    add_image(file, graph);
  } catch (const Failure& failure) {
    return failure.diagnostics().front().code;
  }
  return "";
}

void set_big_endian(Bytes& bytes, std::size_t at, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

TEST(Image, HasAtMostAHundredMillionPixels) {
  sample::Png png;
  png.pixel = [](std::uint32_t, std::uint32_t) { return std::vector<unsigned>{1, 2, 3}; };
  Bytes file = sample::write_png(png);
  set_big_endian(file, 16, 10'001);
  set_big_endian(file, 20, 10'000);
  EXPECT_EQ(code_of(file), "image-too-large");
  set_big_endian(file, 16, 0x7FFFFFFF);
  set_big_endian(file, 20, 0x7FFFFFFF);
  EXPECT_EQ(code_of(file), "image-too-large");
  set_big_endian(file, 16, 0);
  EXPECT_EQ(code_of(file), "artwork-damaged");
  // The limit itself is allowed; that this file has fewer rows is found when it is read.
  set_big_endian(file, 16, 10'000);
  set_big_endian(file, 20, 10'000);
  EXPECT_EQ(code_of(file), "artwork-damaged");

  Bytes jpeg = sample::write_jpeg({16, 16, JCS_GRAYSCALE, JCS_GRAYSCALE, 1, false, true, {100}});
  const std::array<std::uint8_t, 4> frame = {0xFF, 0xC0, 0x00, 0x0B};
  const auto at = std::search(jpeg.begin(), jpeg.end(), frame.begin(), frame.end());
  ASSERT_NE(at, jpeg.end());
  std::fill(at + 5, at + 9, std::uint8_t{0xFF});
  EXPECT_EQ(code_of(jpeg), "image-too-large");
}

TEST(Image, JpegsThatPdfDoesNotKnowAreRefused) {
  Bytes jpeg = sample::write_jpeg({16, 16, JCS_GRAYSCALE, JCS_GRAYSCALE, 1, false, true, {100}});
  const std::array<std::uint8_t, 4> frame = {0xFF, 0xC0, 0x00, 0x0B};
  const auto at = std::search(jpeg.begin(), jpeg.end(), frame.begin(), frame.end());
  ASSERT_NE(at, jpeg.end());
  for (const int marker : {0xC3, 0xC5, 0xC9, 0xCA, 0xCF}) {  // lossless … arithmetic (T.81, B.1)
    *(at + 1) = static_cast<std::uint8_t>(marker);
    EXPECT_EQ(code_of(jpeg), "image-not-supported") << marker;
  }
  *(at + 1) = 0xC1;
  *(at + 4) = 12;  // bits
  EXPECT_EQ(code_of(jpeg), "image-not-supported");
}

TEST(Image, CutShortIsDamaged) {
  sample::Png png;
  png.pixel = [](std::uint32_t x, std::uint32_t y) { return std::vector<unsigned>{x, y, 3}; };
  sample::Jpeg colour{16, 16, JCS_RGB, JCS_YCbCr, 3, false, true, {200, 60, 20}};
  for (const Bytes& whole : {sample::write_png(png), sample::write_jpeg(colour)}) {
    ASSERT_EQ(code_of(whole), "");
    for (std::size_t size = 0; size < whole.size(); ++size) {
      EXPECT_EQ(code_of(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))),
                "artwork-damaged")
          << size;
    }
  }
}

// Whatever bytes are changed: a picture or a failure, nothing else.
TEST(Image, DamagedFilesDoNoHarm) {
  sample::Png png;
  png.colour = PNG_COLOR_TYPE_PALETTE;
  png.bits = 4;
  png.interlaced = true;
  png.palette = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
  png.palette_alpha = {1, 2};
  png.pixel = [](std::uint32_t x, std::uint32_t) { return std::vector<unsigned>{x % 3}; };
  sample::Png flat = png;
  flat.interlaced = false;
  sample::Jpeg colour{16, 16, JCS_RGB, JCS_YCbCr, 3, true, true, {200, 60, 20}};
  std::uint32_t random = 1;
  const auto next = [&] { return (random = random * 1664525U + 1013904223U) >> 8U; };
  std::size_t refused = 0;
  for (const Bytes& whole :
       {sample::write_png(png), sample::write_png(flat), sample::write_jpeg(colour)}) {
    for (int i = 0; i < 3000; ++i) {
      Bytes changed = whole;
      for (int j = 0; j < 2; ++j) {
        changed[3 + next() % (changed.size() - 3)] = static_cast<std::uint8_t>(next());
      }
      const std::string code = code_of(changed);
      if (!code.empty()) ++refused;
    }
  }
  EXPECT_GT(refused, 3000U);
}

TEST(Image, AFailureNamesTheFile) {
  try {
    page_with({0xFF, 0xD8, 0xFF, 0xE0}, 10, 10);
    FAIL() << "written";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics().front().where.file, "logo");
    EXPECT_EQ(failure.diagnostics().front().code, "artwork-damaged");
  }
}

/// Inks of a PDF page stay what they are: a spot colour with its tint transform, CMYK numbers as
/// they were written, and its own fonts.
TEST(Artwork, PagesKeepSpotColoursCmykAndFonts) {
  sample::File page;
  page.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  page.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  page.object(3,
              "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 50] /Contents 4 0 R /Resources "
              "<</ColorSpace <</Gold 5 0 R>> /Font <</F 7 0 R>>>>>>");
  page.stream(4, "",
              "/Gold cs 1 scn 0 0 50 50 re f 1 0 0 0 k 50 0 50 50 re f "
              "0 0 0 1 k BT /F 9 Tf 10 20 Td (Harbour) Tj ET");
  page.object(5, "[/Separation /PANTONE#20871#20C /DeviceCMYK 6 0 R]");
  page.object(6, "<</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0 0 1] /N 1>>");
  page.object(7, "<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>>");
  page.table("/Root 1 0 R", 8);
  const sample::Written file(page_with(sample::bytes(page.text), 100, 50));
  const Dictionary form = image_in(file);
  const Object gold = file.at(form, {"Resources", "ColorSpace", "Gold"});
  const auto* space = gold.as<Array>();
  ASSERT_NE(space, nullptr);
  EXPECT_EQ((*space)[0].as<Name>()->value, "Separation");
  EXPECT_EQ((*space)[1].as<Name>()->value, "PANTONE 871 C");
  EXPECT_EQ((*space)[2].as<Name>()->value, "DeviceCMYK");
  EXPECT_EQ(text_of_object(file.dictionary((*space)[3]).find("C1")), "[0 0 0 1]");
  const Object content = file.at(file.pages().at(0), {"Resources", "XObject", "A0"});
  EXPECT_NE(text_of(ByteView(content.stream()->data)).find("1 0 0 0 k 50 0 50 50 re f"),
            std::string_view::npos);
  EXPECT_EQ(file.text_at(form, {"Resources", "Font", "F", "BaseFont"}), "/Times-Roman");
  EXPECT_NE(sample::pdftotext(file.bytes).find("Harbour"), std::string::npos);
  // Black from the tint transform, cyan from the numbers.
  const sample::Picture picture(file.bytes);
  EXPECT_LT(picture.at(305, 405)[1], 60);
  EXPECT_GT(picture.at(395, 405)[2], 200);
  EXPECT_LT(picture.at(395, 405)[0], 60);
}

}  // namespace
}  // namespace chancery::pdf
