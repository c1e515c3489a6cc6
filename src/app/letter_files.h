// The files that a letter names: images and enclosures, from its own folder.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "app/set_letter.h"
#include "base/diagnostic.h"
#include "letter/letter.h"
#include "letterhead/letterhead.h"

namespace chancery::app {

/// One of the program's documented limits: what a file of these may need of memory and of the post.
inline constexpr std::size_t kLargestFileBytes = std::size_t{64} << 20U;

/// Fills the images and enclosures of the letter and its versions with what their files hold; two
/// that hold the same share it, and what cannot be had is stood in for. Everything that is wrong is
/// told, with the place in the letter: "file-outside", "missing-image", "missing-enclosure",
/// "file-too-large", "image-format", "signed-enclosure",
/// "reserved-name", and what the pdf room says of pictures and
/// pages. `used` gets the paths that were asked for, `read` each file once as it was found, named
/// by its path from the letter's folder.
Diagnostics fetch_files(letter::Letter& letter, const std::filesystem::path& folder, Look look,
                        const letterhead::SvgConverter& convert,
                        std::vector<std::filesystem::path>* used = nullptr,
                        std::vector<layout::AttachedFile>* read = nullptr);

}  // namespace chancery::app
