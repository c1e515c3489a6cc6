#include "app/conditions.h"

#include <algorithm>
#include <array>
#include <string>

#include "app/places.h"

namespace chancery::app {
namespace {

/// A sheet no wider is A4's, else US Letter's.
constexpr Points kWidestA4(600);

constexpr std::array<KnownCondition, 2> kKnownConditions = {
    {{"fogra39", "FOGRA39", "Coated paper, offset, ISO 12647-2:2004", "FOGRA39L_coated.icc"},
     {"gracol2006", "CGATS TR 006", "Coated paper, offset, GRACoL 2006", "GRACoL2006_coated.icc"}}};

bool is_alike(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [lower](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

const KnownCondition* find_condition(std::string_view name) {
  for (const KnownCondition& each : kKnownConditions) {
    if (is_alike(each.name, name)) return &each;
  }
  return nullptr;
}

const KnownCondition& usual_condition(const layout::Document& document) {
  const bool is_a4 = document.pages.empty() || document.pages.front().width <= kWidestA4;
  return kKnownConditions.at(is_a4 ? 0 : 1);
}

std::string profile_file(const KnownCondition& condition) {
  return (data_folder() / "letterhead" / "colour" / condition.file).string();
}

}  // namespace chancery::app
