#include "letter/attributes.h"

#include <array>
#include <charconv>
#include <utility>

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

/// "60mm", "12.5cm", "2in", "150pt" or "50%". No page is wider than 10 m.
void read_width(std::string_view value, const Position& where, Attributes& attributes,
                Problems& problems) {
  constexpr Points kWidest = millimetres(10000);
  static constexpr std::array<std::pair<std::string_view, Points>, 4> kUnits = {
      {{"mm", millimetres(1)}, {"cm", millimetres(10)}, {"in", Points(72)}, {"pt", Points(1)}}};
  double number = 0;
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), number, std::chars_format::fixed);
  const std::string_view unit = value.substr(static_cast<std::size_t>(end - value.data()));
  if (error == std::errc() && number > 0) {
    if (unit == "%" && number <= 100) {
      attributes.share = number / 100;
      return;
    }
    for (const auto& [name, length] : kUnits) {
      if (unit != name || number * length > kWidest) continue;
      attributes.width = number * length;
      return;
    }
  }
  problems.error(where, "width", data::in_quotes(value) + " is not a width",
                 "write a length such as '60mm', '6.5cm', '2in' or '150pt', or a part of the "
                 "column such as '50%'");
}

std::string_view known_attributes(AttributesOf owner) {
  return owner == AttributesOf::kImage ? "width=…, lang=…, dir=… or a class with a dot before it"
                                       : "lang=…, dir=… or a class with a dot before it";
}

}  // namespace

Attributes read_attributes(std::string_view text, const std::function<Position(std::size_t)>& where,
                           Problems& problems, AttributesOf owner) {
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
    } else if (owner == AttributesOf::kImage && word.starts_with("width=")) {
      read_width(without_quotes(word.substr(6)), where(begin + 6), attributes, problems);
    } else {
      problems.error(where(begin), "unknown-attribute",
                     "unknown attribute " + data::in_quotes(word),
                     "write " + std::string(known_attributes(owner)) +
                         "; write '\\{' for a brace that is text");
    }
    begin = text.find_first_not_of(" \t", end);
  }
  return attributes;
}

}  // namespace chancery::letter
