#include "letter/links.h"

#include <array>

namespace chancery::letter {
namespace {

bool has_scheme(std::string_view target, std::string_view scheme) {
  if (target.size() <= scheme.size()) return false;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    const char c = target[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != scheme[i]) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> link_target(std::string_view target) {
  constexpr std::array<std::string_view, 4> kSchemes = {"http://", "https://", "mailto:", "tel:"};
  bool known = false;
  for (const std::string_view scheme : kSchemes) known = known || has_scheme(target, scheme);
  if (!known) return std::nullopt;

  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kNeverInUris = "\"<>\\^`{|}";
  std::string uri;
  for (const char c : target) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && kNeverInUris.find(c) == std::string_view::npos) {
      uri += c;
    } else {
      uri += '%';
      uri += kHex[byte >> 4];
      uri += kHex[byte & 0xF];
    }
  }
  return uri;
}

}  // namespace chancery::letter
