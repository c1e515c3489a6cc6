#include "letter/language_tag.h"

#include <algorithm>
#include <vector>

namespace chancery::letter {
namespace {

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool letters(std::string_view subtag, std::size_t least, std::size_t most) {
  return subtag.size() >= least && subtag.size() <= most &&
         std::all_of(subtag.begin(), subtag.end(), is_alpha);
}

bool alphanumeric(std::string_view subtag, std::size_t least, std::size_t most) {
  return subtag.size() >= least && subtag.size() <= most &&
         std::all_of(subtag.begin(), subtag.end(),
                     [](char c) { return is_alpha(c) || is_digit(c); });
}

bool is_region(std::string_view subtag) {
  return letters(subtag, 2, 2) ||
         (subtag.size() == 3 && std::all_of(subtag.begin(), subtag.end(), is_digit));
}

bool is_variant(std::string_view subtag) {
  return alphanumeric(subtag, 5, 8) || (alphanumeric(subtag, 4, 4) && is_digit(subtag.front()));
}

std::vector<std::string> split(std::string_view tag) {
  std::vector<std::string> subtags(1);
  for (const char c : tag) {
    if (c == '-') {
      subtags.emplace_back();
    } else {
      subtags.back() += lower(c);
    }
  }
  return subtags;
}

}  // namespace

std::optional<std::string> language_tag(std::string_view tag) {
  if (tag.size() > 100) return std::nullopt;
  std::vector<std::string> subtags = split(tag);
  std::size_t next = 0;
  const auto here = [&](auto&& fits) { return next < subtags.size() && fits(subtags[next]); };

  if (!here([](const std::string& s) { return letters(s, 2, 8); })) return std::nullopt;
  const bool short_language = subtags[0].size() <= 3;
  ++next;
  for (int extended = 0; short_language && extended < 3 &&
                         here([](const std::string& s) { return letters(s, 3, 3); });
       ++extended) {
    ++next;
  }
  if (here([](const std::string& s) { return letters(s, 4, 4); })) {
    subtags[next][0] = upper(subtags[next][0]);
    ++next;
  }
  if (here(is_region)) {
    std::transform(subtags[next].begin(), subtags[next].end(), subtags[next].begin(), upper);
    ++next;
  }
  std::vector<std::string> seen;
  const auto is_new = [&](const std::string& subtag) {
    if (std::find(seen.begin(), seen.end(), subtag) != seen.end()) return false;
    seen.push_back(subtag);
    return true;
  };
  for (; here(is_variant); ++next) {
    if (!is_new(subtags[next])) return std::nullopt;
  }
  while (here([](const std::string& s) { return alphanumeric(s, 1, 1); })) {
    const bool is_private = subtags[next] == "x";
    if (!is_new(subtags[next])) return std::nullopt;
    const std::size_t first = ++next;
    const std::size_t least = is_private ? 1 : 2;
    while (here([&](const std::string& s) { return alphanumeric(s, least, 8); })) ++next;
    if (next == first) return std::nullopt;
    if (is_private) break;
  }
  if (next != subtags.size()) return std::nullopt;

  std::string canonical;
  for (const std::string& subtag : subtags) {
    if (!canonical.empty()) canonical += '-';
    canonical += subtag;
  }
  return canonical;
}

}  // namespace chancery::letter
