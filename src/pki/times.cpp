#include "pki/times.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace chancery::pki {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;
constexpr std::int64_t kDaysPerEra = 146097;  // 400 years
constexpr std::int64_t kEpochDay = 719468;    // 1970-01-01 counted from 0000-03-01

constexpr std::int64_t seconds(int hour, int minute, int second) {
  return (std::int64_t{hour} * 60 + minute) * 60 + second;
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so that
/// the leap day comes last.
std::int64_t days_of(std::int64_t year, int month, int day) {
  const std::int64_t y = year - (month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kEpochDay;
}

UnixTime time_of(const std::tm& parts) {
  return days_of(parts.tm_year + std::int64_t{1900}, parts.tm_mon + 1, parts.tm_mday) *
             kSecondsPerDay +
         seconds(parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace

std::optional<UnixTime> unix_time(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return time_of(parts);
}

std::optional<UnixTime> unix_time(const der::Element& time) {
  if (time.tag != der::kUtcTime && time.tag != der::kGeneralizedTime) return std::nullopt;
  std::string text(text_of(time.content));
  if (text.empty() || text.size() > 32 || text.back() != 'Z') return std::nullopt;
  text.pop_back();
  if (const std::size_t point = text.find('.'); point != std::string::npos) text.resize(point);
  const std::size_t year_digits = time.tag == der::kUtcTime ? 2 : 4;
  if (text.size() != year_digits + 10 ||
      text.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  int year = number(0, year_digits);
  if (year_digits == 2) year += year < 50 ? 2000 : 1900;  // RFC 5280, 4.1.2.5.1
  const std::size_t at = year_digits;
  const int month = number(at, 2), day = number(at + 2, 2), hour = number(at + 4, 2),
            minute = number(at + 6, 2), second = number(at + 8, 2);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) {
    return std::nullopt;
  }
  return days_of(year, month, day) * kSecondsPerDay + seconds(hour, minute, second);
}

std::string format_utc(UnixTime time) {
  std::int64_t day = time / kSecondsPerDay;
  std::int64_t second = time % kSecondsPerDay;
  if (second < 0) {
    second += kSecondsPerDay;
    --day;
  }
  const std::int64_t shifted = day + kEpochDay;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - (kDaysPerEra - 1)) / kDaysPerEra;
  const std::int64_t day_of_era = shifted - era * kDaysPerEra;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (kDaysPerEra - 1)) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04lld-%02d-%02dT%02d:%02d:%02dZ",
                static_cast<long long>(year), static_cast<int>(month),
                static_cast<int>(day_of_month), static_cast<int>(second / 3600),
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return text.data();
}

}  // namespace chancery::pki
