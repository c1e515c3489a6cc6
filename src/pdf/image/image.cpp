#include "pdf/image/image.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "pdf/image/failures.h"
#include "pdf/image/jpeg.h"
#include "pdf/image/png.h"
#include "pdf/image/png_rows.h"
#include "pdf/write/deflate.h"

namespace chancery::pdf {
namespace {

Dictionary image_dictionary(std::uint32_t width, std::uint32_t height, int bits, Object colours) {
  return {{"Type", Name{"XObject"}},      {"Subtype", Name{"Image"}},
          {"Width", std::int64_t{width}}, {"Height", std::int64_t{height}},
          {"BitsPerComponent", bits},     {"ColorSpace", std::move(colours)}};
}

Name device(int components) {
  return Name{components == 1 ? "DeviceGray" : components == 3 ? "DeviceRGB" : "DeviceCMYK"};
}

/// How rows were filtered before they were compressed (7.4.4.4).
Dictionary png_predictor(std::uint32_t width, int components, int bits) {
  return {{"Predictor", 15},
          {"Colors", components},
          {"BitsPerComponent", bits},
          {"Columns", std::int64_t{width}}};
}

/// A plane of samples, packed anew.
Stream packed(const PngHeader& png, int components, int bits, ByteView samples) {
  const std::size_t bytes_per_pixel = static_cast<std::size_t>(components * bits / 8);
  Dictionary dictionary = image_dictionary(png.width, png.height, bits, device(components));
  const Bytes rows = filter_rows(samples, png.width * bytes_per_pixel, bytes_per_pixel);
  Stream stream = compress(dictionary, rows);
  if (stream.dictionary.find("Filter") == nullptr) {  // Not a byte to be saved: rows as they are.
    return {std::move(dictionary), Bytes(samples.begin(), samples.end())};
  }
  stream.dictionary.set("DecodeParms", png_predictor(png.width, components, bits));
  return stream;
}

/// The file's own compressed rows: PNG's filters are PDF's predictors.
Stream passed_through(const PngHeader& png, ByteView file) {
  Object colours = device(png.components());
  if (png.is_indexed()) {
    const auto entries = static_cast<int>(png.palette.size() / 3);
    colours = Array{Name{"Indexed"}, Name{"DeviceRGB"}, entries - 1,
                    String{std::string(text_of(png.palette)), true}};
  }
  Stream stream{image_dictionary(png.width, png.height, png.bits, std::move(colours)), {}};
  stream.dictionary.set("Filter", Name{"FlateDecode"});
  stream.dictionary.set("DecodeParms", png_predictor(png.width, png.components(), png.bits));
  for (const PngHeader::Part& part : png.data) {
    append(stream.data, file.subspan(part.begin, part.size));
  }
  return stream;
}

AddedImage add_png(ByteView file, Graph& graph) {
  const PngHeader png = read_png_header(file);
  const bool as_it_is = !png.interlaced && !png.has_alpha_channel();
  const DecodedPng decoded = decode_png(file, png, !as_it_is);
  Stream image = as_it_is ? passed_through(png, file)
                          : packed(png, decoded.components, decoded.bits, decoded.colours);
  const bool is_opaque = std::all_of(decoded.alpha.begin(), decoded.alpha.end(),
                                     [](std::uint8_t byte) { return byte == 0xFF; });
  if (!is_opaque) {
    image.dictionary.set("SMask", graph.add(packed(png, 1, decoded.bits, decoded.alpha)));
  }
  return {graph.add(std::move(image)), png.width, png.height};
}

bool lies_on_its_side(const JpegHeader& jpeg) {
  constexpr int kFirstLying = 5;
  return jpeg.orientation >= kFirstLying;
}

/// The picture in the unit square as it is seen: where Exif says its first row and column lie.
Stream turned(Reference image, int orientation) {
  static constexpr std::array<std::array<int, 6>, 8> kMatrices = {{{1, 0, 0, 1, 0, 0},
                                                                   {-1, 0, 0, 1, 1, 0},
                                                                   {-1, 0, 0, -1, 1, 1},
                                                                   {1, 0, 0, -1, 0, 1},
                                                                   {0, -1, -1, 0, 1, 1},
                                                                   {0, -1, 1, 0, 0, 1},
                                                                   {0, 1, 1, 0, 0, 0},
                                                                   {0, 1, -1, 0, 1, 0}}};
  const auto& matrix = kMatrices.at(static_cast<std::size_t>(orientation - 1));
  Stream form;
  form.dictionary = {{"Type", Name{"XObject"}},
                     {"Subtype", Name{"Form"}},
                     {"BBox", Array{0, 0, 1, 1}},
                     {"Matrix", Array(matrix.begin(), matrix.end())},
                     {"Resources", Dictionary{{"XObject", Dictionary{{"I", image}}}}}};
  append(form.data, std::string_view("/I Do"));
  return form;
}

AddedImage add_jpeg(ByteView file, Graph& graph) {
  const JpegHeader jpeg = read_jpeg_header(file);
  Dictionary dictionary = image_dictionary(jpeg.width, jpeg.height, 8, device(jpeg.components));
  if (jpeg.inverted) dictionary.set("Decode", Array{1, 0, 1, 0, 1, 0, 1, 0});
  dictionary.set("Filter", Name{"DCTDecode"});
  if (jpeg.untransformed) dictionary.set("DecodeParms", Dictionary{{"ColorTransform", 0}});
  const Reference image = graph.add(Stream{std::move(dictionary), Bytes(file.begin(), file.end())});
  if (jpeg.orientation == 1) return {image, jpeg.width, jpeg.height};
  const Reference upright = graph.add(turned(image, jpeg.orientation));
  if (lies_on_its_side(jpeg)) return {upright, jpeg.height, jpeg.width};
  return {upright, jpeg.width, jpeg.height};
}

ImageSize size_of(std::uint32_t width, std::uint32_t height, double across, double down) {
  constexpr double kLeast = 30, kMost = 10000;
  constexpr Points kInch{72};
  const bool is_known = across >= kLeast && across <= kMost && down >= kLeast && down <= kMost;
  return {kInch * (width / (is_known ? across : kUsualResolution)),
          kInch * (height / (is_known ? down : kUsualResolution)), width, height};
}

bool begins_with(ByteView file, ByteView signature) {
  return file.size() >= signature.size() &&
         std::equal(signature.begin(), signature.end(), file.begin());
}

}  // namespace

void check_size(std::uint64_t width, std::uint64_t height) {
  if (width == 0 || height == 0) image_damaged("has no pixels");
  if (width > kMostPixels / height) {
    throw Failure(FailureKind::kInput, "image-too-large",
                  "the picture has " + std::to_string(width) + " by " + std::to_string(height) +
                      " pixels, more than 100 million",
                  "make it smaller: 600 pixels an inch are as fine as print shows");
  }
}

std::optional<ImageKind> image_kind(ByteView file) {
  if (begins_with(file, kPngSignature)) return ImageKind::kPng;
  if (begins_with(file, kJpegSignature)) return ImageKind::kJpeg;
  return std::nullopt;
}

ImageSize image_size(ByteView file) {
  const std::optional<ImageKind> kind = image_kind(file);
  if (!kind) image_damaged("is neither PNG nor JPEG");
  if (*kind == ImageKind::kPng) {
    constexpr double kMetresAnInch = 0.0254;
    const PngHeader png = read_png_header(file);
    return size_of(png.width, png.height, png.across_a_metre * kMetresAnInch,
                   png.down_a_metre * kMetresAnInch);
  }
  const JpegHeader jpeg = read_jpeg_header(file);
  const ImageSize stored = size_of(jpeg.width, jpeg.height, jpeg.across_an_inch, jpeg.down_an_inch);
  if (!lies_on_its_side(jpeg)) return stored;
  return {stored.height, stored.width, stored.pixels_down, stored.pixels_across};
}

AddedImage add_image(ByteView file, Graph& graph) {
  const std::optional<ImageKind> kind = image_kind(file);
  if (!kind) image_damaged("is neither PNG nor JPEG");
  return *kind == ImageKind::kPng ? add_png(file, graph) : add_jpeg(file, graph);
}

}  // namespace chancery::pdf
