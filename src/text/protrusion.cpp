#include "text/protrusion.h"

#include <algorithm>
#include <array>

#include "text/line_breaks.h"

namespace chancery::text {
namespace {

/// In thousandths of the character's advance, at the side where lines start and where they end.
struct Amounts {
  char32_t character;
  int start, end;
};

/// Those of microtype's default and T1 settings (R. Schlicht, microtype.cfg 3.1, "default",
/// "T1-default"); characters that these do not name have the amounts of those they look like. By
/// code point.
constexpr std::array<Amounts, 40> kAmounts = {{
    {U'!', 0, 100},        {U'"', 300, 300},      {U'%', 50, 50},        {U'\'', 300, 400},
    {U'(', 100, 0},        {U')', 0, 200},        {U'*', 200, 200},      {U'+', 250, 250},
    {U',', 0, 500},        {U'-', 500, 500},      {U'.', 0, 700},        {U'/', 100, 200},
    {U':', 0, 500},        {U';', 0, 300},        {U'?', 0, 100},        {U'[', 100, 0},
    {U']', 0, 200},        {U'{', 400, 200},      {U'}', 200, 400},      {U'\u00A1', 100, 0},
    {U'\u00AB', 200, 200}, {U'\u00BB', 200, 200}, {U'\u00BF', 100, 0},   {U'\u05BE', 500, 500},
    {U'\u060C', 0, 500},   {U'\u061B', 0, 300},   {U'\u061F', 0, 100},   {U'\u06D4', 0, 700},
    {U'\u2010', 500, 500}, {U'\u2011', 500, 500}, {U'\u2013', 200, 200}, {U'\u2014', 150, 150},
    {U'\u2018', 300, 400}, {U'\u2019', 300, 400}, {U'\u201A', 400, 400}, {U'\u201C', 300, 300},
    {U'\u201D', 300, 300}, {U'\u201E', 400, 400}, {U'\u2039', 400, 300}, {U'\u203A', 300, 400},
}};

const Amounts* amounts_of(char32_t character) {
  const auto* const found =
      std::lower_bound(kAmounts.begin(), kAmounts.end(), character,
                       [](const Amounts& amounts, char32_t c) { return amounts.character < c; });
  return found != kAmounts.end() && found->character == character ? found : nullptr;
}

constexpr double kThousandths = 1000;

/// At the embedding level of the paragraph itself, first is first and last is last (UAX 9, L2).
/// Ideographs stand on a grid of their own.
bool stands_at_edge(const Prepared& prepared, const Item& item) {
  const bool rtl = prepared.itemised.direction == Direction::kRightToLeft;
  return item.level == (rtl ? 1 : 0) && item.script != HB_SCRIPT_HAN &&
         item.script != HB_SCRIPT_HIRAGANA && item.script != HB_SCRIPT_KATAKANA;
}

double advance_at(const Prepared& prepared, std::uint32_t unit) {
  return prepared.width[prepared.text->next(unit)] - prepared.width[unit];
}

}  // namespace

double start_protrusion(const Prepared& prepared, std::uint32_t unit) {
  if (unit >= prepared.text->size()) return 0;
  const Amounts* amounts = amounts_of(prepared.text->code_point_at(unit));
  if (amounts == nullptr || !stands_at_edge(prepared, prepared.item_at(unit))) return 0;
  return advance_at(prepared, unit) * amounts->start / kThousandths;
}

double end_protrusion(const Prepared& prepared, const Opportunity& opportunity) {
  if (opportunity.end == 0) return 0;
  const std::uint32_t last = prepared.text->previous(opportunity.end);
  const bool hyphen = opportunity.shows_hyphen();
  const Amounts* amounts = amounts_of(hyphen ? U'-' : prepared.text->code_point_at(last));
  if (amounts == nullptr || !stands_at_edge(prepared, prepared.item_at(last))) return 0;
  const double advance = hyphen ? hyphen_width(prepared, opportunity) : advance_at(prepared, last);
  return advance * amounts->end / kThousandths;
}

}  // namespace chancery::text
