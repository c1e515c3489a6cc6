// Dates in calendars other than the Gregorian one, by a module that is loaded only for them.
#pragma once

#include "letterhead/letterhead.h"

namespace chancery::app {

letterhead::DateInCalendar date_in_calendar();

}  // namespace chancery::app
