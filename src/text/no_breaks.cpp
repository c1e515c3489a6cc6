#include "text/no_breaks.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "text/binding_words.h"
#include "text/cldr.h"

namespace chancery::text {
namespace {

using Word = std::u32string_view;

/// In letters: shorter names of months are the beginnings of other words too; the endings of Turkic
/// and Finnic cases.
constexpr std::size_t kShortestInflected = 4;
constexpr std::size_t kLongestEnding = 5;

bool is_upper(char32_t c) {
  return u_isupper(static_cast<UChar32>(c)) != 0 || u_istitle(static_cast<UChar32>(c)) != 0;
}

std::u32string lower(Word word) {
  std::u32string result(word);
  for (char32_t& c : result) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  return result;
}

bool is_one_of(Word word, std::u32string_view words) {
  if (word.empty() || words.empty()) return false;
  for (std::size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
    if (words[at - 1] == U' ' && words[at + word.size()] == U' ') return true;
  }
  return false;
}

/// Without the brackets and quotation marks before it.
Word without_opening(Word word) {
  while (!word.empty()) {
    const Side side = side_of(word.front());
    if (side != Side::kOpening && side != Side::kQuote) break;
    word.remove_prefix(1);
  }
  return word;
}

/// Without the stops, brackets and quotation marks after it.
Word without_closing(Word word) {
  while (!word.empty()) {
    const Side side = side_of(word.back());
    if (side != Side::kClosing && side != Side::kQuote) break;
    word.remove_suffix(1);
  }
  return word;
}

/// "12", "1,5", "−3", "(1990–1995", "5.".
bool is_number(Word word) {
  bool has_digit = false;
  for (const char32_t c : word) {
    if (is_digit(c)) {
      has_digit = true;
    } else if (is_letter(c)) {
      return false;
    }
  }
  return has_digit && is_digit(word.back());
}

bool is_roman(Word word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char32_t c) {
    return c == U'I' || c == U'V' || c == U'X' || c == U'L' || c == U'C';
  });
}

/// "A.", "J.R.", "Ch.", "А.", "J.-P.": a name's initials.
bool is_initial(Word word) {
  if (word.size() < 2 || word.back() != U'.') return false;
  std::size_t letters = 0;  // since the last stop
  for (const char32_t c : word) {
    if (c == U'.') {
      if (letters == 0) return false;
      letters = 0;
    } else if (letters == 0) {
      if (is_upper(c)) letters = 1;
      if (letters == 0 && c != U'-') return false;
    } else if (++letters > 2 || !is_letter(c) || is_upper(c)) {
      return false;
    }
  }
  return true;
}

/// "z.", "т.": a word cut down to its first letter.
bool is_one_letter_short(Word word) {
  return word.size() == 2 && word[1] == U'.' && is_letter(word[0]);
}

bool is_dash(char32_t c) {
  return c == U'–' || c == U'—' || c == U'―';
}

/// What one language binds together.
class Binding {
 public:
  explicit Binding(std::string_view language)
      : language_(language), words_(binding_words(language)) {}

  /// Whether the space between two words is no place to end a line; `after` follows `right`.
  bool binds(Word before, Word left, Word right, Word after) {
    left = without_opening(left);
    if (left.empty() || right.empty()) return false;
    if (is_dash(right.front()) && (right.size() == 1 || is_dash(right.back()))) return true;
    const Word bare = without_closing(without_opening(right));
    if (bare.empty() && right.front() == U'…') return true;
    if (bare.empty()) return false;
    const char32_t first = bare.front();
    if (is_digit(first)) return binds_number(left, bare);
    if (is_number(left) && binds_to_number(left, right, bare, after)) return true;
    if (is_roman(bare) && (is_upper(left.front()) || is_numbered(left)) && bare != U"I")
      return true;
    if (is_upper(first) && binds_name(before, left, right)) return true;
    if (is_one_letter_short(left) && is_one_letter_short(without_opening(right).substr(0, 2))) {
      return true;
    }
    if (is_month_phrase(before, left, bare)) return true;
    if (is_one_of(bare, words_.particles)) return true;
    return left.size() <= 2 && is_one_of(lower(left), words_.short_words);
  }

 private:
  bool is_numbered(Word left) const {
    const std::u32string small = lower(left);
    return is_one_of(small, words_.numbered) || is_one_of(small, common_numbered());
  }

  /// Before digits: "No. 12", "€ 5", "10 000", "January 7".
  bool binds_number(Word left, Word right) {
    if (is_numbered(left) || is_one_of(left, currencies())) return true;
    if (is_number(left)) return is_group(left, right);
    const bool is_day = right.size() <= 2 && is_number(right);
    if (is_day && is_month(left)) return true;
    return left.size() <= 2 && is_one_of(lower(left), words_.short_words);
  }

  /// "10 000": thousands set apart by spaces (SI Brochure, 5.4.4).
  static bool is_group(Word left, Word right) {
    std::size_t digits = 0;
    while (digits < left.size() && is_digit(left[left.size() - 1 - digits])) ++digits;
    std::size_t group = 0;
    while (group < right.size() && is_digit(right[group])) ++group;
    return digits >= 1 && digits <= 3 && group == 3;
  }

  /// After digits: "12 km", "7 January", "1941 г.".
  bool binds_to_number(Word left, Word right, Word bare, Word after) {
    const auto is_unit = [&](Word word) {
      return is_one_of(word, common_units()) || is_one_of(word, words_.units);
    };
    if (is_unit(bare) || is_unit(without_opening(right)) || is_month(bare)) return true;
    // With its stop, before further punctuation: "1941 г.,".
    if (right.size() > bare.size() && is_unit(right.substr(0, bare.size() + 1))) return true;
    return is_of(bare) && left.size() <= 2 && is_month(without_closing(after));
  }

  /// "7. Januar", "1er janvier", and the second space of "7 de enero".
  bool is_month_phrase(Word before, Word left, Word right) {
    const bool ordinal = is_digit(left.front()) && left.size() <= 4;
    if (ordinal && is_month(right)) return true;
    return is_of(left) && before.size() <= 2 && is_number(before) && is_month(right);
  }

  static bool is_of(Word word) { return word == U"de" || word == U"d’" || word == U"di"; }

  bool binds_name(Word before, Word left, Word right) const {
    if (is_one_of(left, words_.titles)) return true;
    // "J. Smith", but not "z. B. Fähren".
    const bool ends_short =
        before.size() == 2 && is_one_letter_short(before) && !is_upper(before.front());
    if (is_initial(left)) return !ends_short;
    // "Пушкин А. С."
    return is_upper(left.front()) && left.size() > 2 && side_of(left.back()) == Side::kWord &&
           right.size() == 2 && is_initial(right);
  }

  bool is_month(Word word) {
    if (word.size() < 3) return false;
    if (!months_looked_up_) {
      months_looked_up_ = true;
      for (const std::string& month : cldr_months(language_)) {
        months_.push_back(without_closing_copy(month));
      }
    }
    const std::u32string small = lower(word);
    return std::any_of(months_.begin(), months_.end(), [&small](const std::u32string& month) {
      if (small == month) return true;
      // With a case ending: "қаңтарда".
      return month.size() >= kShortestInflected && small.starts_with(month) &&
             small.size() <= month.size() + kLongestEnding;
    });
  }

  static std::u32string without_closing_copy(const std::string& utf8) {
    const std::u32string word = to_utf32(utf8);
    return lower(without_closing(word));
  }

  std::string language_;
  BindingWords words_;
  std::vector<std::u32string> months_;
  bool months_looked_up_ = false;
};

class Search {
 public:
  explicit Search(const WrittenText& text) : text_(text) {
    plain_.reserve(text_.size());
    for (std::size_t i = 0; i < text_.size(); ++i) plain_ += text_.at(i);
  }

  std::vector<std::size_t> run() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (!text_.is_verbatim(i) && is_bound(i)) found_.push_back(text_[i].begin);
    }
    return std::move(found_);
  }

 private:
  bool is_bound(std::size_t i) {
    const char32_t c = text_.at(i);
    if (c == U' ') return is_bound_space(i);
    const char32_t next = text_.at(i + 1);
    if (is_dash(next) && is_dash_of_line(i + 1)) return !is_space(c) && !is_dash(c);
    const char32_t before = i == 0 ? 0 : text_.at(i - 1);
    if (is_dash(c) && is_digit(before) && is_digit(next)) return true;
    // An opening dash, an ellipsis that opens, "5-й", "T-shirt".
    if (is_dash(c) || c == U'…') return is_space(before) && is_letter(next) && !is_unspaced(next);
    if (c == U'-' && is_letter(next)) {
      if (is_digit(before)) return true;
      return is_letter(before) && (i < 2 || is_space(text_.at(i - 2)));
    }
    return false;
  }

  /// Chinese and Japanese dashes may begin a line; all others stay with the word before.
  bool is_dash_of_line(std::size_t i) const {
    const char32_t next = text_.at(i + 1);
    const char32_t before = i == 0 ? 0 : text_.at(i - 1);
    return !is_unspaced(next) && !is_unspaced(before) && !is_dash(next);
  }

  bool is_bound_space(std::size_t i) {
    const char32_t next = text_.at(i + 1);
    if (is_space(next) || i == 0 || is_space(text_.at(i - 1))) return false;
    const Word left = word_before(i);
    const Word right = word_after(i);
    const std::size_t left_begin = i - left.size();
    const Word before =
        left_begin > 0 && text_.at(left_begin - 1) == U' ' ? word_before(left_begin - 1) : Word();
    const std::size_t right_end = i + 1 + right.size();
    const Word after = text_.at(right_end) == U' ' ? word_after(right_end) : Word();
    return binding_of(text_.language(i)).binds(before, left, right, after);
  }

  Word word_before(std::size_t i) const {
    std::size_t begin = i;
    while (begin > 0 && !is_space(text_.at(begin - 1))) --begin;
    return Word(plain_).substr(begin, i - begin);
  }
  Word word_after(std::size_t i) const {
    std::size_t end = i + 1;
    while (end < text_.size() && !is_space(text_.at(end))) ++end;
    return Word(plain_).substr(i + 1, end - i - 1);
  }

  Binding& binding_of(std::string_view language) {
    for (auto& [known, binding] : bindings_) {
      if (known == language) return binding;
    }
    return bindings_.emplace_back(language, Binding(language)).second;
  }

  WrittenCharacters text_;
  std::u32string plain_;
  std::deque<std::pair<std::string_view, Binding>> bindings_;
  std::vector<std::size_t> found_;
};

}  // namespace

std::vector<std::size_t> no_breaks(const WrittenText& text) {
  return Search(text).run();
}

}  // namespace chancery::text
