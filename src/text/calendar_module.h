// The one function of the module chancery_calendar: dates in calendars other than the Gregorian
// one, by ICU (UTS 35, part 4). The module is loaded (dlopen) only for a letter with such a date,
// so that every other start is spared ICU's second library; the boundary is therefore plain C.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chancery::text {

/// The symbol to look up after loading the module.
inline constexpr const char* kCalendarModuleSymbol = "chancery_date_in_calendar";

/// Takes the date as UTF-8 while the call lasts; must not throw.
using DateTaker = void(void* context, const char* text, std::size_t size);

/// The day of the proleptic Gregorian calendar in CLDR's long form, in the calendar (a name of the
/// locale key "ca") and the language (BCP 47). Returns 0 and calls `take`; 1 when ICU has no such
/// date, and does not call it. Nothing depends on the process's locale or time zone.
using CalendarModuleFunction = int(int year, int month, int day, const char* calendar,
                                   const char* language, DateTaker* take, void* context);

/// Calls the module's function. Throws Failure(kInput, "calendar-date") when there is no such date.
std::string date_in_calendar(CalendarModuleFunction* function, int year, int month, int day,
                             std::string_view calendar, std::string_view language);

}  // namespace chancery::text

extern "C" int chancery_date_in_calendar(int year, int month, int day, const char* calendar,
                                         const char* language, chancery::text::DateTaker* take,
                                         void* context);
