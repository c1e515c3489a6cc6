// Trees of the program's own files: remembered, and never older than the file.
#include "app/cache.h"

#include <gtest/gtest.h>

#include <fstream>

#include "environment.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

class RememberedTrees : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("chancery-cache-test-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::vector<fs::path> kept() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
    return files;
  }

  fs::path folder_;
};

TEST_F(RememberedTrees, AreReadFromTheCache) {
  const data::ParseYaml parse = parser_that_remembers(Cache(folder_));
  EXPECT_EQ(parse("a: x", "f.yaml").root->find("a")->text, "x");
  ASSERT_EQ(kept().size(), 1U);
  // What is read is what is kept: another value under a seal of its own comes back instead.
  const std::string name = kept().front().filename().string();
  const Cache cache(folder_);
  Bytes other = cache.take(name).value();
  ASSERT_EQ(other.back(), 'x');
  other.back() = 'y';
  cache.keep(name, other);
  const data::Node again = parse("a: x", "f.yaml").root.value();
  EXPECT_EQ(std::get<std::string>(again.find("a")->value), "y");
  EXPECT_EQ(again.find("a")->where.line, 1);
  EXPECT_EQ(again.find("a")->where.column, 4);
}

TEST_F(RememberedTrees, FollowTheFile) {
  const data::ParseYaml parse = parser_that_remembers(Cache(folder_));
  EXPECT_EQ(parse("a: 1", "f.yaml").root->find("a")->text, "1");
  EXPECT_EQ(parse("a: 3", "f.yaml").root->find("a")->text, "3");
  EXPECT_EQ(parse("a: 5", "g.yaml").root->find("a")->text, "5");
  EXPECT_EQ(parse("a: 3", "f.yaml").root->find("a")->text, "3");
  EXPECT_EQ(kept().size(), 2U);  // one a file, whatever it said before
}

TEST_F(RememberedTrees, AreNotKeptOfFilesWithFaults) {
  const data::ParseYaml parse = parser_that_remembers(Cache(folder_));
  EXPECT_FALSE(parse("a: 1\na: 2\n", "f.yaml").diagnostics.empty());
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(RememberedTrees, AreParsedAgainWhenTheCacheIsDamaged) {
  const data::ParseYaml parse = parser_that_remembers(Cache(folder_));
  (void)parse("a: 1", "f.yaml");
  const fs::path file = kept().front();
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(40).put('#');
  EXPECT_EQ(parse("a: 1", "f.yaml").root->find("a")->text, "1");
  fs::resize_file(file, 10);
  EXPECT_EQ(parse("a: 1", "f.yaml").root->find("a")->text, "1");
  fs::remove(file);
  fs::create_directory(file);
  EXPECT_EQ(parse("a: 1", "f.yaml").root->find("a")->text, "1");
}

TEST_F(RememberedTrees, AreDoneWithoutWhenThereIsNoFolder) {
  const data::ParseYaml parse = parser_that_remembers(Cache({}));
  EXPECT_EQ(parse("a: 1", "f.yaml").root->find("a")->text, "1");
}

}  // namespace
}  // namespace chancery::app
