// A letter's file becomes laid-out pages.
#pragma once

#include <filesystem>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/stationery.h"
#include "base/diagnostic.h"
#include "base/side_thread.h"
#include "data/data.h"
#include "layout/layout.h"
#include "pdf/profile/profile.h"

namespace chancery::app {

/// A letter and its stationery as they were read.
struct LetterAsRead {
  std::filesystem::path path;
  std::string text;  ///< the letter's file
  std::string language;
  std::string letterhead;                  ///< its name
  std::vector<FileRead> letterhead_files;  ///< what it was read from
};

/// What a letter is set from, but for the fonts, which are known when it is laid out.
struct Source {
  /// The canonical letter without those who get a blind copy. Setting it gives the same pages and
  /// attachments again.
  std::string json;
  data::Node inputs;
};

/// What the program's own files inside an archive copy are called.
inline constexpr std::string_view kSourceName = "letter.json";
inline constexpr std::string_view kInputsName = "inputs.json";

/// A letter laid out, with everything found on the way.
struct SetLetter {
  std::optional<layout::Document> document;
  Diagnostics diagnostics;
  std::vector<FileRead> letterhead;   ///< what its letterhead was read from
  std::shared_future<Source> source;  ///< of a letter that was laid out, when it was asked for
  SideThread source_maker;
  /// Images and enclosures as they were found, named by their paths from the letter's folder.
  std::vector<layout::AttachedFile> beside;
  /// Files and folders that a change of would set the letter otherwise, as far as they are known.
  std::vector<std::filesystem::path> used;
};

/// How closely the files that the letter names are looked at.
enum class Look {
  kAsNeeded,  ///< sizes and numbers of pages; what is broken inside is told when it is written
  kWhole,     ///< every pixel and page
};

struct HowToSet {
  layout::Examine examine = layout::Examine::kFaults;
  Look look = Look::kAsNeeded;
  pdf::Profile profile = pdf::Profile::kArchive;
  bool with_source = false;  ///< its source is made beside the setting
};

/// Reads the letter and its letterhead, lays the letter out, and makes what it shows of other files
/// fit for the profile. What is wrong with any of them is told in the diagnostics. Throws Failure
/// when the letter cannot be read or the system fails.
SetLetter set_letter(const std::filesystem::path& path,
                     const std::optional<std::filesystem::path>& letterheads, LaterShop& shop,
                     const HowToSet& how);

}  // namespace chancery::app
