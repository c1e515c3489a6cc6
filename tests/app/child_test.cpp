// The confined reader can compute and answer, and nothing else.
#include "app/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

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
  const ChildAnswer answer = run_confined(
      [&] { return Bytes{::write(file, "x", 1) < 0 ? std::uint8_t{0} : std::uint8_t{1}}; });
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

}  // namespace
}  // namespace chancery::app
