#include "layout/words.h"

#include <array>
#include <cstddef>

#include "base/utf8.h"
#include "text/cldr.h"

namespace chancery::layout {
namespace {

using letterhead::fill_in;
using letterhead::Letterhead;

/// CJK punctuation and everything above it in the basic plane: written with full-width colons.
constexpr char32_t kFirstWide = 0x2E80;
constexpr char32_t kNumeroSign = 0x2116;

char32_t last_character(std::string_view utf8) {
  char32_t last = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto step = decode_utf8(utf8, at);
    if (!step) break;
    last = step->code_point;
    at += step->length;
  }
  return last;
}

bool is_french(std::string_view language) {
  return language == "fr" || language.starts_with("fr-");
}

/// The separators that fall away with a value that is not there, in the scripts that have their
/// own.
constexpr std::array<std::string_view, 8> kSeparators = {" ", ",", "،", "、", "，", "–", "(", "/"};

std::string without_place(std::string_view pattern, std::string_view place) {
  const std::size_t at = pattern.find(place);
  if (at == std::string_view::npos) return std::string(pattern);
  std::string_view before = pattern.substr(0, at);
  for (bool trimmed = true; trimmed;) {
    trimmed = false;
    for (const std::string_view separator : kSeparators) {
      if (!before.ends_with(separator)) continue;
      before.remove_suffix(separator.size());
      trimmed = true;
    }
  }
  std::string_view after = pattern.substr(at + place.size());
  if (after.starts_with(")")) after.remove_prefix(1);
  return std::string(before) + std::string(after);
}

std::string padded(int number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

}  // namespace

std::string label(const Letterhead& letterhead, std::string_view language, std::string_view key) {
  std::string word(letterhead.word(language, key));
  const char32_t last = last_character(word);
  // "Исх. № 12": a label that ends so has its own mark.
  if (word.empty() || last == ':' || last == U'：' || last == '.' || last == kNumeroSign) {
    return word;
  }
  if (last >= kFirstWide) return word + "：";
  // Imprimerie nationale: a no-break space before the colon.
  return word + (is_french(language) ? "\u00A0:" : ":");
}

std::string labelled(const Letterhead& letterhead, std::string_view language, std::string_view key,
                     std::string_view value) {
  const std::string before = label(letterhead, language, key);
  if (before.empty()) return std::string(value);
  return before + (before.ends_with("：") ? "" : " ") + std::string(value);
}

std::string place_and_date(const Letterhead& letterhead, const letter::Letter& letter) {
  if (!letter.date) return letter.place;
  const std::string date =
      letterhead.date(letter.language, *letter.date,
                      letter.calendar.value_or(letter::usual_calendar(letter.language)));
  if (letter.place.empty()) return labelled(letterhead, letter.language, "date", date);
  std::string_view pattern = letterhead.word(letter.language, "place-date");
  if (pattern.empty()) pattern = "{place}, {date}";
  return fill_in(pattern, {{"place", letter.place}, {"date", date}});
}

std::string reference_line(const Letterhead& letterhead, const letter::Letter& letter) {
  const bool stands_alone =
      letter.your_reference.empty() || letterhead.word(letter.language, "our-reference").empty();
  const std::string_view key = stands_alone ? "reference" : "our-reference";
  return labelled(letterhead, letter.language, key, letter.reference);
}

std::string your_reference_line(const Letterhead& letterhead, const letter::Letter& letter) {
  return labelled(letterhead, letter.language, "your-reference", letter.your_reference);
}

std::string on_behalf(const Letterhead& letterhead, std::string_view language, std::string_view key,
                      std::string_view name) {
  std::string_view pattern = letterhead.word(language, key);
  if (pattern.empty()) pattern = "{name}";
  return fill_in(pattern, {{"name", name}});
}

std::string authentic_line(const Letterhead& letterhead, const letter::Letter& version) {
  if (version.authentic.empty()) return {};
  if (version.all_authentic) return std::string(letterhead.word(version.language, "all-authentic"));
  std::string languages;
  for (const std::string& language : version.authentic) {
    languages += (languages.empty() ? "" : ", ") + text::language_name(language, version.language);
  }
  return fill_in(letterhead.word(version.language, "authentic"), {{"language", languages}});
}

std::string iso_day(const letter::Date& date) {
  return padded(date.year, 4) + '-' + padded(date.month, 2) + '-' + padded(date.day, 2);
}

std::string page_of(const Letterhead& letterhead, std::string_view language, int page, int pages) {
  std::string_view pattern = letterhead.word(language, "page-of");
  if (pattern.empty()) pattern = "{page} / {pages}";
  return fill_in(pattern, {{"page", letterhead.number(language, page)},
                           {"pages", letterhead.number(language, pages)}});
}

std::string signature_of(const Letterhead& letterhead, std::string_view language,
                         const letter::Signatory& signatory) {
  std::string_view word = letterhead.word(language, "signature-of");
  if (word.empty()) word = "{name}, {division}";
  const std::string pattern =
      signatory.division.empty() ? without_place(word, "{division}") : std::string(word);
  return fill_in(pattern, {{"name", signatory.name}, {"division", signatory.division}});
}

}  // namespace chancery::layout
