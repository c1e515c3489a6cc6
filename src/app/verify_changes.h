// Pictures of a signed file's pages as they were signed and as they are now.
#pragma once

#include <filesystem>
#include <vector>

namespace chancery::app {

/// For each signed revision of `file` that something follows: what was signed, as revision-2.pdf;
/// its pages, as revision-2/page-1.png; and of each page that looks different now, the page with
/// the difference marked, as revision-2/page-1-changed.png. The pages as they are now stand in
/// now/. All in `folder`, which is made. The pictures of what differs, in order; empty when nothing
/// was signed or nothing changed.
///
/// Poppler's pdftoppm draws them, in a process of its own that is not confined: only for who asks.
/// Throws Failure: "cannot-read", "no-pdftoppm", "pdftoppm-failed", "cannot-write".
std::vector<std::filesystem::path> draw_changes(const std::filesystem::path& file,
                                                const std::filesystem::path& folder);

}  // namespace chancery::app
