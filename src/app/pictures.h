// A picture's file becomes something to draw.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "letter/letter.h"
#include "letterhead/letterhead.h"

namespace chancery::app {

/// PNG, JPEG or one page of PDF as it is, SVG converted. `file` is its name; the pixels are not
/// looked at. Throws Failure(kInput): "image-format", and what pdf::artwork_size and `convert`
/// throw.
std::shared_ptr<letter::Picture> picture_of(const std::string& file, ByteView bytes,
                                            const letterhead::SvgConverter& convert);

}  // namespace chancery::app
