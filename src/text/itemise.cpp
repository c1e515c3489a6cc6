#include "text/itemise.h"

#include <algorithm>

#include "text/bidi_levels.h"
#include "text/font_choice.h"
#include "text/script_runs.h"

namespace chancery::text {
namespace {

hb_script_t harfbuzz_script(UScriptCode script) {
  return hb_script_from_string(uscript_getShortName(script), -1);
}

}  // namespace

Itemised itemise(const CollectedText& text, std::optional<Direction> direction,
                 const FontLibrary& fonts) {
  Itemised itemised;
  itemised.direction = direction ? *direction : paragraph_direction(text);
  if (text.units.empty()) return itemised;
  const std::vector<LevelRun> levels = level_runs(text.units, itemised.direction);
  const std::vector<ScriptRun> scripts =
      script_runs(text.units, script_of_language(text.spans.front().style->language));
  auto level = levels.begin();
  auto script = scripts.begin();
  auto span = text.spans.begin();
  for (std::uint32_t at = 0; at < text.size();) {
    const std::uint32_t end = std::min({level->end, script->end, span->end});
    for (const FontStretch& stretch :
         choose_fonts(text, at, end, *span->style, script->script, fonts)) {
      itemised.items.push_back({stretch.begin, stretch.end, level->level,
                                harfbuzz_script(script->script), span->style, stretch.font,
                                span->style->size.value * stretch.scale});
    }
    at = end;
    if (level->end == at) ++level;
    if (script->end == at) ++script;
    if (span->end == at) ++span;
  }
  return itemised;
}

}  // namespace chancery::text
