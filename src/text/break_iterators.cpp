#include <unicode/uloc.h>

#include <array>
#include <utility>

#include "base/diagnostic.h"
#include "text/icu.h"

namespace chancery::text {
namespace {

/// The ICU locale of a BCP 47 tag; the root locale when the tag makes no sense. Strict line
/// breaking: letters are formal text (CSS Text 3, 5.3; JIS X 4051).
std::string icu_locale(const std::string& language) {
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  int32_t parsed = 0;
  UErrorCode error = U_ZERO_ERROR;
  uloc_forLanguageTag(language.c_str(), locale.data(), static_cast<int32_t>(locale.size()), &parsed,
                      &error);
  if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING) return "root@lb=strict";
  const std::string name(locale.data());
  return name + (name.find('@') == std::string::npos ? "@lb=strict" : ";lb=strict");
}

}  // namespace

BreakIterators::Lease BreakIterators::take(UBreakIteratorType type, const std::string& language) {
  const std::string key = std::to_string(static_cast<int>(type)) + language;
  {
    const std::lock_guard lock(mutex_);
    std::vector<BreakIterator>& free = free_[key];
    if (!free.empty()) {
      BreakIterator iterator = std::move(free.back());
      free.pop_back();
      return {*this, key, std::move(iterator)};
    }
  }
  UErrorCode error = U_ZERO_ERROR;
  BreakIterator iterator(ubrk_open(type, icu_locale(language).c_str(), nullptr, 0, &error));
  if (U_FAILURE(error)) {
    throw Failure(FailureKind::kSystem, "icu-data-missing",
                  std::string("the line breaking rules cannot be loaded: ") + u_errorName(error),
                  "reinstall the package libicu72");
  }
  return {*this, key, std::move(iterator)};
}

void BreakIterators::give_back(const std::string& key, BreakIterator iterator) {
  const std::lock_guard lock(mutex_);
  free_[key].push_back(std::move(iterator));
}

}  // namespace chancery::text
