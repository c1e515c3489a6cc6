// The letterhead's codes (QR, Data Matrix) for one letter or one signature: content filled in,
// modules as rectangles.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "layout/setting.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

struct SetCode {
  std::vector<Rect> dark;  ///< on the page; neighbours of one row are one
  Rect place;              ///< with the quiet zone
  Colour colour;
  std::string alternate_text;
};

/// Throws Failure(kInput): "code-without-field" when the content asks for something that the letter
/// does not say, "code-too-long", "code-too-small" when the modules would be too fine to be read.
SetCode set_code(const Setting& setting, const letterhead::CodeZone& zone);

/// What a {field} stands for; throws for one that there is nothing for.
using CodeFields = std::function<std::string(std::string_view field)>;

/// Each {field} of the pattern, in a link as a link wants it (RFC 3986, 2.1).
std::string fill_code(std::string_view pattern, bool is_link, const CodeFields& fields);
bool is_link(std::string_view content);

struct CodeSymbol {
  letterhead::CodeKind kind = letterhead::CodeKind::kQr;
  letterhead::CodeCorrection correction = letterhead::CodeCorrection::kMedium;
  std::string content;
};
/// The dark modules of a symbol in a square, its quiet zone in it. Throws as set_code.
std::vector<Rect> code_modules(const letterhead::CodeEncoder& encode, const CodeSymbol& symbol,
                               const Rect& place, const Position& where);

}  // namespace chancery::layout
