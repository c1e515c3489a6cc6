#include "letter/footnotes.h"

#include <algorithm>

namespace chancery::letter {
namespace {

// The label of `[^label]` at the start of the text; empty when there is none.
std::string_view label_at(std::string_view text) {
  if (!text.starts_with("[^")) return {};
  const std::size_t end = text.find_first_of("[] \t\r\n", 2);
  if (end == std::string_view::npos || text[end] != ']') return {};
  return text.substr(2, end - 2);
}

std::size_t count_run(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(text[at], at), text.size()) - at;
}

// Past the code span that begins at `at`, or past its backticks when nothing closes it.
std::size_t skip_code(std::string_view raw, std::size_t at) {
  // As many as cmark looks for; so no text makes this scan it over and over.
  constexpr std::size_t kMostTicks = 80;
  const std::size_t ticks = count_run(raw, at);
  if (ticks > kMostTicks) return at + ticks;
  for (std::size_t i = raw.find('`', at + ticks); i != std::string_view::npos;) {
    const std::size_t run = count_run(raw, i);
    if (run == ticks) return i + run;
    i = raw.find('`', i + run);
  }
  return at + ticks;
}

}  // namespace

std::vector<FootnoteLabel> footnote_definitions(const data::Lines& source) {
  std::vector<FootnoteLabel> found;
  for (std::size_t i = 0; i < source.count(); ++i) {
    const std::string_view line = source.line(i);
    const std::size_t begin = line.find_first_not_of(" \t>-+*.)0123456789");
    if (begin == std::string_view::npos) continue;
    const std::string_view label = label_at(line.substr(begin));
    if (label.empty() || !line.substr(begin + 2 + label.size()).starts_with("]:")) continue;
    found.push_back({std::string(label), source.start(i) + begin});
  }
  return found;
}

std::vector<FootnoteLabel> footnote_references(std::string_view raw) {
  std::vector<FootnoteLabel> found;
  if (raw.find("[^") == std::string_view::npos) return found;
  for (std::size_t i = 0; i < raw.size();) {
    if (raw[i] == '\\') {
      i += 2;
    } else if (raw[i] == '`') {
      i = skip_code(raw, i);
    } else {
      const std::string_view label = label_at(raw.substr(i));
      const std::size_t end = i + label.size() + 3;
      const bool is_link = end < raw.size() && raw[end] == '(';
      if (!label.empty() && !is_link) found.push_back({std::string(label), i});
      ++i;
    }
  }
  return found;
}

std::string footnote_key(std::string_view label) {
  std::string key(label);
  std::transform(key.begin(), key.end(), key.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return key;
}

}  // namespace chancery::letter
