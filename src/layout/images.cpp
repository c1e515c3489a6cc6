// Images of the body as figures (ISO 14289-1, 7.3).
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "layout/blocks.h"
#include "layout/punctuated.h"

namespace chancery::layout {
namespace {

using letter::Image;
using letter::Picture;

/// Below it dots are seen on paper; half of what print asks for.
constexpr double kLeastResolution = 150;
constexpr Points kInch{72};
/// Between an image and its caption.
constexpr Steps kCaptionSpace = 1;

struct Size {
  Points width, height;
};

/// As large as the author wants it, in the column and on a page.
Size size_of(const Image& image, const Column& column, Points most_height) {
  const Picture& picture = *image.picture;
  const Points wanted = image.width   ? *image.width
                        : image.share ? column.width * *image.share
                                      : picture.width;
  const double shape = picture.height / picture.width;
  const Points width = std::min({wanted, column.width, most_height / shape});
  return {width, width * shape};
}

void check_resolution(Setting& setting, const Image& image, const Size& size,
                      const Position& where) {
  const Picture& picture = *image.picture;
  if (picture.pixels_across == 0) return;
  const double resolution = std::min(picture.pixels_across / (size.width / kInch),
                                     picture.pixels_down / (size.height / kInch));
  if (resolution >= kLeastResolution) return;
  const Points fine = std::min(kInch * (picture.pixels_across / kLeastResolution), size.width);
  setting.warnings.push_back(
      {Severity::kWarning, where, "low-resolution",
       "the image " + image.file + " has " + std::to_string(std::lround(std::floor(resolution))) +
           " dots an inch at the size it is set, " + in_millimetres(size.width) + " wide",
       "take a picture with more dots, or set it no wider than " + in_millimetres(fine) +
           ": 150 dots an inch are the least for paper"});
}

Points x_of(Image::Align align, const Column& column, Points width, bool right_to_left) {
  if (align == Image::Align::kCentre) return column.x + (column.width - width) / 2;
  const bool at_right = (align == Image::Align::kEnd) != right_to_left;
  return at_right ? column.right() - width : column.x;
}

letterhead::Align align_of(Image::Align align) {
  switch (align) {
    case Image::Align::kStart:
      return letterhead::Align::kStart;
    case Image::Align::kCentre:
      return letterhead::Align::kCentre;
    case Image::Align::kEnd:
      return letterhead::Align::kEnd;
  }
  return letterhead::Align::kStart;
}

std::vector<Box> set_caption(Setting& setting, const Image& image, const BlockPlace& place,
                             std::size_t figure) {
  if (image.caption.text.empty()) return {};
  TextPlace text;
  text.style = &style_of(setting.letterhead, {"caption", "small"});
  text.column = place.column;
  text.grid = place.grid;
  text.language = place.language;
  text.direction = place.direction;
  text.align = align_of(image.align);
  text.meaning = setting.structure.add("Caption", figure, place.language);
  std::vector<Box> boxes = set_text(setting, image.caption, text);
  for (Box& box : boxes) box.is_text = false;
  return boxes;
}

}  // namespace

std::vector<Box> set_image(Setting& setting, const letter::Block& block, const BlockPlace& place) {
  const Image& image = *block.image;
  if (!image.picture || !(image.picture->width.value > 0) || !(image.picture->height.value > 0)) {
    throw input_failure(block.where, "missing-image", "the image " + image.file + " is not there",
                        "put the file into the letter's folder, or correct its name");
  }
  const std::size_t figure = setting.structure.add("Figure", place.parent, place.language);
  letter::RichText alternate;
  alternate.text = image.alternate;
  setting.structure[figure].alternate_text =
      plain_line(alternate, place.language, setting.punctuation);
  std::vector<Box> caption = set_caption(setting, image, place, figure);
  const Steps below =
      caption.empty() ? 0 : kCaptionSpace + total_height(caption, 0, caption.size());
  const Steps most = std::max(Grid::kStepsPerLine, setting.page_height - below);
  const Size size = size_of(image, place.column, place.grid->at(most));
  check_resolution(setting, image, size, block.where);

  Box box;
  box.height = place.grid->covering(size.height);
  box.is_text = false;
  box.first_baseline = place.grid->line_ascent();
  // Above stands the descent of a line, below the white above small letters: about the same.
  const Points above = (place.grid->at(box.height) - size.height) / 2;
  const Points x = x_of(image.align, place.column, size.width, is_right_to_left(place));
  box.pictures.push_back({image.picture, {x, above, size.width, size.height}, figure});
  std::vector<Box> boxes;
  boxes.push_back(std::move(box));
  if (!caption.empty()) caption.front().space_before = kCaptionSpace;
  boxes.insert(boxes.end(), std::make_move_iterator(caption.begin()),
               std::make_move_iterator(caption.end()));
  keep_together(boxes, Break::kForbidden);
  return boxes;
}

}  // namespace chancery::layout
