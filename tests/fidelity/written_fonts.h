// The fonts of a written file, read by libqpdf and FreeType, and the codes that its pages show.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace chancery::tests {

struct WrittenFont {
  std::string name;
  Bytes program;
  bool is_truetype = false;
  std::map<std::uint16_t, std::u16string> texts;    ///< ToUnicode
  std::map<std::uint16_t, double> widths;           ///< /W
  double default_width = 1000;                      ///< /DW
  std::map<std::uint16_t, std::uint16_t> glyph_of;  ///< CIDToGIDMap; empty: the identity
  std::set<std::uint16_t> shown;                    ///< by any page or form

  double width(std::uint16_t code) const {
    const auto found = widths.find(code);
    return found == widths.end() ? default_width : found->second;
  }
  std::uint16_t glyph(std::uint16_t code) const {
    if (glyph_of.empty()) return code;
    const auto found = glyph_of.find(code);
    return found == glyph_of.end() ? std::uint16_t{0} : found->second;
  }
};

/// All Type 0 fonts of the pages and their forms.
std::vector<WrittenFont> fonts_of(const std::filesystem::path& pdf);

}  // namespace chancery::tests
