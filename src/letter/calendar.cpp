#include <algorithm>
#include <array>

#include "letter/letter.h"

namespace chancery::letter {
namespace {

struct Name {
  Calendar calendar;
  std::string_view name;
};

// Names of Unicode's locale key "ca" (CLDR, common/bcp47/calendar.xml); "gregorian" is what people
// write for its "gregory".
constexpr std::array<Name, 12> kNames = {{{Calendar::kGregorian, "gregorian"},
                                          {Calendar::kBuddhist, "buddhist"},
                                          {Calendar::kChinese, "chinese"},
                                          {Calendar::kCoptic, "coptic"},
                                          {Calendar::kEthiopic, "ethiopic"},
                                          {Calendar::kHebrew, "hebrew"},
                                          {Calendar::kIndian, "indian"},
                                          {Calendar::kIslamicCivil, "islamic-civil"},
                                          {Calendar::kIslamicUmmAlQura, "islamic-umalqura"},
                                          {Calendar::kJapanese, "japanese"},
                                          {Calendar::kPersian, "persian"},
                                          {Calendar::kRoc, "roc"}}};

}  // namespace

// CLDR's first calendar of a territory (supplemental/calendarPreferenceData) where its offices use
// no other one beside it: Iran and Afghanistan, Thailand.
Calendar usual_calendar(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  if (primary == "fa" || primary == "prs" || primary == "ps") return Calendar::kPersian;
  if (primary == "th") return Calendar::kBuddhist;
  return Calendar::kGregorian;
}

std::optional<Calendar> calendar_named(std::string_view name) {
  const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                   [name](const Name& one) { return one.name == name; });
  if (found == kNames.end()) return std::nullopt;
  return found->calendar;
}

std::string_view name_of(Calendar calendar) {
  return kNames.at(static_cast<std::size_t>(calendar)).name;
}

}  // namespace chancery::letter
