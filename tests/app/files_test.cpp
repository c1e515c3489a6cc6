// Files are written whole or not at all, and read with an error that says why.
#include "app/files.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <thread>

#include "base/diagnostic.h"
#include "run_program.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using tests::read_text;
using tests::TemporaryFolder;
using tests::write_text;

/// What stops the work, as text; empty when nothing does.
template <typename Work>
std::string stopped(FailureKind kind, Work work) {
  try {
    work();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), kind) << failure.what();
    return failure.what();
  }
  return "";
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return 0;
  return status.st_mode & 07777U;
}

/// What stops the work when it is done by nobody: root may read and write everywhere.
template <typename Work>
std::string stopped_as_nobody(FailureKind kind, Work work) {
  if (::geteuid() != 0) return stopped(kind, work);
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    std::string said = "cannot become nobody";
    if (::setresuid(kNobody, kNobody, kNobody) == 0) said = stopped(kind, work);
    ::_exit(::write(ends[1], said.data(), said.size()) < 0 ? 1 : 0);
  }
  ::close(ends[1]);
  const std::string said(text_of(read_file("/dev/fd/" + std::to_string(ends[0]))));
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return said;
}

/// The file mode creation mask for the length of a test.
class Mask {
 public:
  explicit Mask(mode_t mask) : before_(::umask(mask)) {}
  ~Mask() { ::umask(before_); }
  Mask(const Mask&) = delete;
  Mask& operator=(const Mask&) = delete;

 private:
  mode_t before_;
};

TEST(WriteFile, MakesANewFileAndLeavesNothingBesideIt) {
  const TemporaryFolder folder;
  const std::string text(3'000'000, 'x');
  write_file(folder / "a.pdf", bytes_of(text));
  EXPECT_TRUE(read_text(folder / "a.pdf") == text);
  write_file(folder / "empty.pdf", {});
  EXPECT_EQ(read_text(folder / "empty.pdf"), "");
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a.pdf", "empty.pdf"));
}

TEST(WriteFile, ANewFileHasThePermissionsThatTheMaskLeaves) {
  const TemporaryFolder folder;
  const Mask mask(027);
  write_file(folder / "a.pdf", bytes_of("x"));
  EXPECT_EQ(mode_of(folder / "a.pdf"), 0640U);
}

TEST(WriteFile, WhatIsThereKeepsItsPermissions) {
  const TemporaryFolder folder;
  const Mask mask(077);
  for (const mode_t mode : {0600U, 0640U, 0666U, 0755U}) {
    write_text(folder / "a.pdf", "old");
    ASSERT_EQ(::chmod((folder / "a.pdf").c_str(), mode), 0);
    write_file(folder / "a.pdf", bytes_of("new"));
    EXPECT_EQ(mode_of(folder / "a.pdf"), mode);
    EXPECT_EQ(read_text(folder / "a.pdf"), "new");
  }
}

TEST(WriteFile, ReplacesWithoutTouchingWhatAReaderHasOpen) {
  const TemporaryFolder folder;
  write_text(folder / "a.pdf", "the old file");
  const auto mapped = MappedFile::open(folder / "a.pdf");
  std::ifstream open(folder / "a.pdf");
  write_file(folder / "a.pdf", bytes_of("new"));
  EXPECT_EQ(text_of(mapped->bytes()), "the old file");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(open), {}), "the old file");
  EXPECT_EQ(read_text(folder / "a.pdf"), "new");
}

TEST(WriteFile, ASymbolicLinkStaysOneAndItsTargetIsReplaced) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "store");
  write_text(folder / "store/real.pdf", "old");
  fs::create_symlink("store/real.pdf", folder / "one.pdf");
  fs::create_symlink("one.pdf", folder / "two.pdf");
  write_file(folder / "two.pdf", bytes_of("new"));
  EXPECT_TRUE(fs::is_symlink(folder / "one.pdf"));
  EXPECT_TRUE(fs::is_symlink(folder / "two.pdf"));
  EXPECT_FALSE(fs::is_symlink(folder / "store/real.pdf"));
  EXPECT_EQ(read_text(folder / "store/real.pdf"), "new");
  EXPECT_THAT(names_in(folder / "store"), ElementsAre("real.pdf"));
}

TEST(WriteFile, ALinkThatLeadsNowhereIsAnError) {
  const TemporaryFolder folder;
  fs::create_symlink("nowhere/a.pdf", folder / "a.pdf");
  EXPECT_THAT(stopped(FailureKind::kSystem, [&] { write_file(folder / "a.pdf", bytes_of("x")); }),
              HasSubstr("No such file"));
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a.pdf"));
}

TEST(WriteFile, ADeviceOrPipeIsWrittenToAsItIs) {
  write_file("/dev/null", bytes_of("x"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_THAT(stopped(FailureKind::kSystem, [] { write_file("/dev/full", bytes_of("x")); }),
              HasSubstr("make room on the disk"));

  const TemporaryFolder folder;
  const fs::path pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::string read;
  std::thread reader([&] { read = read_text(pipe); });
  const std::string text(200'000, 'p');  // more than a pipe holds
  write_file(pipe, bytes_of(text));
  reader.join();
  EXPECT_TRUE(read == text);
  EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST(WriteFile, ErrorsSayWhatToDo) {
  const TemporaryFolder folder;
  EXPECT_THAT(stopped(FailureKind::kSystem, [&] { write_file(folder.path(), bytes_of("x")); }),
              HasSubstr("Is a directory"));
  EXPECT_THAT(stopped(FailureKind::kSystem, [&] { write_file(folder / "no/a", bytes_of("x")); }),
              HasSubstr("make the folder first"));
  write_text(folder / "file", "x");
  EXPECT_THAT(stopped(FailureKind::kSystem, [&] { write_file(folder / "file/a", bytes_of("x")); }),
              HasSubstr("Not a directory"));
}

TEST(WriteFile, AReadOnlyFolderIsLeftAsItIs) {
  const TemporaryFolder folder;
  write_text(folder / "a.pdf", "old");
  ASSERT_EQ(::chmod(folder.path().c_str(), 0555), 0);
  EXPECT_THAT(
      stopped_as_nobody(FailureKind::kSystem, [&] { write_file(folder / "a.pdf", bytes_of("x")); }),
      HasSubstr("choose a place you may write to"));
  EXPECT_EQ(read_text(folder / "a.pdf"), "old");
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a.pdf"));
  ASSERT_EQ(::chmod(folder.path().c_str(), 0700), 0);
}

TEST(WriteFile, WhatAKilledProcessLeftBehindIsNoObstacle) {
  const TemporaryFolder folder;
  // In a container the same process number comes again with every start.
  const std::string part = ".chancery-part-" + std::to_string(::getpid()) + "-";
  for (int i = 0; i < 200; ++i) write_text(folder / (part + std::to_string(i)), "half");
  write_file(folder / "a.pdf", bytes_of("whole"));
  EXPECT_EQ(read_text(folder / "a.pdf"), "whole");
}

TEST(WriteFile, ManyThreadsMayWriteTheSameFile) {
  const TemporaryFolder folder;
  std::vector<std::thread> threads;
  for (char c = 'a'; c < 'e'; ++c) {
    threads.emplace_back([&folder, c] {
      const std::string text(100'000, c);
      for (int i = 0; i < 20; ++i) write_file(folder / "a.pdf", bytes_of(text));
    });
  }
  for (int i = 0; i < 50; ++i) {
    if (!fs::exists(folder / "a.pdf")) continue;
    const std::string text = read_text(folder / "a.pdf");
    EXPECT_EQ(text, std::string(100'000, text.empty() ? '?' : text[0]));
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a.pdf"));
}

TEST(ReadFile, GivesEveryByte) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += static_cast<char>(i % 251);
  write_text(folder / "a", text);
  EXPECT_TRUE(text_of(read_file(folder / "a")) == text);
  EXPECT_TRUE(text_of(MappedFile::open(folder / "a")->bytes()) == text);
  write_text(folder / "empty", "");
  EXPECT_TRUE(read_file(folder / "empty").empty());
  EXPECT_TRUE(MappedFile::open(folder / "empty")->bytes().empty());
  // The kernel gives such files without a size.
  EXPECT_THAT(std::string(text_of(read_file("/proc/self/status"))), HasSubstr("Name:"));
}

TEST(ReadFile, ErrorsNameThePathAndTheReason) {
  const TemporaryFolder folder;
  EXPECT_THAT(stopped(FailureKind::kInput, [&] { (void)read_file(folder / "a"); }),
              HasSubstr("check the name and the folder"));
  EXPECT_THAT(stopped(FailureKind::kInput, [&] { (void)read_file(folder.path()); }),
              HasSubstr(folder.path().string() + ": Is a directory"));
  write_text(folder / "a", "x");
  ASSERT_EQ(::chmod((folder / "a").c_str(), 0), 0);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
  EXPECT_THAT(stopped_as_nobody(FailureKind::kInput, [&] { (void)read_file(folder / "a"); }),
              HasSubstr("check that you may read it"));
}

TEST(ReadFile, WhatIsNotThereIsNothingAndWhatCannotBeSeenIsAnError) {
  const TemporaryFolder folder;
  write_text(folder / "a", "x");
  EXPECT_EQ(text_of(read_file_if_there(folder / "a").value()), "x");
  EXPECT_EQ(read_file_if_there(folder / "b"), std::nullopt);
  EXPECT_EQ(read_file_if_there(folder / "a/b"), std::nullopt);
  EXPECT_THAT(stopped(FailureKind::kInput,
                      [&] { (void)read_file_if_there(folder / std::string(5000, 'x')); }),
              HasSubstr("File name too long"));
  ASSERT_EQ(::chmod(folder.path().c_str(), 0600), 0);
  EXPECT_THAT(
      stopped_as_nobody(FailureKind::kInput, [&] { (void)read_file_if_there(folder / "a"); }),
      HasSubstr("Permission denied"));
  ASSERT_EQ(::chmod(folder.path().c_str(), 0700), 0);
}

TEST(MappedFile, IsNothingWhenItCannotBeMapped) {
  const TemporaryFolder folder;
  EXPECT_EQ(MappedFile::open(folder / "a"), nullptr);
  EXPECT_EQ(MappedFile::open(folder.path()), nullptr);
  EXPECT_EQ(MappedFile::open("/dev/null"), nullptr);
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(MappedFile::open(folder / "pipe"), nullptr);
}

TEST(WriteToCache, MakesTheFolderAndLeavesWhatIsNoFile) {
  const TemporaryFolder folder;
  const fs::path entry = folder / "cache/a/entry";
  write_to_cache(entry, bytes_of("one"));
  write_to_cache(entry, bytes_of("two"));
  EXPECT_EQ(tests::read_text(entry), "two");
  const fs::path pipe = folder / "cache/pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  write_to_cache(pipe, bytes_of("it would never be read"));
  EXPECT_TRUE(fs::is_fifo(pipe));
  // Below a file there can be no folder.
  EXPECT_NO_THROW(write_to_cache(entry / "below", bytes_of("x")));
  EXPECT_EQ(tests::read_text(entry), "two");
}

TEST(PathInside, IsTheFileInTheFolderOrBelow) {
  const TemporaryFolder folder;
  const fs::path root = fs::canonical(folder.path());
  fs::create_directory(folder / "art");
  write_text(folder / "art/map.svg", "x");
  EXPECT_EQ(path_inside(folder.path(), "art/map.svg"), root / "art/map.svg");
  EXPECT_EQ(path_inside(folder.path(), "./art/../art/map.svg"), root / "art/map.svg");
  EXPECT_EQ(path_inside(folder.path(), "not-there.svg"), root / "not-there.svg");
  EXPECT_EQ(path_inside(folder.path(), "..map.svg"), root / "..map.svg");
  EXPECT_EQ(path_inside(folder.path(), (root / "art/map.svg").string()), root / "art/map.svg");
}

TEST(PathInside, NothingLeadsOut) {
  const TemporaryFolder outside;
  write_text(outside / "secret", "x");
  const fs::path folder = outside / "letters";
  fs::create_directory(folder);
  fs::create_directory(folder / "sub");
  fs::create_symlink("../secret", folder / "link");
  fs::create_symlink(outside.path(), folder / "up");
  fs::create_symlink("link", folder / "link-to-link");
  fs::create_symlink("loop", folder / "loop");
  for (const char* name :
       {"", ".", "sub/..", "..", "../secret", "sub/../../secret", "/etc/passwd", "/", "link",
        "up/secret", "up/not-there", "link-to-link", "loop", "../letters-of-others/a"}) {
    EXPECT_EQ(path_inside(folder, name), std::nullopt) << name;
  }
  EXPECT_EQ(path_inside(folder, std::string("sub\0/../x", 9)), std::nullopt);
  EXPECT_EQ(path_inside(outside / "no-such-folder", "a"), std::nullopt);
  // A link that stays inside is no way out.
  write_text(folder / "sub/a", "x");
  fs::create_symlink("sub/a", folder / "inside");
  EXPECT_EQ(path_inside(folder, "inside"), fs::canonical(folder / "sub/a"));
}

}  // namespace
}  // namespace chancery::app
