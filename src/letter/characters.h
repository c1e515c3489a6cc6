// Which characters a letter may hold.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "letter/problems.h"

namespace chancery::letter {

/// Control characters, noncharacters, characters for private use (ISO 19005-3, 6.2.11.7), the
/// replacement character and a byte order mark inside the text are refused. Tab and line ends are
/// white space; bidirectional marks and isolates, joiners and the line separator are text.
bool may_stand(char32_t code_point);

void refuse_character(const Position& where, char32_t code_point, Problems& problems);

/// The text with every refused character told and replaced by '?' (as many as it has bytes, so
/// that offsets stay). The text must be UTF-8.
std::string without_refused(std::string_view text,
                            const std::function<Position(std::size_t)>& where, Problems& problems);

/// Without the white space around it.
std::string trimmed(std::string_view text);

/// Han and kana, with the punctuation and full-width forms set among them: two of these are
/// written without a space between them.
bool is_han_or_kana(char32_t code_point);

}  // namespace chancery::letter
