// What CLDR (UTS 35) knows of a language, as ICU carries it. Nothing depends on the locale that
// the program runs in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::text {

/// UTS 35, part 2, 3.1: the marks of a quotation and of one within it, in logical order.
struct QuotationMarks {
  char32_t open = 0;
  char32_t close = 0;
  char32_t inner_open = 0;
  char32_t inner_close = 0;
};

/// Of the language, or of the root locale when CLDR does not know it.
QuotationMarks cldr_quotation_marks(std::string_view language);

/// UTS 35, part 4, 2.1: the Gregorian months as a date has them and as they stand alone, wide and
/// abbreviated; empty when CLDR does not know the language.
std::vector<std::string> cldr_months(std::string_view language);

/// What a language is called in another; its tag when CLDR does not know.
std::string language_name(std::string_view language, std::string_view in_language);

}  // namespace chancery::text
