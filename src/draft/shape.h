// What lines of a letter look like, whatever they say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "draft/found.h"

namespace chancery::draft {

/// Spaces of all kinds become one space, none at the ends; what may not stand in a letter goes.
/// Joiners, bidirectional marks and soft hyphens stay. A tab and a no-break space count as spaces.
std::string tidy(std::string_view text);

/// Without white space at the ends.
std::string_view trimmed(std::string_view text);

/// For comparing: small letters (Latin, Greek, Cyrillic), plain apostrophes and hyphens, Western
/// digits. One code point for each of the text's.
std::u32string folded(std::string_view utf8);

std::size_t length(std::string_view utf8);  ///< in code points
/// The text from a code point on.
std::string from_code_point(std::string_view utf8, std::size_t count);

bool is_letter(char32_t c);
bool is_digit(char32_t c);
bool is_ideograph(char32_t c);  ///< Han or kana: no spaces between words

/// Ends as a sentence does; a comma, a colon or an abbreviation's point do not count.
bool ends_sentence(std::string_view text);
bool has_digits(std::string_view text);
/// An address of the web or of mail, or a telephone number.
bool has_contact(std::string_view text);

/// The parts of an enumeration, "A, B and C": at least three, each a few words long that begin with
/// a capital (in scripts that have them). Empty when the line is something else. `words` are those
/// for "and".
std::vector<std::string> enumeration(std::string_view text, const std::vector<std::string>& words);

/// Could be somebody's name: two to six words or a few ideographs, no digits, no end of a sentence.
bool looks_like_name(std::string_view text);

/// The number at the beginning of the text; 0 when there is none or it is too large.
int whole_number(std::string_view text);

/// A quotation of a few words, for messages.
std::string some_words(std::string_view text);

std::string joined(const std::vector<Line>& lines, std::string_view between);

}  // namespace chancery::draft
