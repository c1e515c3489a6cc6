#include "text/shape.h"

#include <hb.h>

#include <algorithm>
#include <array>
#include <new>
#include <string_view>
#include <utility>

#include "text/font_inside.h"

namespace chancery::text {
namespace {

/// HarfBuzz looks at no more characters beside an item (CONTEXT_LENGTH in hb-buffer.hh); a
/// character is at most two code units.
constexpr std::uint32_t kContextUnits = 10;

struct Features {
  std::array<hb_feature_t, 9> list{};
  unsigned count = 0;

  void set(hb_tag_t tag, std::uint32_t value) {
    list[count++] = {tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  }
};

bool is_letter_spaced(const Item& item) {
  return item.style->letter_space.value != 0 && !is_cursive(item.script);
}

/// HarfBuzz itself turns on kerning, ligatures and what the script needs.
Features features_of(const Item& item) {
  Features features;
  if (item.style->small_caps) features.set(HB_TAG('s', 'm', 'c', 'p'), 1);
  if (item.style->old_style_figures) features.set(HB_TAG('o', 'n', 'u', 'm'), 1);
  if (item.style->lining_figures || item.style->tabular_figures) {
    features.set(HB_TAG('l', 'n', 'u', 'm'), 1);
  }
  if (item.style->tabular_figures) features.set(HB_TAG('t', 'n', 'u', 'm'), 1);
  if (item.style->superior) features.set(HB_TAG('s', 'u', 'p', 's'), 1);
  if (item.style->fraction) features.set(HB_TAG('f', 'r', 'a', 'c'), 1);
  if (is_letter_spaced(item)) {
    features.set(HB_TAG('l', 'i', 'g', 'a'), 0);
    features.set(HB_TAG('c', 'l', 'i', 'g'), 0);
  }
  return features;
}

/// What HarfBuzz is given: the text and, for cursive scripts, what stands around it.
struct Request {
  std::u16string_view text;
  std::uint32_t begin = 0;  ///< in `text`
  std::uint32_t length = 0;
};

Request request_of(const CollectedText& text, const Item& item, std::uint32_t begin,
                   std::uint32_t end) {
  const std::u16string_view all(text.units);
  if (!is_cursive(item.script)) return {all.substr(begin, end - begin), 0, end - begin};
  const std::uint32_t before = std::min(begin, kContextUnits);
  const std::uint32_t after = std::min(text.size() - end, kContextUnits);
  return {all.substr(begin - before, before + (end - begin) + after), before, end - begin};
}

/// A pointer stands for what it points to: fonts and languages are never made twice.
template <typename Value>
void append_raw(std::string& to, const Value& value) {
  // NOLINTNEXTLINE(bugprone-sizeof-expression): the pointer itself
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Everything that the result depends on.
std::string key_of(const Request& request, const Item& item, hb_language_t language) {
  std::string key;
  key.reserve(request.text.size() * sizeof(char16_t) + 40);
  append_raw(key, item.font);
  append_raw(key, language);
  append_raw(key, item.script);
  const char kinds[] = {static_cast<char>(item.is_rtl()),
                        static_cast<char>(item.style->small_caps),
                        static_cast<char>(item.style->old_style_figures),
                        static_cast<char>(item.style->lining_figures),
                        static_cast<char>(item.style->tabular_figures),
                        static_cast<char>(item.style->superior),
                        static_cast<char>(item.style->fraction),
                        static_cast<char>(is_letter_spaced(item))};
  key.append(std::begin(kinds), std::end(kinds));
  append_raw(key, request.begin);
  append_raw(key, request.length);
  key.append(reinterpret_cast<const char*>(request.text.data()),
             request.text.size() * sizeof(char16_t));
  return key;
}

Shaped shape_with_harfbuzz(const Request& request, const Item& item, hb_language_t language) {
  const HbBuffer buffer(hb_buffer_create());
  hb_buffer_add_utf16(buffer.get(), reinterpret_cast<const std::uint16_t*>(request.text.data()),
                      static_cast<int>(request.text.size()), request.begin,
                      static_cast<int>(request.length));
  hb_buffer_set_direction(buffer.get(), item.is_rtl() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer.get(), item.script);
  hb_buffer_set_language(buffer.get(), language);
  hb_buffer_set_cluster_level(buffer.get(), HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
  const Features features = features_of(item);
  hb_shape(item.font->inside().font.get(), buffer.get(), features.list.data(), features.count);
  if (hb_buffer_allocation_successful(buffer.get()) == 0) throw std::bad_alloc();
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
  Shaped shaped(count);
  for (unsigned i = 0; i < count; ++i) {
    const bool unsafe =
        (hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
    shaped[i] = {infos[i].codepoint,     infos[i].cluster - request.begin,
                 positions[i].x_advance, positions[i].x_offset,
                 positions[i].y_offset,  unsafe};
  }
  return shaped;
}

/// What shows that a word goes on in the next line; nothing in scripts that divide without a sign.
std::u16string_view hyphen_of(const Item& item) {
  switch (item.script) {
    case HB_SCRIPT_ARMENIAN:
      if (item.font->covers(U'\u058A')) return u"\u058A";
      break;
    case HB_SCRIPT_CANADIAN_SYLLABICS:
      if (item.font->covers(U'\u1400')) return u"\u1400";
      break;
    case HB_SCRIPT_THAI:
    case HB_SCRIPT_LAO:
    case HB_SCRIPT_KHMER:
    case HB_SCRIPT_MYANMAR:
    case HB_SCRIPT_TIBETAN:
    case HB_SCRIPT_HAN:
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
    case HB_SCRIPT_BOPOMOFO:
    case HB_SCRIPT_HANGUL:
      return {};
    default:
      break;
  }
  return item.font->covers(U'\u2010') ? u"\u2010" : u"-";
}

hb_language_t language_of(const Item& item) {
  const std::string& tag = item.style->language;
  return hb_language_from_string(tag.data(), static_cast<int>(tag.size()));
}

}  // namespace

bool is_cursive(hb_script_t script) {
  switch (script) {
    case HB_SCRIPT_ARABIC:
    case HB_SCRIPT_SYRIAC:
    case HB_SCRIPT_MONGOLIAN:
    case HB_SCRIPT_NKO:
    case HB_SCRIPT_PHAGS_PA:
    case HB_SCRIPT_MANDAIC:
    case HB_SCRIPT_MANICHAEAN:
    case HB_SCRIPT_PSALTER_PAHLAVI:
    case HB_SCRIPT_ADLAM:
    case HB_SCRIPT_HANIFI_ROHINGYA:
    case HB_SCRIPT_SOGDIAN:
    case HB_SCRIPT_CHORASMIAN:
    case HB_SCRIPT_OLD_UYGHUR:
      return true;
    default:
      return false;
  }
}

template <typename Make>
std::shared_ptr<const Shaped> Shaper::remembered(const std::string& key, const Make& make) const {
  std::shared_ptr<const Shaped> shaped = cache_.find(key);
  if (!shaped) {
    shaped = std::make_shared<const Shaped>(make());
    cache_.keep(key, shaped->size() * sizeof(ShapedGlyph), shaped);
  }
  return shaped;
}

std::shared_ptr<const Shaped> Shaper::shape(const CollectedText& text, const Item& item,
                                            std::uint32_t begin, std::uint32_t end) const {
  const hb_language_t language = language_of(item);
  const Request request = request_of(text, item, begin, end);
  return remembered(key_of(request, item, language),
                    [&] { return shape_with_harfbuzz(request, item, language); });
}

std::shared_ptr<const Shaped> Shaper::hyphen(const Item& item) const {
  const hb_language_t language = language_of(item);
  const std::u16string_view text = hyphen_of(item);
  if (text.empty()) return std::make_shared<const Shaped>();
  const Request request = {text, 0, 1};
  return remembered(key_of(request, item, language),
                    [&] { return shape_with_harfbuzz(request, item, language); });
}

}  // namespace chancery::text
