// How colours are set in content streams.
#pragma once

#include <map>
#include <string>
#include <tuple>

#include "base/units.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// Of itself sets colours as they are seen (DeviceRGB). For print each colour is given operators of
/// its own and the resources that they name.
class Paint {
 public:
  /// Appends operators that make the colour the one to fill with.
  void put(const Colour& colour, std::string& operators) const;

  /// `operators` for the colour, with a line end.
  void say(const Colour& colour, std::string operators);
  /// An entry of the resources ("ColorSpace", "ExtGState") of everything that is painted.
  void name(const std::string& category, const std::string& name, Object value);
  /// Adds them to a resource dictionary.
  void add_resources(Dictionary& resources) const;

 private:
  using Key = std::tuple<double, double, double, int>;
  std::map<Key, std::string> said_;
  Dictionary resources_;
};

}  // namespace chancery::pdf
