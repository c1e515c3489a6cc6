#include "text/calendar_module.h"

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>

#include <array>
#include <memory>
#include <string>

namespace {

struct CloseCalendar {
  void operator()(UCalendar* calendar) const { ucal_close(calendar); }
};
struct CloseFormat {
  void operator()(UDateFormat* format) const { udat_close(format); }
};

constexpr const UChar* kZone = u"UTC";

/// Noon, so that no rounding reaches another day. Proleptic (ISO 8601): ICU's own Gregorian
/// calendar is Julian before 1582.
UDate instant_of(int year, int month, int day, UErrorCode& error) {
  const std::unique_ptr<UCalendar, CloseCalendar> calendar(
      ucal_open(kZone, -1, "en@calendar=gregorian", UCAL_GREGORIAN, &error));
  if (U_FAILURE(error)) return 0;
  constexpr UDate kBeforeAllTime = -8.64e15;
  ucal_setGregorianChange(calendar.get(), kBeforeAllTime, &error);
  ucal_setDateTime(calendar.get(), year, month - 1, day, 12, 0, 0, &error);
  return ucal_getMillis(calendar.get(), &error);
}

std::string utf8_of(const UChar* text, int32_t size) {
  std::string utf8;
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U16_NEXT(text, i, size, c);
    std::array<char, U8_MAX_LENGTH> bytes{};
    int32_t length = 0;
    UBool is_error = 0;
    U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes.data()), length,
              static_cast<int32_t>(bytes.size()), c, is_error);
    if (!is_error) utf8.append(bytes.data(), static_cast<std::size_t>(length));
  }
  return utf8;
}

std::string long_date(UDate instant, const std::string& locale, UErrorCode& error) {
  const std::unique_ptr<UDateFormat, CloseFormat> format(
      udat_open(UDAT_NONE, UDAT_LONG, locale.c_str(), kZone, -1, nullptr, 0, &error));
  if (U_FAILURE(error)) return {};
  std::array<UChar, 256> text{};
  const int32_t size = udat_format(format.get(), instant, text.data(),
                                   static_cast<int32_t>(text.size()), nullptr, &error);
  return U_FAILURE(error) ? std::string() : utf8_of(text.data(), size);
}

}  // namespace

int chancery_date_in_calendar(int year, int month, int day, const char* calendar,
                              const char* language, chancery::text::DateTaker* take,
                              void* context) {
  UErrorCode error = U_ZERO_ERROR;
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  uloc_forLanguageTag(language, locale.data(), static_cast<int32_t>(locale.size()), nullptr,
                      &error);
  uloc_setKeywordValue("calendar", calendar, locale.data(), static_cast<int32_t>(locale.size()),
                       &error);
  if (U_FAILURE(error)) return 1;
  const UDate instant = instant_of(year, month, day, error);
  const std::string text =
      U_FAILURE(error) ? std::string() : long_date(instant, locale.data(), error);
  if (U_FAILURE(error) || text.empty()) return 1;
  take(context, text.data(), text.size());
  return 0;
}
