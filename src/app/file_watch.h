// Tells when files are saved: written in place, or replaced by another file of their name, as many
// editors do (inotify).
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/descriptor.h"

namespace chancery::app {

class FileWatch {
 public:
  /// Throws Failure(kSystem, "cannot-watch").
  FileWatch();

  /// Readable when there is something to ask `changed` about.
  int descriptor() const { return inotify_.get(); }

  /// From now on these and no others. A folder stands for everything in it and below; a file need
  /// not be there yet. True when a folder is watched now that was not before: what was saved in it
  /// until now went unseen. Throws Failure(kSystem, "cannot-watch") when the system allows no more.
  bool watch(const std::vector<std::filesystem::path>& paths);

  /// Takes up everything that has happened; true when one of the paths was saved.
  bool changed();

  /// A folder is not there, or was taken away: `watch` has to be asked again in a while.
  bool is_incomplete() const { return incomplete_; }

 private:
  struct Folder {
    bool everything = false;
    std::set<std::string> names;
  };

  void add(const std::filesystem::path& folder, bool everything, const std::string& name,
           std::map<int, Folder>& folders);
  void add_below(const std::filesystem::path& folder, std::map<int, Folder>& folders);

  Descriptor inotify_;
  std::map<int, Folder> folders_;  // by watch descriptor
  bool incomplete_ = false;
};

}  // namespace chancery::app
