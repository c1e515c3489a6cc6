#include "pdf/print/inks.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

constexpr int kInkDecimals = 4;
constexpr Cmyk kSolidBlack = {0, 0, 0, 1};
/// Graphics states of the resources: overprinting, and not.
constexpr std::string_view kOverprint = "GO";
constexpr std::string_view kKnockOut = "GK";

std::string hexadecimal(const Colour& colour) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "#";
  for (const double part : {colour.red, colour.green, colour.blue}) {
    const auto byte = static_cast<unsigned>(std::lround(std::clamp(part, 0.0, 1.0) * 255));
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

bool looks_the_same(const Colour& a, const Colour& b) {
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

std::string name_of(const Colour& colour, const std::vector<Ink>& inks) {
  const auto named = std::find_if(inks.begin(), inks.end(),
                                  [&](const Ink& ink) { return looks_the_same(ink.seen, colour); });
  return named == inks.end() ? hexadecimal(colour) : named->name;
}

std::vector<Colour> colours_of(const layout::Document& document) {
  std::vector<Colour> colours;
  const auto add = [&](const Colour& colour) {
    if (std::find(colours.begin(), colours.end(), colour) == colours.end()) {
      colours.push_back(colour);
    }
  };
  for (const layout::Page& page : document.pages) {
    for (const layout::FilledRect& rect : page.rects) add(rect.colour);
    for (const layout::PlacedRun& placed : page.runs) add(placed.run.colour);
  }
  return colours;
}

std::string spot_resource(std::size_t spot) {
  std::string name = std::to_string(spot);
  name.insert(name.begin(), 'S');
  return name;
}

}  // namespace

bool PrintedColour::overprints() const {
  return spot.empty() && cmyk == kSolidBlack;
}

double PrintedColour::total() const {
  return spot.empty() ? cmyk[0] + cmyk[1] + cmyk[2] + cmyk[3] : 1.0;
}

std::vector<PrintedColour> printed_colours(const layout::Document& document,
                                           const Separate& separate) {
  const std::vector<Colour> colours = colours_of(document);
  std::vector<Colour> to_separate;
  for (const Colour& colour : colours) {
    if (colour.ink == 0) to_separate.push_back(colour);
  }
  const std::vector<Cmyk> separated = separate(to_separate);
  if (separated.size() != to_separate.size()) throw std::invalid_argument("colours missing");
  std::vector<PrintedColour> printed;
  std::size_t next = 0;
  for (const Colour& colour : colours) {
    if (colour.ink == 0) {
      printed.push_back({colour, name_of(colour, document.inks), separated[next++], {}});
      continue;
    }
    const Ink& ink = document.inks.at(static_cast<std::size_t>(colour.ink) - 1);
    printed.push_back({colour, ink.name, ink.cmyk.value(), ink.spot});
  }
  return printed;
}

Array separation(const std::string& name, const Cmyk& cmyk) {
  return {Name{"Separation"}, Name{name}, Name{"DeviceCMYK"},
          Dictionary{{"FunctionType", 2},
                     {"Domain", Array{0, 1}},
                     {"C0", Array{0, 0, 0, 0}},
                     {"C1", Array{cmyk[0], cmyk[1], cmyk[2], cmyk[3]}},
                     {"N", 1}}};
}

std::vector<PrintedColour> spots_of(const std::vector<PrintedColour>& colours) {
  std::vector<PrintedColour> spots;
  std::set<std::string> known;
  for (const PrintedColour& colour : colours) {
    if (!colour.spot.empty() && known.insert(colour.spot).second) spots.push_back(colour);
  }
  return spots;
}

Paint paint_for(const std::vector<PrintedColour>& colours, Graph& graph) {
  Paint paint;
  const std::vector<PrintedColour> spots = spots_of(colours);
  for (std::size_t i = 0; i < spots.size(); ++i) {
    paint.name("ColorSpace", spot_resource(i), graph.add(separation(spots[i].spot, spots[i].cmyk)));
  }
  const auto add_state = [&](std::string_view name, bool overprint) {
    paint.name("ExtGState", std::string(name),
               graph.add(Dictionary{{"Type", Name{"ExtGState"}},
                                    {"OP", overprint},
                                    {"op", overprint},
                                    {"OPM", overprint ? 1 : 0}}));
  };
  const bool any_overprints = std::any_of(
      colours.begin(), colours.end(), [](const PrintedColour& each) { return each.overprints(); });
  if (any_overprints) {
    add_state(kOverprint, true);
    add_state(kKnockOut, false);
  }
  for (const PrintedColour& colour : colours) {
    std::string operators;
    if (any_overprints) {
      operators += '/';
      operators += colour.overprints() ? kOverprint : kKnockOut;
      operators += " gs\n";
    }
    if (colour.spot.empty()) {
      for (const double part : colour.cmyk) put_operand(operators, part, kInkDecimals);
      operators += "k\n";
    } else {
      const auto spot = std::find_if(spots.begin(), spots.end(), [&](const PrintedColour& each) {
        return each.spot == colour.spot;
      });
      operators += '/';
      operators += spot_resource(static_cast<std::size_t>(spot - spots.begin()));
      operators += " cs 1 scn\n";
    }
    paint.say(colour.colour, std::move(operators));
  }
  return paint;
}

}  // namespace chancery::pdf
