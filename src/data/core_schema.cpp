#include "data/core_schema.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace chancery::data {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) -
                                  text.begin());
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return text;
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float(std::string_view text) {
  text = without_sign(text);
  const std::size_t whole = count_digits(text);
  text.remove_prefix(whole);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::size_t fraction = count_digits(text);
    if (whole + fraction == 0) return false;
    text.remove_prefix(fraction);
  } else if (whole == 0) {
    return false;
  }
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text = without_sign(text.substr(1));
  return !text.empty() && count_digits(text) == text.size();
}

template <typename Number, typename... Format>
std::optional<Number> read(std::string_view text, Format... format) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Number number{};
  const auto [end, code] =
      std::from_chars(text.data(), text.data() + text.size(), number, format...);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Node> integer(std::string_view text) {
  std::optional<std::int64_t> number;
  // After the prefix only digits may follow, so a sign there is refused before from_chars sees it.
  if (text.starts_with("0x") || text.starts_with("0o")) {
    const std::string_view digits = text.substr(2);
    if (digits != without_sign(digits)) return std::nullopt;
    number = read<std::int64_t>(digits, text[1] == 'x' ? 16 : 8);
  } else if (const auto digits = without_sign(text);
             !digits.empty() && count_digits(digits) == digits.size()) {
    number = read<std::int64_t>(text);
  }
  if (!number) return std::nullopt;
  return Node(*number);
}

std::optional<Node> special_float(std::string_view text) {
  const std::string_view unsigned_text = without_sign(text);
  if (is_one_of(unsigned_text, {".inf", ".Inf", ".INF"})) {
    const double infinity = std::numeric_limits<double>::infinity();
    return Node(text.starts_with('-') ? -infinity : infinity);
  }
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) {
    return Node(std::numeric_limits<double>::quiet_NaN());
  }
  return std::nullopt;
}

Node meaning(const std::string& text) {
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return Node();
  if (is_one_of(text, {"true", "True", "TRUE"})) return Node(true);
  if (is_one_of(text, {"false", "False", "FALSE"})) return Node(false);
  if (auto node = integer(text)) return *node;
  if (auto node = special_float(text)) return *node;
  if (is_float(text)) {
    if (const auto number = read<double>(text)) return Node(*number);
  }
  return Node(text);
}

}  // namespace

Node plain_scalar(std::string text) {
  Node node = meaning(text);
  node.text = std::move(text);
  return node;
}

}  // namespace chancery::data
