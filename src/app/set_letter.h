// A letter's file becomes laid-out pages.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/stationery.h"
#include "base/diagnostic.h"
#include "layout/layout.h"

namespace chancery::app {

/// A letter laid out, with everything found on the way.
struct SetLetter {
  std::optional<layout::Document> document;
  Diagnostics diagnostics;
  std::string text;                  ///< the letter's file
  std::vector<FileRead> letterhead;  ///< what its letterhead was read from
  /// Files and folders that a change of would set the letter otherwise, as far as they are known.
  std::vector<std::filesystem::path> used;
};

/// How closely the files that the letter names are looked at.
enum class Look {
  kAsNeeded,  ///< sizes and numbers of pages; what is broken inside is told when it is written
  kWhole,     ///< every pixel and page
};

/// Reads the letter and its letterhead and lays the letter out. What is wrong with either is told
/// in the diagnostics. Throws Failure when the letter cannot be read or the system fails.
SetLetter set_letter(const std::filesystem::path& path,
                     const std::optional<std::filesystem::path>& letterheads, LaterShop& shop,
                     layout::Examine examine, Look look = Look::kAsNeeded);

}  // namespace chancery::app
