#include "text/bidi_levels.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <stdexcept>

#include "text/icu.h"
#include "text/script_runs.h"

namespace chancery::text {
namespace {

/// Whether a code unit can belong to a right-to-left character (the blocks that UAX 9 gives class R
/// or AL, with their surrogates) or to a control of direction.
bool may_turn_direction(char16_t unit) {
  const auto within = [unit](char16_t first, char16_t last) {
    return unit >= first && unit <= last;
  };
  if (unit < 0x0590) return false;
  return within(0x0590, 0x08FF) || within(0x200E, 0x200F) || within(0x202A, 0x202E) ||
         within(0x2066, 0x2069) || within(0xFB1D, 0xFDFF) || within(0xFE70, 0xFEFF) ||
         within(0xD802, 0xD803) || within(0xD83A, 0xD83B);
}

/// UAX 9, P2 and P3: the first strong character outside isolates.
std::optional<Direction> first_strong(const CollectedText& text) {
  std::uint32_t isolates = 0;
  for (std::uint32_t at = 0; at < text.size(); at = text.next(at)) {
    switch (u_charDirection(static_cast<UChar32>(text.code_point_at(at)))) {
      case U_LEFT_TO_RIGHT:
        if (isolates == 0) return Direction::kLeftToRight;
        break;
      case U_RIGHT_TO_LEFT:
      case U_RIGHT_TO_LEFT_ARABIC:
        if (isolates == 0) return Direction::kRightToLeft;
        break;
      case U_FIRST_STRONG_ISOLATE:
      case U_LEFT_TO_RIGHT_ISOLATE:
      case U_RIGHT_TO_LEFT_ISOLATE:
        ++isolates;
        break;
      case U_POP_DIRECTIONAL_ISOLATE:
        if (isolates > 0) --isolates;
        break;
      default:
        break;
    }
  }
  return std::nullopt;
}

}  // namespace

Direction paragraph_direction(const CollectedText& text) {
  if (const std::optional<Direction> direction = first_strong(text)) return *direction;
  if (text.spans.empty()) return Direction::kLeftToRight;
  const UScriptCode script = script_of_language(text.spans.front().style->language);
  return uscript_isRightToLeft(script) != 0 ? Direction::kRightToLeft : Direction::kLeftToRight;
}

std::vector<LevelRun> level_runs(std::u16string_view text, Direction direction) {
  const bool rtl = direction == Direction::kRightToLeft;
  if (!rtl && std::none_of(text.begin(), text.end(), may_turn_direction)) {
    return {{static_cast<std::uint32_t>(text.size()), 0}};
  }
  const auto size = static_cast<int32_t>(text.size());
  const Bidi bidi(ubidi_open());
  UErrorCode error = U_ZERO_ERROR;
  ubidi_setPara(bidi.get(), text.data(), size, rtl ? UBiDiLevel{1} : UBiDiLevel{0}, nullptr,
                &error);
  if (U_FAILURE(error)) throw std::runtime_error("ubidi_setPara failed");
  std::vector<LevelRun> runs;
  for (int32_t at = 0; at < size;) {
    int32_t end = 0;
    UBiDiLevel level = 0;
    ubidi_getLogicalRun(bidi.get(), at, &end, &level);
    runs.push_back({static_cast<std::uint32_t>(end), level});
    at = end;
  }
  return runs;
}

}  // namespace chancery::text
