#include "text/kashida.h"

#include <hb-ot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "text/font_inside.h"

namespace chancery::text {
namespace {

constexpr char16_t kTatweel = u'\u0640';

/// Languages whose printers stretch words. Others (Urdu, Kashmiri, Sindhi) do not.
constexpr std::array<std::string_view, 8> kLanguages = {"ar",  "fa", "ug", "prs",
                                                        "ckb", "ku", "ps", "azb"};

/// What a word adds to a line's stretch when lines are chosen, in em: little, so that lines which
/// need no kashida are better than those that do.
constexpr double kStretchEms = 0.12;
/// How long a kashida would like to be, in em: about one and a half tatweels of a Naskh face.
constexpr double kPreferredEms = 0.35;
/// Longer ones are for headlines, in em.
constexpr double kLongestEms = 0.9;
/// What a shaper looks at on either side of the text, in code units.
constexpr std::uint32_t kContextUnits = 10;

bool language_stretches(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  return std::find(kLanguages.begin(), kLanguages.end(), primary) != kLanguages.end();
}

double tatweel_advance(const Item& item) {
  hb_font_t* font = item.font->inside().font.get();
  hb_codepoint_t glyph = 0;
  if (hb_font_get_nominal_glyph(font, kTatweel, &glyph) == 0) return 0;
  return item.points(hb_font_get_glyph_h_advance(font, glyph));
}

/// In Nastaliq the letters of a word come down to the baseline step by step.
bool stands_on_baseline(const Item& item, const Shaped& shaped) {
  hb_face_t* face = item.font->inside().face.get();
  return std::all_of(shaped.begin(), shaped.end(), [face](const ShapedGlyph& glyph) {
    return glyph.y_offset == 0 ||
           hb_ot_layout_get_glyph_class(face, glyph.id) == HB_OT_LAYOUT_GLYPH_CLASS_MARK;
  });
}

/// Those places of the line that are inside its letters: not at its ends.
std::span<const KashidaPlace> places_in(const Prepared& prepared, std::uint32_t begin,
                                        std::uint32_t end) {
  const std::vector<KashidaPlace>& all = prepared.kashidas;
  const auto before = [](const KashidaPlace& place, std::uint32_t unit) {
    return place.unit < unit;
  };
  const auto first = std::lower_bound(all.begin(), all.end(), begin + 1, before);
  const auto last = std::lower_bound(first, all.end(), std::max(begin + 1, end), before);
  return {first, last};
}

/// A row of overlapping tatweels that is `length` font units long, from right to left.
void put_kashida(Shaped& to, ShapedGlyph tatweel, std::int32_t length) {
  const std::int32_t one = tatweel.advance;
  const std::int32_t count = one > 0 ? std::max(1, (length + one - 1) / one) : 1;
  const auto start = [&](std::int32_t index) {
    return index == count ? length : (length - one) * index / std::max(1, count - 1);
  };
  for (std::int32_t i = count - 1; i >= 0; --i) {
    tatweel.advance = start(i + 1) - start(i);
    to.push_back(tatweel);
  }
}

/// A stretch of the paragraph with tatweels in it, and what stands around it.
struct Stretched {
  CollectedText text;  ///< units alone: what Shaper looks at
  std::uint32_t begin = 0, end = 0;
  std::vector<std::uint32_t> unit_of;  ///< of the paragraph; kInserted for tatweels
};
constexpr std::uint32_t kInserted = std::numeric_limits<std::uint32_t>::max();

Stretched insert_tatweels(const CollectedText& text, std::uint32_t begin, std::uint32_t end,
                          std::span<const std::uint32_t> units) {
  Stretched stretched;
  const auto add = [&](char16_t c, std::uint32_t unit) {
    stretched.text.units += c;
    stretched.unit_of.push_back(unit);
  };
  const std::uint32_t first = begin - std::min(begin, kContextUnits);
  const std::uint32_t last = end + std::min(text.size() - end, kContextUnits);
  for (std::uint32_t unit = first; unit < last; ++unit) {
    if (unit == begin) stretched.begin = stretched.text.size();
    if (unit == end) stretched.end = stretched.text.size();
    const bool is_inside = begin < unit && unit < end;
    if (is_inside && std::binary_search(units.begin(), units.end(), unit)) {
      add(kTatweel, kInserted);
    }
    add(text.units[unit], unit);
  }
  if (last == end) stretched.end = stretched.text.size();
  return stretched;
}

}  // namespace

void find_kashidas(Prepared& prepared) {
  const std::vector<Item>& items = prepared.itemised.items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    if (item.script != HB_SCRIPT_ARABIC || !item.is_rtl()) continue;
    if (!language_stretches(item.style->language) || tatweel_advance(item) <= 0) continue;
    if (!stands_on_baseline(item, *prepared.shaped[i])) continue;
    const auto places = kashida_places(*prepared.text, item.begin, item.end);
    prepared.kashidas.insert(prepared.kashidas.end(), places.begin(), places.end());
  }
  if (prepared.kashidas.empty()) return;
  prepared.kashida_stretch.assign(prepared.text->size() + 1, 0);
  for (const KashidaPlace& place : prepared.kashidas) {
    prepared.kashida_stretch[place.unit + 1] = kStretchEms * prepared.item_at(place.unit).size;
  }
  for (std::size_t unit = 1; unit < prepared.kashida_stretch.size(); ++unit) {
    prepared.kashida_stretch[unit] += prepared.kashida_stretch[unit - 1];
  }
}

std::size_t kashida_count(const Prepared& prepared, std::uint32_t begin, std::uint32_t end,
                          double missing) {
  const std::span<const KashidaPlace> places = places_in(prepared, begin, end);
  if (places.empty()) return 0;
  const double preferred = kPreferredEms * prepared.item_at(places.front().unit).size;
  const double count = std::nearbyint(missing / preferred);
  return static_cast<std::size_t>(std::clamp(count, 1.0, static_cast<double>(places.size())));
}

std::vector<std::uint32_t> choose_kashidas(const Prepared& prepared, std::uint32_t begin,
                                           std::uint32_t end, std::size_t count) {
  const std::span<const KashidaPlace> places = places_in(prepared, begin, end);
  std::vector<std::uint32_t> chosen;
  for (int rank = 0; rank <= static_cast<int>(KashidaPlace::Rank::kBeforeAnother); ++rank) {
    std::vector<std::uint32_t> equal;
    for (const KashidaPlace& place : places) {
      if (static_cast<int>(place.rank) == rank) equal.push_back(place.unit);
    }
    // Of more than are wanted those that divide the line most evenly.
    const std::size_t wanted = std::min(count - chosen.size(), equal.size());
    for (std::size_t i = 0; i < wanted; ++i) {
      chosen.push_back(equal[(2 * i + 1) * equal.size() / (2 * wanted)]);
    }
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

Shaped shape_with_kashidas(const Prepared& prepared, const Item& item, std::uint32_t begin,
                           std::uint32_t end, std::span<const std::uint32_t> units, double growth) {
  const Stretched stretched = insert_tatweels(*prepared.text, begin, end, units);
  const auto shaped = prepared.shaper->shape(stretched.text, item, stretched.begin, stretched.end);
  const double most = std::max(0.0, kLongestEms * item.size - tatweel_advance(item));
  const auto grown = static_cast<std::int32_t>(
      std::lround(std::min(growth, most) / item.size * item.font->units_per_em()));
  Shaped result;
  result.reserve(shaped->size() + units.size() * 4);
  std::uint32_t cluster = 0;
  // In the order of the text, so from the right; a kashida belongs to the letter before it.
  for (auto from = shaped->rbegin(); from != shaped->rend(); ++from) {
    ShapedGlyph glyph = *from;
    const std::uint32_t unit = stretched.unit_of[stretched.begin + glyph.cluster];
    if (unit != kInserted) cluster = unit - begin;
    glyph.cluster = cluster;
    if (unit != kInserted) {
      result.push_back(glyph);
    } else {
      put_kashida(result, glyph, glyph.advance + grown);
    }
  }
  std::reverse(result.begin(), result.end());
  return result;
}

}  // namespace chancery::text
