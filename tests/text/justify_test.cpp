#include "text/justify.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace chancery::tests {
namespace {

using text::Adjustment;
using text::Give;
using text::share_out;

TEST(Justify, SpacesChangeFirst) {
  // Ten points of stretch: the first one and a half are the spaces' alone.
  const Give give{10, 6, 4};
  EXPECT_EQ(share_out(1.5, give).letters, 0);
  EXPECT_DOUBLE_EQ(share_out(1.5, give).spaces, 0.15);
  // Two more points: half of what the letters give.
  EXPECT_DOUBLE_EQ(share_out(3.5, give).spaces, 0.15);
  EXPECT_DOUBLE_EQ(share_out(3.5, give).letters, 0.5);
  // Then the spaces again, beyond their stretch too.
  EXPECT_DOUBLE_EQ(share_out(10, give).spaces, 0.6);
  EXPECT_DOUBLE_EQ(share_out(24, give).spaces, 2);
  EXPECT_EQ(share_out(24, give).letters, 1);
}

TEST(Justify, LettersNarrowByHalf) {
  const Give give{10, 6, 4};
  EXPECT_DOUBLE_EQ(share_out(-0.9, give).spaces, -0.15);
  EXPECT_DOUBLE_EQ(share_out(-2.9, give).letters, -0.5);
  EXPECT_DOUBLE_EQ(share_out(-8, give).spaces, -1);
  EXPECT_DOUBLE_EQ(give.narrower(), 8);
}

TEST(Justify, WithoutLettersItIsKnuthAndPlassesRatio) {
  const Give give{10, 6, 0};
  for (const double missing : {-6.0, -3.0, 0.0, 2.0, 10.0, 25.0}) {
    const double ratio = missing / (missing < 0 ? 6 : 10);
    EXPECT_DOUBLE_EQ(looseness(share_out(missing, give)), ratio);
  }
}

TEST(Justify, WithoutAnythingToGiveNothingFits) {
  EXPECT_TRUE(std::isinf(share_out(1, {}).spaces));
  EXPECT_EQ(share_out(0, {}).spaces, 0);
}

TEST(Justify, WhatIsSharedOutIsWhatWasMissing) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> length(0.1, 20);
  double looser = -1e9;
  for (int round = 0; round < 1000; ++round) {
    const Give give{length(random), length(random), length(random)};
    const double missing = std::uniform_real_distribution<double>(-give.narrower(), 50)(random);
    const Adjustment shared = share_out(missing, give);
    const double glue = missing < 0 ? give.shrink : give.stretch;
    EXPECT_NEAR(shared.spaces * glue + shared.letters * give.letters, missing, 1e-9);
    EXPECT_LE(shared.letters, 1);
    EXPECT_GE(shared.letters, -Give::kNarrowest);
    EXPECT_GE(shared.spaces, -1 - 1e-9);
    // A line that lacks more is never less loose.
    looser = looseness(share_out(missing + 0.5, give));
    EXPECT_GT(looser, looseness(shared));
  }
}

}  // namespace
}  // namespace chancery::tests
