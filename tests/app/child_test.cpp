// The confined reader can compute and answer, and nothing else.
#include "app/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "base/diagnostic.h"
#include "base/helper.h"
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

TEST(ConfinedChild, AnswersForSeveralPiecesOfWork) {
  RunningChild child([](std::size_t i) { return Bytes(100'000 * i, static_cast<std::uint8_t>(i)); },
                     5, ChildLimits{});
  for (std::size_t i = 0; i < 5; ++i) {
    const ChildAnswer answer = child.answer();
    EXPECT_EQ(answer.end, ChildEnd::kAnswered) << i;
    EXPECT_EQ(answer.bytes, Bytes(100'000 * i, static_cast<std::uint8_t>(i))) << i;
  }
}

TEST(ConfinedChild, WhatItAnsweredBeforeACrashCounts) {
  RunningChild child(
      [](std::size_t i) {
        if (i == 2) std::abort();
        return Bytes{static_cast<std::uint8_t>(i)};
      },
      4, ChildLimits{});
  EXPECT_EQ(child.answer().bytes, Bytes{0});
  EXPECT_EQ(child.answer().bytes, Bytes{1});
  EXPECT_EQ(child.answer().end, ChildEnd::kCrashed);
}

TEST(ConfinedChild, ThreadsBegunBeforeAreConfinedToo) {
  std::optional<Helper> helper;
  ChildLimits limits;
  limits.begin_threads = [&] { helper.emplace(); };
  limits.await_threads = [&] { helper->await_readiness(); };
  const ChildAnswer working = run_confined(
      [&] {
        Bytes made;
        helper->begin([&] { made.assign(1000, 3); });
        helper->wait();
        return made;
      },
      limits);
  EXPECT_EQ(working.end, ChildEnd::kAnswered);
  EXPECT_EQ(working.bytes, Bytes(1000, 3));
  const ChildAnswer opening = run_confined(
      [&] {
        int file = -1;
        helper->begin([&] { file = ::open("/etc/passwd", O_RDONLY); });
        helper->wait();
        return file >= 0 ? Bytes{1} : Bytes{0};
      },
      limits);
  if (kSanitized) {
    EXPECT_EQ(opening.bytes, Bytes{0});
  } else {
    EXPECT_EQ(opening.end, ChildEnd::kForbidden);
  }
  // Landlock confines the thread that asks for it, and no other.
  limits.readable = {"/usr/share"};
  EXPECT_THROW(run_confined([] { return Bytes{}; }, limits), Failure);
}

/// Takes so much of the stack, a frame at a time.
[[gnu::noinline]] int fill_stack(std::size_t bytes) {
  std::array<volatile char, 4096> frame;
  frame[0] = 1;
  frame[frame.size() - 1] = 2;
  return bytes < frame.size() ? frame[0]
                              : fill_stack(bytes - frame.size()) + frame[frame.size() - 1];
}

TEST(ConfinedChild, HasALimitedStackWhateverItsParentHas) {
  if (kSanitized) GTEST_SKIP() << "the sanitizer has its own stack";
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_STACK, &before), 0);
  constexpr rlim_t kLarge = rlim_t{256} << 20U;
  if (before.rlim_max < kLarge) GTEST_SKIP() << "the stack cannot be made larger here";
  const rlimit larger{kLarge, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_STACK, &larger), 0);
  const auto fill = [](std::size_t megabytes) {
    return run_confined(
               [=] { return Bytes{static_cast<std::uint8_t>(fill_stack(megabytes << 20U))}; })
        .end;
  };
  EXPECT_EQ(fill(2), ChildEnd::kAnswered);
  EXPECT_EQ(fill(64), ChildEnd::kCrashed);
  ::setrlimit(RLIMIT_STACK, &before);
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
