// The confined reader can compute and answer, and nothing else.
#include "app/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "run_program.h"

namespace chancery::app {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

TEST(ConfinedChild, GivesBackWhatTheWorkReturned) {
  const Bytes large(3'000'000, 7);
  const ChildAnswer answer = run_confined([&] { return large; });
  EXPECT_EQ(answer.end, ChildEnd::kAnswered);
  EXPECT_EQ(answer.bytes, large);
}

TEST(ConfinedChild, MayNotOpenAFile) {
  const ChildAnswer answer = run_confined([] {
    const int file = ::open("/etc/passwd", O_RDONLY);
    return file >= 0 ? Bytes{1} : Bytes{0};
  });
  if (kSanitized) {
    EXPECT_EQ(answer.bytes, Bytes{0});
  } else {
    EXPECT_EQ(answer.end, ChildEnd::kForbidden);
  }
}

TEST(ConfinedChild, MayNotOpenASocket) {
  const ChildAnswer answer = run_confined([] {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    return socket >= 0 ? Bytes{1} : Bytes{0};
  });
  if (kSanitized) {
    EXPECT_EQ(answer.bytes, Bytes{0});
  } else {
    EXPECT_EQ(answer.end, ChildEnd::kForbidden);
  }
}

TEST(ConfinedChild, MayNotStartAProgram) {
  const ChildAnswer answer = run_confined([] {
    ::execl("/bin/true", "true", static_cast<char*>(nullptr));
    return Bytes{0};
  });
  if (!kSanitized) {
    EXPECT_EQ(answer.end, ChildEnd::kForbidden);
  }
}

TEST(ConfinedChild, HasNoDescriptorsOfItsParent) {
  const int file = ::open("/dev/null", O_RDWR);
  ASSERT_GE(file, 3);
  const ChildAnswer answer =
      run_confined([&] { return Bytes{::close(file) < 0 ? std::uint8_t{0} : std::uint8_t{1}}; });
  ::close(file);
  EXPECT_EQ(answer.bytes, Bytes{0});
}

TEST(ConfinedChild, RunsOutOfMemoryWithoutHarm) {
  if (kSanitized) GTEST_SKIP() << "the sanitizer has its own limits";
  ChildLimits limits;
  limits.memory_bytes = 64U << 20U;
  const ChildAnswer answer = run_confined(
      [] {
        Bytes bytes(std::size_t{512} << 20U, 1);
        return Bytes{bytes.back()};
      },
      limits);
  EXPECT_EQ(answer.end, ChildEnd::kCrashed);
}

TEST(ConfinedChild, IsEndedWhenItTakesTooLong) {
  ChildLimits limits;
  limits.cpu_seconds = 1;
  const ChildAnswer answer = run_confined(
      [] {
        volatile std::uint64_t count = 0;
        while (true) count = count + 1;
        return Bytes{};
      },
      limits);
  EXPECT_EQ(answer.end, ChildEnd::kTooMuchTime);
}

TEST(ConfinedChild, ACrashIsTold) {
  const ChildAnswer thrown = run_confined([]() -> Bytes { throw std::runtime_error("no"); });
  EXPECT_EQ(thrown.end, ChildEnd::kCrashed);
  const ChildAnswer aborted = run_confined([]() -> Bytes { std::abort(); });
  EXPECT_EQ(aborted.end, ChildEnd::kCrashed);
}

TEST(ConfinedChild, AnAnswerThatIsTooLargeIsRefused) {
  ChildLimits limits;
  limits.answer_bytes = 1000;
  const ChildAnswer answer = run_confined([] { return Bytes(100'000, 1); }, limits);
  EXPECT_EQ(answer.end, ChildEnd::kAnswerTooLarge);
}

TEST(ConfinedChild, IsEndedWhenItWaitsForEver) {
  ChildLimits limits;
  limits.wall_seconds = 1;
  const ChildAnswer answer = run_confined(
      [] {
        std::mutex mutex;
        mutex.lock();
        mutex.lock();  // NOLINT: it is never unlocked
        return Bytes{};
      },
      limits);
  EXPECT_EQ(answer.end, ChildEnd::kTooMuchTime);
}

TEST(ConfinedChild, IsNoSlowOneWhenItHadToWaitToBeHeard) {
  ChildLimits limits;
  limits.wall_seconds = 1;
  const Bytes large(3'000'000, 7);
  RunningChild child([&] { return large; }, limits);
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  const ChildAnswer answer = child.answer();
  EXPECT_EQ(answer.end, ChildEnd::kAnswered);
  EXPECT_EQ(answer.bytes, large);
}

TEST(ConfinedChild, RunsOutOfStackWithoutHarm) {
  const ChildAnswer answer = run_confined([] {
    const std::function<std::uint8_t(std::uint64_t)> deeper = [&](std::uint64_t depth) {
      std::array<volatile std::uint8_t, 4096> frame{};
      frame[depth % frame.size()] = 1;
      return static_cast<std::uint8_t>(deeper(depth + 1) + frame[0]);
    };
    return Bytes{deeper(0)};
  });
  EXPECT_EQ(answer.end, ChildEnd::kCrashed);
}

TEST(ConfinedChild, MayNotWriteToTheTerminal) {
  const ChildAnswer answer = run_confined([] {
    const bool wrote = ::write(STDERR_FILENO, "", 0) >= 0;
    return Bytes{wrote ? std::uint8_t{1} : std::uint8_t{0}};
  });
  if (!kSanitized) {
    EXPECT_EQ(answer.end, ChildEnd::kForbidden);
  }
}

TEST(ConfinedChild, MayNotMakeMemoryExecutable) {
  if (kSanitized) GTEST_SKIP() << "the sanitizer's filter fails calls softly";
  for (const bool mapped : {true, false}) {
    const ChildAnswer answer = run_confined([mapped] {
      constexpr std::size_t kSize = 4096;
      const int protection = mapped ? PROT_READ | PROT_WRITE | PROT_EXEC : PROT_READ | PROT_WRITE;
      void* memory = ::mmap(nullptr, kSize, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (!mapped) ::mprotect(memory, kSize, PROT_READ | PROT_EXEC);
      return Bytes{1};
    });
    EXPECT_EQ(answer.end, ChildEnd::kForbidden) << mapped;
  }
}

/// May read the folder of the test, and nothing else.
class ChildThatReads : public ::testing::Test {
 protected:
  ChildThatReads() {
    tests::write_text(folder_ / "inside.txt", "inside");
    tests::write_text(other_ / "outside.txt", "outside");
    limits_.readable = {folder_.path()};
  }
  Bytes run(const std::function<bool()>& work) {
    const ChildAnswer answer =
        run_confined([&] { return Bytes{work() ? std::uint8_t{1} : std::uint8_t{0}}; }, limits_);
    EXPECT_EQ(answer.end, ChildEnd::kAnswered);
    return answer.bytes;
  }
  static bool opens(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), flags, 0600);
    if (file >= 0) ::close(file);
    return file >= 0;
  }

  tests::TemporaryFolder folder_, other_;
  ChildLimits limits_;
};

TEST_F(ChildThatReads, ReadsWhatItMay) {
  EXPECT_EQ(run([&] { return opens(folder_ / "inside.txt", O_RDONLY); }), Bytes{1});
}

TEST_F(ChildThatReads, ReadsNothingElse) {
  EXPECT_EQ(run([&] { return opens(other_ / "outside.txt", O_RDONLY); }), Bytes{0});
  EXPECT_EQ(run([] { return opens("/etc/passwd", O_RDONLY); }), Bytes{0});
  EXPECT_EQ(run([] { return opens("/proc/self/environ", O_RDONLY); }), Bytes{0});
  std::filesystem::create_symlink(other_ / "outside.txt", folder_ / "link.txt");
  EXPECT_EQ(run([&] { return opens(folder_ / "link.txt", O_RDONLY); }), Bytes{0});
}

TEST_F(ChildThatReads, WritesNothing) {
  EXPECT_EQ(run([&] { return opens(folder_ / "inside.txt", O_RDWR); }), Bytes{0});
  EXPECT_EQ(run([&] { return opens(folder_ / "new.txt", O_WRONLY | O_CREAT); }), Bytes{0});
  EXPECT_EQ(run([&] { return ::unlink((folder_ / "inside.txt").c_str()) == 0; }), Bytes{0});
  EXPECT_EQ(run([&] { return ::mkdir((folder_ / "new").c_str(), 0700) == 0; }), Bytes{0});
}

TEST_F(ChildThatReads, ReachesNobody) {
  EXPECT_EQ(run([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }), Bytes{0});
  EXPECT_EQ(run([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }), Bytes{0});
  EXPECT_EQ(run([] { return ::fork() >= 0; }), Bytes{0});
  EXPECT_EQ(run([] {
              ::execl("/bin/true", "true", static_cast<char*>(nullptr));
              return false;
            }),
            Bytes{0});
}

TEST_F(ChildThatReads, HasThreads) {
  EXPECT_EQ(run([] {
              bool ran = false;
              std::thread([&] { ran = true; }).join();
              return ran;
            }),
            Bytes{1});
}

}  // namespace
}  // namespace chancery::app
