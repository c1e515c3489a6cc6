#include "app/places.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <mutex>

#include "app/files.h"
#include "base/diagnostic.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before threads
  return value == nullptr ? std::string() : std::string(value);
}

std::vector<fs::path> split_path(const std::string& list) {
  std::vector<fs::path> folders;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(':', begin), list.size());
    if (end > begin) folders.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return folders;
}

/// Where a language alone does not say which country's rules to take.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kUsualRegion = {{
    {"en", "US"},
    {"de", "DE"},
    {"fr", "FR"},
    {"es", "ES"},
    {"pt", "PT"},
    {"ru", "RU"},
    {"mn", "MN"},
    {"hi", "IN"},
    {"it", "IT"},
    {"nl", "NL"},
    {"pl", "PL"},
    {"uk", "UA"},
}};

}  // namespace

fs::path program_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path();
}

fs::path data_folder() {
  if (const std::string given = environment("CHANCERY_DATA"); !given.empty()) return given;
  const fs::path marker = fs::path("fonts") / "catalogue.yaml";
  const fs::path program = program_folder();
  for (fs::path folder = program; !folder.empty(); folder = folder.parent_path()) {
    if (fs::exists(folder / marker)) return folder;
    if (folder == folder.root_path()) break;
  }
  fs::path installed = program.parent_path() / "share" / "chancery";
  if (fs::exists(installed / marker)) return installed;
  throw Failure(FailureKind::kSystem, "no-data",
                "the program's data (fonts/catalogue.yaml, letterhead/) cannot be found",
                "set CHANCERY_DATA to the folder that holds them");
}

fs::path cache_folder() {
  if (const fs::path cache = environment("XDG_CACHE_HOME"); cache.is_absolute()) {
    return cache / "chancery";
  }
  if (const fs::path home = environment("HOME"); home.is_absolute()) {
    return home / ".cache" / "chancery";
  }
  return {};
}

text::FontOpener font_opener() {
  std::vector<fs::path> folders = split_path(environment("CHANCERY_FONTS"));
  folders.emplace_back("/usr/local/share/fonts");
  folders.emplace_back("/usr/share/fonts");
  return [folders](const std::string& file) -> std::shared_ptr<const text::FontFile> {
    for (const fs::path& folder : folders) {
      if (auto mapped = MappedFile::open(folder / file)) return mapped;
    }
    return {};
  };
}

text::DictionaryFinder dictionary_finder() {
  return [](std::string_view language) -> std::string {
    const fs::path folder = "/usr/share/hyphen";
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= language.size();) {
      const std::size_t end = std::min(language.find('-', begin), language.size());
      parts.push_back(language.substr(begin, end - begin));
      begin = end + 1;
    }
    const std::string primary(parts.front());
    std::vector<std::string> tries;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i].size() == 4) return {};  // a script of its own: those rules are for another one
      if (parts[i].size() == 2) tries.push_back(primary + '_' + std::string(parts[i]));
    }
    for (const auto& [usual, region] : kUsualRegion) {
      if (usual == primary) tries.push_back(primary + '_' + std::string(region));
    }
    tries.push_back(primary);
    for (const std::string& name : tries) {
      fs::path file = folder / ("hyph_" + name + ".dic");
      std::error_code error;
      if (fs::exists(file, error)) return file.string();
    }
    return {};
  };
}

}  // namespace chancery::app
