// Dates as letters write them: "24 November 2026", "November 24, 2026", "24.11.2026", "le 24
// novembre 2026", "24 ноября 2026 г.", "2026年11月24日", "٢٤ نوفمبر ٢٠٢٦".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "draft/formulas.h"

namespace chancery::draft {

struct FoundDate {
  std::string iso;           ///< "2026-11-24", a day that exists
  std::string before;        ///< what stands before it on the line: a place; without its comma
  std::size_t language = 0;  ///< of the month's name, in formulas.languages
  bool named_month = false;
  bool ambiguous = false;  ///< 3/4/2026: day and month may be the other way round
};

/// The date of a line that is a date and little else.
std::optional<FoundDate> find_date(std::string_view line, const Formulas& formulas);

}  // namespace chancery::draft
