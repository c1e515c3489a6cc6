// Saves the files inside a PDF. The file may be a stranger's: it is read strictly, and what it
// calls its files is taken for a place below the folder at most.
#include <algorithm>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "app/file_names.h"
#include "app/files.h"
#include "app/set_letter.h"
#include "pdf/read/embedded_files.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMend = "name another folder with -o";

pdf::EmbeddedFiles files_of(ByteView bytes) {
  const pdf::Opened opened = pdf::open_document(bytes);
  if (!opened.document) {
    throw Failure(FailureKind::kInput, "unreadable-pdf",
                  "the PDF cannot be read: " + opened.problem->detail, "get the file again");
  }
  try {
    return pdf::embedded_files(*opened.document);
  } catch (const pdf::ReadFailure& failure) {
    throw Failure(FailureKind::kInput, "unreadable-pdf",
                  "the PDF cannot be read: " + failure.problem().detail, "get the file again");
  }
}

void check(const pdf::EmbeddedFiles& found) {
  if (found.problem == pdf::EmbeddedProblem::kTooMany) {
    throw Failure(FailureKind::kInput, "too-many-files",
                  "the PDF holds more than 1000 files or 256 MB of them",
                  "no letter does: do not trust this file");
  }
  if (found.problem == pdf::EmbeddedProblem::kDamaged) {
    throw Failure(FailureKind::kInput, "file-damaged",
                  "a file inside the PDF cannot be read; nothing was saved", "get the PDF again");
  }
  if (found.files.empty()) {
    throw Failure(FailureKind::kInput, "no-files", "there are no files inside this PDF",
                  "give a letter that 'chancery typeset' wrote");
  }
}

std::string_view inputs_of(const pdf::EmbeddedFiles& found) {
  const auto inputs = std::find_if(found.files.begin(), found.files.end(),
                                   [](const auto& file) { return file.name == kInputsName; });
  return inputs == found.files.end() ? std::string_view() : text_of(inputs->bytes);
}

/// Those below the folder that a file lies in. One that is a link leads elsewhere.
void make_folders_between(const fs::path& folder, const fs::path& inner) {
  fs::path path = folder;
  for (const fs::path& part : inner.lexically_relative(folder)) {
    path /= part;
    std::error_code error;
    if (part != "." && fs::is_symlink(path, error)) {
      throw Failure(FailureKind::kUsage, "output-exists",
                    path.string() + " is a link, and a folder is to be there",
                    "name another folder with -o");
    }
  }
  make_folder(inner, kMend);
}

}  // namespace

Exit extract(const ExtractOptions& options) {
  const Bytes bytes = read_file(options.input);
  const pdf::EmbeddedFiles found = files_of(ByteView(bytes));
  check(found);
  fs::path folder = options.input;
  folder.replace_extension(".files");
  if (options.output) folder = *options.output;

  PlacesOfFiles places(inputs_of(found));
  std::vector<fs::path> paths;
  for (const pdf::EmbeddedFile& file : found.files) {
    paths.push_back(folder / fs::path(places.next(file.name, ByteView(file.bytes))));
    std::error_code error;
    if (!options.force &&
        fs::symlink_status(paths.back(), error).type() != fs::file_type::not_found) {
      throw Failure(FailureKind::kUsage, "output-exists",
                    paths.back().string() + " is there already",
                    "name another folder with -o, or write over it with --force");
    }
  }
  std::error_code error;
  make_folder(folder, kMend);
  for (const fs::path& path : paths) make_folders_between(folder, path.parent_path());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    // A link that lies here leads elsewhere: it is taken away, not followed.
    if (fs::is_symlink(paths[i], error)) fs::remove(paths[i], error);
    write_file(paths[i], ByteView(found.files[i].bytes));
    say(paths[i].string());
  }
  return Exit::kDone;
}

}  // namespace chancery::app
