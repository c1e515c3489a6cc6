// PNG and JPEG files of every kind, written with libpng and libjpeg.
#pragma once

#include <jpeglib.h>
#include <png.h>

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <vector>

#include "base/bytes.h"

namespace chancery::pdf::sample {

struct Png {
  std::uint32_t width = 8, height = 8;
  int bits = 8;
  int colour = PNG_COLOR_TYPE_RGB;
  bool interlaced = false;
  std::vector<png_color> palette;
  std::vector<std::uint8_t> palette_alpha;    ///< tRNS of an indexed picture
  const png_color_16* transparent = nullptr;  ///< tRNS of the others
  /// The samples of a pixel, as large as `bits` allows.
  std::function<std::vector<unsigned>(std::uint32_t x, std::uint32_t y)> pixel;
};

inline Bytes write_png(const Png& image) {
  Bytes file;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  if (setjmp(png_jmpbuf(png)) != 0) std::abort();
  png_set_write_fn(
      png, &file,
      [](png_structp of, png_bytep data, std::size_t size) {
        auto* to = static_cast<Bytes*>(png_get_io_ptr(of));
        to->insert(to->end(), data, data + size);
      },
      nullptr);
  png_set_IHDR(png, info, image.width, image.height, image.bits, image.colour,
               image.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (!image.palette.empty()) {
    png_set_PLTE(png, info, image.palette.data(), static_cast<int>(image.palette.size()));
  }
  if (!image.palette_alpha.empty()) {
    png_set_tRNS(png, info, image.palette_alpha.data(),
                 static_cast<int>(image.palette_alpha.size()), nullptr);
  } else if (image.transparent != nullptr) {
    png_set_tRNS(png, info, nullptr, 0, image.transparent);
  }
  png_set_filter(png, 0, PNG_ALL_FILTERS);
  png_write_info(png, info);
  std::vector<Bytes> rows;
  std::vector<png_bytep> pointers;
  for (std::uint32_t y = 0; y < image.height; ++y) {
    Bytes row;
    unsigned bit = 0;
    for (std::uint32_t x = 0; x < image.width; ++x) {
      for (const unsigned sample : image.pixel(x, y)) {
        if (image.bits == 16) row.push_back(static_cast<std::uint8_t>(sample >> 8U));
        if (image.bits >= 8) {
          row.push_back(static_cast<std::uint8_t>(sample));
          continue;
        }
        if (bit % 8 == 0) row.push_back(0);
        const unsigned shift = 8 - static_cast<unsigned>(image.bits) - bit % 8;
        row.back() = static_cast<std::uint8_t>(row.back() | sample << shift);
        bit += static_cast<unsigned>(image.bits);
      }
    }
    rows.push_back(std::move(row));
  }
  for (Bytes& row : rows) pointers.push_back(row.data());
  png_write_image(png, pointers.data());
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return file;
}

struct Jpeg {
  unsigned width = 16, height = 16;
  J_COLOR_SPACE from = JCS_RGB;
  J_COLOR_SPACE stored = JCS_YCbCr;
  int components = 3;
  bool progressive = false;
  bool adobe = true;                ///< where libjpeg would write the marker: CMYK
  std::vector<std::uint8_t> pixel;  ///< of every pixel
};

inline Bytes write_jpeg(const Jpeg& image) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &memory, &size);
  jpeg.image_width = image.width;
  jpeg.image_height = image.height;
  jpeg.input_components = image.components;
  jpeg.in_color_space = image.from;
  jpeg_set_defaults(&jpeg);
  jpeg_set_colorspace(&jpeg, image.stored);
  jpeg_set_quality(&jpeg, 100, TRUE);
  if (image.progressive) jpeg_simple_progression(&jpeg);
  if (!image.adobe) jpeg.write_Adobe_marker = FALSE;
  jpeg_start_compress(&jpeg, TRUE);
  Bytes row;
  for (unsigned x = 0; x < image.width; ++x) {
    row.insert(row.end(), image.pixel.begin(), image.pixel.end());
  }
  JSAMPROW pointer = row.data();
  while (jpeg.next_scanline < image.height) jpeg_write_scanlines(&jpeg, &pointer, 1);
  jpeg_finish_compress(&jpeg);
  Bytes file(memory, memory + size);
  std::free(memory);
  jpeg_destroy_compress(&jpeg);
  return file;
}

}  // namespace chancery::pdf::sample
