// How large a picture is, and which side of it is up.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "pdf/image/exif.h"
#include "pdf/image/image.h"
#include "pdf/write/artwork.h"
#include "sample_image.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

Bytes big_endian(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 24U), static_cast<std::uint8_t>(value >> 16U),
          static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value)};
}

Bytes png(std::uint32_t width, std::uint32_t height) {
  sample::Png image;
  image.width = width;
  image.height = height;
  image.pixel = [](std::uint32_t, std::uint32_t) { return std::vector<unsigned>{1, 2, 3}; };
  return sample::write_png(image);
}

/// A PNG with a pHYs chunk behind its header; its checksum does not count here.
Bytes png_of(std::uint32_t width, std::uint32_t height, std::uint32_t across, std::uint32_t down,
             std::uint8_t unit) {
  Bytes file = png(width, height);
  Bytes chunk = big_endian(9);
  append(chunk, std::string_view("pHYs"));
  append(chunk, ByteView(big_endian(across)));
  append(chunk, ByteView(big_endian(down)));
  chunk.push_back(unit);
  append(chunk, ByteView(big_endian(0)));
  constexpr std::ptrdiff_t kBehindHeader = 8 + 25;
  file.insert(file.begin() + kBehindHeader, chunk.begin(), chunk.end());
  return file;
}

Bytes jpeg_with(const Bytes& segment, bool without_jfif) {
  sample::Jpeg image;
  image.width = 30;
  image.height = 20;
  image.pixel = {9, 8, 7};
  Bytes file = sample::write_jpeg(image);
  // SOI, then JFIF's APP0 of 16 bytes and its marker.
  constexpr std::ptrdiff_t kJfif = 18;
  if (without_jfif) file.erase(file.begin() + 2, file.begin() + 2 + kJfif);
  file.insert(file.begin() + (without_jfif ? 2 : 2 + kJfif), segment.begin(), segment.end());
  return file;
}

/// JFIF's marker with that unit and density (ITU-T T.871, 10.1).
Bytes jfif(std::uint8_t unit, std::uint8_t across, std::uint8_t down) {
  Bytes segment = {0xFF, 0xE0, 0, 16};
  append(segment, std::string_view("JFIF\0\1\2", 7));
  for (const int byte : {int{unit}, 0, int{across}, 0, int{down}, 0, 0}) {
    segment.push_back(static_cast<std::uint8_t>(byte));
  }
  return segment;
}

/// Exif's marker with an orientation, and 300 dots an inch (Exif 2.32, 4.6; TIFF 6.0, section 2).
Bytes exif(std::uint8_t orientation, bool little) {
  const auto number = [little](std::uint32_t value, std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
      bytes += static_cast<char>(value >> 8U * (little ? i : size - 1 - i));
    }
    return bytes;
  };
  const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t value) {
    const bool is_short = type == 3;
    std::string bytes = number(tag, 2) + number(type, 2) + number(1, 4);
    bytes += number(value, is_short ? 2 : 4);
    return bytes + std::string(is_short ? 2 : 0, '\0');
  };
  // Four entries from 10 on, the next directory's offset, then the two densities.
  constexpr std::uint32_t kDensity = 8 + 2 + 4 * 12 + 4;
  std::string tiff = std::string(little ? "II" : "MM") + number(42, 2) + number(8, 4) +
                     number(4, 2) + entry(0x0112, 3, orientation) + entry(0x011A, 5, kDensity) +
                     entry(0x011B, 5, kDensity) + entry(0x0128, 3, 2) + number(0, 4) +
                     number(300, 4) + number(1, 4);
  tiff.insert(0, "Exif\0\0", 6);
  Bytes segment = {0xFF, 0xE1, 0, static_cast<std::uint8_t>(tiff.size() + 2)};
  append(segment, std::string_view(tiff));
  return segment;
}

void expect_size(const ImageSize& size, double width, double height) {
  EXPECT_NEAR(size.width.value, width, 0.01);
  EXPECT_NEAR(size.height.value, height, 0.01);
}

TEST(ImageSize, OfAPngIsByItsPixelsAMetre) {
  // 11811 a metre are 300 an inch.
  const ImageSize size = image_size(png_of(60, 30, 11811, 11811, 1));
  expect_size(size, 60 * 72 / 300.0, 30 * 72 / 300.0);
  EXPECT_EQ(size.pixels_across, 60u);
  EXPECT_EQ(size.pixels_down, 30u);
  expect_size(image_size(png_of(60, 30, 11811, 5906, 1)), 60 * 72 / 300.0, 30 * 72 / 150.0);
}

TEST(ImageSize, WithoutAResolutionADotIsTheWebsPixel) {
  for (const Bytes& file : {png(60, 30), png_of(60, 30, 1, 1, 0), png_of(60, 30, 0, 0, 1),
                            png_of(60, 30, 39, 39, 1), png_of(60, 30, 0xFFFFFFFF, 0xFFFFFFFF, 1)}) {
    expect_size(image_size(file), 45, 22.5);
  }
}

TEST(ImageSize, OfAJpegIsByJfifsDensity) {
  expect_size(image_size(jpeg_with(jfif(1, 200, 100), true)), 30 * 72 / 200.0, 20 * 72 / 100.0);
  expect_size(image_size(jpeg_with(jfif(2, 100, 100), true)), 30 * 72 / 254.0, 20 * 72 / 254.0);
  expect_size(image_size(jpeg_with(jfif(0, 1, 1), true)), 22.5, 15);
  expect_size(image_size(jpeg_with(jfif(1, 1, 1), true)), 22.5, 15);
}

TEST(ImageSize, OfACamerasPictureIsByExif) {
  for (const bool little : {true, false}) {
    expect_size(image_size(jpeg_with(exif(1, little), true)), 30 * 72 / 300.0, 20 * 72 / 300.0);
    // On its side it is as wide as it was high.
    const ImageSize turned = image_size(jpeg_with(exif(6, little), true));
    expect_size(turned, 20 * 72 / 300.0, 30 * 72 / 300.0);
    EXPECT_EQ(turned.pixels_across, 20u);
  }
}

TEST(ImageSize, OfAPdfPageIsWhatIsSeenOfIt) {
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>");
  file.object(
      3,
      "<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /CropBox [0 0 100 50] /Rotate 90 "
      "/UserUnit 2>>");
  file.table("/Root 1 0 R", 4);
  const ImageSize size = artwork_size(sample::bytes(file.text));
  expect_size(size, 100, 200);
  EXPECT_EQ(size.pixels_across, 0u);
}

/// Where a point of the stored picture's unit square comes to stand.
std::array<double, 2> placed(const Graph& graph, Reference image, double across, double up) {
  const Stream* form = graph.objects()[static_cast<std::size_t>(image.number) - 1].stream();
  const Object* matrix = form->dictionary.find("Matrix");
  if (matrix == nullptr) return {across, up};
  std::array<double, 6> m{};
  for (std::size_t i = 0; i < 6; ++i) {
    m.at(i) = static_cast<double>(*(*matrix->as<Array>())[i].as<std::int64_t>());
  }
  return {m[0] * across + m[2] * up + m[4], m[1] * across + m[3] * up + m[5]};
}

// Exif 2.32, 4.6.4 A, tag 274: "the 0th row is at the visual … of the image, the 0th column the …".
TEST(Exif, TurnsThePictureUpright) {
  constexpr std::array<double, 2> kTop = {0.5, 1}, kBottom = {0.5, 0}, kLeft = {0, 0.5},
                                  kRight = {1, 0.5};
  const std::array<std::array<std::array<double, 2>, 2>, 8> row_and_column = {{{kTop, kLeft},
                                                                               {kTop, kRight},
                                                                               {kBottom, kRight},
                                                                               {kBottom, kLeft},
                                                                               {kLeft, kTop},
                                                                               {kRight, kTop},
                                                                               {kRight, kBottom},
                                                                               {kLeft, kBottom}}};
  for (std::size_t i = 0; i < 8; ++i) {
    Graph graph;
    const Bytes file = jpeg_with(exif(static_cast<std::uint8_t>(i + 1), true), false);
    const AddedImage added = add_image(file, graph);
    EXPECT_EQ(placed(graph, added.image, 0.5, 1), row_and_column.at(i)[0]) << i + 1;
    EXPECT_EQ(placed(graph, added.image, 0, 0.5), row_and_column.at(i)[1]) << i + 1;
    EXPECT_EQ(added.width, i < 4 ? 30u : 20u);
  }
}

TEST(Exif, DamageCountsAsNothing) {
  const Bytes whole = exif(6, false);
  const ByteView segment = ByteView(whole).subspan(4);
  EXPECT_EQ(read_exif(segment).orientation, 6);
  for (std::size_t size = 0; size < segment.size(); ++size) {
    const Exif cut = read_exif(segment.first(size));
    EXPECT_TRUE(cut.orientation == 1 || cut.orientation == 6);
  }
  for (std::size_t at = 0; at < segment.size(); ++at) {
    Bytes changed(segment.begin(), segment.end());
    changed[at] = 0xFF;
    const Exif exif = read_exif(changed);
    EXPECT_GE(exif.orientation, 1);
    EXPECT_LE(exif.orientation, 8);
  }
}

}  // namespace
}  // namespace chancery::pdf
