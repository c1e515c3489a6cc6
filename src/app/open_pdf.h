// Opens a PDF that a command is given.
#pragma once

#include <filesystem>

#include "pdf/read/read.h"

namespace chancery::app {

/// Throws Failure(kInput): "not-a-pdf", "encrypted-pdf", "too-large", "damaged-pdf".
pdf::Opened open_pdf(ByteView bytes, const std::filesystem::path& file);

}  // namespace chancery::app
