// A page as poppler draws it.
#pragma once

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "sample_pdf.h"

namespace chancery::pdf::sample {

/// Drawn at 72 dpi: one pixel a point, from the top left.
class Picture {
 public:
  explicit Picture(ByteView file, int page = 1) {
    const TemporaryFile temporary(file);
    const std::string image = temporary.path() + ".ppm";
    const std::string number = std::to_string(page);
    run("pdftoppm -r 72 -cropbox -f " + number + " -l " + number + " -singlefile " +
        temporary.path() + " " + temporary.path());
    pixels_ = read_file(image);
    std::filesystem::remove(image);
    // "P6\n", width, height, "255\n", then three bytes a pixel.
    const std::string text(text_of(ByteView(pixels_)));
    char* end = nullptr;
    width_ = std::strtoul(text.c_str() + 3, &end, 10);
    height_ = std::strtoul(end, &end, 10);
    start_ = static_cast<std::size_t>(end - text.c_str()) + 5;
  }

  std::size_t width() const { return width_; }
  std::size_t height() const { return height_; }

  std::array<int, 3> at(std::size_t x, std::size_t y) const {
    const std::size_t place = start_ + 3 * (y * width_ + x);
    return {pixels_.at(place), pixels_.at(place + 1), pixels_.at(place + 2)};
  }

 private:
  Bytes pixels_;
  std::size_t width_ = 0, height_ = 0, start_ = 0;
};

}  // namespace chancery::pdf::sample
