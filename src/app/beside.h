// Files that a letter names: they lie in its folder.
#pragma once

#include <filesystem>

#include "letter/letter.h"

namespace chancery::app {

/// Reads files by their path from the letter's folder, never from outside of it.
letter::ReadBeside beside(const std::filesystem::path& letter);

}  // namespace chancery::app
