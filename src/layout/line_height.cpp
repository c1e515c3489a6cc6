#include "layout/line_height.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

#include "base/utf8.h"

namespace chancery::layout {
namespace {

/// Ink above and below the baseline, in em, that the script's usual words have. Latin, Greek,
/// Cyrillic, Hebrew, Han, Kana and Hangul are not listed: the style's leading was chosen for them,
/// whatever the font's nominal metrics say. From the bounding boxes of the Noto Serif faces,
/// without rare stacks and marks.
struct ScriptExtent {
  char32_t first, last;  ///< Unicode blocks
  double ascent, descent;
};
constexpr std::array<ScriptExtent, 14> kTallScripts = {{
    {0x0600, 0x08FF, 0.85, 0.40},    // Arabic, Syriac, Thaana, N'Ko and the Arabic extensions
    {0x0900, 0x097F, 0.90, 0.40},    // Devanagari
    {0x0980, 0x0DFF, 0.92, 0.43},    // Bengali to Sinhala
    {0x0E00, 0x0EFF, 1.00, 0.33},    // Thai, Lao
    {0x0F00, 0x0FFF, 1.00, 0.90},    // Tibetan
    {0x1000, 0x109F, 1.00, 0.65},    // Myanmar
    {0x1780, 0x17FF, 1.00, 0.65},    // Khmer
    {0x1800, 0x18AF, 1.00, 0.40},    // Mongolian
    {0x1B00, 0x1B7F, 1.00, 0.65},    // Balinese
    {0xA980, 0xA9DF, 1.00, 0.65},    // Javanese
    {0xAA60, 0xAA7F, 1.00, 0.65},    // Myanmar Extended-A
    {0xFB50, 0xFDFF, 0.85, 0.40},    // Arabic presentation forms A
    {0xFE70, 0xFEFF, 0.85, 0.40},    // Arabic presentation forms B
    {0x11000, 0x1107F, 0.92, 0.43},  // Brahmi
}};

/// Nastaliq hangs its words from the upper right to the lower left; its fonts own up to it with an
/// extent that no Naskh face has (Noto Nastaliq Urdu 2.5 em, Noto Naskh Arabic 1.7 em).
constexpr double kNastaliqExtent = 2.2;
constexpr double kNastaliqAscent = 1.60;
constexpr double kNastaliqDescent = 0.60;

/// Ink may reach this part of a step into the neighbour's box: ascenders and descenders that meet
/// exactly are rare.
constexpr double kInkTolerance = 0.2;

struct Extent {
  Points ascent, descent;
};

bool is_arabic(char32_t c) {
  return (c >= 0x0600 && c <= 0x08FF) || (c >= 0xFB50 && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFF);
}

std::optional<Extent> extent(const text::GlyphRun& run) {
  for (std::size_t at = 0; at < run.text.size();) {
    const auto step = decode_utf8(run.text, at);
    if (!step) break;
    at += step->length;
    const char32_t c = step->code_point;
    if (c < kTallScripts.front().first) continue;
    const auto script =
        std::find_if(kTallScripts.begin(), kTallScripts.end(),
                     [c](const ScriptExtent& s) { return c >= s.first && c <= s.last; });
    if (script == kTallScripts.end()) continue;
    const text::FontMetrics& metrics = run.font->metrics();
    if (is_arabic(c) && metrics.ascender - metrics.descender >= kNastaliqExtent) {
      return Extent{run.size * kNastaliqAscent, run.size * kNastaliqDescent};
    }
    return Extent{run.size * script->ascent, run.size * script->descent};
  }
  return std::nullopt;
}

Steps beyond(Points ink, Points room, const Grid& grid) {
  return static_cast<Steps>(std::ceil((ink - room) / grid.at(1) - kInkTolerance));
}

}  // namespace

std::vector<LineHeight> line_heights(const std::vector<text::Line>& lines, Points leading,
                                     const Grid& grid) {
  const LineHeight usual{grid.line_steps(leading) - Grid::kStepsPerLine, 0};
  std::vector<LineHeight> heights(lines.size(), usual);
  LineHeight most = usual;
  std::size_t tall = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const text::GlyphRun& run : lines[i].runs) {
      const std::optional<Extent> ink = extent(run);
      if (!ink) continue;
      heights[i].above = std::max(heights[i].above, beyond(ink->ascent, grid.line_ascent(), grid));
      heights[i].below =
          std::max(heights[i].below, beyond(ink->descent, grid.line_descent(), grid));
    }
    if (heights[i].total() == usual.total()) continue;
    ++tall;
    most.above = std::max(most.above, heights[i].above);
    most.below = std::max(most.below, heights[i].below);
  }
  if (tall * 2 > lines.size()) std::fill(heights.begin(), heights.end(), most);
  return heights;
}

}  // namespace chancery::layout
