#include "draft/archive.h"

#include <zip.h>

#include <algorithm>
#include <array>

#include "base/diagnostic.h"
#include "data/data.h"

namespace chancery::draft {
namespace {

constexpr std::size_t kMostBytesOfFile = data::kLargestFileBytes;
constexpr std::size_t kMostBytes = 2 * data::kLargestFileBytes;

[[noreturn]] void damaged(const std::string& name) {
  throw Failure(FailureKind::kInput, "docx-damaged", name + " in the document cannot be read",
                "open the document in a word processor and save it again");
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

struct Archive::Inside {
  zip_t* archive = nullptr;
};

Archive::Archive(ByteView bytes) : inside_(std::make_unique<Inside>()), left_bytes_(kMostBytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) {
    inside_->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (inside_->archive == nullptr) zip_source_free(source);
  }
  zip_error_fini(&error);
  if (inside_->archive == nullptr) {
    throw Failure(FailureKind::kInput, "not-docx", "this is no Word document (.docx)",
                  "open it in a word processor and save it as .docx");
  }
}

Archive::~Archive() {
  zip_discard(inside_->archive);
}

std::optional<Bytes> Archive::read(const std::string& name) {
  const zip_int64_t index = zip_name_locate(inside_->archive, name.c_str(), 0);
  if (index < 0) return std::nullopt;
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(inside_->archive, static_cast<zip_uint64_t>(index), 0));
  if (!file) damaged(name);
  Bytes bytes;
  std::array<std::uint8_t, std::size_t{64} * 1024> piece{};
  const std::size_t most = std::min(kMostBytesOfFile, left_bytes_);
  while (true) {
    const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0) damaged(name);
    if (got == 0) break;
    append(bytes, ByteView(piece).first(static_cast<std::size_t>(got)));
    if (bytes.size() > most) {
      throw Failure(FailureKind::kInput, "docx-too-large",
                    name + " in the document is larger than 16 MB",
                    "save the text of the letter as a document of its own");
    }
  }
  left_bytes_ -= bytes.size();
  return bytes;
}

}  // namespace chancery::draft
