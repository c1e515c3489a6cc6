#include "app/beside.h"

#include <optional>
#include <string>

#include "app/files.h"

namespace chancery::app {

namespace fs = std::filesystem;

letter::ReadBeside beside(const fs::path& letter, std::vector<fs::path>* asked) {
  const fs::path folder = letter.has_parent_path() ? letter.parent_path() : fs::path(".");
  return [folder, asked](const std::string& path) -> std::optional<letter::FileBeside> {
    const std::optional<fs::path> inside = path_inside(folder, path);
    if (!inside) return std::nullopt;
    if (asked != nullptr) asked->push_back(folder / path);
    const std::optional<Bytes> bytes = read_file_if_there(*inside);
    if (!bytes) return std::nullopt;
    return letter::FileBeside{(folder / path).lexically_normal().string(),
                              std::string(text_of(*bytes))};
  };
}

}  // namespace chancery::app
