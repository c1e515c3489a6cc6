// Saves the files inside a PDF. The file may be a stranger's: it is read strictly, and what it
// calls its files is taken for the last part of a name at most.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "app/commands.h"
#include "app/files.h"
#include "app/set_letter.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "data/data.h"
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

/// The path itself when every part of it is a plain name, so that it stays below its folder.
std::string plain_path(std::string_view path) {
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, slash - at);
    if (part.empty() || plain_name(part) != part) return {};
    at = slash + 1;
  }
  return std::string(path);
}

/// Where the letter's files lay beside it, by their digests: inputs.json tells. A stranger's may
/// say anything.
using Paths = std::multimap<std::string, std::string>;

Paths paths_of(const pdf::EmbeddedFiles& found) {
  Paths paths;
  const auto inputs = std::find_if(found.files.begin(), found.files.end(),
                                   [](const auto& file) { return file.name == kInputsName; });
  if (inputs == found.files.end()) return paths;
  const data::Parsed parsed = data::parse_json(text_of(inputs->bytes), inputs->name);
  const data::Node* beside =
      parsed.root && parsed.root->mapping() != nullptr ? parsed.root->find("beside") : nullptr;
  if (beside == nullptr || beside->sequence() == nullptr) return paths;
  for (const data::Node& item : *beside->sequence()) {
    const data::Node* file = item.mapping() == nullptr ? nullptr : item.find("file");
    const data::Node* digest = item.mapping() == nullptr ? nullptr : item.find("sha256");
    if (file != nullptr && digest != nullptr) paths.emplace(digest->text, plain_path(file->text));
  }
  return paths;
}

/// Its place beside the letter, or a name in the folder; none twice.
std::string place_of(const pdf::EmbeddedFile& file, Paths& paths, std::set<std::string>& taken) {
  const auto known = paths.empty() ? paths.end() : paths.find(sha256_hex(ByteView(file.bytes)));
  std::string place;
  if (known != paths.end()) {
    place = known->second;
    paths.erase(known);
  }
  if (place.empty()) place = plain_name(file.name);
  for (std::size_t i = 1; place.empty() || !taken.insert(place).second; ++i) {
    place = "file-" + std::to_string(i);
  }
  return place;
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

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return;
  throw Failure(FailureKind::kSystem, "cannot-write",
                "cannot make the folder " + folder.string() + ": " + error.message(),
                "name another folder with -o");
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
  make_folder(inner);
}

}  // namespace

Exit extract(const ExtractOptions& options) {
  const Bytes bytes = read_file(options.input);
  const pdf::EmbeddedFiles found = files_of(ByteView(bytes));
  check(found);
  fs::path folder = options.input;
  folder.replace_extension(".files");
  if (options.output) folder = *options.output;

  Paths beside = paths_of(found);
  std::set<std::string> taken;
  std::vector<fs::path> paths;
  for (const pdf::EmbeddedFile& file : found.files) {
    paths.push_back(folder / fs::path(place_of(file, beside, taken)));
    std::error_code error;
    if (!options.force &&
        fs::symlink_status(paths.back(), error).type() != fs::file_type::not_found) {
      throw Failure(FailureKind::kUsage, "output-exists",
                    paths.back().string() + " is there already",
                    "name another folder with -o, or write over it with --force");
    }
  }
  std::error_code error;
  make_folder(folder);
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
