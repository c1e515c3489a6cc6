// Names of glyphs in fonts without a map to Unicode, and the encodings that lead to them
// (ISO 32000-1, annex D).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace chancery::pdf {

enum class LatinEncoding { kStandard, kMacRoman, kWinAnsi };

/// The character of a name in the standard Latin or the Symbol character set: those need no map to
/// be text (ISO 19005-3, 6.2.11.7.2). 0 for other names.
char32_t character_of_name(std::string_view name);
/// Empty when the encoding has nothing there.
std::string_view name_in_encoding(LatinEncoding encoding, std::uint8_t code);
std::optional<std::uint8_t> code_in_mac_roman(std::string_view name);

}  // namespace chancery::pdf
