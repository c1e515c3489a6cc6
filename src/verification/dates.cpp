#include "verification/dates.h"

#include <algorithm>
#include <charconv>

namespace chancery::verification {

std::optional<pki::UnixTime> time_of(std::string_view date) {
  if (date.starts_with("D:")) date.remove_prefix(2);
  const auto number = [&](std::size_t at, std::size_t digits, int otherwise) -> std::optional<int> {
    if (at >= date.size()) return otherwise;
    if (at + digits > date.size()) return std::nullopt;
    int value = 0;
    const char* end = date.data() + at + digits;
    const auto parsed = std::from_chars(date.data() + at, end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || value < 0) return std::nullopt;
    return value;
  };
  if (date.size() < 4) return std::nullopt;
  // The zone stands after the last digit of the time.
  const std::size_t zone = std::min(date.find_first_of("+-Z"), date.size());
  const std::string_view whole = date;
  date = date.substr(0, zone);
  const auto year = number(0, 4, 0), month = number(4, 2, 1), day = number(6, 2, 1);
  const auto hour = number(8, 2, 0), minute = number(10, 2, 0), second = number(12, 2, 0);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  if (*month < 1 || *month > 12 || *day < 1 || *day > 31 || *hour > 23 || *minute > 59) {
    return std::nullopt;
  }
  // Days from the civil date, counting years from March (proleptic Gregorian calendar).
  const std::int64_t y = *year - (*month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month_from_march = *month + (*month > 2 ? -3 : 9);
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + *day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  std::int64_t time = (era * 146097 + day_of_era - 719468) * 86400 + std::int64_t{*hour} * 3600 +
                      std::int64_t{*minute} * 60 + *second;
  if (zone < whole.size() && whole[zone] != 'Z') {
    date = whole.substr(zone + 1);
    const auto offset_hours = number(0, 2, 0);
    const auto offset_minutes = date.size() > 3 ? number(3, 2, 0) : std::optional<int>(0);
    if (!offset_hours || !offset_minutes) return std::nullopt;
    const std::int64_t offset = *offset_hours * 3600 + *offset_minutes * 60;
    time += whole[zone] == '+' ? -offset : offset;
  }
  return time;
}

}  // namespace chancery::verification
