// The two steps of an external signature, ended or failing at any call that writes or uses the
// network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "end_to_end/external_signing.h"
#include "services.h"

namespace chancery::tests {
namespace {

using ::testing::AnyOf;
namespace fs = std::filesystem;

/// By so many calls one run may differ from the next.
constexpr int kPieces = 12;

class InterruptedExternal : public ::testing::Test {
 protected:
  InterruptedExternal() {
    // What every run finds in the cache: artwork and the like, but no answer of a service.
    const Ran warm = external.prepare({"--session", external.path("warm.session.json")},
                                      {{{"XDG_CACHE_HOME", external.path("cache")}}, {}});
    if (warm.status != 0) throw std::runtime_error(warm.err);
    before_ = external.text("letter.pdf");
  }

  RunOptions ending_at(int call, const std::string& how, const fs::path& cache) const {
    fs::copy(external.path("cache"), cache, fs::copy_options::recursive);
    return {{{"XDG_CACHE_HOME", cache.string()},
             {"LD_PRELOAD", std::string(CHANCERY_BINARY_DIR) + "/end_at_call.so"},
             {"CHANCERY_END_AT", std::to_string(call)},
             {"CHANCERY_END_HOW", how},
             {"CHANCERY_CALLS_TO", external.path("calls")}},
            {}};
  }
  Ran prepare(int call, const std::string& how) const {
    const TemporaryFolder cache;
    return external.prepare(level(), ending_at(call, how, cache / "cache"));
  }
  Ran complete(int call, const std::string& how) const {
    const TemporaryFolder cache;
    return external.complete({"--tsa", services.tsa(), "--tries", "1"},
                             ending_at(call, how, cache / "cache"));
  }
  std::vector<std::string> level() const {
    return {"--level", "T", "--tsa", services.tsa(), "--tries", "1"};
  }
  int calls() const { return std::stoi(external.text("calls")); }

  void clear() const {
    for (const char* file : {"signed.pdf", "signed.session.json", "signed.session.pdf",
                             "signed.session.bytes", "signed.session.digest"}) {
      fs::remove(external.path(file));
    }
  }
  bool is_whole() const {
    const Ran judged =
        chancery({"verify", external.path("signed.pdf"), "--trust", external.path("root.pem"),
                  "--trust", services.trust() + "/root.pem"});
    return judged.status == 0;
  }
  /// Ends that are allowed, and that a failure is told.
  void expect_end(const Ran& ran, const std::string& how, int call) const {
    if (how == "kill") {
      EXPECT_THAT(ran.status, AnyOf(0, -SIGKILL)) << call << ran.err;
    } else {
      EXPECT_THAT(ran.status, AnyOf(0, 1, 4)) << call << ran.err;
      EXPECT_TRUE(ran.status == 0 || !ran.err.empty()) << call;
    }
    EXPECT_EQ(external.text("letter.pdf"), before_) << call;
  }

  Services services;
  ExternalSigning external;
  std::string before_;
};

TEST_F(InterruptedExternal, ASessionIsThereWholeOrNotAtAll) {
  for (const std::string how : {"kill", "fault"}) {
    clear();
    ASSERT_EQ(prepare(0, "").status, 0);
    const int last = calls();
    EXPECT_GE(last, 16);
    int ended = 0;
    for (int call = 1; call <= last; ++call) {
      clear();
      const Ran ran = prepare(call, how);
      expect_end(ran, how, call);
      ended += ran.status != 0 ? 1 : 0;
      EXPECT_FALSE(external.is_there("signed.pdf")) << call;
      EXPECT_TRUE(ran.status != 0 || external.is_there("signed.session.json")) << call;
      if (external.is_there("signed.session.json")) {
        ASSERT_EQ(external.sign_elsewhere().status, 0);
        const Ran done = complete(0, "");
        EXPECT_EQ(done.status, 0) << call << done.err;
        EXPECT_TRUE(is_whole()) << call;
      } else {
        // What an ended run left behind is not in the way of the next.
        EXPECT_EQ(prepare(0, "").status, 0) << call;
      }
    }
    EXPECT_GE(ended, 8) << how;
  }
}

TEST_F(InterruptedExternal, CompletingLeavesAWholeFileOrNoneAndCanBeTriedAgain) {
  ASSERT_EQ(prepare(0, "").status, 0);
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  for (const std::string how : {"kill", "fault"}) {
    fs::remove(external.path("signed.pdf"));
    ASSERT_EQ(complete(0, "").status, 0);
    const int last = calls();
    EXPECT_GE(last, 8);
    int killed = 0;
    for (int call = 1; call <= last; ++call) {
      fs::remove(external.path("signed.pdf"));
      const Ran ran = complete(call, how);
      expect_end(ran, how, call);
      killed += ran.status == -SIGKILL ? 1 : 0;
      EXPECT_TRUE(ran.status != 0 || external.is_there("signed.pdf")) << call;
      if (external.is_there("signed.pdf")) {
        EXPECT_TRUE(is_whole()) << call;
        continue;
      }
      const Ran again = complete(0, "");
      EXPECT_EQ(again.status, 0) << call << again.err;
    }
    EXPECT_TRUE(how != "kill" || killed + kPieces >= last) << killed << " of " << last;
  }
}

/// The output takes the input's place: what stands there is the old file or the new one.
TEST_F(InterruptedExternal, InPlaceItIsTheOldFileOrTheNew) {
  const std::string letter = external.path("letter.pdf");
  ASSERT_EQ(
      external.prepare({"-o", letter, "--session", external.path("signed.session.json")}).status,
      0);
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  ASSERT_EQ(complete(0, "").status, 0);
  const int last = calls();
  EXPECT_GE(last, 4);
  for (int call = 1; call <= last; ++call) {
    write_text(letter, before_);
    const Ran ran = complete(call, "kill");
    EXPECT_THAT(ran.status, AnyOf(0, -SIGKILL)) << call << ran.err;
    const std::string after = external.text("letter.pdf");
    if (after == before_) continue;
    EXPECT_TRUE(after.starts_with(before_)) << call;
    EXPECT_EQ(external.verified("letter.pdf").status, 0) << call;
  }
}

}  // namespace
}  // namespace chancery::tests
