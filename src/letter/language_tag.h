// Language tags (BCP 47, RFC 5646).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery::letter {

/// The tag in its conventional case ("zh-hant-tw" → "zh-Hant-TW", RFC 5646, 2.1.1), or nothing when
/// it is not a well-formed langtag (2.1; grandfathered and private tags are not taken).
std::optional<std::string> language_tag(std::string_view tag);

}  // namespace chancery::letter
