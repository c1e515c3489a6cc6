// Files, the only way in and out: mapped to read, written whole or not at all.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "text/fonts.h"

namespace chancery::app {

/// A file mapped for reading; stays valid while this lives.
class MappedFile : public text::FontFile {
 public:
  /// Null when the file is not there or cannot be read.
  static std::shared_ptr<const MappedFile> open(const std::filesystem::path& path);
  ~MappedFile() override;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  ByteView bytes() const override { return bytes_; }

 private:
  explicit MappedFile(ByteView bytes) : bytes_(bytes) {}
  ByteView bytes_;
};

/// Throws Failure(kInput, "cannot-read") that names the path and the system's reason.
Bytes read_file(const std::filesystem::path& path);
/// As above, nothing when there is no such file.
std::optional<Bytes> read_file_if_there(const std::filesystem::path& path);

/// The file that a letter or a letterhead in `folder` names, whether it is there or not. Nothing
/// when the path leads out of the folder: by "..", from the root, or through a symbolic link.
std::optional<std::filesystem::path> path_inside(const std::filesystem::path& folder,
                                                 const std::string& name);

/// With those above it; `mend` says what to do when it cannot be made. Throws Failure(kSystem,
/// "cannot-write").
void make_folder(const std::filesystem::path& folder, const std::string& mend);

/// Writes to a temporary file beside the target, syncs, renames: after a crash or on a full disk
/// the target is as it was. What is there keeps its permissions; a symbolic link stays a link and
/// what it points to is replaced; a device or pipe is written to as it is. Throws
/// Failure(kSystem, "cannot-write").
void write_file(const std::filesystem::path& path, ByteView bytes);

/// The same for what can be made again at once: whole or not at all for whoever reads it, but not
/// waiting for the disk, which takes a tenth of a second where others write too.
void write_passing_file(const std::filesystem::path& path, ByteView bytes);

/// For what can be made again: writes as write_file does, with the folder, when there is no file or
/// a plain one, but does not wait for the disk: after a crash of the machine the file may be
/// damaged, and must tell. What cannot be kept is done without.
void write_to_cache(const std::filesystem::path& path, ByteView bytes);

}  // namespace chancery::app
