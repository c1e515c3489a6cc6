// A page of a PDF drawn as a picture.
#pragma once

#include <cstddef>

#include "base/bytes.h"

namespace chancery::app {

/// Dots an inch: fine enough for text that is printed.
inline constexpr int kDrawnResolution = 300;

enum class Paper { kWhite, kTransparent };

/// The page (from 1) as it is seen, as PNG, drawn by poppler's pdftocairo.
/// Throws Failure(kInput, "cannot-flatten") when it cannot be drawn, Failure(kSystem,
/// "no-pdftocairo") where the program is not installed, and what writing files throws.
Bytes draw_page(ByteView pdf, std::size_t page, Paper paper);

}  // namespace chancery::app
