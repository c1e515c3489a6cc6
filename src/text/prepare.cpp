#include "text/prepare.h"

#include <algorithm>
#include <utility>

#include "text/font_choice.h"

namespace chancery::text {
namespace {

/// A space may grow by a half and shrink by a third of its width: the glue of Computer Modern
/// (3.33 pt plus 1.67 pt minus 1.11 pt at 10 pt; Knuth, The TeXbook, appendix F).
constexpr double kSpaceStretch = 1.0 / 2;
constexpr double kSpaceShrink = 1.0 / 3;
/// Between ideographs, of the size: what xeCJK puts there (\CJKglue, 0.08 of a baseline skip of
/// 1.2), rounded. They never come nearer to each other than they are drawn.
constexpr double kIdeographStretch = 0.1;

bool is_ideographic(hb_script_t script) {
  return script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA ||
         script == HB_SCRIPT_BOPOMOFO;
}

/// Thai and its neighbours write no spaces between words: their clusters part a little instead. In
/// em; the least that fills a line of average measure without being seen.
constexpr double kClusterStretch = 0.04;
bool writes_no_spaces(hb_script_t script) {
  return script == HB_SCRIPT_THAI || script == HB_SCRIPT_LAO || script == HB_SCRIPT_KHMER ||
         script == HB_SCRIPT_MYANMAR;
}

/// After the dot between Tibetan syllables, in em.
constexpr double kTshegStretch = 0.1;
constexpr char16_t kTsheg = u'\u0F0B';

/// U+00A0 stretches with its neighbours (UAX 14, GL); the fixed-width spaces do not.
bool is_stretching_space(char32_t c) {
  return c == U' ' || c == U'\u00A0';
}

/// Dashes and dots that run over two ideographs stay joined.
bool is_joined_punctuation(char32_t c) {
  return c == U'\u2014' || c == U'\u2026' || c == U'\u2E3A' || c == U'\u3030';
}

double total_advance(const Item& item, const Shaped& shaped) {
  const double space = letter_space(item);
  double sum = 0;
  for (std::size_t i = 0; i < shaped.size(); ++i) {
    sum += item.points(shaped[i].advance);
    if (i == 0 || shaped[i].cluster != shaped[i - 1].cluster) sum += space;
  }
  return sum;
}

class Measuring {
 public:
  Measuring(Prepared& prepared, const FontLibrary& fonts)
      : prepared_(prepared), text_(*prepared.text), fonts_(fonts) {
    const std::size_t size = text_.units.size();
    advance_.assign(size, 0);
    is_cluster_.assign(size, false);
    prepared_.safe.assign(size + 1, false);
    prepared_.safe[size] = true;
  }

  void measure() {
    const std::vector<Item>& items = prepared_.itemised.items;
    prepared_.shaped.reserve(items.size());
    for (const Item& item : items) {
      prepared_.shaped.push_back(prepared_.shaper->shape(text_, item, item.begin, item.end));
      add_clusters(item, *prepared_.shaped.back());
      prepared_.safe[item.begin] = true;
    }
    prepared_.cjk = cjk_spacing(prepared_, is_cluster_);
    for (const CjkSpacing& each : prepared_.cjk) advance_[each.unit] += each.before + each.after;
    sum_up();
  }

 private:
  void add_clusters(const Item& item, const Shaped& shaped) {
    const double space = letter_space(item);
    for (const ShapedGlyph& glyph : shaped) {
      const std::uint32_t unit = item.begin + glyph.cluster;
      if (glyph.id == 0 && text_.units[unit] != kLineSeparator) {
        throw missing_glyph(text_, unit, fonts_);
      }
      if (!is_cluster_[unit]) {
        is_cluster_[unit] = true;
        prepared_.safe[unit] = true;
        advance_[unit] += space;
      }
      if (glyph.unsafe_to_break) prepared_.safe[unit] = false;
      advance_[unit] += item.points(glyph.advance);
    }
  }

  void sum_up() {
    const std::size_t size = text_.units.size();
    prepared_.width.assign(size + 1, 0);
    prepared_.stretch.assign(size + 1, 0);
    prepared_.shrink.assign(size + 1, 0);
    auto cjk = prepared_.cjk.begin();
    for (const Item& item : prepared_.itemised.items) {
      for (std::uint32_t unit = item.begin; unit < item.end; ++unit) {
        const char16_t c = text_.units[unit];
        double stretch = 0;
        double shrink = 0;
        if (is_stretching_space(c)) {
          stretch = advance_[unit] * kSpaceStretch;
          shrink = advance_[unit] * kSpaceShrink;
        } else if (is_cluster_[unit] && is_ideographic(item.script)) {
          stretch = gap_after(item, unit);
        } else if (c == kTsheg) {
          stretch = item.size * kTshegStretch;
        } else if (is_cluster_[unit] && writes_no_spaces(item.script)) {
          stretch = item.size * kClusterStretch;
        }
        if (cjk != prepared_.cjk.end() && cjk->unit == unit) {
          stretch += cjk->stretch;
          shrink += cjk->shrink;
          ++cjk;
        }
        prepared_.width[unit + 1] = prepared_.width[unit] + advance_[unit];
        prepared_.stretch[unit + 1] = prepared_.stretch[unit] + stretch;
        prepared_.shrink[unit + 1] = prepared_.shrink[unit] + shrink;
      }
    }
  }

  /// The stretch between the cluster at `unit` and the next one when both are ideographic.
  double gap_after(const Item& item, std::uint32_t unit) const {
    std::uint32_t next = unit + 1;
    while (next < text_.size() && !is_cluster_[next]) ++next;
    if (next == text_.size()) return 0;
    if (next >= item.end && !is_ideographic(prepared_.item_at(next).script)) return 0;
    const char32_t left = text_.units[unit];
    const char32_t right = text_.units[next];
    if (is_joined_punctuation(left) && is_joined_punctuation(right)) return 0;
    return item.size * kIdeographStretch;
  }

  Prepared& prepared_;
  const CollectedText& text_;
  const FontLibrary& fonts_;
  std::vector<double> advance_;
  std::vector<bool> is_cluster_;
};

}  // namespace

double letter_space(const Item& item) {
  return is_cursive(item.script) ? 0 : item.style->letter_space.value;
}

const Item& Prepared::item_at(std::uint32_t unit) const {
  const auto after =
      std::upper_bound(itemised.items.begin(), itemised.items.end(), unit,
                       [](std::uint32_t at, const Item& item) { return at < item.begin; });
  return *std::prev(after);
}

std::uint32_t Prepared::safe_before(const Item& item, std::uint32_t unit) const {
  while (unit > item.begin && !safe[unit]) --unit;
  return unit;
}

std::uint32_t Prepared::safe_after(const Item& item, std::uint32_t unit) const {
  while (unit < item.end && !safe[unit]) ++unit;
  return unit;
}

double Prepared::widening_before(std::uint32_t unit) const {
  if (safe[unit]) return 0;
  const Item& item = item_at(unit);
  const std::uint32_t from = safe_before(item, unit);
  const double now = total_advance(item, *shaper->shape(*text, item, from, unit));
  return now - (width[unit] - width[from]);
}

double Prepared::widening_after(std::uint32_t unit) const {
  if (safe[unit]) return 0;
  const Item& item = item_at(unit);
  const std::uint32_t to = safe_after(item, unit);
  const double now = total_advance(item, *shaper->shape(*text, item, unit, to));
  return now - (width[to] - width[unit]);
}

Prepared prepare(const CollectedText& text, Itemised itemised, const Shaper& shaper,
                 const FontLibrary& fonts) {
  Prepared prepared;
  prepared.text = &text;
  prepared.shaper = &shaper;
  prepared.itemised = std::move(itemised);
  Measuring(prepared, fonts).measure();
  return prepared;
}

}  // namespace chancery::text
