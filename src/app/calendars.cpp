#include "app/calendars.h"

#include "app/modules.h"
#include "text/calendar_module.h"

namespace chancery::app {

letterhead::DateInCalendar date_in_calendar() {
  return [](std::string_view language, letter::Calendar calendar, const letter::Date& date) {
    static auto* const kFunction = reinterpret_cast<text::CalendarModuleFunction*>(
        load_module("chancery_calendar.so", text::kCalendarModuleSymbol, "libicu72"));
    return text::date_in_calendar(kFunction, date.year, date.month, date.day,
                                  letter::name_of(calendar), language);
  };
}

}  // namespace chancery::app
