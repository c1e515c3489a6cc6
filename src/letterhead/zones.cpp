#include "letterhead/zones.h"

#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

void in_text_area(const std::string& name, const std::string& what, const Position& where,
                  Diagnostics& diagnostics) {
  report(diagnostics, where, "zones-overlap",
         "'" + name + "' of " + what + " lies in the text area",
         "move it, or make the margin on its side larger");
}

}  // namespace

bool lies_within(const Rect& inner, const Rect& outer) {
  return inner.x + kRounding >= outer.x && inner.y + kRounding >= outer.y &&
         inner.right() <= outer.right() + kRounding && inner.bottom() <= outer.bottom() + kRounding;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x + kRounding < b.right() && b.x + kRounding < a.right() &&
         a.y + kRounding < b.bottom() && b.y + kRounding < a.bottom();
}

void Zones::keep(std::string name, const Rect& place, const Position& where,
                 Diagnostics& diagnostics) {
  if (lies_within(place, page_)) {
    zones_.push_back({std::move(name), place, where});
  } else {
    report(diagnostics, where, "outside-page",
           "'" + name + "' of " + what_ + " does not lie within the page",
           "move it or make it smaller; x and y count from the page's top-left corner");
  }
}

void Zones::check(Diagnostics& diagnostics) const {
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    if (text_area_ && overlap(zones_[i].place, *text_area_)) {
      in_text_area(zones_[i].name, what_, zones_[i].where, diagnostics);
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (!overlap(zones_[i].place, zones_[j].place)) continue;
      report(diagnostics, zones_[i].where, "zones-overlap",
             "'" + zones_[i].name + "' and '" + zones_[j].name + "' of " + what_ + " overlap",
             "move one of them or make it smaller");
    }
  }
}

void Zones::check_on(const Zones& other, Diagnostics& diagnostics) const {
  for (const Zone& zone : zones_) {
    if (other.text_area_ && overlap(zone.place, *other.text_area_)) {
      in_text_area(zone.name, what_, zone.where, diagnostics);
    }
    for (const Zone& there : other.zones_) {
      if (!overlap(zone.place, there.place)) continue;
      report(diagnostics, zone.where, "zones-overlap",
             "'" + zone.name + "' of " + what_ + " and '" + there.name + "' of " + other.what_ +
                 " overlap",
             "move one of them or make it smaller");
    }
  }
}

}  // namespace chancery::letterhead
