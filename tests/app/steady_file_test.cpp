// A received file is one file from its first look to its last.
#include "app/steady_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/diagnostic.h"
#include "run_program.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
using tests::TemporaryFolder;
using tests::write_text;

constexpr std::size_t kLarge = std::size_t{17} << 20U;

TEST(SteadyFile, HasTheBytesOfSmallAndLargeFiles) {
  const TemporaryFolder folder;
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, kLarge}) {
    const std::string text(size, 'x');
    write_text(folder / "a", text);
    const SteadyFile file(folder / "a");
    EXPECT_EQ(text_of(file.bytes()), text);
    EXPECT_TRUE(file.is_unchanged());
  }
}

TEST(SteadyFile, ASmallOneStaysAsItWasRead) {
  const TemporaryFolder folder;
  write_text(folder / "a", "before");
  const SteadyFile file(folder / "a");
  write_text(folder / "a", "after");
  EXPECT_EQ(text_of(file.bytes()), "before");
  EXPECT_TRUE(file.is_unchanged());
}

TEST(SteadyFile, ALargeOneThatIsWrittenToIsNoLongerTheSame) {
  const TemporaryFolder folder;
  write_text(folder / "a", std::string(kLarge, 'x'));
  const SteadyFile file(folder / "a");
  EXPECT_TRUE(file.is_unchanged());
  std::fstream(folder / "a", std::ios::in | std::ios::out | std::ios::binary) << "changed";
  EXPECT_FALSE(file.is_unchanged());
}

TEST(SteadyFile, ALargeOneThatIsReplacedIsNoLongerTheSame) {
  const TemporaryFolder folder;
  write_text(folder / "a", std::string(kLarge, 'x'));
  const SteadyFile file(folder / "a");
  write_text(folder / "b", std::string(kLarge, 'x'));
  fs::rename(folder / "b", folder / "a");
  EXPECT_FALSE(file.is_unchanged());
}

TEST(SteadyFile, OneThatIsNotThereIsTold) {
  EXPECT_THROW(SteadyFile("/nowhere/a"), Failure);
}

}  // namespace
}  // namespace chancery::app
