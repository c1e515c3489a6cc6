#include "letter/attributes.h"

#include "data/data.h"
#include "letter/language_tag.h"

namespace chancery::letter {
namespace {

std::string_view without_quotes(std::string_view value) {
  const bool is_quoted = value.size() >= 2 && value.front() == value.back() &&
                         (value.front() == '"' || value.front() == '\'');
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

void read_language(std::string_view value, const Position& where, Attributes& attributes,
                   Problems& problems) {
  if (const auto tag = language_tag(value)) {
    attributes.language = *tag;
    return;
  }
  problems.error(where, "language-tag", data::in_quotes(value) + " is not a language tag",
                 "write a tag such as 'fr', 'pt-BR' or 'zh-Hant' (BCP 47)");
}

void read_direction(std::string_view value, const Position& where, Attributes& attributes,
                    Problems& problems) {
  if (value == "ltr" || value == "rtl") {
    attributes.direction = value;
    return;
  }
  problems.error(where, "direction", data::in_quotes(value) + " is not a direction of writing",
                 "write 'ltr' or 'rtl'");
}

}  // namespace

Attributes read_attributes(std::string_view text, const std::function<Position(std::size_t)>& where,
                           Problems& problems) {
  Attributes attributes;
  for (std::size_t begin = text.find_first_not_of(" \t"); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(" \t", begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    attributes.any = true;
    if (word.starts_with('.') && word.size() > 1) {
      attributes.classes.push_back({std::string(word.substr(1)), begin});
    } else if (word.starts_with("lang=")) {
      read_language(without_quotes(word.substr(5)), where(begin + 5), attributes, problems);
    } else if (word.starts_with("dir=")) {
      read_direction(without_quotes(word.substr(4)), where(begin + 4), attributes, problems);
    } else {
      problems.error(where(begin), "unknown-attribute",
                     "unknown attribute " + data::in_quotes(word),
                     "write lang=…, dir=… or a class with a dot before it; write '\\{' for a brace "
                     "that is text");
    }
    begin = text.find_first_not_of(" \t", end);
  }
  return attributes;
}

}  // namespace chancery::letter
