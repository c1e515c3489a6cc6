// A received file while it is looked at. What is verified must be one file, not two halves of two.
#pragma once

#include <filesystem>
#include <memory>

#include "base/bytes.h"

namespace chancery::app {

class SteadyFile {
 public:
  /// Reads a small file; maps a large one, whose bytes nobody should have to hold twice. Throws
  /// Failure(kInput, "cannot-read").
  explicit SteadyFile(const std::filesystem::path& path);
  ~SteadyFile();
  SteadyFile(const SteadyFile&) = delete;
  SteadyFile& operator=(const SteadyFile&) = delete;

  ByteView bytes() const;
  /// Whether nobody wrote to a mapped file since it was opened.
  bool is_unchanged() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace chancery::app
