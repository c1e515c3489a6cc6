#include "layout/figures.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace chancery::layout {
namespace {

constexpr std::size_t kMostFractionDigits = 3;
constexpr std::size_t kLongestEnding = 5;  ///< bytes: "ième" has as many

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// ASCII, or a byte of any other letter.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_language(std::string_view tag, std::string_view primary) {
  return tag == primary || (tag.starts_with(primary) && tag[primary.size()] == '-');
}

/// New Hart's Rules, 11.5 (English); Lexique des règles typographiques, on abréviations (French).
bool is_ending_of_language(std::string_view ending, std::string_view language) {
  static constexpr std::array<std::string_view, 4> kEnglish = {"st", "nd", "rd", "th"};
  static constexpr std::array<std::string_view, 9> kFrench = {"er", "re", "ers", "res", "e",
                                                              "es", "nd", "nde", "d"};
  const auto is_in = [ending](const auto& endings) {
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
  };
  if (is_language(language, "en")) return is_in(kEnglish);
  if (is_language(language, "fr")) return is_in(kFrench);
  return false;
}

class Search {
 public:
  Search(std::string_view text, bool fractions, Ordinals ordinals, std::string_view language)
      : text_(text), fractions_(fractions), ordinals_(ordinals), language_(language) {}

  std::vector<FigurePart> run() {
    for (std::size_t at = 0; at < text_.size();) {
      if (is_digit(text_[at])) {
        at = read_number(at);
      } else if (ordinals_ == Ordinals::kAll && is_numero(at)) {
        at = add(FigurePart::Kind::kOrdinal, at + 1, end_of_letters(at));
      } else {
        ++at;
      }
    }
    if (plain_ < text_.size()) parts_.push_back({FigurePart::Kind::kPlain, plain_, text_.size()});
    return std::move(parts_);
  }

 private:
  std::size_t end_of_digits(std::size_t at) const {
    while (at < text_.size() && is_digit(text_[at])) ++at;
    return at;
  }
  std::size_t end_of_letters(std::size_t at) const {
    while (at < text_.size() && is_letter(text_[at])) ++at;
    return at;
  }

  /// Returns where to go on.
  std::size_t read_number(std::size_t begin) {
    const std::size_t end = end_of_digits(begin);
    if (fractions_) {
      if (const std::size_t fraction = end_of_fraction(begin, end); fraction > 0) {
        return add(FigurePart::Kind::kFraction, begin, fraction);
      }
    }
    const std::size_t ending = end_of_letters(end);
    if (ordinals_ == Ordinals::kNone || ending == end || ending - end > kLongestEnding) return end;
    const bool is_ordinal = ordinals_ == Ordinals::kAll ||
                            is_ending_of_language(text_.substr(end, ending - end), language_);
    return is_ordinal ? add(FigurePart::Kind::kOrdinal, end, ending) : ending;
  }

  /// 0 when it is none.
  std::size_t end_of_fraction(std::size_t begin, std::size_t slash) const {
    if (slash >= text_.size() || text_[slash] != '/') return 0;
    const std::size_t end = end_of_digits(slash + 1);
    if (end == slash + 1 || slash - begin > kMostFractionDigits ||
        end - slash - 1 > kMostFractionDigits) {
      return 0;
    }
    const bool joined_before =
        begin > 0 && (is_letter(text_[begin - 1]) || is_mark(text_[begin - 1]));
    const bool joined_after =
        end < text_.size() &&
        (text_[end] == '/' ||
         (is_mark(text_[end]) && end + 1 < text_.size() && is_digit(text_[end + 1])));
    return joined_before || joined_after ? 0 : end;
  }

  static bool is_mark(char c) { return c == '/' || c == '.' || c == ',' || c == '-'; }

  /// "No", "Nos", "no".
  bool is_numero(std::size_t at) const {
    if (text_[at] != 'N' && text_[at] != 'n') return false;
    if (at > 0 && is_letter(text_[at - 1])) return false;
    const std::string_view ending = text_.substr(at + 1, end_of_letters(at) - at - 1);
    return ending == "o" || ending == "os";
  }

  std::size_t add(FigurePart::Kind kind, std::size_t begin, std::size_t end) {
    if (plain_ < begin) parts_.push_back({FigurePart::Kind::kPlain, plain_, begin});
    parts_.push_back({kind, begin, end});
    plain_ = end;
    return end;
  }

  std::string_view text_;
  bool fractions_;
  Ordinals ordinals_;
  std::string_view language_;
  std::size_t plain_ = 0;
  std::vector<FigurePart> parts_;
};

}  // namespace

std::vector<FigurePart> figure_parts(std::string_view text, bool fractions, Ordinals ordinals,
                                     std::string_view language) {
  return Search(text, fractions, ordinals, language).run();
}

}  // namespace chancery::layout
