#include "text/letter_fit.h"

namespace chancery::text {
namespace {

/// Alphabets whose letters stand apart. Not those that join (Arabic, Devanagari's headline) or that
/// build syllables of several glyphs; nor Hebrew, whose points would need glyphs made anew for each
/// line (subset.h).
bool has_letter_fit(hb_script_t script) {
  return script == HB_SCRIPT_LATIN || script == HB_SCRIPT_CYRILLIC || script == HB_SCRIPT_GREEK ||
         script == HB_SCRIPT_ARMENIAN || script == HB_SCRIPT_GEORGIAN;
}

bool is_space(char16_t c) {
  return hangs_at_line_end(c) || c == u'\u00A0' || c == kLineSeparator;
}

}  // namespace

bool may_expand(const Item& item) {
  return item.script != HB_SCRIPT_HAN && item.script != HB_SCRIPT_HIRAGANA &&
         item.script != HB_SCRIPT_KATAKANA && item.script != HB_SCRIPT_BOPOMOFO &&
         item.script != HB_SCRIPT_HANGUL;
}

LetterFit measure_letter_fit(const Prepared& prepared, const ParagraphStyle& style) {
  LetterFit fit;
  const bool allowed = style.letter_fit > 0 || style.glyph_expansion > 0;
  if (!allowed || style.alignment != Alignment::kJustified) return fit;
  const std::u16string& units = prepared.text->units;
  fit.distances.assign(units.size() + 1, 0);
  fit.widths.assign(units.size() + 1, 0);
  for (const Item& item : prepared.itemised.items) {
    const double distance = has_letter_fit(item.script) ? style.letter_fit * item.size : 0;
    const double widening = may_expand(item) ? style.glyph_expansion : 0;
    for (std::uint32_t unit = item.begin; unit < item.end; ++unit) {
      const double advance = prepared.width[unit + 1] - prepared.width[unit];
      const bool is_letter = advance > 0 && !is_space(units[unit]);
      fit.distances[unit + 1] = fit.distances[unit] + (is_letter ? distance : 0);
      fit.widths[unit + 1] = fit.widths[unit] + widening * advance;
    }
  }
  return fit;
}

}  // namespace chancery::text
