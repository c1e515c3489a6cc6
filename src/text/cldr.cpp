#include "text/cldr.h"

#include <unicode/uloc.h>
#include <unicode/ures.h>
#include <unicode/utf16.h>

#include <array>
#include <initializer_list>
#include <memory>

#include "base/utf8.h"

namespace chancery::text {
namespace {

struct ResourceCloser {
  void operator()(UResourceBundle* bundle) const { ures_close(bundle); }
};
using Resource = std::unique_ptr<UResourceBundle, ResourceCloser>;

constexpr const char* kRoot = "root";

std::string locale_of(std::string_view language) {
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  int32_t parsed = 0;
  UErrorCode error = U_ZERO_ERROR;
  const std::string tag(language);
  uloc_forLanguageTag(tag.c_str(), locale.data(), static_cast<int32_t>(locale.size()), &parsed,
                      &error);
  if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING) return kRoot;
  return locale.data();
}

/// The locale's own data, or its next parent's; null when there is none but the root's.
Resource open(const std::string& locale) {
  UErrorCode error = U_ZERO_ERROR;
  Resource bundle(ures_open(nullptr, locale.empty() ? kRoot : locale.c_str(), &error));
  // Never the locale that the program runs in.
  if (U_FAILURE(error) || error == U_USING_DEFAULT_WARNING) return nullptr;
  return bundle;
}

std::string own_name(const Resource& bundle) {
  UErrorCode error = U_ZERO_ERROR;
  const char* name = ures_getLocaleByType(bundle.get(), ULOC_ACTUAL_LOCALE, &error);
  return U_FAILURE(error) || name == nullptr ? std::string(kRoot) : std::string(name);
}

std::string parent_of(const std::string& locale) {
  std::array<char, ULOC_FULLNAME_CAPACITY> parent{};
  UErrorCode error = U_ZERO_ERROR;
  uloc_getParent(locale.c_str(), parent.data(), static_cast<int32_t>(parent.size()), &error);
  return U_FAILURE(error) ? std::string() : std::string(parent.data());
}

Resource follow(const Resource& bundle, std::initializer_list<const char*> path) {
  UErrorCode error = U_ZERO_ERROR;
  Resource found;
  for (const char* key : path) {
    const UResourceBundle* from = found ? found.get() : bundle.get();
    Resource next(ures_getByKey(from, key, nullptr, &error));
    if (U_FAILURE(error)) return nullptr;
    found = std::move(next);
  }
  return found;
}

/// What stands at `path` in the locale or the nearest of its parents that has it.
Resource find(std::string locale, std::initializer_list<const char*> path) {
  while (!locale.empty() && locale != kRoot) {
    const Resource bundle = open(locale);
    if (!bundle) return nullptr;
    if (Resource found = follow(bundle, path)) return found;
    locale = parent_of(own_name(bundle));
  }
  return nullptr;
}

std::string utf8_at(const Resource& resource, int32_t index) {
  std::array<char, 200> text{};
  auto length = static_cast<int32_t>(text.size());
  UErrorCode error = U_ZERO_ERROR;
  const char* found =
      ures_getUTF8StringByIndex(resource.get(), index, text.data(), &length, 0, &error);
  if (U_FAILURE(error) || found == nullptr) return {};
  return {found, static_cast<std::size_t>(length)};
}

/// A mark is one character of the Basic Multilingual Plane in all of CLDR.
char32_t mark(const std::string& locale, const char* key, char32_t otherwise) {
  const Resource found = find(locale, {"delimiters", key});
  if (!found) return otherwise;
  UErrorCode error = U_ZERO_ERROR;
  int32_t length = 0;
  const UChar* units = ures_getString(found.get(), &length, &error);
  return U_FAILURE(error) || length != 1 ? otherwise : static_cast<char32_t>(units[0]);
}

}  // namespace

QuotationMarks cldr_quotation_marks(std::string_view language) {
  const std::string locale = locale_of(language);
  return {mark(locale, "quotationStart", U'“'), mark(locale, "quotationEnd", U'”'),
          mark(locale, "alternateQuotationStart", U'‘'),
          mark(locale, "alternateQuotationEnd", U'’')};
}

std::string language_name(std::string_view language, std::string_view in_language) {
  std::array<UChar, ULOC_FULLNAME_CAPACITY> name{};
  UErrorCode error = U_ZERO_ERROR;
  const int32_t length =
      uloc_getDisplayLanguage(locale_of(language).c_str(), locale_of(in_language).c_str(),
                              name.data(), static_cast<int32_t>(name.size()), &error);
  if (U_FAILURE(error) || error == U_USING_DEFAULT_WARNING || length == 0) {
    return std::string(language);
  }
  std::string text;
  for (int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U16_NEXT(name.data(), at, length, c);
    append_utf8(text, static_cast<char32_t>(c));
  }
  return text;
}

std::vector<std::string> cldr_months(std::string_view language) {
  const std::string locale = locale_of(language);
  std::vector<std::string> months;
  for (const char* context : {"format", "stand-alone"}) {
    for (const char* width : {"wide", "abbreviated"}) {
      const Resource found = find(locale, {"calendar", "gregorian", "monthNames", context, width});
      if (!found) continue;
      for (int32_t i = 0; i < ures_getSize(found.get()); ++i) {
        if (std::string name = utf8_at(found, i); !name.empty()) months.push_back(std::move(name));
      }
    }
  }
  return months;
}

}  // namespace chancery::text
