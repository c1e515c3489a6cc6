// Files that somebody has tampered with after they were signed, and honest ones beside them. Made
// while the tests run, from a seed: the same seed gives the same files but for signature values.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace chancery::tests {

using Random = std::mt19937;

/// What a verifier has to say of an attack.
enum class Expected {
  kAltered,   ///< unreadable, or a signature broken, misplaced or followed by what it forbids
  kFailed,    ///< TOTAL-FAILED
  kNoPass,    ///< never TOTAL-PASSED, though every anchor is trusted
  kReported,  ///< permitted, but told
};

struct Attack {
  std::string name;
  std::string told;  ///< stands in the report's codes, texts, objects or pages
  std::function<Bytes(Random&)> make;
  Expected expected = Expected::kAltered;
};
using Attacks = std::vector<Attack>;

struct Honest {
  std::string name;
  std::function<Bytes(Random&)> make;
  std::size_t signatures = 1;
};
using HonestFiles = std::vector<Honest>;

Attacks byte_range_attacks();
Attacks contents_attacks();
Attacks incremental_attacks();
Attacks wrapping_attacks();
Attacks shadow_attacks();
Attacks certified_attacks();
Attacks field_attacks();
Attacks appearance_attacks();
Attacks resource_attacks();
Attacks page_tree_attacks();
Attacks structure_attacks();
Attacks catalog_attacks();
Attacks section_attacks();
Attacks cms_attacks();
Attacks time_stamp_attacks();

HonestFiles own_files();
HonestFiles permitted_files();
HonestFiles syntax_files();
HonestFiles foreign_files();

/// Of the environment's CHANCERY_SEED, else the date of the letter.
Random seeded();

}  // namespace chancery::tests
