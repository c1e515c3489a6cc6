#include "fidelity/comparison.h"

#include <unicode/uchar.h>
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
      USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_BOPOMOFO, USCRIPT_HANGUL,
      USCRIPT_THAI, USCRIPT_LAO,     USCRIPT_KHMER,    USCRIPT_MYANMAR,  USCRIPT_TIBETAN};
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
    const auto [mine, theirs] = std::mismatch(
        author_.begin() + static_cast<std::ptrdiff_t>(at), author_.end(), text.begin(), text.end());
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
      if (!line.empty()) lines.push_back({std::move(line), page});
    }
  }
  return lines;
}

Comparison compare(std::string_view author, const std::vector<TextLine>& lines) {
  std::u32string text = decoded(author);
  text.erase(std::remove(text.begin(), text.end(), kSoftHyphen), text.end());
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

}  // namespace chancery::tests
