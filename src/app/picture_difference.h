// Where two pictures of a page differ, marked for the eye.
#pragma once

#include <optional>

#include "pdf/image/png_write.h"

namespace chancery::app {

/// `after`, paler, with a red frame around each part that differs from `before`; nothing when no
/// part does. Pictures of different sizes differ as a whole.
std::optional<pdf::RgbPicture> marked_difference(const pdf::RgbPicture& before,
                                                 const pdf::RgbPicture& after);

}  // namespace chancery::app
