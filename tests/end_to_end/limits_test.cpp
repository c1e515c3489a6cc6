// Verifying where the system gives little.
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;

/// By a shell that lowers its limits first; nothing where it may not, or where a sanitizer needs
/// more than any limit.
std::optional<Ran> verified_under(const std::string& limits) {
#if defined(__SANITIZE_ADDRESS__)
  return std::nullopt;
#endif
  const std::string letter = (kSource / "tests/fuzz/seeds/verify/signed.pdf").string();
  const std::string program = std::string(CHANCERY_BINARY_DIR) + "/chancery";
  if (run({"bash", "-c", limits}).status != 0) return std::nullopt;
  return run({"bash", "-c", limits + " && exec \"$0\" verify \"$1\"", program, letter});
}

TEST(VerifyingUnderLimits, TakesLessMemoryThanItMay) {
  const auto ran = verified_under("ulimit -v 400000");
  if (!ran) GTEST_SKIP() << "the limits cannot be set here";
  EXPECT_EQ(ran->status, 2) << ran->err;
  EXPECT_THAT(ran->out, HasSubstr("UNDECIDED"));
}

TEST(VerifyingUnderLimits, DoesWithoutASecondThread) {
  // No stack of that size has room.
  const auto ran = verified_under("ulimit -s 1048576 && ulimit -v 400000");
  if (!ran) GTEST_SKIP() << "the limits cannot be set here";
  EXPECT_EQ(ran->status, 2) << ran->err;
  EXPECT_THAT(ran->out, HasSubstr("UNDECIDED"));
}

TEST(VerifyingUnderLimits, SaysWhenThereIsNotEnough) {
  const auto ran = verified_under("ulimit -v 60000");
  if (!ran) GTEST_SKIP() << "the limits cannot be set here";
  EXPECT_NE(ran->status, 0);
  EXPECT_NE(ran->out + ran->err, "");
}

}  // namespace
}  // namespace chancery::tests
