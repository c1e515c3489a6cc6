// The two parts of a letter's text: its keys and its body.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/data.h"

namespace chancery::letter {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Whether the line is one of the two that front matter stands between.
bool is_marker(std::string_view line);

/// Keys and body of a letter that has been read without errors.
struct Parts {
  data::Node keys;  ///< without "body"
  std::string body;
};
Parts parts_of(std::string_view text, const std::string& file);

/// The text of the key "body": one text, or several with an empty line between them.
std::string body_of(const data::Node& node);

/// The source of the body's blocks, without the empty lines between them. Put together again with
/// an empty line between each two they read as before. Line ends become LF.
std::vector<std::string> body_blocks(std::string_view markdown);

}  // namespace chancery::letter
