#include "pdf/image/png.h"

#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <string>
#include <string_view>

#include "pdf/image/failures.h"

namespace chancery::pdf {
namespace {

/// Text and profiles of a picture are not used; libpng need not unpack more of them than this.
constexpr png_alloc_size_t kLargestChunk = 1U << 20U;

std::uint32_t big_endian(ByteView bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U |
         std::uint32_t{bytes[2]} << 8U | bytes[3];
}

/// Width, height, bits, colour type, compression, filter, interlace (11.2.2).
void read_ihdr(ByteView chunk, PngHeader& header) {
  if (chunk.size() != 13) image_damaged("has a damaged header");
  header.width = big_endian(chunk);
  header.height = big_endian(chunk.subspan(4));
  header.bits = chunk[8];
  header.colour = chunk[9];
  header.interlaced = chunk[12] != 0;
  check_size(header.width, header.height);
}

/// libpng at work on one file. Its errors come back by longjmp, which may only pass over frames
/// that have nothing to destroy: everything lives in this object.
class Decoder {
 public:
  Decoder(ByteView file, const PngHeader& header, bool want_colours)
      : file_(file), header_(header), want_colours_(want_colours) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, fail, ignore);
    info_ = png_ == nullptr ? nullptr : png_create_info_struct(png_);
    if (info_ == nullptr) {
      png_destroy_read_struct(&png_, &info_, nullptr);
      throw std::bad_alloc();
    }
  }
  ~Decoder() { png_destroy_read_struct(&png_, &info_, nullptr); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  DecodedPng run() {
    if (!guarded(&Decoder::start)) broken();
    make_room();
    if (!guarded(header_.interlaced ? &Decoder::read_whole : &Decoder::read_rows)) broken();
    if (header_.interlaced) {
      for (png_bytep row : row_pointers_) split(row);
    }
    return std::move(result_);
  }

 private:
  static void fail(png_structp png, png_const_charp message) {
    auto* decoder = static_cast<Decoder*>(png_get_error_ptr(png));
    std::strncpy(decoder->message_.data(), message, decoder->message_.size() - 1);
    png_longjmp(png, 1);
  }
  static void ignore(png_structp /*png*/, png_const_charp /*message*/) {}

  static void give(png_structp png, png_bytep to, std::size_t size) {
    auto* decoder = static_cast<Decoder*>(png_get_io_ptr(png));
    if (size > decoder->file_.size() - decoder->at_) png_error(png, "the file ends too early");
    std::memcpy(to, decoder->file_.data() + decoder->at_, size);
    decoder->at_ += size;
  }

  [[noreturn]] void broken() const {
    image_damaged(std::string("cannot be decoded: ") + message_.data());
  }

  using Step = void (Decoder::*)();

  /// False when libpng gave up on the way.
  bool guarded(Step step) {
    // The one way that libpng has to report errors. NOLINTNEXTLINE(cert-err52-cpp)
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    (this->*step)();
    return true;
  }

  void start() {
    png_set_read_fn(png_, this, give);
    png_set_chunk_malloc_max(png_, kLargestChunk);
    png_set_user_limits(png_, header_.width, header_.height);
    png_set_crc_action(png_, PNG_CRC_ERROR_QUIT, PNG_CRC_WARN_DISCARD);
    png_read_info(png_, info_);
    if (wants_samples()) png_set_expand(png_);
    if (header_.interlaced) png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
  }

  bool has_alpha() const { return header_.has_alpha_channel() || header_.has_transparency; }
  bool wants_samples() const { return want_colours_ || has_alpha(); }

  void make_room() {
    row_bytes_ = png_get_rowbytes(png_, info_);
    channels_ = png_get_channels(png_, info_);
    result_.bits = png_get_bit_depth(png_, info_);
    const bool with_alpha = wants_samples() && channels_ % 2 == 0;
    result_.components = channels_ - (with_alpha ? 1 : 0);
    sample_bytes_ = static_cast<std::size_t>(result_.bits / 8);
    const std::size_t pixels = std::size_t{header_.width} * header_.height;
    if (want_colours_) {
      result_.colours.reserve(pixels * sample_bytes_ *
                              static_cast<std::size_t>(result_.components));
    }
    if (with_alpha) result_.alpha.reserve(pixels * sample_bytes_);
    rows_.resize(row_bytes_ * (header_.interlaced ? header_.height : 1));
    if (!header_.interlaced) return;
    for (std::size_t row = 0; row < header_.height; ++row) {
      row_pointers_.push_back(rows_.data() + row * row_bytes_);
    }
  }

  void read_rows() {
    for (std::uint32_t row = 0; row < header_.height; ++row) {
      png_read_row(png_, rows_.data(), nullptr);
      split(rows_.data());
    }
    png_read_end(png_, nullptr);
  }

  void read_whole() {
    png_read_image(png_, row_pointers_.data());
    png_read_end(png_, nullptr);
  }

  /// A row into the planes of colours and alpha.
  void split(const std::uint8_t* row) {
    if (!wants_samples()) return;
    const bool with_alpha = result_.components != channels_;
    const std::size_t colour_bytes = static_cast<std::size_t>(result_.components) * sample_bytes_;
    if (!with_alpha) {
      if (want_colours_) result_.colours.insert(result_.colours.end(), row, row + row_bytes_);
      return;
    }
    const std::uint8_t* end = row + row_bytes_;
    for (; row != end; row += sample_bytes_) {
      const std::uint8_t* alpha = row + colour_bytes;
      if (want_colours_) result_.colours.insert(result_.colours.end(), row, alpha);
      row = alpha;
      result_.alpha.insert(result_.alpha.end(), alpha, alpha + sample_bytes_);
    }
  }

  ByteView file_;
  const PngHeader& header_;
  bool want_colours_;
  std::size_t at_ = 0;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
  std::array<char, 128> message_{};
  std::size_t row_bytes_ = 0, sample_bytes_ = 0;
  int channels_ = 0;
  Bytes rows_;
  std::vector<png_bytep> row_pointers_;
  DecodedPng result_;
};

}  // namespace

PngHeader read_png_header(ByteView file) {
  PngHeader header;
  ByteView rest = file.subspan(kPngSignature.size());
  bool is_first = true;
  while (true) {
    // Length, type, data, checksum (5.3).
    if (rest.size() < 12) image_damaged("ends too early");
    const std::size_t size = big_endian(rest);
    const std::string_view type = text_of(rest.subspan(4, 4));
    if (size > rest.size() - 12) image_damaged("ends too early");
    const ByteView chunk = rest.subspan(8, size);
    if (is_first != (type == "IHDR")) image_damaged("does not begin with its header");
    if (is_first) {
      read_ihdr(chunk, header);
    } else if (type == "PLTE") {
      header.palette.assign(chunk.begin(), chunk.end());
    } else if (type == "pHYs") {
      constexpr std::uint8_t kMetres = 1;
      if (chunk.size() == 9 && chunk[8] == kMetres) {
        header.across_a_metre = big_endian(chunk);
        header.down_a_metre = big_endian(chunk.subspan(4));
      }
    } else if (type == "tRNS") {
      header.has_transparency = true;
    } else if (type == "IDAT") {
      header.data.push_back({static_cast<std::size_t>(chunk.data() - file.data()), size});
    } else if (type == "IEND") {
      break;
    }
    is_first = false;
    rest = rest.subspan(12 + size);
  }
  if (header.data.empty()) image_damaged("has no data");
  const std::size_t entries = header.palette.size() / 3;
  if (header.is_indexed() && (entries == 0 || entries > 256 || header.palette.size() % 3 != 0)) {
    image_damaged("has no palette that can be used");
  }
  return header;
}

DecodedPng decode_png(ByteView file, const PngHeader& header, bool want_colours) {
  return Decoder(file, header, want_colours).run();
}

}  // namespace chancery::pdf
