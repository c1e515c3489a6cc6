#include <algorithm>
#include <array>

#include "letter/front_matter.h"

namespace chancery::letter {
namespace {

bool has_form(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  return text.size() == kForm.size() &&
         std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
           return form == 'd' ? c >= '0' && c <= '9' : c == form;
         });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : kDays.at(static_cast<std::size_t>(month - 1));
}

}  // namespace

std::optional<Date> read_date(const std::string& text, const Position& where, Problems& problems) {
  if (!has_form(text)) {
    problems.error(where, "date", data::in_quotes(text) + " is not a date of the form YYYY-MM-DD",
                   "write the date like 2026-11-24");
    return std::nullopt;
  }
  const std::string_view digits = text;
  const Date date{number(digits.substr(0, 4)), number(digits.substr(5, 2)),
                  number(digits.substr(8, 2))};
  const bool exists = date.year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                      date.day <= days_in(date.year, date.month);
  if (exists) return date;
  problems.error(where, "date", "the calendar has no day " + data::in_quotes(text),
                 "check year, month and day, in this order");
  return std::nullopt;
}

}  // namespace chancery::letter
