// No forged letter passes, and the report says why.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <set>

#include "attack.h"
#include "english_left.h"
#include "signed_file.h"

namespace chancery::tests {
namespace {

using verification::Report;
using verification::Status;

const Attacks& all_attacks() {
  static const Attacks kAttacks = [] {
    Attacks all;
    for (auto* some :
         {&byte_range_attacks, &contents_attacks, &incremental_attacks, &wrapping_attacks,
          &shadow_attacks, &certified_attacks, &field_attacks, &appearance_attacks,
          &resource_attacks, &page_tree_attacks, &structure_attacks, &catalog_attacks,
          &section_attacks, &cms_attacks, &time_stamp_attacks}) {
      for (Attack& attack : (*some)()) all.push_back(std::move(attack));
    }
    return all;
  }();
  return kAttacks;
}

/// Everything that the report says, in one text.
std::string said(const Report& report) {
  std::string all = report.unreadable_reason + '\n';
  const auto add = [&](const auto& findings) {
    for (const auto& finding : findings) all += finding.code + ": " + finding.text + '\n';
  };
  add(report.findings);
  for (const auto& signature : report.signatures) {
    all += signature.field + ' ' + signature.sub_indication + '\n';
    add(signature.findings);
    for (const auto& change : signature.later_changes) {
      all += change.object + ", " + change.page + ": " + change.text + '\n';
    }
  }
  return all;
}

/// Every anchor is trusted: only what is wrong with the file can keep it from passing.
Report verified_with_trust(const Bytes& file) {
  return verification::verify(file, {{keys().certificate("root")}, {keys().certificate("issuing")}},
                              std::time(nullptr));
}

class AttackFound : public ::testing::TestWithParam<std::size_t> {};

TEST_P(AttackFound, AndToldWhy) {
  const Attack& attack = all_attacks().at(GetParam());
  Random random = seeded();
  random.discard(GetParam());
  const Bytes file = attack.make(random);
  const Report report = verified_with_trust(file);
  const std::string text = said(report) + verification::to_text(report, attack.name);
  EXPECT_THAT(said(report), ::testing::HasSubstr(attack.told)) << text;
  EXPECT_THAT(verification::english_left(report), ::testing::IsEmpty()) << text;
  switch (attack.expected) {
    case Expected::kAltered:
      EXPECT_TRUE(altered(report)) << text;
      EXPECT_EQ(report.status, Status::kTotalFailed) << text;
      break;
    case Expected::kFailed:
      EXPECT_EQ(report.status, Status::kTotalFailed) << text;
      break;
    case Expected::kNoPass:
      EXPECT_NE(report.status, Status::kTotalPassed) << text;
      break;
    case Expected::kReported:
      break;  // as told above
  }
}

INSTANTIATE_TEST_SUITE_P(Attacks, AttackFound,
                         ::testing::Range<std::size_t>(0, all_attacks().size()),
                         [](const auto& tested) { return all_attacks().at(tested.param).name; });

TEST(AttackSet, IsLargeAndNamesEachFileOnce) {
  std::set<std::string> names;
  std::size_t found = 0;
  for (const Attack& attack : all_attacks()) {
    EXPECT_TRUE(names.insert(attack.name).second) << attack.name;
    if (attack.expected != Expected::kReported) ++found;
  }
  EXPECT_GE(found, 120U);
}

}  // namespace
}  // namespace chancery::tests
