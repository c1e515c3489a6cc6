#include "app/picture_difference.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace chancery::app {
namespace {

pdf::RgbPicture white(std::uint32_t width, std::uint32_t height) {
  return {width, height, Bytes(std::size_t{width} * height * 3, 255)};
}

void paint(pdf::RgbPicture& picture, std::size_t left, std::size_t top, std::size_t size,
           std::uint8_t value) {
  for (std::size_t y = top; y < top + size; ++y) {
    for (std::size_t x = left; x < left + size; ++x) {
      const std::size_t at = (y * picture.width + x) * 3;
      std::fill_n(picture.samples.begin() + static_cast<std::ptrdiff_t>(at), 3, value);
    }
  }
}

bool is_red(const pdf::RgbPicture& picture, std::size_t x, std::size_t y) {
  const std::size_t at = (y * picture.width + x) * 3;
  return picture.samples[at] > 200 && picture.samples[at + 1] == 0;
}

std::size_t red_pixels(const pdf::RgbPicture& picture) {
  std::size_t count = 0;
  for (std::size_t y = 0; y < picture.height; ++y) {
    for (std::size_t x = 0; x < picture.width; ++x) count += is_red(picture, x, y);
  }
  return count;
}

TEST(MarkedDifference, OfTheSameIsNone) {
  EXPECT_FALSE(marked_difference(white(100, 80), white(100, 80)));
  pdf::RgbPicture rounded = white(100, 80);
  paint(rounded, 10, 10, 5, 250);
  EXPECT_FALSE(marked_difference(white(100, 80), rounded));
}

TEST(MarkedDifference, IsFramedAroundWhatDiffersOnly) {
  pdf::RgbPicture after = white(200, 150);
  paint(after, 100, 60, 4, 0);
  const auto marked = marked_difference(white(200, 150), after);
  ASSERT_TRUE(marked);
  EXPECT_EQ(marked->width, 200U);
  EXPECT_GT(red_pixels(*marked), 0U);
  for (std::size_t y = 0; y < 150; ++y) {
    for (std::size_t x = 0; x < 200; ++x) {
      if (x >= 80 && x < 130 && y >= 40 && y < 90) continue;
      ASSERT_FALSE(is_red(*marked, x, y)) << x << ", " << y;
    }
  }
  EXPECT_FALSE(is_red(*marked, 101, 61));  // what differs is seen
}

TEST(MarkedDifference, OfPicturesOfAnotherSizeIsTheWhole) {
  const auto marked = marked_difference(white(10, 10), white(60, 40));
  ASSERT_TRUE(marked);
  EXPECT_TRUE(is_red(*marked, 0, 0));
  EXPECT_TRUE(is_red(*marked, 59, 39));
}

TEST(MarkedDifference, AtTheEdgesStaysInside) {
  pdf::RgbPicture after = white(50, 50);
  paint(after, 0, 0, 2, 0);
  paint(after, 48, 48, 2, 0);
  const auto marked = marked_difference(white(50, 50), after);
  ASSERT_TRUE(marked);
  EXPECT_TRUE(is_red(*marked, 0, 0));
  EXPECT_TRUE(is_red(*marked, 49, 49));
}

TEST(WrittenPng, IsReadAgainAsItWas) {
  pdf::RgbPicture picture = white(37, 21);
  for (std::size_t i = 0; i < picture.samples.size(); ++i) {
    picture.samples[i] = static_cast<std::uint8_t>(i * 7);
  }
  const pdf::RgbPicture read = pdf::read_rgb(pdf::write_png(picture));
  EXPECT_EQ(read.width, 37U);
  EXPECT_EQ(read.height, 21U);
  EXPECT_EQ(read.samples, picture.samples);
  picture.samples.pop_back();
  EXPECT_THROW(pdf::write_png(picture), std::invalid_argument);
}

}  // namespace
}  // namespace chancery::app
