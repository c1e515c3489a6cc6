// The files inside of a Word document (Office Open XML is a ZIP archive; ISO/IEC 29500-2).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"

namespace chancery::draft {

class Archive {
 public:
  /// `bytes` must stay. Throws Failure(kInput, "not-docx").
  explicit Archive(ByteView bytes);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  /// The whole file of that name; nothing when there is none. At most 16 MB of a file and 32 MB of
  /// all are inflated, whatever the archive says about their sizes.
  /// Throws Failure(kInput): "docx-damaged", "docx-too-large".
  std::optional<Bytes> read(const std::string& name);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
  std::size_t left_bytes_;
};

}  // namespace chancery::draft
