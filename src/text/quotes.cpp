#include "text/quotes.h"

#include <algorithm>
#include <string>

namespace chancery::text {
namespace {

using Kind = QuoteRole::Kind;

constexpr std::size_t kNone = WrittenCharacters::kNone;

bool is_straight(char32_t c) {
  return c == U'"' || c == U'\'';
}

bool is_hebrew(char32_t c) {
  return c >= 0x05D0 && c <= 0x05F2;
}

/// Whether words of the letter's script hold apostrophes: Latin, Greek, Cyrillic, Armenian.
bool takes_apostrophes(char32_t c) {
  return c < 0x0590 || (c >= 0x1E00 && c < 0x2000) || (c >= 0x2C60 && c < 0x2C80) ||
         (c >= 0xA640 && c < 0xA6A0) || (c >= 0xA720 && c < 0xA800);
}

/// The words that Hebrew writes as one with the next: in, to, from, the, and, as, that.
constexpr std::u32string_view kHebrewPrefixes = U"בלמהוכש";

char32_t lower(char32_t c) {
  return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
}

class Reading {
 public:
  Reading(const WrittenCharacters& text, const HabitsAt& habits)
      : text_(text), habits_(habits), roles_(text.size()) {}

  std::vector<QuoteRole> run() {
    find_last_closers();
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_.is_verbatim(i)) continue;
      const char32_t c = text_.at(i);
      if (c == U'"') {
        read_double(i);
      } else if (c == U'\'') {
        read_single(i);
      } else if (c > 0x7F) {
        read_typographic(i, c);
      }
    }
    return std::move(roles_);
  }

 private:
  struct Open {
    std::size_t at;
    char32_t written;  ///< " or ', or what closes a mark that is typographic already
    bool inner;
  };

  // ——— What stands beside a quote

  /// Of the character before, a quote by what it was found to be.
  Side side_before(std::size_t i) const {
    const std::size_t before = text_.before(i);
    if (before == kNone) return Side::kSpace;
    if (text_.is_verbatim(before)) return Side::kWord;
    switch (roles_[before].kind) {
      case Kind::kOpening:
        return Side::kOpening;
      case Kind::kClosing:
      case Kind::kPrime:
      case Kind::kDoublePrime:
        return Side::kClosing;
      case Kind::kGeresh:
      case Kind::kGershayim:
        return Side::kWord;
      case Kind::kApostrophe:
        if (is_letter(roles_[before].habits->apostrophe)) return Side::kWord;
        break;
      case Kind::kAsWritten:
        break;
    }
    const Side side = side_of(text_.at(before));
    return side == Side::kQuote ? side_of_typographic(before) : side;
  }

  /// A quote that is set already takes the side that its form says, or that its neighbour leaves.
  Side side_of_typographic(std::size_t i) const {
    const QuotationMarks& marks = habits_(i, false).quotes;
    const char32_t c = text_.at(i);
    if (c == U'’' && (is_letter(char_after(i)) || is_digit(char_after(i)))) return Side::kWord;
    const bool opens = c == marks.open || c == marks.inner_open;
    const bool closes = c == marks.close || c == marks.inner_close || c == U'’' || c == U'\'';
    if (opens != closes) return opens ? Side::kOpening : Side::kClosing;
    const std::size_t further = text_.before(i);
    const Side beyond = further == kNone ? Side::kSpace : side_of(text_.at(further));
    return beyond == Side::kSpace || beyond == Side::kOpening ? Side::kOpening : Side::kClosing;
  }

  /// Of the next character that is no straight quote.
  Side side_after(std::size_t i) const {
    for (std::size_t at = text_.after(i); at != kNone; at = text_.after(at)) {
      if (text_.is_verbatim(at)) return Side::kWord;
      const Side side = side_of(text_.at(at));
      if (side != Side::kQuote) return side;
      if (!is_straight(text_.at(at))) return side_of_typographic(at);
    }
    return Side::kSpace;
  }

  char32_t char_before(std::size_t i) const {
    const std::size_t at = text_.before(i);
    return at == kNone ? 0 : text_.at(at);
  }
  char32_t char_after(std::size_t i) const {
    const std::size_t at = text_.after(i);
    return at == kNone ? 0 : text_.at(at);
  }

  // ——— Quotations that are open

  const Open* innermost(char32_t written) const {
    const auto found = std::find_if(open_.rbegin(), open_.rend(), [written](const Open& open) {
      return open.written == written;
    });
    return found == open_.rend() ? nullptr : &*found;
  }

  bool inner_here(char32_t written) const {
    return open_.empty() ? written == U'\'' : !open_.back().inner;
  }

  void open(std::size_t i) {
    const char32_t written = text_.at(i);
    roles_[i] = {Kind::kOpening, inner_here(written), &habits_(i, false)};
    open_.push_back({i, written, roles_[i].inner});
  }

  void close(std::size_t i) {
    const char32_t written = text_.at(i);
    while (open_.back().written != written) open_.pop_back();
    const std::size_t opened = open_.back().at;
    open_.pop_back();
    const bool fills_part =
        text_[opened].part == text_[i].part && text_.begins_part(opened) && text_.ends_part(i);
    if (fills_part) roles_[opened].habits = &habits_(opened, true);
    roles_[i] = {Kind::kClosing, roles_[opened].inner, roles_[opened].habits};
  }

  /// The end of a quotation that began in a paragraph before.
  void close_unopened(std::size_t i) {
    roles_[i] = {Kind::kClosing, text_.at(i) == U'\'', &habits_(i, false)};
  }

  void put(std::size_t i, Kind kind) { roles_[i] = {kind, false, &habits_(i, false)}; }

  // ——— Double quotes

  void read_double(std::size_t i) {
    const Side before = side_before(i);
    const Side after = side_after(i);
    const bool is_open = innermost(U'"') != nullptr;
    switch (before) {
      case Side::kSpace:
        return read_double_after_space(i, after, is_open);
      case Side::kOpening:
        if (after != Side::kSpace || char_after(i) == U'\'') open(i);
        return;
      case Side::kSign:
        if (is_open && after != Side::kWord && after != Side::kOpening) return close(i);
        if (after != Side::kSpace) open(i);
        return;
      default:
        return read_double_after_word(i, before, after, is_open);
    }
  }

  void read_double_after_space(std::size_t i, Side after, bool is_open) {
    if (after == Side::kSpace) {
      if (is_open) return close(i);
      // The French typewriter's " mot "; otherwise a ditto mark.
      const bool french = habits_(i, false).french != FrenchSpaces::kNone;
      if (french && char_after(i) != 0 && is_double_after(i)) open(i);
      return;
    }
    const bool stops = after == Side::kClosing && char_after(i) != U'.' && char_after(i) != U'…';
    if (stops && is_open) return close(i);
    open(i);
  }

  bool is_double_after(std::size_t i) const { return last_double_ != kNone && last_double_ > i; }

  void read_double_after_word(std::size_t i, Side before, Side after, bool is_open) {
    const char32_t previous = char_before(i);
    if (habits_(i, false).gershayim && is_hebrew(previous) && is_hebrew(char_after(i))) {
      return is_after_prefix(i, last_double_) ? open(i) : put(i, Kind::kGershayim);
    }
    if (is_digit(previous) && (is_second_of_arc(i) || !is_open)) return put(i, Kind::kDoublePrime);
    // dell'"amico": an elided article opens nothing itself.
    const std::size_t neighbour = text_.before(i);
    const bool is_elided = roles_[neighbour].kind == Kind::kApostrophe;
    if (is_elided && after == Side::kWord) return open(i);
    if (is_open) return close(i);
    if (after == Side::kWord || after == Side::kOpening) {
      const bool unspaced = is_unspaced(previous) || is_unspaced(char_after(i));
      if (unspaced || before == Side::kClosing) open(i);
      return;
    }
    close_unopened(i);
  }

  // ——— Single quotes

  void read_single(std::size_t i) {
    const char32_t previous = char_before(i);
    const char32_t next = char_after(i);
    const Side before = side_before(i);
    const Habits& habits = habits_(i, false);
    if (habits.gershayim && is_hebrew(previous) &&
        (is_letter(next) || innermost(U'\'') == nullptr)) {
      return is_after_prefix(i, last_single_closer_) ? open(i) : put(i, Kind::kGeresh);
    }
    const bool after_word = before == Side::kWord;
    if (after_word && is_digit(previous) && !is_letter(next) && is_minute(i)) {
      return put(i, Kind::kPrime);
    }
    if (after_word && (is_letter(next) || is_digit(next)) && takes_apostrophes(previous)) {
      return put(i, Kind::kApostrophe);
    }
    if (before == Side::kSpace || before == Side::kOpening || before == Side::kSign) {
      return read_single_before_word(i, habits);
    }
    read_single_after_word(i, before, previous);
  }

  void read_single_before_word(std::size_t i, const Habits& habits) {
    const Side after = side_after(i);
    const char32_t next = char_after(i);
    if (after == Side::kSpace) return;
    if (is_clipped_word(i, habits) || is_clipped_year(i)) return put(i, Kind::kApostrophe);
    if (last_single_closer_ != kNone && last_single_closer_ > i) return open(i);
    if (is_letter(next) || is_digit(next)) put(i, Kind::kApostrophe);
  }

  void read_single_after_word(std::size_t i, Side before, char32_t previous) {
    const bool is_open = innermost(U'\'') != nullptr;
    const Side after = side_after(i);
    if (is_open) return close(i);
    if (is_digit(previous)) return put(i, Kind::kPrime);
    // Without a space before it: after a stop, or in a script that writes no spaces.
    const bool may_open = before == Side::kClosing || !takes_apostrophes(previous);
    if (may_open && after == Side::kWord && last_single_closer_ != kNone &&
        last_single_closer_ > i) {
      return open(i);
    }
    put(i, Kind::kApostrophe);
  }

  /// 'tis; the word is one of those that the language clips.
  bool is_clipped_word(std::size_t i, const Habits& habits) const {
    std::u32string word = U" ";
    std::size_t at = i + 1;
    for (; is_letter(text_.at(at)); ++at) word += lower(text_.at(at));
    word += U' ';
    return word.size() > 2 && habits.clipped.find(word) != std::u32string_view::npos;
  }

  /// '68, '90s.
  bool is_clipped_year(std::size_t i) const {
    if (!is_ascii_digit(text_.at(i + 1)) || !is_ascii_digit(text_.at(i + 2))) return false;
    const char32_t next = text_.at(i + 3);
    if (next == U's' && !is_letter(text_.at(i + 4))) return true;
    if (is_letter(next) || is_digit(next)) return false;
    return last_single_closer_ == kNone || last_single_closer_ <= i;
  }

  // ——— Primes

  /// 48°51', 5'10", 5' 10": of degrees, or with seconds or inches after it.
  bool is_minute(std::size_t i) const {
    std::size_t at = i;
    while (at > 0 && is_number_part(text_.at(at - 1))) --at;
    if (at > 0 && (text_.at(at - 1) == U'°' || text_.at(at - 1) == U'º')) return true;
    if (at > 1 && is_space(text_.at(at - 1)) && text_.at(at - 2) == U'°') return true;
    std::size_t next = i + 1;
    if (text_.at(next) == U' ' || text_.at(next) == U'\u00A0' || text_.at(next) == U'\u202F') {
      ++next;
    }
    const std::size_t number = next;
    while (is_number_part(text_.at(next))) ++next;
    return next > number && (text_.at(next) == U'"' || text_.at(next) == U'″');
  }

  bool is_second_of_arc(std::size_t i) const {
    std::size_t at = i;
    while (at > 0 && is_number_part(text_.at(at - 1))) --at;
    if (at > 0 && is_space(text_.at(at - 1))) --at;
    return at > 0 && at < i && (text_.at(at - 1) == U'′' || roles_[at - 1].kind == Kind::kPrime);
  }

  static bool is_number_part(char32_t c) { return is_ascii_digit(c) || c == U'.' || c == U','; }

  // ——— Quotes that are typographic already

  void read_typographic(std::size_t i, char32_t c) {
    if (side_of(c) != Side::kQuote) return;
    if (is_letter(char_before(i)) && is_letter(char_after(i))) return;  // an apostrophe
    if (!open_.empty() && open_.back().written == c) {
      open_.pop_back();
      return;
    }
    const QuotationMarks& marks = habits_(i, false).quotes;
    const Side before = side_before(i);
    const bool may_open =
        before == Side::kSpace || before == Side::kOpening || is_unspaced(char_before(i));
    if (!may_open || (c != marks.open && c != marks.inner_open)) return;
    const bool inner =
        c == marks.open && c == marks.inner_open ? inner_here(U'"') : c != marks.open;
    open_.push_back({i, inner ? marks.inner_close : marks.close, inner});
  }

  // ——— Hebrew

  /// ב"הארץ": a quotation of two letters or more that a prefix is written before.
  bool is_after_prefix(std::size_t i, std::size_t last_closer) const {
    if (last_closer == kNone || last_closer <= i || !is_hebrew(text_.at(i + 2))) return false;
    std::size_t at = i;
    while (at > 0 && is_hebrew(text_.at(at - 1))) {
      --at;
      if (kHebrewPrefixes.find(text_.at(at)) == std::u32string_view::npos) return false;
    }
    return i - at <= 2 && is_space(at > 0 ? text_.at(at - 1) : 0);
  }

  // ——— Looking ahead

  void find_last_closers() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_.is_verbatim(i) || !is_straight(text_.at(i))) continue;
      if (text_.at(i) == U'"') {
        last_double_ = i;
        continue;
      }
      const std::size_t before = text_.before(i);
      const bool after_word = before != kNone && side_of(text_.at(before)) != Side::kSpace &&
                              side_of(text_.at(before)) != Side::kOpening;
      const char32_t next = char_after(i);
      const bool within_word = (is_letter(next) || is_digit(next)) && takes_apostrophes(next);
      if (after_word && !within_word) last_single_closer_ = i;
    }
  }

  const WrittenCharacters& text_;
  const HabitsAt& habits_;
  std::vector<QuoteRole> roles_;
  std::vector<Open> open_;
  std::size_t last_double_ = kNone;
  std::size_t last_single_closer_ = kNone;
};

}  // namespace

std::vector<QuoteRole> quote_roles(const WrittenCharacters& text, const HabitsAt& habits) {
  return Reading(text, habits).run();
}

}  // namespace chancery::text
