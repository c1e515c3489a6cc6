#include "text/opportunities.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace chancery::text {
namespace {

using Kind = Opportunity::Kind;

constexpr char32_t kSoftHyphen = U'\u00AD';
/// Shorter stretches between opportunities hold no word worth dividing (see hyphenate.cpp).
constexpr std::uint32_t kShortestChunk = 5;

/// The language that most of the paragraph is in: line breaking rules are chosen by paragraph.
const std::string& main_language(const CollectedText& text) {
  std::map<std::string_view, std::uint32_t> units;
  const std::string* main = &text.spans.front().style->language;
  std::uint32_t most = 0;
  for (const UnitSpan& span : text.spans) {
    std::uint32_t& count = units[span.style->language];
    count += span.end - span.begin;
    if (count > most) {
      most = count;
      main = &span.style->language;
    }
  }
  return *main;
}

void set_text(UBreakIterator* iterator, const char16_t* units, std::uint32_t count) {
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(iterator, units, static_cast<int32_t>(count), &error);
  if (U_FAILURE(error)) throw std::runtime_error("ubrk_setText failed");
}

/// Whether a break at `unit` would divide an unbreakable span.
class Unbreakable {
 public:
  explicit Unbreakable(const CollectedText& text) {
    for (const UnitSpan& span : text.spans) {
      if (span.style->unbreakable) spans_.push_back(span);
    }
  }
  bool holds(std::uint32_t unit) const {
    return std::any_of(spans_.begin(), spans_.end(), [unit](const UnitSpan& span) {
      return span.begin < unit && unit < span.end;
    });
  }

 private:
  std::vector<UnitSpan> spans_;
};

/// Whether the author's language keeps the character before `unit` together with what follows.
bool is_kept(const CollectedText& text, std::uint32_t unit) {
  const std::vector<std::size_t>& kept = text.source->no_breaks;
  return std::binary_search(kept.begin(), kept.end(), text.byte_of[text.previous(unit)]);
}

/// The line's last visible code unit: white space before the break is dropped, but nothing of the
/// line before.
std::uint32_t visible_end(const CollectedText& text, std::uint32_t begin, std::uint32_t end) {
  while (end > begin && hangs_at_line_end(text.units[end - 1])) --end;
  return end;
}

/// White space at the start of a line disappears as well.
std::uint32_t visible_begin(const CollectedText& text, std::uint32_t begin) {
  while (begin < text.size() && hangs_at_line_end(text.units[begin])) ++begin;
  return begin;
}

/// The precomposed syllables, all that is written today.
bool is_hangul(char16_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

Kind kind_of(const CollectedText& text, std::uint32_t begin, std::uint32_t end,
             std::uint32_t next) {
  if (end != next || end == begin) return Kind::kAllowed;
  switch (text.units[end - 1]) {
    case kSoftHyphen:
      return Kind::kSoftHyphen;
    case u'-':
    case u'\u2010':
      return Kind::kWrittenHyphen;
    default:
      return is_hangul(text.units[end - 1]) && is_hangul(text.units[next]) ? Kind::kSyllable
                                                                           : Kind::kAllowed;
  }
}

bool is_word_part(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) != 0 ||
         (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

/// Characters that make what stands beside them an address, a number or a name of a thing.
bool forbids_division(char32_t c) {
  return u_isdigit(static_cast<UChar32>(c)) != 0 || c == U'@' || c == U'/' || c == U'_' ||
         c == U'\\' || c == U'#' || c == U'&' || c == kSoftHyphen;
}

/// How far an address is looked for on either side of a word, in code units.
constexpr std::uint32_t kAddressReach = 100;

/// Whether the space-free stretch around [begin, end) looks like an address.
bool is_in_address(const CollectedText& text, std::uint32_t begin, std::uint32_t end) {
  const auto separates = [&](std::uint32_t unit) {
    return hangs_at_line_end(text.units[unit]) || text.units[unit] == kLineSeparator;
  };
  const std::uint32_t first = begin - std::min(begin, kAddressReach);
  const std::uint32_t last = std::min(text.size(), end + kAddressReach);
  while (begin > first && !separates(begin - 1)) --begin;
  while (end < last && !separates(end)) ++end;
  for (std::uint32_t i = begin; i < end; ++i) {
    const char16_t c = text.units[i];
    if (c == u'@' || c == u'/' || c == u'_' || c == u'\\') return true;
    if ((c == u'.' || c == u':') && i > begin && i + 1 < end && u_isalnum(text.units[i + 1]) != 0) {
      return true;
    }
  }
  return false;
}

class Divider {
 public:
  Divider(const CollectedText& text, const Hyphenators& hyphenators)
      : text_(text), hyphenators_(hyphenators), unbreakable_(text) {}

  /// Appends the divisions of the words in [begin, end), which has no spaces inside.
  void divide(std::uint32_t begin, std::uint32_t end, std::vector<Opportunity>& to) {
    if (end - begin < kShortestChunk) return;
    if (hyphenator_of(text_.style_at(begin).language) == nullptr) return;
    if (is_in_address(text_, begin, end)) return;
    for (std::uint32_t at = begin; at < end;) {
      if (!is_word_part(text_.code_point_at(at))) {
        at = text_.next(at);
        continue;
      }
      std::uint32_t word_end = at;
      while (word_end < end && is_word_part(text_.code_point_at(word_end))) {
        word_end = text_.next(word_end);
      }
      divide_word(at, word_end, to);
      at = word_end;
    }
  }

 private:
  void divide_word(std::uint32_t begin, std::uint32_t end, std::vector<Opportunity>& to) {
    if (begin > 0 && forbids_division(text_.code_point_at(text_.previous(begin)))) return;
    if (end < text_.size() && forbids_division(text_.code_point_at(end))) return;
    if (has_inner_capital(begin, end)) return;
    const Hyphenator* hyphenator = hyphenator_of(text_.style_at(begin).language);
    if (hyphenator == nullptr) return;
    const std::u16string_view word = std::u16string_view(text_.units).substr(begin, end - begin);
    for (const std::uint32_t offset : hyphenator->divisions(word)) {
      const std::uint32_t unit = begin + offset;
      if (!unbreakable_.holds(unit)) to.push_back({Kind::kDivision, unit, unit});
    }
  }

  bool has_inner_capital(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t at = text_.next(begin); at < end; at = text_.next(at)) {
      if (u_isupper(static_cast<UChar32>(text_.code_point_at(at))) != 0) return true;
    }
    return false;
  }

  const Hyphenator* hyphenator_of(const std::string& language) {
    if (language_ == nullptr || *language_ != language) {
      language_ = &language;
      hyphenator_ = hyphenators_.for_language(language);
    }
    return hyphenator_;
  }

  const CollectedText& text_;
  const Hyphenators& hyphenators_;
  Unbreakable unbreakable_;
  const std::string* language_ = nullptr;
  const Hyphenator* hyphenator_ = nullptr;
};

}  // namespace

std::vector<Opportunity> opportunities(const CollectedText& text, BreakIterators& iterators) {
  std::vector<Opportunity> found = {{Kind::kStart, 0, visible_begin(text, 0)}};
  const std::uint32_t size = text.size();
  if (size == 0) return found;
  const Unbreakable unbreakable(text);
  const BreakIterators::Lease lease = iterators.take(UBRK_LINE, main_language(text));
  UBreakIterator* iterator = lease.get();
  set_text(iterator, text.units.data(), size);
  for (int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
    const auto next = static_cast<std::uint32_t>(at);
    const std::uint32_t begin = found.back().next;
    if (next <= begin) continue;
    const bool separated = text.units[next - 1] == kLineSeparator;
    const std::uint32_t end = visible_end(text, begin, separated ? next - 1 : next);
    if (separated) {
      found.push_back({Kind::kMandatory, end, visible_begin(text, next)});
    } else if (next < size && !unbreakable.holds(next) && !is_kept(text, next)) {
      found.push_back({kind_of(text, begin, end, next), end, next});
    }
  }
  if (found.back().next < size || found.size() == 1) {
    const std::uint32_t begin = found.back().next;
    found.push_back({Kind::kEnd, visible_end(text, begin, size), size});
  } else {
    found.back().kind = Kind::kEnd;  // a separator that ends the text opens no further line
  }
  return found;
}

std::vector<Opportunity> with_divisions(const CollectedText& text,
                                        const std::vector<Opportunity>& found,
                                        const Hyphenators& hyphenators) {
  std::vector<Opportunity> all;
  all.reserve(found.size() * 2);
  Divider divider(text, hyphenators);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) divider.divide(found[i - 1].next, found[i].end, all);
    all.push_back(found[i]);
  }
  return all;
}

void add_forced(const CollectedText& text, std::uint32_t begin, std::uint32_t end,
                BreakIterators& iterators, std::vector<Opportunity>& found) {
  const BreakIterators::Lease lease = iterators.take(UBRK_CHARACTER, "und");
  UBreakIterator* iterator = lease.get();
  set_text(iterator, text.units.data() + begin, end - begin);
  for (int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
    const std::uint32_t unit = begin + static_cast<std::uint32_t>(at);
    if (unit >= end || hangs_at_line_end(text.units[unit])) continue;
    const bool after_space = hangs_at_line_end(text.units[unit - 1]);
    // A space that keeps two words together gives way before a word does.
    found.push_back({after_space ? Kind::kAllowed : Kind::kForced,
                     after_space ? visible_end(text, begin, unit) : unit, unit});
  }
}

}  // namespace chancery::text
