// Fixed words of the letterhead, filled in for one letter.
#pragma once

#include <string>
#include <string_view>

#include "letter/letter.h"
#include "letterhead/letterhead.h"

namespace chancery::layout {

/// The word `key` as a label, with the colon that its language writes; empty without the word.
std::string label(const letterhead::Letterhead& letterhead, std::string_view language,
                  std::string_view key);

/// Label and value, or the value alone without the word.
std::string labelled(const letterhead::Letterhead& letterhead, std::string_view language,
                     std::string_view key, std::string_view value);

/// "Geneva, 24 November 2026", "Date: 24 November 2026", "Geneva"; empty with neither.
/// The date is in the letter's calendar, or the language's usual one.
std::string place_and_date(const letterhead::Letterhead& letterhead, const letter::Letter& letter);

/// The reference as a label, "Our reference" where the addressees' own stands beside it.
std::string reference_line(const letterhead::Letterhead& letterhead, const letter::Letter& letter);
std::string your_reference_line(const letterhead::Letterhead& letterhead,
                                const letter::Letter& letter);

/// "for the Director-General" by the word `key`; the name alone without the word.
std::string on_behalf(const letterhead::Letterhead& letterhead, std::string_view language,
                      std::string_view key, std::string_view name);

/// Which version of a letter in several languages counts, in this version's language; empty for a
/// letter in one language.
std::string authentic_line(const letterhead::Letterhead& letterhead, const letter::Letter& version);

/// "2026-11-24".
std::string iso_day(const letter::Date& date);

/// "Page 2 of 3" by the word "page-of".
std::string page_of(const letterhead::Letterhead& letterhead, std::string_view language, int page,
                    int pages);

/// "Signature of Sidney Jones, Asia Division" by the word "signature-of".
std::string signature_of(const letterhead::Letterhead& letterhead, std::string_view language,
                         const letter::Signatory& signatory);

}  // namespace chancery::layout
