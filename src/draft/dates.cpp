#include "draft/dates.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "draft/shape.h"

namespace chancery::draft {
namespace {

/// A line of a date has a place before it at most.
constexpr std::size_t kLongestLine = 80;
constexpr std::size_t kLongestPlace = 40;
/// "г.", "года", "AD" after the year.
constexpr std::size_t kLongestRest = 5;
constexpr int kFirstYear = 1500;
constexpr int kLastYear = 2999;

struct Token {
  enum class Kind { kNumber, kMonth, kWord, kSign };
  Kind kind = Kind::kSign;
  int number = 0;  ///< or the month
  std::size_t digits = 0;
  std::size_t begin = 0, end = 0;  ///< code points of the line
  char32_t sign = 0;
  std::size_t language = 0;
};

struct MonthName {
  std::u32string text;
  int month = 0;
  std::size_t language = 0;
};

/// The longest first, so that "September" is not read as "Sep".
std::vector<MonthName> month_names(const Formulas& formulas) {
  std::vector<MonthName> names;
  for (std::size_t language = 0; language < formulas.languages.size(); ++language) {
    const auto& months = formulas.languages[language].months;
    for (std::size_t month = 0; month < months.size(); ++month) {
      for (const std::u32string& text : months.at(month)) {
        // Months that are numbers are read as such.
        if (!text.empty() && !is_digit(text[0])) {
          names.push_back({text, static_cast<int>(month) + 1, language});
        }
      }
    }
  }
  std::stable_sort(names.begin(), names.end(), [](const MonthName& a, const MonthName& b) {
    return a.text.size() > b.text.size();
  });
  return names;
}

std::vector<Token> tokens_of(const std::u32string& line, const Formulas& formulas) {
  const std::vector<MonthName> months = month_names(formulas);
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < line.size();) {
    Token token;
    token.begin = at;
    if (is_digit(line[at])) {
      token.kind = Token::Kind::kNumber;
      for (; at < line.size() && is_digit(line[at]); ++at, ++token.digits) {
        if (token.digits < 6) token.number = token.number * 10 + static_cast<int>(line[at] - '0');
      }
    } else if (is_letter(line[at]) && !is_ideograph(line[at])) {
      const auto name = std::find_if(months.begin(), months.end(), [&](const MonthName& each) {
        const std::size_t end = at + each.text.size();
        return line.compare(at, each.text.size(), each.text) == 0 &&
               (end >= line.size() || !is_letter(line[end]));
      });
      if (name != months.end()) {
        token.kind = Token::Kind::kMonth;
        token.number = name->month;
        token.language = name->language;
        at += name->text.size();
      } else {
        token.kind = Token::Kind::kWord;
        while (at < line.size() && is_letter(line[at]) && !is_ideograph(line[at])) ++at;
      }
    } else {
      token.sign = line[at++];
    }
    token.end = at;
    if (token.sign != U' ') tokens.push_back(token);
  }
  return tokens;
}

bool exists(int year, int month, int day) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1) return false;
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays.at(static_cast<std::size_t>(month) - 1) + (month == 2 && is_leap ? 1 : 0);
}

struct Hit {
  int year = 0, month = 0, day = 0;
  std::size_t first = 0, last = 0;  ///< tokens
  bool ambiguous = false;
  bool named = false;
  std::size_t language = 0;
};

class Search {
 public:
  explicit Search(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::optional<Hit> run() const {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      for (const auto& found : {day_first(at), month_first(at), year_first(at), numbers(at)}) {
        if (found && exists(found->year, found->month, found->day)) return found;
      }
    }
    return std::nullopt;
  }

 private:
  bool is(std::size_t at, Token::Kind kind) const {
    return at < tokens_.size() && tokens_[at].kind == kind;
  }
  bool sign(std::size_t at, std::u32string_view signs) const {
    return is(at, Token::Kind::kSign) && signs.find(tokens_[at].sign) != std::u32string_view::npos;
  }
  /// After signs and one short word ("st", "er", "of", "de"), that joins the parts of a date.
  std::size_t after_joint(std::size_t at) const {
    constexpr std::size_t kLongestJoint = 4;
    for (int i = 0; i < 2; ++i) {
      while (sign(at, U".,º°")) ++at;
      if (is(at, Token::Kind::kWord) && tokens_[at].end - tokens_[at].begin <= kLongestJoint) ++at;
    }
    while (sign(at, U".,")) ++at;
    return at;
  }

  std::optional<Hit> day_first(std::size_t at) const {
    if (!is(at, Token::Kind::kNumber)) return std::nullopt;
    const std::size_t month = after_joint(at + 1);
    if (!is(month, Token::Kind::kMonth)) return std::nullopt;
    const std::size_t year = after_joint(month + 1);
    if (!is(year, Token::Kind::kNumber) || tokens_[year].digits != 4) return std::nullopt;
    return Hit{
        tokens_[year].number,   tokens_[month].number, tokens_[at].number, at, year, false, true,
        tokens_[month].language};
  }

  std::optional<Hit> month_first(std::size_t month) const {
    if (!is(month, Token::Kind::kMonth)) return std::nullopt;
    const std::size_t day = after_joint(month + 1);
    if (!is(day, Token::Kind::kNumber) || tokens_[day].digits > 2) return std::nullopt;
    const std::size_t year = after_joint(day + 1);
    if (!is(year, Token::Kind::kNumber) || tokens_[year].digits != 4) return std::nullopt;
    return Hit{tokens_[year].number,
               tokens_[month].number,
               tokens_[day].number,
               month,
               year,
               false,
               true,
               tokens_[month].language};
  }

  /// 2026-11-24, 2026年11月24日.
  std::optional<Hit> year_first(std::size_t at) const {
    if (!is(at, Token::Kind::kNumber) || tokens_[at].digits != 4) return std::nullopt;
    const bool joined = sign(at + 1, U"-/.年") && sign(at + 3, U"-/.月");
    if (!joined || !is(at + 2, Token::Kind::kNumber) || !is(at + 4, Token::Kind::kNumber)) {
      return std::nullopt;
    }
    const std::size_t last = sign(at + 5, U"日") ? at + 5 : at + 4;
    return Hit{tokens_[at].number,
               tokens_[at + 2].number,
               tokens_[at + 4].number,
               at,
               last,
               false,
               false,
               0};
  }

  /// 24.11.2026 is day and month everywhere; 3/4/2026 is not.
  std::optional<Hit> numbers(std::size_t at) const {
    for (const std::size_t i : {at, at + 2, at + 4}) {
      if (!is(i, Token::Kind::kNumber)) return std::nullopt;
    }
    if (!sign(at + 1, U"./-") || !sign(at + 3, U"./-") || tokens_[at + 4].digits != 4) {
      return std::nullopt;
    }
    const int first = tokens_[at].number;
    const int second = tokens_[at + 2].number;
    const int year = tokens_[at + 4].number;
    if (second > 12) return Hit{year, first, second, at, at + 4, false, false, 0};
    const bool is_ambiguous = tokens_[at + 1].sign != U'.' && first <= 12 && first != second;
    return Hit{year, second, first, at, at + 4, is_ambiguous, false, 0};
  }

  const std::vector<Token>& tokens_;
};

std::string without_lead(std::string before, const Formulas& formulas) {
  const auto cut = [&] {
    before = std::string(trimmed(before));
    while (before.ends_with(',') || before.ends_with(':')) before.pop_back();
    for (const std::string_view comma : {"،", "，", "："}) {
      if (before.ends_with(comma)) before.resize(before.size() - comma.size());
    }
    before = std::string(trimmed(before));
  };
  for (int i = 0; i < 3; ++i) {
    cut();
    const std::size_t space = before.rfind(' ');
    const std::string last = space == std::string::npos ? before : before.substr(space + 1);
    const bool is_lead = std::any_of(
        formulas.languages.begin(), formulas.languages.end(), [&](const Language& language) {
          const auto& words = language.of(Formula::kDateWords);
          return std::any_of(words.begin(), words.end(), [&](const Phrase& word) {
            return word.text == folded(last) || word.text == folded(before);
          });
        });
    if (!is_lead) break;
    before = space == std::string::npos ? std::string() : before.substr(0, space);
  }
  cut();
  return before;
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view line, const Formulas& formulas) {
  if (length(line) > kLongestLine) return std::nullopt;
  const std::vector<Token> tokens = tokens_of(folded(line), formulas);
  const std::optional<Hit> hit = Search(tokens).run();
  if (!hit) return std::nullopt;
  const std::size_t end = tokens[hit->last].end;
  if (length(trimmed(from_code_point(line, end))) > kLongestRest) return std::nullopt;
  std::string before(line);
  before.resize(line.size() - from_code_point(line, tokens[hit->first].begin).size());
  before = without_lead(std::move(before), formulas);
  if (length(before) > kLongestPlace || has_digits(before)) return std::nullopt;
  FoundDate found;
  std::array<char, 16> iso{};
  std::snprintf(iso.data(), iso.size(), "%04d-%02d-%02d", hit->year, hit->month, hit->day);
  found.iso = iso.data();
  found.before = std::move(before);
  found.language = hit->language;
  found.named_month = hit->named;
  found.ambiguous = hit->ambiguous;
  return found;
}

}  // namespace chancery::draft
