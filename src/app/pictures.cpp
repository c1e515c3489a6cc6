#include "app/pictures.h"

#include <algorithm>
#include <string_view>

#include "pdf/write/artwork.h"

namespace chancery::app {
namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view ending) {
  if (text.size() < ending.size()) return false;
  text.remove_prefix(text.size() - ending.size());
  return std::equal(text.begin(), text.end(), ending.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

}  // namespace

std::shared_ptr<letter::Picture> picture_of(const std::string& file, ByteView bytes,
                                            const letterhead::SvgConverter& convert) {
  auto picture = std::make_shared<letter::Picture>();
  picture->name = file;
  if (pdf::image_kind(bytes) || text_of(bytes).starts_with("%PDF-")) {
    picture->bytes.assign(bytes.begin(), bytes.end());
  } else if (ends_with_ignoring_case(file, ".svg")) {
    picture->bytes = convert(bytes, file);
  } else {
    throw Failure(FailureKind::kInput, "image-format",
                  "the file is neither PNG nor JPEG, PDF nor SVG",
                  "export a drawing as SVG or PDF, a photograph as JPEG");
  }
  const pdf::ImageSize size = pdf::artwork_size(picture->bytes);
  picture->width = size.width;
  picture->height = size.height;
  picture->pixels_across = size.pixels_across;
  picture->pixels_down = size.pixels_down;
  return picture;
}

}  // namespace chancery::app
