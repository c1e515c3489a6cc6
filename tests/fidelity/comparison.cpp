#include "fidelity/comparison.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iomanip>
#include <sstream>
#include <stdexcept>

#include "base/utf8.h"

namespace chancery::tests {
namespace {

constexpr char32_t kSoftHyphen = U'\u00AD';

bool is_bidi_control(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL) != 0;
}

std::u32string decoded(std::string_view utf8) {
  std::u32string text;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto step = decode_utf8(utf8, at);
    if (!step) throw std::invalid_argument("a reader gave no UTF-8");
    at += step->length;
    if (!is_bidi_control(step->code_point)) text += step->code_point;
  }
  return text;
}

bool is_of_script_without_spaces(char32_t c) {
  constexpr std::array kScripts = {
      USCRIPT_HAN,  USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_BOPOMOFO, USCRIPT_HANGUL,
      USCRIPT_THAI, USCRIPT_LAO,      USCRIPT_KHMER,    USCRIPT_MYANMAR,  USCRIPT_TIBETAN};
  return std::any_of(kScripts.begin(), kScripts.end(), [&](UScriptCode script) {
    return uscript_hasScript(static_cast<UChar32>(c), script) != 0;
  });
}

bool is_dash(char32_t c) {
  return u_charType(static_cast<UChar32>(c)) == U_DASH_PUNCTUATION;
}

/// Takes lines to be the author's text, as far as they are.
class Matcher {
 public:
  Matcher(const std::u32string& author, const std::vector<TextLine>& lines)
      : author_(author), lines_(lines) {}

  bool matches_from(std::size_t line) { return matches(line, 0); }

  std::size_t furthest() const { return furthest_; }
  /// What stands in the reader's text where the author's goes on at furthest().
  std::u32string instead() const { return instead_; }

 private:
  /// The author's text from `at` is this line and those that follow it.
  bool matches(std::size_t line, std::size_t at) {
    const std::u32string& text = lines_[line].text;
    const auto [mine, theirs] = std::mismatch(author_.begin() + static_cast<std::ptrdiff_t>(at),
                                              author_.end(), text.begin(), text.end());
    const auto next = static_cast<std::size_t>(mine - author_.begin());
    note(next, std::u32string(theirs, text.end()));
    if (theirs != text.end()) return false;
    if (next == author_.size()) return true;
    std::size_t after = next;
    if (author_[next] == U' ') {
      ++after;
    } else if (!may_break_without_space(next)) {
      note(next, U"\n");
      return false;
    }
    return matches_after(line, after);
  }

  bool matches_after(std::size_t line, std::size_t at) {
    for (std::size_t i = line + 1; i < lines_.size(); ++i) {
      if (lines_[i].page > lines_[line].page + 1) return false;
      const bool is_next = i == line + 1 || lines_[i].page > lines_[line].page;
      if (is_next && matches(i, at)) return true;
    }
    return false;
  }

  bool may_break_without_space(std::size_t at) const {
    const char32_t before = author_[at - 1];
    return is_of_script_without_spaces(before) || is_of_script_without_spaces(author_[at]) ||
           is_dash(before);
  }

  void note(std::size_t at, std::u32string instead) {
    if (at < furthest_) return;
    furthest_ = at;
    instead_ = std::move(instead);
  }

  const std::u32string& author_;
  const std::vector<TextLine>& lines_;
  std::size_t furthest_ = 0;
  std::u32string instead_;
};

std::string shown(std::u32string_view text) {
  constexpr std::size_t kShown = 12;
  std::ostringstream out;
  std::string letters;
  for (const char32_t c : text.substr(0, kShown)) {
    append_utf8(letters, c);
    out << ' ' << std::hex << std::uppercase << std::setw(4) << std::setfill('0')
        << static_cast<std::uint32_t>(c);
  }
  return "'" + letters + "' (" + (letters.empty() ? "end" : out.str().substr(1)) + ")";
}

Comparison compare_characters(const std::u32string& text, const std::vector<TextLine>& lines) {
  Matcher matcher(text, lines);
  for (std::size_t line = 0; line < lines.size(); ++line) {
    if (matcher.matches_from(line)) return {true, {}};
  }
  constexpr std::size_t kBefore = 12;
  const std::size_t at = matcher.furthest();
  const std::size_t before = at - std::min(at, kBefore);
  return {false, "after " + std::to_string(at) + " characters, " +
                     shown(std::u32string_view(text).substr(before, at - before)) +
                     "\n    the author wrote " + shown(std::u32string_view(text).substr(at)) +
                     "\n    the reader gives " + shown(matcher.instead())};
}

long left_to_right_letters(const std::u32string& text) {
  long letters = 0;
  for (const char32_t c : text) {
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
    if (direction == U_LEFT_TO_RIGHT) ++letters;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) --letters;
  }
  return letters;
}

std::u32string normalised_by_firefox(const std::u32string& text) {
  std::u32string result;
  for (const char32_t c : text) {
    const bool is_space = c == U'\u00A0' || c == U'\u202F' || (c >= U'\u2000' && c <= U'\u200A');
    if (c == U'\u0EB3') {
      result += U"\u0ECD\u0EB2";
    } else {
      result += is_space ? U' ' : c;
    }
  }
  return result;
}

std::u32string with_plain_spaces(std::u32string text) {
  for (char32_t& c : text) {
    if (c == U'\u180E' || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) c = U' ';
  }
  return text;
}

std::u32string canonical(const std::u32string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normaliser = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString from;
  for (const char32_t c : text) from.append(static_cast<UChar32>(c));
  const icu::UnicodeString to = normaliser->normalize(from, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU does not normalise");
  std::u32string result;
  for (std::int32_t i = 0; i < to.length(); i = to.moveIndex32(i, 1)) {
    result += static_cast<char32_t>(to.char32At(i));
  }
  return result;
}

template <typename Change>
std::vector<TextLine> changed(std::vector<TextLine> lines, Change change) {
  for (TextLine& line : lines) line.text = change(line.text);
  return lines;
}

/// A line that ends with a soft hyphen and the next one are one.
std::vector<TextLine> joined_at_soft_hyphens(const std::vector<TextLine>& lines) {
  std::vector<TextLine> joined;
  for (const TextLine& line : lines) {
    if (!joined.empty() && joined.back().text.ends_with(kSoftHyphen)) {
      joined.back().text.pop_back();
      joined.back().text += line.text;
    } else {
      joined.push_back(line);
    }
  }
  return joined;
}

std::u32string sorted(std::u32string text) {
  std::erase(text, U' ');
  std::sort(text.begin(), text.end());
  return text;
}

/// Some lines one behind the other have the characters of the text, but for spaces.
Comparison compare_any_order(const std::u32string& text, const std::vector<TextLine>& lines) {
  const std::u32string wanted = sorted(text);
  for (std::size_t first = 0; first < lines.size(); ++first) {
    std::u32string together;
    for (std::size_t i = first; i < lines.size() && together.size() < wanted.size(); ++i) {
      together = sorted(together + lines[i].text);
      if (together == wanted) return {true, {}};
    }
  }
  return {false, "no lines have the same characters"};
}

std::u32string without_soft_hyphens(std::string_view author) {
  std::u32string text = decoded(author);
  std::erase(text, kSoftHyphen);
  return text;
}

}  // namespace

std::vector<TextLine> lines_of(const std::vector<std::string>& pages) {
  std::vector<TextLine> lines;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const std::u32string text = decoded(pages[page]);
    constexpr std::u32string_view kEnds = U"\r\n";
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find_first_of(kEnds, begin), text.size());
      std::u32string line = text.substr(begin, end - begin);
      begin = end + 1;
      line.erase(0, line.find_first_not_of(U' '));
      line.erase(line.find_last_not_of(U' ') + 1);
      if (line.empty()) continue;
      const long letters = left_to_right_letters(line);
      lines.push_back({std::move(line), page, letters});
    }
  }
  return lines;
}

Comparison compare(std::string_view author, const std::vector<TextLine>& lines) {
  return compare_characters(without_soft_hyphens(author), lines);
}

Comparison compare_within(Limit limit, std::string_view author,
                          const std::vector<TextLine>& lines) {
  const std::u32string text = without_soft_hyphens(author);
  switch (limit) {
    case Limit::kNone:
      break;
    case Limit::kFirefoxNormalises:
      return compare_characters(normalised_by_firefox(text), lines);
    case Limit::kMarksTradePlaces:
      return compare_characters(canonical(text), changed(lines, canonical));
    case Limit::kPageDirection:
      return compare_any_order(text, lines);
    case Limit::kMuPdfSpaces:
      return compare_characters(with_plain_spaces(text), joined_at_soft_hyphens(lines));
    case Limit::kNoRightToLeft:
      return {true, {}};
  }
  return compare_characters(text, lines);
}

bool has_right_to_left(std::string_view text) {
  const std::u32string characters = decoded(text);
  return std::any_of(characters.begin(), characters.end(), [](char32_t c) {
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
  });
}

}  // namespace chancery::tests
