#include "text/emphasis.h"

#include <unicode/uchar.h>

#include <string_view>

#include "base/utf8.h"
#include "text/font_inside.h"

namespace chancery::text {
namespace {

/// In em of the character: a dot as wide as the ink of a bullet of half its size.
constexpr double kDiameterEms = 0.17;
/// Its centre from the baseline: clear of the em square, which reaches from 0.12 em below the
/// baseline to 0.88 em above it.
constexpr double kAboveEms = 1.01;
constexpr double kBelowEms = -0.27;

bool has_no_italics(hb_script_t script) {
  return script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA ||
         script == HB_SCRIPT_BOPOMOFO || script == HB_SCRIPT_HANGUL;
}

bool goes_above(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  return primary == "ja" || primary == "ko";
}

/// Punctuation, spaces and digits are passed over.
bool takes_mark(const GlyphRun& run, std::uint32_t byte) {
  const auto step = decode_utf8(run.text, byte);
  if (!step) return false;
  return u_isalpha(static_cast<UChar32>(step->code_point)) != 0 || step->code_point == U'\u3007';
}

}  // namespace

void add_emphasis_marks(const GlyphRun& run, const Item& item, std::vector<EmphasisMark>& marks) {
  if (!has_no_italics(item.script) || item.is_rtl() || item.font->inside().italic) return;
  hb_font_t* font = item.font->inside().font.get();
  const Points rise = run.size * (goes_above(run.language) ? kAboveEms : kBelowEms) + run.raise;
  Points x = run.x;
  for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
    const Glyph& glyph = run.glyphs[i];
    const bool begins = i == 0 || run.glyphs[i - 1].cluster != glyph.cluster;
    if (begins && takes_mark(run, glyph.cluster)) {
      const double width = item.points(hb_font_get_glyph_h_advance(font, glyph.id));
      marks.push_back(
          {x + glyph.x_offset + Points(width / 2), rise, run.size * kDiameterEms, run.colour});
    }
    x += glyph.advance;
  }
}

}  // namespace chancery::text
