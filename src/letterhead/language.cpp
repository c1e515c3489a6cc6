#include "letterhead/language.h"

#include "base/utf8.h"

namespace chancery::letterhead {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::vector<std::string_view> subtags_of(std::string_view tag) {
  std::vector<std::string_view> subtags;
  for (std::size_t begin = 0;;) {
    const std::size_t end = tag.find('-', begin);
    subtags.push_back(tag.substr(begin, end - begin));
    if (end == std::string_view::npos) return subtags;
    begin = end + 1;
  }
}

}  // namespace

std::string canonical_language(std::string_view tag) {
  std::string result;
  for (const std::string_view subtag : subtags_of(tag)) {
    const bool first = result.empty();
    if (!first) result += '-';
    for (std::size_t i = 0; i < subtag.size(); ++i) {
      const bool capital = !first && (subtag.size() == 2 || (subtag.size() == 4 && i == 0));
      result += capital ? upper(subtag[i]) : lower(subtag[i]);
    }
  }
  return result;
}

bool is_language(std::string_view tag) {
  bool first = true;
  for (const std::string_view subtag : subtags_of(tag)) {
    if (subtag.empty() || subtag.size() > 8) return false;
    if (first && (subtag.size() < 2 || subtag.size() > 3)) return false;
    for (const char c : subtag) {
      if (!is_letter(c) && (first || !is_digit(c))) return false;
    }
    first = false;
  }
  return true;
}

std::string parent_language(const std::string& tag) {
  const std::size_t dash = tag.rfind('-');
  return dash == std::string::npos ? std::string() : tag.substr(0, dash);
}

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto step = decode_utf8(text, at);
    if (!step) return {};
    found.push_back(text.substr(at, step->length));
    at += step->length;
  }
  return found;
}

}  // namespace chancery::letterhead
