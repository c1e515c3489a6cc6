#include "text/drawing.h"

#include <hb.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "text/font_choice.h"
#include "text/font_inside.h"

namespace chancery::text {
namespace {

constexpr std::string_view kDigits = "0123456789";
/// A figure that reaches this part of an em below the baseline descends; overshoot is a hundredth.
constexpr double kDescends = 0.05;
/// Lining figures differ in height by less than this part of an em; an x-height is a fifth lower.
constexpr double kLines = 0.1;

struct Drawn {
  std::vector<hb_codepoint_t> glyphs;
  std::vector<hb_position_t> advances;
};

Drawn drawn(const Font& font, std::string_view sample, std::initializer_list<hb_tag_t> features) {
  const HbBuffer buffer(hb_buffer_create());
  hb_buffer_add_utf8(buffer.get(), sample.data(), static_cast<int>(sample.size()), 0, -1);
  hb_buffer_guess_segment_properties(buffer.get());
  std::vector<hb_feature_t> list;
  for (const hb_tag_t tag : features) {
    list.push_back({tag, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END});
  }
  hb_shape(font.inside().font.get(), buffer.get(), list.data(), static_cast<unsigned>(list.size()));
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
  Drawn result;
  for (unsigned i = 0; i < count; ++i) {
    result.glyphs.push_back(infos[i].codepoint);
    result.advances.push_back(positions[i].x_advance);
  }
  return result;
}

/// Whether the feature gives every character another glyph.
bool changes_all(const Font& font, std::string_view sample, hb_tag_t feature) {
  for (std::size_t at = 0; at < sample.size();) {
    const auto step = decode_utf8(sample, at);
    if (!step) return false;
    const std::string_view character = sample.substr(at, step->length);
    if (drawn(font, character, {}).glyphs == drawn(font, character, {feature}).glyphs) return false;
    at += step->length;
  }
  return true;
}

struct Extent {
  double bottom, top;  ///< of the em
};

std::vector<Extent> extents(const Font& font, const Drawn& figures) {
  std::vector<Extent> result;
  for (const hb_codepoint_t glyph : figures.glyphs) {
    hb_glyph_extents_t box{};
    hb_font_get_glyph_extents(font.inside().font.get(), glyph, &box);
    const double em = font.units_per_em();
    result.push_back({(box.y_bearing + box.height) / em, box.y_bearing / em});
  }
  return result;
}

bool any_descends(const std::vector<Extent>& figures) {
  return std::any_of(figures.begin(), figures.end(),
                     [](const Extent& figure) { return figure.bottom < -kDescends; });
}

bool are_lining(const Font& font, const Drawn& figures) {
  const std::vector<Extent> boxes = extents(font, figures);
  if (boxes.empty() || any_descends(boxes)) return false;
  const auto [lowest, highest] = std::minmax_element(
      boxes.begin(), boxes.end(), [](const Extent& a, const Extent& b) { return a.top < b.top; });
  return highest->top - lowest->top < kLines;
}

bool are_tabular(const Drawn& figures) {
  return std::all_of(figures.advances.begin(), figures.advances.end(),
                     [&](hb_position_t advance) { return advance == figures.advances.front(); });
}

bool draws(const Font& font, Drawing drawing, std::string_view sample) {
  switch (drawing) {
    case Drawing::kSmallCapitals:
      return changes_all(font, sample, HB_TAG('s', 'm', 'c', 'p'));
    case Drawing::kOldStyleFigures:
      return any_descends(extents(font, drawn(font, kDigits, {HB_TAG('o', 'n', 'u', 'm')})));
    case Drawing::kLiningFigures:
      return are_lining(font, drawn(font, kDigits, {HB_TAG('l', 'n', 'u', 'm')}));
    case Drawing::kTabularFigures: {
      const Drawn figures =
          drawn(font, kDigits, {HB_TAG('l', 'n', 'u', 'm'), HB_TAG('t', 'n', 'u', 'm')});
      return are_lining(font, figures) && are_tabular(figures);
    }
    case Drawing::kSuperior:
      return changes_all(font, sample, HB_TAG('s', 'u', 'p', 's'));
    case Drawing::kFraction:
      return drawn(font, sample, {}).glyphs !=
             drawn(font, sample, {HB_TAG('f', 'r', 'a', 'c')}).glyphs;
  }
  return false;
}

/// The letters of an item that small capitals are asked for and not drawn, each once.
std::string letters_without_small_capital(const CollectedText& text, const Item& item) {
  std::set<char32_t> seen;
  std::string missing;
  for (std::uint32_t unit = item.begin; unit < item.end; unit = text.next(unit)) {
    const char32_t c = text.code_point_at(unit);
    const auto code = static_cast<UChar32>(c);
    if (u_islower(code) == 0 || u_toupper(code) == code || !seen.insert(c).second) continue;
    std::string letter;
    append_utf8(letter, c);
    if (!draws(*item.font, Drawing::kSmallCapitals, letter)) missing += letter;
  }
  return missing;
}

bool has_digit(const CollectedText& text, const Item& item) {
  for (std::uint32_t unit = item.begin; unit < item.end; ++unit) {
    if (text.units[unit] >= u'0' && text.units[unit] <= u'9') return true;
  }
  return false;
}

class Telling {
 public:
  Telling(const CollectedText& text, Diagnostics& warnings) : text_(text), warnings_(warnings) {}

  void look_at(const Item& item) {
    const SpanStyle& style = *item.style;
    if (style.small_caps) {
      if (const std::string letters = letters_without_small_capital(text_, item);
          !letters.empty()) {
        tell("no-small-capitals", *item.font, "has no small capitals for '" + letters + "'",
             "leave '.smallcaps' (or 'small-caps' of the style) out, or write capitals");
      }
    }
    if (!style.old_style_figures && !style.lining_figures && !style.tabular_figures) return;
    if (!has_digit(text_, item)) return;
    const auto figures = [&](bool asked, Drawing drawing, const char* which) {
      if (!asked || draws(*item.font, drawing, {})) return;
      tell("no-such-figures", *item.font, std::string("has no ") + which + " figures",
           "leave it out, or take a font that has them");
    };
    figures(style.old_style_figures, Drawing::kOldStyleFigures, "old-style");
    figures(style.lining_figures, Drawing::kLiningFigures, "lining");
    figures(style.tabular_figures, Drawing::kTabularFigures, "tabular");
  }

 private:
  void tell(const char* code, const Font& font, const std::string& what, const char* mend) {
    if (!told_.emplace(font.postscript_name(), what).second) return;
    warnings_.push_back(
        {Severity::kWarning, text_.source->where, code,
         "the font " + font.postscript_name() + " " + what + ": the text is set without", mend});
  }

  const CollectedText& text_;
  Diagnostics& warnings_;
  std::set<std::pair<std::string, std::string>> told_;
};

}  // namespace

bool draws(const FontLibrary& fonts, const SpanStyle& style, Drawing drawing,
           std::string_view sample) {
  const FontStretch face = font_of_style(style, fonts);
  return face.font != nullptr && draws(*face.font, drawing, sample);
}

void warn_of_missing_drawings(const CollectedText& text, const Itemised& itemised,
                              Diagnostics& warnings) {
  Telling telling(text, warnings);
  for (const Item& item : itemised.items) telling.look_at(item);
}

}  // namespace chancery::text
