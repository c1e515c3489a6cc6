#include "text/replacement.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace chancery::tests {
namespace {

using text::Replacement;

/// Single characters, some of which go, some of which become several.
std::vector<Replacement> random_replacements(std::mt19937& random, const std::string& words,
                                             char mark) {
  std::uniform_int_distribution<int> kind(0, 5);
  std::vector<Replacement> replacements;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const int what = kind(random);
    if (what > 2) continue;
    replacements.push_back({i, i + 1, std::string(static_cast<std::size_t>(what), mark)});
  }
  return replacements;
}

TEST(Replacements, ComposedAreAsOneAfterTheOther) {
  std::mt19937 random(9);
  for (int round = 0; round < 5000; ++round) {
    const std::string words =
        std::string("abcdefghij").substr(static_cast<std::size_t>(round) % 10);
    const auto first = random_replacements(random, words, 'X');
    const std::string between = text::replaced(words, first);
    const auto second = random_replacements(random, between, 'Y');
    ASSERT_EQ(text::replaced(words, text::composed(first, second)),
              text::replaced(between, second));
  }
}

TEST(Replacements, MoveWhatStandsBehindThem) {
  // "a-b  c": the hyphen becomes three bytes, a space goes.
  const std::vector<Replacement> replacements = {{1, 2, "–"}, {3, 4, ""}};
  const text::MovedOffsets moved(replacements);
  EXPECT_EQ(text::replaced("a-b  c", replacements), "a–b c");
  EXPECT_EQ(moved(0), 0U);
  EXPECT_EQ(moved(1), 1U);
  EXPECT_EQ(moved(2), 4U);
  EXPECT_EQ(moved(3), 5U);
  EXPECT_EQ(moved(4), 5U);
  EXPECT_EQ(moved(6), 7U);
}

}  // namespace
}  // namespace chancery::tests
