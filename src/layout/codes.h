// The letterhead's codes (QR, Data Matrix) for one letter: content filled in, modules as
// rectangles.
#pragma once

#include <string>
#include <vector>

#include "layout/setting.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

struct SetCode {
  std::vector<Rect> dark;  ///< on the page; neighbours of one row are one
  Rect place;              ///< with the quiet zone
  Colour colour;
  std::string alternate_text;
};

/// Throws Failure(kInput): "code-without-field" when the content asks for something that the letter
/// does not say, "code-too-long", "code-too-small" when the modules would be too fine to be read.
SetCode set_code(const Setting& setting, const letterhead::CodeZone& zone);

}  // namespace chancery::layout
