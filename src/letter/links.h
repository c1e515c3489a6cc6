// Where links may lead.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery::letter {

/// The target as a URI (RFC 3986; other characters percent-encoded), or nothing when it is not an
/// absolute http, https, mailto or tel address: a letter on paper or in an archive has no place
/// that a relative one could start from, and other schemes make readers run things.
std::optional<std::string> link_target(std::string_view target);

}  // namespace chancery::letter
