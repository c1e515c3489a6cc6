#include "pdf/write/paint.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

constexpr int kColourDecimals = 4;

std::tuple<double, double, double, int> key_of(const Colour& colour) {
  return {colour.red, colour.green, colour.blue, colour.ink};
}

}  // namespace

void Paint::put(const Colour& colour, std::string& operators) const {
  if (!said_.empty()) {
    const auto found = said_.find(key_of(colour));
    if (found == said_.end()) throw std::invalid_argument("a colour that is not for print");
    operators += found->second;
    return;
  }
  for (const double component : {colour.red, colour.green, colour.blue}) {
    put_operand(operators, std::clamp(component, 0.0, 1.0), kColourDecimals);
  }
  operators += "rg\n";
}

void Paint::say(const Colour& colour, std::string operators) {
  said_.insert_or_assign(key_of(colour), std::move(operators));
}

void Paint::name(const std::string& category, const std::string& name, Object value) {
  Dictionary named;
  if (const Object* known = resources_.find(category)) named = *known->as<Dictionary>();
  named.set(name, std::move(value));
  resources_.set(category, std::move(named));
}

void Paint::add_resources(Dictionary& resources) const {
  for (const auto& [category, named] : resources_.entries()) resources.set(category, named);
}

}  // namespace chancery::pdf
