// Dates in other calendars, against published conversions.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include "base/diagnostic.h"
#include "text/calendar_module.h"

namespace chancery::text {
namespace {

CalendarModuleFunction* module() {
  static void* const kModule = ::dlopen(CHANCERY_BINARY_DIR "/chancery_calendar.so", RTLD_NOW);
  if (kModule == nullptr) return nullptr;
  return reinterpret_cast<CalendarModuleFunction*>(::dlsym(kModule, kCalendarModuleSymbol));
}

std::string date(int year, int month, int day, const char* calendar, const char* language) {
  return date_in_calendar(module(), year, month, day, calendar, language);
}

class Calendars : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(module(), nullptr); }
};

TEST_F(Calendars, NewYearsDaysThatAlmanacsHave) {
  // Nowruz, at the equinoxes of 2025 and 2026.
  EXPECT_EQ(date(2025, 3, 21, "persian", "fa"), "۱ فروردین ۱۴۰۴");
  EXPECT_EQ(date(2026, 3, 21, "persian", "fa"), "۱ فروردین ۱۴۰۵");
  // The leap day of 1403.
  EXPECT_EQ(date(2025, 3, 20, "persian", "fa"), "۳۰ اسفند ۱۴۰۳");
  // 1 Muharram 1446 and 1 Ramadan 1446 of Umm al-Qura.
  EXPECT_EQ(date(2024, 7, 7, "islamic-umalqura", "en-GB"), "1 Muharram 1446 AH");
  EXPECT_EQ(date(2025, 3, 1, "islamic-umalqura", "en-GB"), "1 Ramadan 1446 AH");
  // Rosh Hashanah 5786.
  EXPECT_EQ(date(2025, 9, 23, "hebrew", "en-GB"), "1 Tishri 5786");
  EXPECT_EQ(date(2019, 5, 1, "japanese", "ja"), "令和元年5月1日");
  EXPECT_EQ(date(2026, 11, 24, "roc", "zh-Hant-TW"), "民國115年11月24日");
}

TEST_F(Calendars, AreInTheLanguagesOwnWordsAndDigits) {
  EXPECT_EQ(date(2026, 11, 24, "persian", "fa"), "۳ آذر ۱۴۰۵");
  // Afghanistan has the months' Arabic names.
  EXPECT_EQ(date(2026, 11, 24, "persian", "fa-AF"), "۳ قوس ۱۴۰۵");
  EXPECT_EQ(date(2026, 11, 24, "hebrew", "he"), "י״ד בכסלו תשפ״ז");
  EXPECT_EQ(date(2026, 11, 24, "buddhist", "th"), "24 พฤศจิกายน 2569");
}

TEST_F(Calendars, OldDaysAreOfTheProlepticGregorianCalendar) {
  // ICU counts Buddhist days of that time by the Julian year, then nine days behind.
  EXPECT_EQ(date(1500, 2, 28, "buddhist", "th").substr(0, 2), "19");
}

TEST_F(Calendars, OneThatIsNotKnownIsRefused) {
  EXPECT_THROW(
      date_in_calendar([](int, int, int, const char*, const char*, DateTaker*, void*) { return 1; },
                       2026, 1, 1, "persian", "fa"),
      Failure);
}

}  // namespace
}  // namespace chancery::text
