// No honest letter fails.
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

const HonestFiles& all_honest() {
  static const HonestFiles kFiles = [] {
    HonestFiles all;
    for (auto* some : {&own_files, &permitted_files, &syntax_files, &foreign_files}) {
      for (Honest& file : (*some)()) all.push_back(std::move(file));
    }
    return all;
  }();
  return kFiles;
}

class HonestFile : public ::testing::TestWithParam<std::size_t> {};

TEST_P(HonestFile, IsNotCalledAltered) {
  const Honest& honest = all_honest().at(GetParam());
  Random random = seeded();
  random.discard(GetParam());
  const Bytes file = honest.make(random);
  if (file.empty()) GTEST_SKIP() << "the program is not installed";
  const Report report = verification::verify(
      file, {{keys().certificate("root")}, {keys().certificate("issuing")}}, std::time(nullptr));
  const std::string text = verification::to_text(report, honest.name);
  EXPECT_FALSE(altered(report)) << text;
  EXPECT_THAT(verification::english_left(report), ::testing::IsEmpty()) << text;
  EXPECT_NE(report.status, Status::kTotalFailed) << text;
  EXPECT_EQ(report.signatures.size(), honest.signatures) << text;
}

INSTANTIATE_TEST_SUITE_P(Files, HonestFile, ::testing::Range<std::size_t>(0, all_honest().size()),
                         [](const auto& tested) { return all_honest().at(tested.param).name; });

TEST(HonestSet, IsLargeAndNamesEachFileOnce) {
  std::set<std::string> names;
  for (const Honest& honest : all_honest()) {
    EXPECT_TRUE(names.insert(honest.name).second) << honest.name;
  }
  EXPECT_GE(names.size(), 60U);
}

}  // namespace
}  // namespace chancery::tests
