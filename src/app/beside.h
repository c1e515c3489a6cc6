// Files that a letter names: they lie in its folder.
#pragma once

#include <filesystem>
#include <vector>

#include "letter/letter.h"

namespace chancery::app {

/// Reads files by their path from the letter's folder, never from outside of it. `asked` gets those
/// that were asked for, there or not.
letter::ReadBeside beside(const std::filesystem::path& letter,
                          std::vector<std::filesystem::path>* asked = nullptr);

}  // namespace chancery::app
