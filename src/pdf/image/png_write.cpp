#include "pdf/image/png_write.h"

#include <libdeflate.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <string_view>

#include "pdf/image/png.h"
#include "pdf/image/png_rows.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kComponents = 3;

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

void put_number(std::uint32_t number, Bytes& to) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    to.push_back(static_cast<std::uint8_t>(number >> shift & 0xFFU));
  }
}

/// Length, type, data and their checksum (5.3).
void put_chunk(std::string_view type, ByteView data, Bytes& to) {
  put_number(static_cast<std::uint32_t>(data.size()), to);
  const std::size_t begin = to.size();
  append(to, type);
  append(to, data);
  put_number(libdeflate_crc32(0, to.data() + begin, to.size() - begin), to);
}

Bytes deflated(ByteView data) {
  constexpr int kLevel = 6;
  const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
      libdeflate_alloc_compressor(kLevel));
  if (!compressor) throw std::bad_alloc();
  Bytes result(libdeflate_zlib_compress_bound(compressor.get(), data.size()));
  result.resize(libdeflate_zlib_compress(compressor.get(), data.data(), data.size(), result.data(),
                                         result.size()));
  return result;
}

}  // namespace

Bytes write_png(const RgbPicture& picture) {
  const std::size_t row = picture.width * kComponents;
  if (row == 0 || picture.height == 0 || picture.samples.size() != row * picture.height) {
    throw std::invalid_argument("a picture of another size than it says");
  }
  Bytes file(kPngSignature.begin(), kPngSignature.end());
  Bytes header;
  put_number(picture.width, header);
  put_number(picture.height, header);
  // Eight bits a sample, RGB, and the only method of compression, filtering and no interlacing.
  for (const int value : {8, 2, 0, 0, 0}) header.push_back(static_cast<std::uint8_t>(value));
  put_chunk("IHDR", header, file);
  put_chunk("IDAT", deflated(filter_rows(picture.samples, row, kComponents)), file);
  put_chunk("IEND", {}, file);
  return file;
}

RgbPicture read_rgb(ByteView png) {
  const PngHeader header = read_png_header(png);
  const DecodedPng decoded = decode_png(png, header, true);
  RgbPicture picture{header.width, header.height, {}};
  const std::size_t pixels = std::size_t{header.width} * header.height;
  const auto bytes = static_cast<std::size_t>(decoded.bits / 8);
  const auto components = static_cast<std::size_t>(decoded.components);
  picture.samples.reserve(pixels * kComponents);
  for (std::size_t i = 0; i < pixels; ++i) {
    const unsigned opaque = decoded.alpha.empty() ? 255U : decoded.alpha[i * bytes];
    for (std::size_t c = 0; c < kComponents; ++c) {
      const unsigned sample = decoded.colours[(i * components + (components == 1 ? 0 : c)) * bytes];
      picture.samples.push_back(
          static_cast<std::uint8_t>((sample * opaque + 255U * (255U - opaque)) / 255U));
    }
  }
  return picture;
}

}  // namespace chancery::pdf
