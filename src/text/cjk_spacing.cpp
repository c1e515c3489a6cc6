#include "text/cjk_spacing.h"

#include <hb.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "text/font_inside.h"
#include "text/prepare.h"

namespace chancery::text {
namespace {

/// Punctuation fills half its em.
constexpr double kBlankEms = 1.0 / 2;
/// To what a blank inside a line may shrink: a quarter of an em (JLReq 3.8.3).
constexpr double kBlankShrinkEms = 1.0 / 4;
/// Between ideographs and Latin letters or digits: a quarter of an em, at least an eighth, at most
/// a half (JLReq 3.2.6, CLReq 3.2.2), which it reaches in the loosest lines, at a ratio of 2.
constexpr double kGapEms = 1.0 / 4;
constexpr double kGapStretchEms = 1.0 / 8;
constexpr double kGapShrinkEms = 1.0 / 8;
/// A glyph's ink may reach this far over the middle of its em.
constexpr double kInkTolerance = 0.02;

constexpr std::array<std::string_view, 7> kLanguages = {"zh",  "ja",  "yue", "cmn",
                                                        "wuu", "nan", "hak"};

enum class Kind {
  kOther,
  kIdeograph,
  kWestern,    ///< a Latin letter, a digit, and what belongs to a number
  kOpening,    ///< blank in its left half
  kClosing,    ///< blank in its right half; may shrink
  kStop,       ///< as kClosing, but ends a sentence: keeps its blank
  kMiddle,     ///< centred
  kDividing,   ///< centred as well, ends a sentence: ！ and ？
  kFullSpace,  ///< U+3000
};

bool is_cjk_language(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  return std::find(kLanguages.begin(), kLanguages.end(), primary) != kLanguages.end();
}

bool is_cjk_script(hb_script_t script) {
  return script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA ||
         script == HB_SCRIPT_BOPOMOFO;
}

bool ends_sentence(char32_t c) {
  return c == U'\u3002' || c == U'\uFF0E' || c == U'\uFF01' || c == U'\uFF1F' || c == U'\uFF61';
}

/// What U+3002, U+3001 and their full-width and half-width fellows are: they may hang.
bool may_hang(char32_t c) {
  return c == U'\u3001' || c == U'\u3002' || c == U'\uFF0C' || c == U'\uFF0E';
}

bool is_letter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) != 0 || c == U'\u3007';
}

/// Percent, degree and minute signs follow a number, currency signs stand before it.
bool belongs_to_number(char32_t c) {
  return c == U'%' || c == U'\u2030' || c == U'\u00B0' || c == U'\u2032' || c == U'\u2033' ||
         u_charType(static_cast<UChar32>(c)) == U_CURRENCY_SYMBOL;
}

bool is_wide(char32_t c) {
  const int width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

class Spacing {
 public:
  Spacing(const Prepared& prepared, const std::vector<bool>& is_cluster)
      : prepared_(prepared), text_(*prepared.text), is_cluster_(is_cluster) {}

  std::vector<CjkSpacing> run() {
    Cluster before;
    for (std::size_t i = 0; i < prepared_.itemised.items.size(); ++i) {
      const Item& item = prepared_.itemised.items[i];
      for (std::uint32_t unit = item.begin; unit < item.end; ++unit) {
        if (!is_cluster_[unit]) continue;
        const Cluster cluster = look_at(i, unit);
        meet(before, cluster);
        before = cluster;
      }
    }
    return std::move(found_);
  }

 private:
  struct Cluster {
    std::uint32_t unit = 0;
    const Item* item = nullptr;
    Kind kind = Kind::kOther;
  };

  Cluster look_at(std::size_t index, std::uint32_t unit) const {
    const Item& item = prepared_.itemised.items[index];
    Cluster cluster{unit, &item, Kind::kOther};
    if (item.is_rtl()) return cluster;
    const char32_t c = text_.code_point_at(unit);
    if (c == U'\u3000') {
      cluster.kind = Kind::kFullSpace;
    } else if (is_cjk_script(item.script)) {
      cluster.kind = is_letter(c) && !is_latin(c) ? Kind::kIdeograph : kind_of_cjk(index, unit, c);
    } else if (item.script != HB_SCRIPT_HANGUL && item.style->baseline_raise.value == 0 &&
               (is_letter(c) || u_isdigit(static_cast<UChar32>(c)) != 0 || belongs_to_number(c)) &&
               !is_wide(c)) {
      cluster.kind = Kind::kWestern;
    }
    return cluster;
  }

  static bool is_latin(char32_t c) { return c >= 0xFF21 && c <= 0xFF5A; }

  /// Digits and signs of numbers count as Latin wherever they stand; of punctuation, where its ink
  /// lies in its em: faces for Taiwan centre what those of the mainland put into a corner.
  Kind kind_of_cjk(std::size_t index, std::uint32_t unit, char32_t c) const {
    if (!is_wide(c) && (u_isdigit(static_cast<UChar32>(c)) != 0 || belongs_to_number(c))) {
      return Kind::kWestern;
    }
    if (u_ispunct(static_cast<UChar32>(c)) == 0) return Kind::kOther;
    const Item& item = prepared_.itemised.items[index];
    const Shaped& shaped = *prepared_.shaped[index];
    const std::uint32_t cluster = unit - item.begin;
    const auto glyph = std::lower_bound(
        shaped.begin(), shaped.end(), cluster,
        [](const ShapedGlyph& each, std::uint32_t at) { return each.cluster < at; });
    if (glyph == shaped.end() || glyph->cluster != cluster) return Kind::kOther;
    const double em = item.font->units_per_em();
    if (std::lround(em) != glyph->advance) return Kind::kOther;
    hb_glyph_extents_t ink{};
    if (hb_font_get_glyph_extents(item.font->inside().font.get(), glyph->id, &ink) == 0) {
      return Kind::kOther;
    }
    if (ink.x_bearing + ink.width <= em * (kBlankEms + kInkTolerance)) {
      return ends_sentence(c) ? Kind::kStop : Kind::kClosing;
    }
    if (ink.x_bearing >= em * (1 - kBlankEms - kInkTolerance)) return Kind::kOpening;
    const bool is_dash = u_charType(static_cast<UChar32>(c)) == U_DASH_PUNCTUATION;
    if (is_dash || c == U'\u2026') return Kind::kOther;
    return c == U'\uFF01' || c == U'\uFF1F' ? Kind::kDividing : Kind::kMiddle;
  }

  void meet(const Cluster& left, const Cluster& right) {
    const bool closes = left.kind == Kind::kClosing || left.kind == Kind::kStop;
    const bool opens = right.kind == Kind::kOpening;
    const double right_blank = right.item->size * kBlankEms;
    if (closes) {
      CjkSpacing& spacing = of(left);
      spacing.at_end = -left.item->size * kBlankEms;
      if (loses_blank_before(right.kind)) {
        spacing.after = spacing.at_end;
      } else if (left.kind == Kind::kClosing) {
        spacing.shrink = left.item->size * kBlankShrinkEms;
      }
    }
    if (opens) {
      const bool trimmed = left.kind == Kind::kOpening || left.kind == Kind::kMiddle ||
                           left.kind == Kind::kFullSpace;
      if (!trimmed && !closes && left.item != nullptr) {
        of(left).shrink = right.item->size * kBlankShrinkEms;
      }
      CjkSpacing& spacing = of(right);
      spacing.at_start = -right_blank;
      if (trimmed) spacing.before = -right_blank;
    }
    if (needs_gap(left, right)) {
      const Cluster& ideograph = left.kind == Kind::kIdeograph ? left : right;
      CjkSpacing& spacing = of(left);
      spacing.after = ideograph.item->size * kGapEms;
      spacing.stretch = ideograph.item->size * kGapStretchEms;
      spacing.shrink = ideograph.item->size * kGapShrinkEms;
    }
    // The last of the paragraph ends a line as well.
    if (right.kind == Kind::kClosing || right.kind == Kind::kStop) {
      of(right).at_end = -right_blank;
    }
  }

  static bool loses_blank_before(Kind right) {
    return right == Kind::kClosing || right == Kind::kStop || right == Kind::kOpening ||
           right == Kind::kMiddle || right == Kind::kDividing || right == Kind::kFullSpace;
  }

  static bool needs_gap(const Cluster& left, const Cluster& right) {
    const bool meets = (left.kind == Kind::kIdeograph && right.kind == Kind::kWestern) ||
                       (left.kind == Kind::kWestern && right.kind == Kind::kIdeograph);
    if (!meets) return false;
    const Cluster& ideograph = left.kind == Kind::kIdeograph ? left : right;
    return is_cjk_language(ideograph.item->style->language);
  }

  CjkSpacing& of(const Cluster& cluster) {
    for (auto each = found_.rbegin(); each != found_.rend() && each->unit >= cluster.unit; ++each) {
      if (each->unit == cluster.unit) return *each;
    }
    CjkSpacing spacing;
    spacing.unit = cluster.unit;
    spacing.end = cluster.unit + 1;
    while (spacing.end < text_.size() && !is_cluster_[spacing.end]) ++spacing.end;
    const auto place = std::upper_bound(
        found_.begin(), found_.end(), cluster.unit,
        [](std::uint32_t unit, const CjkSpacing& each) { return unit < each.unit; });
    return *found_.insert(place, spacing);
  }

  const Prepared& prepared_;
  const CollectedText& text_;
  const std::vector<bool>& is_cluster_;
  std::vector<CjkSpacing> found_;
};

}  // namespace

std::vector<CjkSpacing> cjk_spacing(const Prepared& prepared, const std::vector<bool>& is_cluster) {
  const std::vector<Item>& items = prepared.itemised.items;
  const bool has_cjk = std::any_of(items.begin(), items.end(), [](const Item& item) {
    return is_cjk_script(item.script) && !item.is_rtl();
  });
  return has_cjk ? Spacing(prepared, is_cluster).run() : std::vector<CjkSpacing>{};
}

void hang_punctuation(Prepared& prepared) {
  for (CjkSpacing& spacing : prepared.cjk) {
    if (spacing.at_end < 0 && may_hang(prepared.text->code_point_at(spacing.unit))) {
      spacing.at_end = -prepared.item_at(spacing.unit).size;
    }
  }
}

const CjkSpacing* spacing_at(const Prepared& prepared, std::uint32_t unit) {
  const auto after =
      std::upper_bound(prepared.cjk.begin(), prepared.cjk.end(), unit,
                       [](std::uint32_t at, const CjkSpacing& each) { return at < each.unit; });
  if (after == prepared.cjk.begin()) return nullptr;
  const CjkSpacing& spacing = *std::prev(after);
  return unit < spacing.end ? &spacing : nullptr;
}

double change_at_end(const Prepared& prepared, std::uint32_t end) {
  if (prepared.cjk.empty() || end == 0) return 0;
  const CjkSpacing* spacing = spacing_at(prepared, end - 1);
  return spacing == nullptr ? 0 : spacing->at_end - spacing->after;
}

double change_at_start(const Prepared& prepared, std::uint32_t begin) {
  if (prepared.cjk.empty()) return 0;
  const CjkSpacing* spacing = spacing_at(prepared, begin);
  return spacing == nullptr || spacing->unit != begin ? 0 : spacing->at_start - spacing->before;
}

}  // namespace chancery::text
