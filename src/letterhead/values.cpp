#include "letterhead/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "letterhead/language.h"

namespace chancery::letterhead {
namespace {

struct Unit {
  std::string_view name;
  double points;
};
constexpr std::array<Unit, 4> kUnits = {
    {{"pt", 1}, {"mm", 72 / 25.4}, {"cm", 720 / 25.4}, {"in", 72}}};

/// A longer number is no length; std::from_chars would take any.
constexpr std::size_t kLongestLength = 32;

bool is_number(const data::Node& node) {
  return std::holds_alternative<std::int64_t>(node.value) ||
         std::holds_alternative<double>(node.value);
}

/// The number that `text` begins with; only what follows it and the spaces behind it is left.
std::optional<double> take_number(std::string_view& text) {
  if (text.size() > kLongestLength || text.empty()) return std::nullopt;
  // from_chars would also read "inf" and "nan".
  const std::size_t first = text.front() == '-' ? 1 : 0;
  if (first == text.size() || text[first] < '0' || text[first] > '9') return std::nullopt;
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || !std::isfinite(number)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return number;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string quoted(std::string_view text) {
  return data::in_quotes(text);
}

void report(Diagnostics& diagnostics, const Position& where, std::string code, std::string what,
            std::string mend, Severity severity) {
  if (diagnostics.size() >= data::kMostDiagnostics) return;
  diagnostics.push_back({severity, where, std::move(code), std::move(what), std::move(mend)});
}

std::string suggest(std::string_view word, const std::vector<std::string_view>& names) {
  const std::string_view near = word.size() <= 64 ? nearest(word, names) : std::string_view();
  if (!near.empty()) return "did you mean " + quoted(near) + "?";
  std::string list;
  for (const std::string_view name : names) {
    list += (list.empty() ? "there are: " : ", ") + std::string(name);
  }
  return list.empty() ? "there are none yet: add it" : list;
}

std::optional<std::vector<std::string_view>> names_in_braces(std::string_view text) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != std::string_view::npos;) {
    const std::size_t close = text.find_first_of("{}", at + 1);
    if (text[at] == '}' || close == std::string_view::npos || text[close] == '{') {
      return std::nullopt;
    }
    names.push_back(text.substr(at + 1, close - at - 1));
    at = close + 1;
  }
  return names;
}

std::optional<Points> parse_length(std::string_view text) {
  const std::optional<double> number = take_number(text);
  if (!number) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (text == unit.name) return Points(*number * unit.points);
  }
  return std::nullopt;
}

std::optional<double> parse_share(std::string_view text) {
  const std::optional<double> number = take_number(text);
  if (!number || text != "%") return std::nullopt;
  return *number / 100;
}

std::optional<Points> read_length(const data::Node& node, std::string_view name,
                                  const LengthRange& range, Diagnostics& diagnostics) {
  if (is_number(node)) {
    report(diagnostics, node.where, "length-without-unit",
           "the length " + quoted(name) + " has no unit",
           "write '" + node.text + " mm' or '" + node.text + " pt'");
    return std::nullopt;
  }
  const auto* text = std::get_if<std::string>(&node.value);
  const std::optional<Points> length = text == nullptr ? std::nullopt : parse_length(*text);
  if (!length) {
    report(diagnostics, node.where, "not-a-length",
           quoted(name) + " is not a length" + (text == nullptr ? "" : ": " + quoted(*text)),
           "write a number and one of the units mm, cm, in, pt, such as '25 mm'");
    return std::nullopt;
  }
  if (*length < range.least || *length > range.most) {
    report(diagnostics, node.where, "length-out-of-range",
           "the length " + quoted(name) + " is " + quoted(*text),
           "write a length " + std::string(range.words));
    return std::nullopt;
  }
  return length;
}

std::optional<Points> length(data::MappingReader& reader, std::string_view key,
                             const LengthRange& range, Diagnostics& diagnostics) {
  const data::Node* node = reader.any(key);
  if (node == nullptr) return std::nullopt;
  return read_length(*node, key, range, diagnostics);
}

std::optional<Points> required_length(data::MappingReader& reader, std::string_view key,
                                      const LengthRange& range, Diagnostics& diagnostics) {
  const data::Node* node = reader.required(key);
  if (node == nullptr) return std::nullopt;
  return read_length(*node, key, range, diagnostics);
}

std::optional<double> share(data::MappingReader& reader, std::string_view key,
                            const ShareRange& range, Diagnostics& diagnostics) {
  const data::Node* node = reader.any(key);
  if (node == nullptr) return std::nullopt;
  const auto* text = std::get_if<std::string>(&node->value);
  const std::optional<double> part = text == nullptr ? std::nullopt : parse_share(*text);
  if (!part) {
    report(diagnostics, node->where, "not-a-share", quoted(key) + " is not a number of per cent",
           "write a number and the sign, such as '" +
               (is_number(*node) ? node->text : std::string("2")) + " %'");
    return std::nullopt;
  }
  if (*part < range.least || *part > range.most) {
    report(diagnostics, node->where, "share-out-of-range", quoted(key) + " is " + quoted(*text),
           "write a share " + std::string(range.words));
    return std::nullopt;
  }
  return part;
}

std::optional<Colour> parse_colour(std::string_view text) {
  if (text.size() != 7 || text.front() != '#') return std::nullopt;
  std::array<double, 3> components{};
  for (std::size_t i = 0; i < components.size(); ++i) {
    const int high = hex_digit(text[1 + 2 * i]);
    const int low = hex_digit(text[2 + 2 * i]);
    if (high < 0 || low < 0) return std::nullopt;
    components[i] = (high * 16 + low) / 255.0;
  }
  return Colour{components[0], components[1], components[2]};
}

std::optional<std::string> read_text(const data::Node& node, std::string_view name,
                                     Diagnostics& diagnostics) {
  if (node.is_null() || node.sequence() != nullptr || node.mapping() != nullptr) {
    report(diagnostics, node.where, "wrong-type", quoted(name) + " must be text",
           "write one text; put it in quotation marks when it holds ': ' or begins with a mark");
    return std::nullopt;
  }
  std::string text = node.text;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::map<std::string, std::string> read_texts(const data::Node& node, std::string_view name,
                                              Diagnostics& diagnostics) {
  std::map<std::string, std::string> texts;
  const data::Mapping* by_language = node.mapping();
  if (by_language == nullptr) {
    if (auto text = read_text(node, name, diagnostics)) texts.emplace("", std::move(*text));
    return texts;
  }
  for (const data::Entry& entry : *by_language) {
    const bool is_default = entry.key == "default";
    if (!is_default && !is_language(entry.key)) {
      report(diagnostics, entry.key_where, "not-a-language",
             quoted(entry.key) + " in " + quoted(name) + " is not a language",
             "write a tag such as 'en', 'uz-Cyrl' or 'zh', or 'default' for all others");
      continue;
    }
    if (auto text = read_text(entry.node, entry.key, diagnostics)) {
      texts.insert_or_assign(is_default ? "" : canonical_language(entry.key), std::move(*text));
    }
  }
  return texts;
}

}  // namespace chancery::letterhead
