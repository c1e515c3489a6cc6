#include "text/kashida_places.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <optional>

namespace chancery::text {
namespace {

using Rank = KashidaPlace::Rank;

/// Shorter words look torn: "في", "من".
constexpr std::size_t kFewestLetters = 3;

constexpr char32_t kLam = U'\u0644';
constexpr char32_t kHeh = U'\u0647';

UJoiningType joining_type(char32_t c) {
  return static_cast<UJoiningType>(
      u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_JOINING_TYPE));
}

UJoiningGroup joining_group(char32_t c) {
  return static_cast<UJoiningGroup>(
      u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_JOINING_GROUP));
}

/// A letter without its marks; a joiner stands in the list as a letter of its own.
struct Letter {
  std::uint32_t unit = 0;
  char32_t character = 0;
  UJoiningType type = U_JT_NON_JOINING;
  UJoiningGroup group = U_JG_NO_JOINING_GROUP;
  bool joins_next = false;
};

bool is_tatweel(const Letter& letter) {
  return letter.character == U'\u0640';
}

class Word {
 public:
  void add(std::uint32_t unit, char32_t c) {
    Letter letter{unit, c, joining_type(c), joining_group(c)};
    if (letter.type == U_JT_TRANSPARENT) return;
    if (!letters_.empty()) {
      Letter& before = letters_.back();
      const bool reaches = before.type == U_JT_DUAL_JOINING || before.type == U_JT_JOIN_CAUSING;
      const bool takes = letter.type == U_JT_DUAL_JOINING || letter.type == U_JT_RIGHT_JOINING ||
                         letter.type == U_JT_JOIN_CAUSING;
      before.joins_next = reaches && takes;
    }
    letters_.push_back(letter);
  }

  void clear() { letters_.clear(); }

  std::optional<KashidaPlace> best() const {
    const auto seen = std::count_if(letters_.begin(), letters_.end(), [](const Letter& letter) {
      return letter.type == U_JT_DUAL_JOINING || letter.type == U_JT_RIGHT_JOINING;
    });
    if (static_cast<std::size_t>(seen) < kFewestLetters) return std::nullopt;
    std::optional<KashidaPlace> best;
    for (std::size_t next = 1; next < letters_.size(); ++next) {
      const std::optional<Rank> rank = rank_before(next);
      if (rank && (!best || *rank <= best->rank)) best = {letters_[next].unit, *rank};
    }
    return best;
  }

 private:
  bool is_final(std::size_t at) const { return !letters_[at].joins_next; }

  /// Of the join between letter `next` and the one before it.
  std::optional<Rank> rank_before(std::size_t next) const {
    const Letter& left = letters_[next];
    const Letter& right = letters_[next - 1];
    if (!right.joins_next || left.type == U_JT_JOIN_CAUSING) return std::nullopt;
    if (is_tatweel(right)) return Rank::kWritten;
    if (right.type == U_JT_JOIN_CAUSING || is_joined_for_good(next)) return std::nullopt;
    if (right.group == U_JG_SEEN || right.group == U_JG_SAD) return Rank::kAfterSeen;
    if (is_final(next)) return rank_before_final(left.group);
    if (left.group == U_JG_BEH && next + 1 < letters_.size() && is_final(next + 1)) {
      const UJoiningGroup after = letters_[next + 1].group;
      if (after == U_JG_REH || after == U_JG_YEH || after == U_JG_FARSI_YEH) {
        return Rank::kBeforeTooth;
      }
    }
    return std::nullopt;
  }

  static Rank rank_before_final(UJoiningGroup group) {
    switch (group) {
      case U_JG_TEH_MARBUTA:
      case U_JG_TEH_MARBUTA_GOAL:
      case U_JG_HEH:
      case U_JG_HEH_GOAL:
      case U_JG_KNOTTED_HEH:
      case U_JG_DAL:
        return Rank::kBeforeDal;
      case U_JG_ALEF:
      case U_JG_TAH:
      case U_JG_LAM:
      case U_JG_KAF:
      case U_JG_SWASH_KAF:
      case U_JG_GAF:
        return Rank::kBeforeAlef;
      case U_JG_WAW:
      case U_JG_AIN:
      case U_JG_QAF:
      case U_JG_FEH:
        return Rank::kBeforeWaw;
      default:
        return Rank::kBeforeAnother;
    }
  }

  /// Lam-alef, and lam-lam-heh, which many faces draw as the one name that it mostly is.
  bool is_joined_for_good(std::size_t next) const {
    const Letter& left = letters_[next];
    const Letter& right = letters_[next - 1];
    if (right.group != U_JG_LAM) return false;
    if (left.group == U_JG_ALEF) return true;
    const auto is = [&](std::size_t at, char32_t c) {
      return at < letters_.size() && letters_[at].character == c;
    };
    if (is(next, kLam)) return is(next - 1, kLam) && is(next + 1, kHeh);
    return is(next, kHeh) && next >= 2 && is(next - 2, kLam);
  }

  std::vector<Letter> letters_;
};

/// Letters, their marks, joiners and written kashidas.
bool is_word_part(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) != 0 || c == U'\u200C' || c == U'\u200D' ||
         joining_type(c) == U_JT_TRANSPARENT;
}

}  // namespace

std::vector<KashidaPlace> kashida_places(const CollectedText& text, std::uint32_t begin,
                                         std::uint32_t end) {
  std::vector<KashidaPlace> places;
  Word word;
  const auto finish = [&] {
    if (const std::optional<KashidaPlace> best = word.best()) places.push_back(*best);
    word.clear();
  };
  for (std::uint32_t at = begin; at < end; at = text.next(at)) {
    const char32_t c = text.code_point_at(at);
    if (is_word_part(c)) {
      word.add(at, c);
    } else {
      finish();
    }
  }
  finish();
  return places;
}

}  // namespace chancery::text
