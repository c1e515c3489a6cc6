// The table of rooms in docs/architecture.md, held against every #include below src/.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Room {
  std::set<std::string> may_use;
  /// Headers of other projects that only this room includes, by their beginning.
  std::vector<std::string> external;
};

const std::map<std::string, Room>& rooms() {
  static const std::map<std::string, Room> kRooms = {
      {"base", {{}, {}}},
      {"data", {{"base"}, {"yaml.h", "nlohmann/", "valijson/"}}},
      {"draft", {{"base", "data"}, {"libxml/", "zip.h", "iconv.h"}}},
      {"letter", {{"base", "data"}, {"cmark-gfm"}}},
      {"letterhead",
       {{"base", "data", "letter"}, {"librsvg/", "cairo", "glib", "qrencode.h", "dmtx.h"}}},
      {"text", {{"base", "data"}, {"hb", "ft2build", "freetype/", "unicode/", "hyphen.h"}}},
      {"layout", {{"base", "letter", "letterhead", "text"}, {}}},
      {"pdf", {{"base", "text", "layout"}, {"qpdf/", "openssl/", "lcms2", "libdeflate", "png.h"}}},
      {"pki", {{"base"}, {"openssl/", "p11-kit/", "curl/", "libxml/"}}},
      {"signing", {{"base", "data", "pdf", "pki", "layout"}, {}}},
      {"verification", {{"base", "data", "pdf", "pki"}, {}}},
      {"app",
       {{"base", "data", "draft", "letter", "letterhead", "text", "layout", "pdf", "pki", "signing",
         "verification"},
        {"CLI/", "httplib", "seccomp", "spdlog/", "fmt/"}}},
  };
  return kRooms;
}

/// Headers of the pdf room's parts that have a library to themselves.
const std::map<std::string, std::string>& only_in_folder() {
  static const std::map<std::string, std::string> kOnly = {
      {"qpdf/", "pdf/read"}, {"png.h", "pdf/image"}, {"lcms2", "pdf/colour"}};
  return kOnly;
}

/// What the C and C++ libraries and Linux itself provide.
bool is_system(const std::string& header) {
  static const std::set<std::string> kPosix = {
      "fcntl.h",  "unistd.h",  "termios.h", "dlfcn.h",  "sched.h", "pthread.h",
      "malloc.h", "strings.h", "poll.h",    "signal.h", "spawn.h",
  };
  return header.find('.') == std::string::npos || header.rfind("sys/", 0) == 0 ||
         header.rfind("linux/", 0) == 0 || kPosix.contains(header);
}

struct Include {
  std::string folder;  ///< of the including file, below src
  std::string file;
  std::string header;
  bool angled = false;
};

std::vector<Include> all_includes(const fs::path& source) {
  static const std::regex kPattern(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> found;
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".h" && ending != ".cpp") continue;
    std::ifstream file(entry.path());
    const fs::path relative = entry.path().lexically_relative(source);
    for (std::string line; std::getline(file, line);) {
      std::smatch match;
      if (!std::regex_search(line, match, kPattern)) continue;
      found.push_back({relative.parent_path().generic_string(), relative.generic_string(),
                       match[2].str(), match[1].str() == "<"});
    }
  }
  return found;
}

std::string room_of(const std::string& path) {
  return path.substr(0, path.find('/'));
}

std::vector<Include> includes() {
  return all_includes(fs::path(CHANCERY_SOURCE_DIR) / "src");
}

TEST(Rooms, EveryFolderOfTheSourceIsARoomOfTheTable) {
  for (const auto& entry : fs::directory_iterator(fs::path(CHANCERY_SOURCE_DIR) / "src")) {
    if (!entry.is_directory()) continue;
    EXPECT_TRUE(rooms().contains(entry.path().filename().string())) << entry.path();
  }
}

TEST(Rooms, HaveTestsOfTheirOwn) {
  for (const auto& entry : rooms()) {
    const fs::path folder = fs::path(CHANCERY_SOURCE_DIR) / "tests" / entry.first;
    std::size_t tests = 0;
    if (fs::is_directory(folder)) {
      for (const auto& file : fs::directory_iterator(folder)) {
        if (file.path().filename().string().ends_with("_test.cpp")) ++tests;
      }
    }
    EXPECT_GE(tests, 1U) << entry.first;
  }
}

/// Words in backquotes.
std::set<std::string> quoted_words(const std::string& text) {
  static const std::regex kWord("`([^`]+)`");
  std::set<std::string> words;
  for (auto it = std::sregex_iterator(text.begin(), text.end(), kWord);
       it != std::sregex_iterator(); ++it) {
    words.insert((*it)[1].str());
  }
  return words;
}

TEST(Rooms, AreThoseOfTheTableInTheDocumentation) {
  std::ifstream page(fs::path(CHANCERY_SOURCE_DIR) / "docs/architecture.md");
  std::map<std::string, std::set<std::string>> table;
  const std::regex row("^\\| `([a-z]+)` \\|.*\\| ([^|]*) \\|$");
  for (std::string line; std::getline(page, line);) {
    std::smatch match;
    if (!std::regex_match(line, match, row)) continue;
    const std::string name = match[1].str();
    table[name] = quoted_words(match[2].str());
    if (match[2] == "all") {
      for (const auto& other : rooms()) {
        if (other.first != name) table[name].insert(other.first);
      }
    }
  }
  std::map<std::string, std::set<std::string>> enforced;
  for (const auto& [name, room] : rooms()) enforced[name] = room.may_use;
  EXPECT_EQ(table, enforced);
}

TEST(Rooms, UseOnlyTheRoomsThatTheTableAllows) {
  std::size_t looked_at = 0;
  for (const Include& include : includes()) {
    if (include.angled) continue;
    const std::string from = room_of(include.file);
    const std::string to = room_of(include.header);
    ASSERT_TRUE(rooms().contains(from)) << include.file;
    ASSERT_TRUE(rooms().contains(to)) << include.file << " includes " << include.header
                                      << " — project headers are named from src/";
    ++looked_at;
    if (from == to) continue;
    EXPECT_TRUE(rooms().at(from).may_use.contains(to))
        << include.file << " includes " << include.header << ", but room '" << from
        << "' may not use room '" << to << "'";
  }
  EXPECT_GT(looked_at, 100U);
}

TEST(Rooms, KeepExternalHeadersWhereTheTableHasThem) {
  std::set<std::string> rooms_with_externals;
  for (const Include& include : includes()) {
    if (!include.angled || is_system(include.header)) continue;
    const std::string from = room_of(include.file);
    const auto& own = rooms().at(from).external;
    const bool allowed = std::any_of(own.begin(), own.end(), [&](const std::string& begin) {
      return include.header.rfind(begin, 0) == 0;
    });
    EXPECT_TRUE(allowed) << include.file << " includes <" << include.header
                         << ">, which the table does not give to room '" << from << "'";
    rooms_with_externals.insert(from);
    for (const auto& [begin, folder] : only_in_folder()) {
      if (include.header.rfind(begin, 0) == 0) {
        EXPECT_EQ(include.folder.rfind(folder, 0), 0U)
            << include.file << " includes <" << include.header << ">, which belongs to " << folder;
      }
    }
  }
  EXPECT_GE(rooms_with_externals.size(), 6U);
}

TEST(Rooms, NeverUseOneAnotherInACircle) {
  // may_use only names rooms that come before in some order: peel off rooms whose uses are gone.
  std::map<std::string, std::set<std::string>> left;
  for (const auto& [name, room] : rooms()) left[name] = room.may_use;
  while (!left.empty()) {
    const auto free = std::find_if(left.begin(), left.end(),
                                   [](const auto& entry) { return entry.second.empty(); });
    ASSERT_NE(free, left.end()) << "the table has a circle";
    const std::string name = free->first;
    left.erase(free);
    for (auto& [other, uses] : left) uses.erase(name);
  }
}

}  // namespace
