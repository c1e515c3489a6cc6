#include "draft/formulas.h"

#include <algorithm>
#include <string_view>

#include "data/data.h"
#include "draft/shape.h"

namespace chancery::draft {
namespace {

constexpr std::array<std::string_view, kFormulaCount> kKeys = {
    "salutations", "closings",   "open-letter", "reference",  "your-reference",
    "date",        "subject",    "to",          "from",       "copies",
    "enclosures",  "postscript", "delivery",    "date-words", "signed",
    "offices",     "divisions",  "and",         "chrome"};

std::vector<std::string> texts(const data::Sequence* list, std::string_view key,
                               Diagnostics& diagnostics) {
  std::vector<std::string> found;
  if (list == nullptr) return found;
  for (const data::Node& item : *list) {
    if (item.sequence() == nullptr && item.mapping() == nullptr && !trimmed(item.text).empty()) {
      found.emplace_back(trimmed(item.text));
      continue;
    }
    diagnostics.push_back({Severity::kError, item.where, "wrong-type",
                           "an item of '" + std::string(key) + "' must be text",
                           "write a phrase, in quotation marks when it holds a colon"});
  }
  return found;
}

Phrase phrase_of(std::string text) {
  Phrase phrase;
  phrase.at_end = text.starts_with('*');
  if (phrase.at_end) text.erase(0, 1);
  phrase.open = text.ends_with('*');
  if (phrase.open) text.pop_back();
  phrase.text = folded(text);
  return phrase;
}

void read_months(data::MappingReader& keys, Language& language, Diagnostics& diagnostics) {
  const data::Sequence* list = keys.sequence("months");
  if (list == nullptr) return;
  if (list->size() != language.months.size()) {
    keys.error(keys.any("months")->where, "months", "there are not twelve months",
               "write twelve items; several spellings of one are a list");
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const data::Node& item = (*list)[i];
    if (item.sequence() == nullptr) {
      language.months.at(i).push_back(folded(item.text));
      continue;
    }
    for (const std::string& spelling : texts(item.sequence(), "months", diagnostics)) {
      language.months.at(i).push_back(folded(spelling));
    }
  }
}

Language read_language(const data::Entry& entry, Diagnostics& diagnostics) {
  Language language;
  language.tag = entry.key;
  data::MappingReader keys(entry.node, "the language '" + entry.key + "'", diagnostics);
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const std::vector<std::string> list =
        texts(keys.sequence(kKeys.at(i)), kKeys.at(i), diagnostics);
    for (const std::string& text : list) language.phrases.at(i).push_back(phrase_of(text));
    if (i == static_cast<std::size_t>(Formula::kAnd)) language.words_for_and = list;
  }
  read_months(keys, language, diagnostics);
  keys.finish();
  return language;
}

/// A letter on either side would make it another word. Ideographs stand side by side.
bool is_inside_word(char32_t before, char32_t after) {
  return is_letter(before) && is_letter(after) && !is_ideograph(before) && !is_ideograph(after);
}

bool fits_at(const std::u32string& line, std::size_t at, const Phrase& phrase) {
  if (line.compare(at, phrase.text.size(), phrase.text) != 0) return false;
  const std::size_t end = at + phrase.text.size();
  return phrase.open || end == line.size() || !is_inside_word(line[end - 1], line[end]);
}

std::u32string bare(std::u32string line) {
  const auto is_edge = [](char32_t c) { return !is_letter(c) && !is_digit(c); };
  while (!line.empty() && is_edge(line.back())) line.pop_back();
  while (!line.empty() && is_edge(line.front())) line.erase(0, 1);
  return line;
}

}  // namespace

Formulas read_formulas(std::string_view yaml, const std::string& file) {
  data::Parsed parsed = data::parse_yaml(yaml, file);
  Diagnostics diagnostics = std::move(parsed.diagnostics);
  Formulas formulas;
  if (parsed.root && parsed.root->mapping() != nullptr) {
    for (const data::Entry& entry : *parsed.root->mapping()) {
      formulas.languages.push_back(read_language(entry, diagnostics));
    }
  }
  if (formulas.languages.empty() && diagnostics.empty()) {
    Diagnostic none;
    none.where.file = file;
    none.code = "no-formulas";
    none.what = "there is no language in this file";
    none.mend = "keep the one that was installed";
    diagnostics.push_back(std::move(none));
  }
  if (has_errors(diagnostics)) throw Failure(FailureKind::kInput, std::move(diagnostics));
  return formulas;
}

std::optional<std::size_t> match(const std::u32string& line, const std::vector<Phrase>& phrases) {
  std::optional<std::size_t> longest;
  for (const Phrase& phrase : phrases) {
    if (phrase.at_end) {
      const std::u32string end = bare(line);
      const std::u32string text = bare(phrase.text);
      if (end.size() > text.size() && end.ends_with(text) &&
          !is_inside_word(end[end.size() - text.size() - 1], text[0])) {
        return line.size();
      }
    } else if (fits_at(line, 0, phrase)) {
      longest = std::max(longest.value_or(0), phrase.text.size());
    }
  }
  return longest;
}

bool contains(const std::u32string& line, const std::vector<Phrase>& phrases) {
  for (const Phrase& phrase : phrases) {
    for (std::size_t at = 0; (at = line.find(phrase.text, at)) != std::u32string::npos; ++at) {
      const bool begins = at == 0 || phrase.at_end || !is_inside_word(line[at - 1], line[at]);
      if (begins && fits_at(line, at, phrase)) return true;
    }
  }
  return false;
}

bool is_whole(const std::u32string& line, const std::vector<Phrase>& phrases) {
  const std::u32string text = bare(line);
  return std::any_of(phrases.begin(), phrases.end(), [&](const Phrase& phrase) {
    return phrase.open ? text.starts_with(phrase.text) : text == bare(phrase.text);
  });
}

}  // namespace chancery::draft
