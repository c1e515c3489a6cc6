#include "text/ranges.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::text {
namespace {

/// Words before a range that make it one of pages, articles and the like, lower case, without the
/// stop; spaces around each.
constexpr std::u32string_view kCounted =
    U" p pp page pages s ss seite seiten с стр страницы pág págs pag strana стор бет б no nos nr "
    U"nrs № n° nº § §§ art arts article articles artikel art. ст статьи fig figs figure figures "
    U"abb "
    U"рис tab table tables табл vol vols ch chap chapter chapters гл kap l ll line lines para "
    U"paras "
    U"section sections rooms zimmer ";
/// Words before a number that make it one to be dialled.
constexpr std::u32string_view kDialled =
    U" tel telephone phone fax mobile call telefon téléphone teléfono тел телефон факс ";

struct Number {
  std::string digits;  ///< with its separators
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_time = false;    ///< has a colon
  bool has_point = false;  ///< a full stop or comma
};

bool separates_digits(char32_t c) {
  return c == U'.' || c == U',' || c == U':';
}

std::optional<Number> number_before(const WrittenCharacters& text, std::size_t hyphen) {
  Number number;
  number.end = hyphen;
  std::size_t at = hyphen;
  while (at > 0 && (is_ascii_digit(text.at(at - 1)) ||
                    (separates_digits(text.at(at - 1)) && at > 1 &&
                     is_ascii_digit(text.at(at - 2)) && is_ascii_digit(text.at(at))))) {
    --at;
  }
  if (at == hyphen || !is_ascii_digit(text.at(hyphen - 1))) return std::nullopt;
  number.begin = at;
  return number;
}

std::optional<Number> number_after(const WrittenCharacters& text, std::size_t hyphen) {
  Number number;
  number.begin = hyphen + 1;
  std::size_t at = number.begin;
  while (is_ascii_digit(text.at(at)) ||
         (at > number.begin && separates_digits(text.at(at)) && is_ascii_digit(text.at(at + 1)))) {
    ++at;
  }
  if (at == number.begin) return std::nullopt;
  number.end = at;
  return number;
}

void spell(const WrittenCharacters& text, Number& number) {
  for (std::size_t i = number.begin; i < number.end; ++i) {
    const char32_t c = text.at(i);
    number.is_time = number.is_time || c == U':';
    number.has_point = number.has_point || c == U'.' || c == U',';
    number.digits += static_cast<char>(c);
  }
}

double value(std::string digits) {
  std::replace(digits.begin(), digits.end(), ':', '.');
  std::replace(digits.begin(), digits.end(), ',', '.');
  return std::strtod(digits.c_str(), nullptr);
}

/// The word before a place, lower case where ASCII or Cyrillic, without its stop; spaces around.
std::u32string word_before(const WrittenCharacters& text, std::size_t at) {
  while (at > 0 && side_of(text.at(at - 1)) == Side::kOpening) --at;
  if (at == 0 || !is_space(text.at(at - 1))) return U"  ";
  --at;
  // What a comma parts from the numbers says nothing about them.
  if (at > 0 && (text.at(at - 1) == U',' || text.at(at - 1) == U';')) return U"  ";
  std::size_t end = at;
  while (end > 0 && (text.at(end - 1) == U'.' || text.at(end - 1) == U':')) --end;
  std::size_t begin = end;
  while (begin > 0 && !is_space(text.at(begin - 1)) &&
         side_of(text.at(begin - 1)) != Side::kOpening) {
    --begin;
  }
  std::u32string word = U" ";
  for (std::size_t i = begin; i < end; ++i) word += text.at(i);
  return word + U' ';
}

std::u32string lower(std::u32string word) {
  for (char32_t& c : word) {
    if ((c >= U'A' && c <= U'Z') || (c >= U'А' && c <= U'Я')) c += 0x20;
  }
  return word;
}

bool is_one_of(const std::u32string& word, std::u32string_view words) {
  return word.size() > 2 && words.find(lower(word)) != std::u32string_view::npos;
}

/// "RFC", "A/RES/70", "+41", "737": what follows belongs to a name or a number.
bool names_a_thing(const std::u32string& word) {
  std::size_t capitals = 0;
  for (const char32_t c : word) {
    if (is_digit(c) || c == U'/' || c == U'+') return true;
    if (c >= U'A' && c <= U'Z') ++capitals;
  }
  return capitals >= 2;
}

bool is_year(const Number& number) {
  return number.digits.size() == 4 && (number.digits[0] == '1' || number.digits[0] == '2');
}

bool has_leading_zero(const Number& number) {
  return number.digits.size() > 1 && number.digits[0] == '0' && number.digits[1] != '.' &&
         number.digits[1] != ',';
}

/// Whether a unit or a per cent sign follows, so that the numbers measure something.
bool measures(const WrittenCharacters& text, std::size_t at) {
  const char32_t c = text.at(at);
  if (c == U'%' || c == U'‰' || c == U'°' || c == U'€') return true;
  if (!is_space(c) || c == 0) return false;
  const char32_t next = text.at(at + 1);
  return next == U'%' || next == U'°' || next == U'€' || next == U'$' || next == U'£';
}

/// "7.-9. Januar": ordinal numbers with their stops.
bool is_of_ordinals(const WrittenCharacters& text, std::size_t hyphen) {
  if (hyphen < 2 || text.at(hyphen - 1) != U'.' || !is_ascii_digit(text.at(hyphen - 2))) {
    return false;
  }
  const auto from = number_before(text, hyphen - 1);
  const auto to = number_after(text, hyphen);
  if (!from || !to || text.at(to->end) != U'.' || !is_space(text.at(to->end + 1))) return false;
  const bool is_short = from->end - from->begin <= 2 && to->end - to->begin <= 2;
  return is_short && is_space(from->begin == 0 ? 0 : text.at(from->begin - 1));
}

bool is_bounded(const WrittenCharacters& text, std::size_t begin, std::size_t end) {
  const char32_t before = begin == 0 ? 0 : text.at(begin - 1);
  const char32_t after = text.at(end);
  const Side left = side_of(before);
  const bool opens = left == Side::kSpace || left == Side::kOpening || left == Side::kQuote ||
                     before == U'$' || before == U'€' || before == U'£' || before == U'§' ||
                     before == U'№' || before == U'~' || before == U'≈';
  const Side right = side_of(after);
  const bool closes = right == Side::kSpace || right == Side::kClosing || right == Side::kQuote ||
                      after == U'%' || after == U'‰' || after == U'°' || after == U'€' ||
                      after == U'*';
  return opens && closes;
}

}  // namespace

bool is_range(const WrittenCharacters& text, std::size_t hyphen) {
  if (is_of_ordinals(text, hyphen)) return true;
  auto from = number_before(text, hyphen);
  auto to = number_after(text, hyphen);
  if (!from || !to || text.is_verbatim(from->begin) || text.is_verbatim(to->begin)) return false;
  if (!is_bounded(text, from->begin, to->end)) return false;
  spell(text, *from);
  spell(text, *to);
  if (from->is_time != to->is_time) return false;
  const std::u32string before = word_before(text, from->begin);
  if (is_one_of(before, kDialled)) return false;
  if (from->is_time) return value(from->digits) < value(to->digits);
  if (has_leading_zero(*from) || has_leading_zero(*to)) return false;

  const std::size_t length = from->digits.size();
  const bool rises = value(from->digits) < value(to->digits);
  if (is_one_of(before, kCounted)) {
    if (rises) return true;
    // "pp. 123-27", "pp. 22-4": the last digits only.
    const bool is_short = to->digits.size() < length && !from->has_point && !to->has_point;
    return is_short && from->digits.substr(length - to->digits.size()) < to->digits;
  }
  if (is_year(*from) && is_year(*to)) return rises;
  if (names_a_thing(before)) return false;
  if (is_year(*from) && to->digits.size() == 2 && !to->has_point) {
    // "1990-95", but "2003-11" may be a month.
    return from->digits.substr(2) < to->digits && to->digits > "12";
  }
  if (measures(text, to->end)) return rises;
  if (from->has_point != to->has_point) return false;
  const std::size_t most = from->has_point ? 5 : 2;
  return rises && length <= most && to->digits.size() <= most;
}

}  // namespace chancery::text
