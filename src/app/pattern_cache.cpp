#include <sys/stat.h>

#include "app/files.h"
#include "app/places.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// Where the compiled form of a dictionary as it is now lies; empty without a cache.
fs::path compiled_file(const fs::path& folder, const fs::path& dictionary) {
  struct stat status {};
  if (folder.empty() || ::stat(dictionary.c_str(), &status) != 0) return {};
  return folder / (dictionary.filename().string() + "-" + std::to_string(status.st_size) + "-" +
                   std::to_string(status.st_mtim.tv_sec) + "." +
                   std::to_string(status.st_mtim.tv_nsec) + ".patterns");
}

}  // namespace

text::PatternCache pattern_cache() {
  const fs::path folder = cache_folder();
  text::PatternCache cache;
  cache.find = [folder](const std::string& path) -> std::shared_ptr<const text::FontFile> {
    const fs::path file = compiled_file(folder, path);
    return file.empty() ? nullptr : MappedFile::open(file);
  };
  cache.keep = [folder](const std::string& path, ByteView compiled) {
    const fs::path file = compiled_file(folder, path);
    if (!file.empty()) write_to_cache(file, compiled);
  };
  return cache;
}

}  // namespace chancery::app
