// What can be made again and takes long to make: kept in files between one run and the next.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "data/data.h"

namespace chancery::app {

/// Files in one folder, each closed by a line with its own digest: one that was damaged counts as
/// not there. Against mishaps, not against enemies: the cache is the user's own. Without a folder
/// nothing is kept, and what cannot be read or written is done without.
class Cache {
 public:
  explicit Cache(std::filesystem::path folder);

  /// A name of hexadecimal digits that depends on the program's version, which may make the same
  /// thing in another way, and on every byte.
  static std::string name_for(ByteView bytes);

  std::optional<Bytes> take(const std::string& name) const;
  void keep(const std::string& name, ByteView bytes) const;

 private:
  std::filesystem::path folder_;
};

/// Parses YAML, and keeps the tree of each file that has no faults until the file changes.
data::ParseYaml parser_that_remembers(const Cache& cache);

}  // namespace chancery::app
