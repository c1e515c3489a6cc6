#include <algorithm>

#include "letterhead/language.h"
#include "letterhead/letterhead.h"

namespace chancery::letterhead {
namespace {

/// The key at the left edge that begins a language's words; empty for any other line.
std::string_view language_key(std::string_view line) {
  const std::size_t end = line.find(':');
  const bool is_key = end != std::string_view::npos && line.front() != ' ' && line.front() != '#' &&
                      line.front() != '\t';
  return is_key ? line.substr(0, end) : std::string_view();
}

}  // namespace

std::string words_of(std::string_view words_yaml, const std::set<std::string>& languages) {
  if (languages.empty()) return std::string(words_yaml);
  std::set<std::string, std::less<>> wanted = {"en"};
  for (const std::string& language : languages) {
    for (std::string tag = canonical_language(language); !tag.empty(); tag = parent_language(tag)) {
      wanted.insert(tag);
    }
  }
  std::string kept;
  bool is_wanted = false;
  for (std::size_t begin = 0; begin < words_yaml.size();) {
    const std::size_t end = std::min(words_yaml.find('\n', begin), words_yaml.size());
    const std::string_view line = words_yaml.substr(begin, end - begin);
    if (const std::string_view key = language_key(line); !key.empty()) {
      is_wanted = wanted.contains(canonical_language(key));
    }
    if (is_wanted) kept += line;
    kept += '\n';
    begin = end + 1;
  }
  return kept;
}

}  // namespace chancery::letterhead
