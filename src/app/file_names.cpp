#include "app/file_names.h"

#include <algorithm>
#include <cstddef>

#include "app/set_letter.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "data/data.h"

namespace chancery::app {
namespace {

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

}  // namespace

PlacesOfFiles::PlacesOfFiles(std::string_view inputs) {
  if (inputs.empty()) return;
  const data::Parsed parsed = data::parse_json(inputs, std::string(kInputsName));
  const data::Node* beside =
      parsed.root && parsed.root->mapping() != nullptr ? parsed.root->find("beside") : nullptr;
  if (beside == nullptr || beside->sequence() == nullptr) return;
  for (const data::Node& item : *beside->sequence()) {
    const data::Node* file = item.mapping() == nullptr ? nullptr : item.find("file");
    const data::Node* digest = item.mapping() == nullptr ? nullptr : item.find("sha256");
    if (file != nullptr && digest != nullptr) {
      by_digest_.emplace(digest->text, plain_path(file->text));
    }
  }
}

std::string PlacesOfFiles::next(std::string_view name, ByteView bytes) {
  const auto known = by_digest_.empty() ? by_digest_.end() : by_digest_.find(sha256_hex(bytes));
  std::string place;
  if (known != by_digest_.end()) {
    place = known->second;
    by_digest_.erase(known);
  }
  if (place.empty()) place = plain_name(name);
  for (std::size_t i = 1; place.empty() || !taken_.insert(place).second; ++i) {
    place = "file-" + std::to_string(i);
  }
  return place;
}

}  // namespace chancery::app
