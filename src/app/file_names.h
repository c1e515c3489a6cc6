// Places for files out of a stranger's file.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace chancery::app {

/// Where the files inside an archive copy go, each below one folder.
class PlacesOfFiles {
 public:
  /// `inputs` is the copy's inputs.json, which tells where the letter's files lay beside it; empty
  /// without one. A stranger's may say anything.
  explicit PlacesOfFiles(std::string_view inputs);

  /// For the next file: the place beside the letter that its digest has, or the last part of its
  /// name, when that can stay in the folder and shows itself as it is; else, and when it was taken
  /// before, "file-1" and so on. Folders are parted by '/'.
  std::string next(std::string_view name, ByteView bytes);

 private:
  std::multimap<std::string, std::string> by_digest_;
  std::set<std::string> taken_;
};

}  // namespace chancery::app
