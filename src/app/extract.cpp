// Saves the files inside a PDF. The file may be a stranger's: it is read strictly, and what it
// calls its files is taken for the last part of a name at most.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "app/commands.h"
#include "app/files.h"
#include "base/utf8.h"
#include "pdf/read/embedded_files.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// As file systems allow, with room for what makes names differ.
constexpr std::size_t kLongestNameBytes = 200;

/// Control characters, and what turns the direction of a name so that it shows another ending.
bool may_stand_in_a_name(char32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool turns =
      c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return !is_control && !turns && c != U'/' && c != U'\\' && c != U':';
}

/// A name that stays in its folder: empty when nothing is left of it.
std::string plain_name(std::string_view name) {
  name.remove_prefix(std::min(name.size(), name.find_last_of("/\\") + 1));
  std::string plain;
  for (std::size_t i = 0; i < name.size();) {
    const auto step = decode_utf8(name, i);
    if (!step) return {};
    if (!may_stand_in_a_name(step->code_point)) return {};
    plain.append(name.substr(i, step->length));
    i += step->length;
  }
  // Hidden files, "." and ".." begin so.
  return plain.starts_with('.') || plain.size() > kLongestNameBytes ? std::string() : plain;
}

std::string name_unlike(std::string_view name, std::set<std::string>& taken) {
  std::string plain = plain_name(name);
  for (std::size_t i = 1; plain.empty() || !taken.insert(plain).second; ++i) {
    plain = "file-" + std::to_string(i);
  }
  return plain;
}

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

}  // namespace

Exit extract(const ExtractOptions& options) {
  const Bytes bytes = read_file(options.input);
  const pdf::EmbeddedFiles found = files_of(ByteView(bytes));
  check(found);
  fs::path folder = options.input;
  folder.replace_extension(".files");
  if (options.output) folder = *options.output;

  std::set<std::string> taken;
  std::vector<fs::path> paths;
  for (const pdf::EmbeddedFile& file : found.files) {
    paths.push_back(folder / fs::path(name_unlike(file.name, taken)));
    std::error_code error;
    if (!options.force &&
        fs::symlink_status(paths.back(), error).type() != fs::file_type::not_found) {
      throw Failure(FailureKind::kUsage, "output-exists",
                    paths.back().string() + " is there already",
                    "name another folder with -o, or write over it with --force");
    }
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw Failure(FailureKind::kSystem, "cannot-write",
                  "cannot make the folder " + folder.string() + ": " + error.message(),
                  "name another folder with -o");
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    // A link that lies here leads elsewhere: it is taken away, not followed.
    if (fs::is_symlink(paths[i], error)) fs::remove(paths[i], error);
    write_file(paths[i], ByteView(found.files[i].bytes));
    say(paths[i].string());
  }
  return Exit::kDone;
}

}  // namespace chancery::app
