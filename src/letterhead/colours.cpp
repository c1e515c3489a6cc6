#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "letterhead/styles.h"
#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

constexpr std::string_view kHowToWrite =
    "write it in quotation marks, such as \"#12384f\"; without them YAML takes # for a comment";

/// The name of a separation has 127 bytes at most (ISO 32000-1, annex C).
constexpr std::size_t kLongestSpot = 127;

/// Separations that mean something else than an ink of that name (ISO 32000-1, 8.6.6.4).
bool is_reserved(std::string_view spot) {
  static constexpr std::array<std::string_view, 6> kReserved = {"All",     "None",   "Cyan",
                                                                "Magenta", "Yellow", "Black"};
  return std::find(kReserved.begin(), kReserved.end(), spot) != kReserved.end();
}

std::optional<double> per_cent(const data::Node& node) {
  double value = -1;
  if (const auto* integer = std::get_if<std::int64_t>(&node.value)) {
    value = static_cast<double>(*integer);
  } else if (const auto* real = std::get_if<double>(&node.value)) {
    value = *real;
  }
  if (!(value >= 0 && value <= 100)) return std::nullopt;
  return value / 100;
}

std::optional<Cmyk> read_cmyk(const data::Node& node) {
  const data::Sequence* parts = node.sequence();
  Cmyk cmyk{};
  if (parts == nullptr || parts->size() != cmyk.size()) return std::nullopt;
  for (std::size_t i = 0; i < cmyk.size(); ++i) {
    const std::optional<double> part = per_cent((*parts)[i]);
    if (!part) return std::nullopt;
    cmyk.at(i) = *part;
  }
  return cmyk;
}

class ColourReader {
 public:
  ColourReader(std::vector<Ink>& inks, Diagnostics& diagnostics)
      : inks_(inks), diagnostics_(diagnostics) {}

  /// A colour that cannot be read is black: that it is unknown where it is used would be no news.
  Colour read(const data::Entry& entry) {
    Ink ink;
    ink.name = entry.key;
    if (entry.node.mapping() != nullptr) {
      read_printed(entry.node, ink);
    } else {
      ink.seen = seen(entry.node, entry.key);
    }
    inks_.push_back(ink);
    if (ink.cmyk) ink.seen.ink = static_cast<int>(inks_.size());
    return ink.seen;
  }

 private:
  Colour seen(const data::Node& node, std::string_view name) {
    const auto* text = std::get_if<std::string>(&node.value);
    const auto colour = text == nullptr ? std::nullopt : parse_colour(*text);
    if (colour) return *colour;
    report(diagnostics_, node.where, "not-a-colour",
           "the colour " + quoted(name) + " is not of the form #rrggbb", std::string(kHowToWrite));
    return {};
  }

  void read_printed(const data::Node& node, Ink& ink) {
    data::MappingReader reader(node, "the colour " + quoted(ink.name), diagnostics_);
    if (const data::Node* rgb = reader.required("rgb")) ink.seen = seen(*rgb, ink.name);
    if (const data::Node* cmyk = reader.required("cmyk")) {
      ink.cmyk = read_cmyk(*cmyk);
      if (!ink.cmyk) {
        report(diagnostics_, cmyk->where, "not-cmyk",
               "'cmyk' of the colour " + quoted(ink.name) + " is not four shares of ink",
               "write per cents of cyan, magenta, yellow and black, such as [100, 60, 20, 30]");
      }
    }
    if (const auto spot = reader.string("spot")) {
      check_spot(*spot, reader.any("spot")->where, ink);
      ink.spot = *spot;
    }
    reader.finish();
  }

  void check_spot(const std::string& spot, const Position& where, const Ink& ink) {
    if (spot.empty() || spot.size() > kLongestSpot || is_reserved(spot)) {
      report(diagnostics_, where, "bad-spot-name",
             quoted(spot) + " is no name for an ink of its own",
             "write the ink's name as its maker does, such as 'PANTONE 484 C'; the four process "
             "inks are meant by 'cmyk'");
    }
    // One plate has one likeness (ISO 15930-7, 6.2.4).
    const auto other = std::find_if(inks_.begin(), inks_.end(),
                                    [&](const Ink& known) { return known.spot == spot; });
    if (other != inks_.end() && ink.cmyk && other->cmyk && other->cmyk != ink.cmyk) {
      report(diagnostics_, where, "spot-differs",
             "the colours " + quoted(other->name) + " and " + quoted(ink.name) +
                 " are the same ink " + quoted(spot) + " with different 'cmyk'",
             "give both the same 'cmyk'");
    }
  }

  std::vector<Ink>& inks_;
  Diagnostics& diagnostics_;
};

}  // namespace

Colours read_colours(const data::Node& node, std::vector<Ink>& inks, Diagnostics& diagnostics) {
  Colours colours;
  const data::Mapping* mapping = node.mapping();
  if (mapping == nullptr) return colours;
  ColourReader reader(inks, diagnostics);
  for (const data::Entry& entry : *mapping) colours.emplace(entry.key, reader.read(entry));
  return colours;
}

}  // namespace chancery::letterhead
