// Language tags (BCP 47) as keys of the letterhead's texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::letterhead {

/// Recommended case (RFC 5646, 2.1.1): "UZ-cyrl-uz" → "uz-Cyrl-UZ".
std::string canonical_language(std::string_view tag);

/// Whether the tag is well formed enough to be a key: letters and digits in subtags of one to eight
/// characters, the first of two or three letters (RFC 5646, 2.1; no private or irregular tags).
bool is_language(std::string_view tag);

/// Without its last subtag (RFC 4647, 3.4); empty when there was only one.
std::string parent_language(const std::string& tag);

/// The user-perceived digits of a string: its code points. Empty for invalid UTF-8.
std::vector<std::string_view> characters(std::string_view text);

/// The value for the language or the nearest of its parents, else the one under `fallback`; null
/// when there is none.
template <typename Map>
const typename Map::mapped_type* find_by_language(const Map& map, std::string_view language,
                                                  const std::string& fallback) {
  for (std::string tag = canonical_language(language); !tag.empty(); tag = parent_language(tag)) {
    const auto found = map.find(tag);
    if (found != map.end()) return &found->second;
  }
  const auto found = map.find(fallback);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace chancery::letterhead
