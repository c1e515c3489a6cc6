#include "letterhead/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "letterhead/language.h"
#include "letterhead/list_numbers.h"
#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

/// What may and what must stand in braces in a word.
struct Placeholders {
  std::string_view key;
  std::vector<std::string_view> known;
  std::vector<std::string_view> required;
};

const Placeholders& placeholders_of(std::string_view key) {
  static const std::array<Placeholders, 7> kPlaceholders = {
      {{"authentic", {"language"}, {"language"}},
       {"for", {"name"}, {"name"}},
       {"by-authority-of", {"name"}, {"name"}},
       {"page-of", {"page", "pages"}, {"page", "pages"}},
       {"page", {"page"}, {"page"}},
       {"place-date", {"place", "date"}, {"place", "date"}},
       {"signature-of", {"name", "division"}, {"name"}}}};
  static const Placeholders kNone;
  for (const Placeholders& one : kPlaceholders) {
    if (one.key == key) return one;
  }
  return kNone;
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void check_placeholders(std::string_view key, std::string_view text, const Position& where,
                        Diagnostics& diagnostics) {
  const Placeholders& allowed = placeholders_of(key);
  const auto names = names_in_braces(text);
  if (!names) {
    report(diagnostics, where, "bad-placeholder", "a brace in " + quoted(key) + " has no fellow",
           "write a placeholder as {name}; other braces may not stand here");
    return;
  }
  for (const std::string_view name : *names) {
    if (contains(allowed.known, name)) continue;
    report(diagnostics, where, "bad-placeholder",
           quoted(key) + " knows no placeholder {" + std::string(name) + "}",
           allowed.known.empty() ? "write it without braces" : suggest(name, allowed.known));
  }
  for (const std::string_view name : allowed.required) {
    if (contains(*names, name)) continue;
    report(diagnostics, where, "bad-placeholder",
           quoted(key) + " needs the placeholder {" + std::string(name) + "}",
           "write {" + std::string(name) + "} where it is to stand");
  }
}

/// Letters are fields of a CLDR date pattern unless they are quoted (UTS 35, part 4, Date Field
/// Symbol Table); only those that a letter's date needs are known. Returns what is wrong.
std::optional<std::string> wrong_in_date_format(std::string_view pattern) {
  static constexpr std::array<std::string_view, 6> kFields = {"d", "dd", "M", "MM", "MMMM", "y"};
  bool has_day = false;
  bool has_month = false;
  bool has_year = false;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c == '\'') {
      const std::size_t close = pattern.find('\'', at + 1);
      if (close == std::string_view::npos) return "has a quotation mark without its fellow";
      at = close + 1;
      continue;
    }
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter) {
      ++at;
      continue;
    }
    const std::size_t end = std::min(pattern.find_first_not_of(c, at), pattern.size());
    const std::string_view field = pattern.substr(at, end - at);
    if (std::find(kFields.begin(), kFields.end(), field) == kFields.end()) {
      return "has the unknown field " + quoted(field);
    }
    has_day = has_day || c == 'd';
    has_month = has_month || c == 'M';
    has_year = has_year || c == 'y';
    at = end;
  }
  if (!has_day || !has_month || !has_year) return "lacks the day, the month or the year";
  return std::nullopt;
}

void check_list_numbers(std::string_view text, const Position& where, Diagnostics& diagnostics) {
  for (const std::string_view level : split_words(text)) {
    if (parse_list_level(level)) continue;
    report(diagnostics, where, "bad-list-numbers",
           "the level " + quoted(level) + " in 'list-numbers' does not count once",
           "give each level one of 1, a, i, I or 一, such as \"1. a) i.\"");
  }
}

void check_word(std::string_view key, std::string_view text, const Position& where,
                Diagnostics& diagnostics) {
  if (key == "digits") {
    if (characters(text).size() == 10) return;
    report(diagnostics, where, "bad-digits", "'digits' must be ten characters, zero first",
           "write them without spaces, such as \"٠١٢٣٤٥٦٧٨٩\"");
  } else if (key == "decimal") {
    if (characters(text).size() == 1) return;
    report(diagnostics, where, "bad-decimal", "'decimal' must be one character",
           "write the mark before decimals, such as \",\"");
  } else if (key == "list-numbers") {
    check_list_numbers(text, where, diagnostics);
  } else if (key == "date-format") {
    const auto wrong = wrong_in_date_format(text);
    if (!wrong) return;
    report(diagnostics, where, "bad-date-format", "'date-format' " + *wrong,
           "use d, dd, M, MM, MMMM and y, and put other letters in single quotation marks");
  } else {
    check_placeholders(key, text, where, diagnostics);
  }
}

std::optional<std::array<std::string, 12>> read_months(const data::Node& node,
                                                       Diagnostics& diagnostics) {
  const data::Sequence* months = node.sequence();
  if (months == nullptr || months->size() != 12) {
    report(diagnostics, node.where, "bad-months", "'months' must be a list of twelve names",
           "write them in [ ], January first");
    return std::nullopt;
  }
  std::array<std::string, 12> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto name = read_text((*months)[i], "months", diagnostics);
    if (!name) return std::nullopt;
    names[i] = std::move(*name);
  }
  return names;
}

/// The words of one language.
void read_language(const data::Entry& entry, const std::string& language, Letterhead& letterhead,
                   Diagnostics& diagnostics) {
  data::MappingReader reader(entry.node, "the words of '" + entry.key + "'", diagnostics);
  if (!reader.ok()) return;
  auto& words = letterhead.words[language];
  for (const std::string_view key : kWordKeys) {
    const data::Node* node = reader.any(key);
    if (node == nullptr) continue;
    auto text = read_text(*node, key, diagnostics);
    if (!text) continue;
    check_word(key, *text, node->where, diagnostics);
    words.insert_or_assign(std::string(key), std::move(*text));
  }
  if (const data::Node* node = reader.any("months")) {
    if (auto months = read_months(*node, diagnostics)) {
      letterhead.months.insert_or_assign(language, std::move(*months));
    }
  }
  reader.finish();
}

bool is_optional(std::string_view key) {
  static constexpr std::array<std::string_view, 12> kOptional = {
      "digits",  "first-day",      "decimal",    "list-numbers", "list-letters", "our-reference",
      "annexes", "your-reference", "postscript", "for",          "telephone",    "by-authority-of"};
  return std::find(kOptional.begin(), kOptional.end(), key) != kOptional.end();
}

}  // namespace

void read_words(const data::Node& node, Letterhead& letterhead, Diagnostics& diagnostics) {
  const data::Mapping* languages = node.mapping();
  if (languages == nullptr) {
    report(diagnostics, node.where, "wrong-type", "the words must be a mapping of languages",
           "write a language such as 'en:' and below it its words");
    return;
  }
  for (const data::Entry& entry : *languages) {
    if (!is_language(entry.key)) {
      report(diagnostics, entry.key_where, "not-a-language",
             quoted(entry.key) + " is not a language",
             "write a tag such as 'en', 'uz-Cyrl' or 'zh'");
      continue;
    }
    read_language(entry, canonical_language(entry.key), letterhead, diagnostics);
  }
}

void check_english(const Letterhead& letterhead, const Position& where, Diagnostics& diagnostics) {
  for (const std::string_view key : kWordKeys) {
    if (is_optional(key)) continue;
    if (!letterhead.word("en", key).empty()) continue;
    report(diagnostics, where, "missing-word", "the word " + quoted(key) + " is missing in English",
           "add it under 'en': languages without it take the English one");
  }
  if (!letterhead.months.contains("en")) {
    report(diagnostics, where, "missing-word", "'months' is missing in English",
           "add the list of twelve names under 'en'");
  }
}

}  // namespace chancery::letterhead
