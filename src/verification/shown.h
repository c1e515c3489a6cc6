// Text out of a stranger's file, made fit to be shown.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace chancery::verification {

/// What could steer a terminal or turn a line around (control characters, line and paragraph
/// separators, bidi controls, noncharacters), and bytes that are not UTF-8, become U+FFFD.
std::string harmless(std::string_view text);

/// As harmless, with &, <, > and both quotation marks as character references: for HTML and XML.
std::string escaped(std::string_view text);

/// The same JSON, with what harmless takes out as \u escapes: a string keeps its characters, but
/// they do nothing to whoever looks at it.
std::string harmless_json(std::string_view json);

/// The pieces one after another.
std::string joined(std::initializer_list<std::string_view> pieces);

/// How many columns of a terminal the text takes: ideographs and full-width forms take two.
std::size_t columns(std::string_view text);

}  // namespace chancery::verification
