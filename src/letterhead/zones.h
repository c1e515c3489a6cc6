// Zones of a page: what stands in them must lie on the page and not in each other's way.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/units.h"

namespace chancery::letterhead {

/// What rounding of millimetres may add up to.
inline constexpr Points kRounding{0.01};

bool lies_within(const Rect& inner, const Rect& outer);
bool overlap(const Rect& a, const Rect& b);

/// The zones of one side of a sheet, with where each was written.
class Zones {
 public:
  /// `what` names the side: "the first page of A4".
  Zones(std::string what, const Rect& page) : what_(std::move(what)), page_(page) {}

  const std::string& what() const { return what_; }
  const Rect& page() const { return page_; }
  void set_text_area(const Rect& area) { text_area_ = area; }

  /// Remembers a zone that lies on the page; reports one that does not.
  void keep(std::string name, const Rect& place, const Position& where, Diagnostics& diagnostics);
  /// Those that lie in the text area or on one another.
  void check(Diagnostics& diagnostics) const;
  /// Those that lie in the text area of the other side's page or on its zones: they are printed
  /// together.
  void check_on(const Zones& other, Diagnostics& diagnostics) const;

 private:
  struct Zone {
    std::string name;
    Rect place;
    Position where;
  };

  std::string what_;
  Rect page_;
  std::optional<Rect> text_area_;
  std::vector<Zone> zones_;
};

}  // namespace chancery::letterhead
