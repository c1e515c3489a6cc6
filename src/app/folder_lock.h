// One process at a time looks at a file and replaces it.
#pragma once

#include <filesystem>

namespace chancery::app {

/// Holds the folder of a file (flock) until it goes; waits for whoever holds it. Who replaces a
/// file only if it is still what it was holds it from the look to the end of the writing, so that
/// of two signatures none is lost. Where folders cannot be locked it does nothing.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& file);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace chancery::app
