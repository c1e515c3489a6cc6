// The parts of the words "list-numbers" and "list-letters".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace chancery::letterhead {

/// "(a)" is "(", "a" and ")".
struct ListLevel {
  std::string_view before, symbol, after;
};

/// The symbol is "1" (the language's digits), "a" (its list letters), "i" or "I" (Roman numerals),
/// or "一" (Chinese numerals). Nothing when there is not just one.
std::optional<ListLevel> parse_list_level(std::string_view level);

/// The words between spaces.
std::vector<std::string_view> split_words(std::string_view text);

}  // namespace chancery::letterhead
