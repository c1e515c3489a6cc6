// What the codes of a font say, as far as the font itself tells (ISO 32000-1, 9.10.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "pdf/read/read.h"

namespace chancery::pdf {

class FontCodes {
 public:
  /// For text without a font: each byte as Windows-1252 has it.
  FontCodes() = default;
  /// By /ToUnicode, else by the encoding of a simple font. Nothing in a font makes this throw but
  /// what makes Document::get throw.
  FontCodes(const Document& document, const Dictionary& font);

  /// The text of a shown string, as UTF-8; a code that says nothing becomes U+FFFD.
  std::string text(std::string_view codes) const;

 private:
  void read_to_unicode(ByteView map);
  void read_differences(const Document& document, const Object& encoding);
  std::string text_of_code(std::uint32_t code) const;

  std::size_t code_bytes_ = 1;
  bool simple_ = true;  ///< codes without an entry count as Windows-1252
  std::map<std::uint32_t, std::string> texts_;
};

/// The bytes of a string token, literal or hexadecimal, with its delimiters (7.3.4).
std::string string_bytes(std::string_view token);

}  // namespace chancery::pdf
