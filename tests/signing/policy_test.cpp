// Order, quorum and certification, by hand.
#include "signing/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "signing/signing.h"

namespace chancery::tests {
namespace {

using signing::PlaceState;
using signing::Policy;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kDivisions =
    "divisions:\n"
    "  - {name: Asia, organisation: O, key: 'pem:a'}\n"
    "  - {name: Europe, organisation: O, key: 'pem:b'}\n"
    "  - {name: Africa, organisation: O, key: 'pem:c'}\n";

signing::ReadDivisions read(const std::string& policy) {
  return signing::read_divisions(kDivisions + policy, "d.yaml");
}

std::string problems(const std::string& policy) {
  std::string told;
  for (const Diagnostic& problem : read(policy).diagnostics) {
    told += std::to_string(problem.where.line) + " " + problem.code + "\n";
  }
  return told;
}

std::vector<PlaceState> letter(bool asia, bool europe, bool africa) {
  return {{"Asia", asia}, {"Europe", europe}, {"Africa", africa}};
}

std::string refused(const Policy& policy, const std::string& division,
                    const std::vector<PlaceState>& places, int certify = 0) {
  const auto refusal = signing::refusal(policy, division, places, certify);
  return refusal ? refusal->code : "";
}

TEST(Policy, SaysWhoseSignaturesAVerifierWants) {
  EXPECT_THAT(read("policy:\n  require: [Asia, Africa]\n").policy.require,
              ElementsAre("Asia", "Africa"));
  EXPECT_EQ(problems("policy:\n  require: [Asia, Asai, Asia]\n"),
            "6 no-such-division\n6 duplicate-division\n");
}

TEST(Policy, AListForVerifyingNeedsNoKeys) {
  const std::string list = "divisions:\n  - {name: Asia, organisation: O}\n";
  EXPECT_FALSE(signing::read_divisions(list, "d.yaml").divisions);
  const auto read = signing::read_divisions(list, "d.yaml", signing::ListFor::kVerifying);
  ASSERT_TRUE(read.divisions);
  EXPECT_EQ(read.divisions->at(0).organisation, "O");
}

TEST(Policy, IsReadWithItsMistakes) {
  const Policy policy = read(
                            "policy:\n  signatures: 2\n  order: [Asia, Europe]\n  level: B-LT\n"
                            "  certifies: Asia\n  permits: 3\n")
                            .policy;
  EXPECT_EQ(policy.signatures, 2);
  EXPECT_THAT(policy.order, ElementsAre("Asia", "Europe"));
  EXPECT_EQ(policy.level, signing::Level::kLt);
  EXPECT_EQ(policy.certifier, "Asia");
  EXPECT_EQ(policy.permits, 3);
  EXPECT_EQ(problems("policy:\n  signatures: all\n"), "");
  EXPECT_EQ(problems("policy:\n  signatures: 0\n"), "6 bad-signatures\n");
  EXPECT_EQ(problems("policy:\n  signatures: any\n"), "6 bad-signatures\n");
  EXPECT_EQ(problems("policy:\n  order: [Asia, Asia]\n"), "6 duplicate-division\n");
  EXPECT_EQ(problems("policy:\n  order: [Azia]\n"), "6 no-such-division\n");
  EXPECT_EQ(problems("policy:\n  level: B-X\n"), "6 bad-level\n");
  EXPECT_EQ(problems("policy:\n  certifies: Nobody\n"), "6 no-such-division\n");
  EXPECT_EQ(problems("policy:\n  permits: 2\n"), "6 bad-permits\n");
  EXPECT_EQ(problems("policy:\n  certifies: Asia\n  permits: 4\n"), "7 bad-permits\n");
  EXPECT_EQ(problems("policy:\n  certifies: Europe\n  order: [Asia]\n"), "6 certifies-too-late\n");
  EXPECT_EQ(problems("policy:\n  ordre: [Asia]\n"), "6 unknown-key\n");
}

TEST(Policy, AnyDivisionMaySignWithoutOne) {
  EXPECT_EQ(refused({}, "Europe", letter(false, false, false)), "");
  EXPECT_EQ(refused({}, "Asia", letter(false, true, true)), "");
}

TEST(Policy, AsiaFirst) {
  Policy policy;
  policy.order = {"Asia"};
  EXPECT_EQ(refused(policy, "Asia", letter(false, false, false)), "");
  EXPECT_EQ(refused(policy, "Europe", letter(false, false, false)), "out-of-order");
  EXPECT_EQ(refused(policy, "Africa", letter(true, false, false)), "");
  // A letter without Asia waits for nobody.
  EXPECT_EQ(refused(policy, "Europe", {{"Europe", false}}), "");
}

TEST(Policy, OneAfterTheOther) {
  Policy policy;
  policy.order = {"Asia", "Europe"};
  EXPECT_EQ(refused(policy, "Europe", letter(false, false, false)), "out-of-order");
  EXPECT_EQ(refused(policy, "Europe", letter(true, false, false)), "");
  EXPECT_EQ(refused(policy, "Africa", letter(true, false, false)), "out-of-order");
  EXPECT_EQ(refused(policy, "Africa", letter(true, true, false)), "");
}

TEST(Policy, AnyTwoMakeALetterComplete) {
  Policy policy;
  policy.signatures = 2;
  EXPECT_FALSE(signing::standing(policy, letter(true, false, false)).complete());
  const signing::Standing two = signing::standing(policy, letter(true, false, true));
  EXPECT_TRUE(two.complete());
  EXPECT_THAT(two.missing, ElementsAre("Europe"));
  // A letter with one place needs one.
  EXPECT_EQ(signing::standing(policy, {{"Asia", false}}).wanted, 1);
  policy.signatures.reset();
  EXPECT_EQ(signing::standing(policy, letter(true, false, true)).wanted, 3);
}

TEST(Policy, OnlyTheFirstSignatureCertifies) {
  Policy policy;
  policy.certifier = "Europe";
  EXPECT_EQ(refused(policy, "Asia", letter(false, false, false)), "not-certified-yet");
  EXPECT_EQ(refused(policy, "Europe", letter(false, false, false), 2), "");
  EXPECT_EQ(refused(policy, "Asia", letter(false, true, false)), "");
  EXPECT_EQ(refused({}, "Asia", letter(false, true, false), 2), "certifies-too-late");
  EXPECT_EQ(refused({}, "Asia", letter(false, false, false), 1), "certification-forbids");
  EXPECT_EQ(refused({}, "Asia", {{"Asia", false}}, 1), "");
}

}  // namespace
}  // namespace chancery::tests
