#include "app/sign_place.h"

#include <cmath>
#include <string_view>
#include <vector>

#include "app/text_anchor.h"
#include "data/data.h"
#include "letterhead/values.h"
#include "signing/foreign_place.h"

namespace chancery::app {
namespace {

constexpr const char* kLetterhead = "division-letters";
constexpr const char* kLanguage = "en";
/// Of a signature beside an anchor, in points: as wide and high as in the letters.
constexpr double kUsualWidth = 180;
constexpr double kUsualHeight = 54;
/// Between an anchor and the signature.
constexpr double kGap = 6;

[[noreturn]] void bad_place(const std::string& what, const std::string& mend) {
  throw Failure(FailureKind::kUsage, "bad-place", what, mend);
}

/// Lengths with commas between them; without a unit they are points.
std::vector<double> lengths(const std::string& text, std::size_t count, const char* mend) {
  std::vector<double> found;
  std::string_view rest = text;
  while (true) {
    const std::size_t comma = rest.find(',');
    std::string one(rest.substr(0, comma));
    if (!one.empty() && one.back() >= '0' && one.back() <= '9') one += "pt";
    const bool negative = one.starts_with('-');
    const auto length = letterhead::parse_length(negative ? one.substr(1) : one);
    if (!length || !std::isfinite(length->value)) {
      bad_place(data::in_quotes(text) + " is not made of lengths", mend);
    }
    found.push_back(negative ? -length->value : length->value);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (found.size() != count) {
    bad_place(data::in_quotes(text) + " has " + std::to_string(found.size()) + " lengths, not " +
                  std::to_string(count),
              mend);
  }
  return found;
}

signing::PlaceOnPage in_rectangle(const PlaceOptions& options) {
  const std::vector<double> sides =
      lengths(options.rectangle, 4,
              "write left, bottom, right and top from the lower left corner, as 100,500,300,560 "
              "or 20mm,30mm,80mm,50mm");
  if (!(sides[2] > sides[0]) || !(sides[3] > sides[1])) {
    bad_place(data::in_quotes(options.rectangle) + " is no rectangle",
              "write left, bottom, right and top, right beyond left and top above bottom");
  }
  return {options.page == 0 ? 1 : options.page, sides[0], sides[1], sides[2], sides[3]};
}

/// Right of the text in the direction it is written in, on its bottom line.
signing::PlaceOnPage beside_anchor(const pdf::Document& document, const PlaceOptions& options) {
  const AnchorText anchor = find_anchor(document, document.bytes(), options.anchor, options.page);
  double width = kUsualWidth;
  double height = kUsualHeight;
  if (!options.size.empty()) {
    const std::vector<double> size =
        lengths(options.size, 2, "write width and height, as 180,54 or 60mm,20mm");
    width = size[0];
    height = size[1];
  }
  double x = anchor.right_to_left ? anchor.left - kGap - width : anchor.right + kGap;
  double y = anchor.bottom;
  if (!options.offset.empty()) {
    const std::vector<double> offset = lengths(
        options.offset, 2, "write how far to the right and how far up, as 0,-20 or 5mm,10mm");
    x += offset[0];
    y += offset[1];
  }
  return {anchor.page, x, y, x + width, y + height};
}

signing::FieldPlace foreign_place(const pdf::Document& document, const SignRules& rules) {
  const PlaceOptions& options = rules.where;
  if (!options.field.empty()) return signing::named_field(document, options.field);
  if (rules.invisible) return signing::new_invisible_field(document);
  return signing::new_field(
      document, options.anchor.empty() ? in_rectangle(options) : beside_anchor(document, options));
}

}  // namespace

void check_together(const SignRules& rules) {
  const PlaceOptions& options = rules.where;
  const int ways = (options.field.empty() ? 0 : 1) + (options.rectangle.empty() ? 0 : 1) +
                   (options.anchor.empty() ? 0 : 1) + (rules.invisible ? 1 : 0);
  if (ways > 1 && options.any()) {
    bad_place("there is more than one place to sign at",
              "give one of --field, --rect, --anchor and --invisible");
  }
  if (options.page != 0 && ways == 0) {
    bad_place("a page alone is no place to sign at",
              "say where on it with --rect LEFT,BOTTOM,RIGHT,TOP or --anchor TEXT");
  }
  if (options.page != 0 && options.rectangle.empty() && options.anchor.empty()) {
    bad_place("a page goes with --rect or --anchor only", "leave --page out");
  }
}

signing::FieldPlace chosen_place(const pdf::Document& document, const SignRules& rules,
                                 const signing::Division& division, bool is_letter) {
  const PlaceOptions& options = rules.where;
  if (is_letter && options.any()) {
    throw Failure(FailureKind::kInput, "letter-has-places",
                  "this letter says itself who signs it, and where",
                  "leave --field, --page, --rect and --anchor out");
  }
  const bool says_where = options.any() || rules.invisible;
  if (is_letter || !says_where) return signing::find_field(document, division.name);
  signing::FieldPlace place = foreign_place(document, rules);
  place.division = division.name;
  place.letterhead = options.letterhead.empty() ? kLetterhead : options.letterhead;
  place.language = options.language.empty() ? signing::language_of(document) : options.language;
  if (place.language.empty()) place.language = kLanguage;
  return place;
}

}  // namespace chancery::app
