// What is around the module's boundary.
#include "base/diagnostic.h"
#include "text/calendar_module.h"

namespace chancery::text {

std::string date_in_calendar(CalendarModuleFunction* function, int year, int month, int day,
                             std::string_view calendar, std::string_view language) {
  std::string date;
  const auto take = [](void* context, const char* text, std::size_t size) {
    static_cast<std::string*>(context)->assign(text, size);
  };
  const std::string name(calendar);
  const int status =
      function(year, month, day, name.c_str(), std::string(language).c_str(), take, &date);
  if (status == 0) return date;
  throw Failure(FailureKind::kInput, "calendar-date",
                "the date cannot be written in the calendar '" + name + "'",
                "write 'calendar: gregorian'");
}

}  // namespace chancery::text
