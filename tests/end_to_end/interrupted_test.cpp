// Signing that is ended, or fails, at any call that writes or uses the network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "program.h"
#include "services.h"
#include "signed_pdf.h"

namespace chancery::tests {
namespace {

using ::testing::AnyOf;
namespace fs = std::filesystem;

/// By so many calls one run may differ from the next.
constexpr int kPieces = 12;

class Interrupted : public ::testing::Test {
 protected:
  /// What every run finds in the cache: artwork and the like, but no answer of a service.
  Interrupted() {
    const Ran set = chancery({"typeset", example("open-letter"), "-o", letter().string()});
    if (set.status != 0) throw std::runtime_error(set.err);
    const Ran warm = sign("T", {{"XDG_CACHE_HOME", (folder / "cache").string()}});
    if (warm.status != 0) throw std::runtime_error(warm.err);
    fs::remove(output());
    before_ = read_text(letter());
  }

  Services services;
  TemporaryFolder folder;
  std::string before_;

  fs::path letter() const { return folder / "letter.pdf"; }
  fs::path output() const { return folder / "signed.pdf"; }

  std::vector<std::string> signing(const std::string& level) const {
    return {"sign",       letter().string(),
            "--division", kAsia,
            "--keys",     services.pki().string(),
            "--level",    level,
            "--tsa",      services.tsa(),
            "-o",         output().string(),
            "--tries",    "1"};
  }
  Ran sign(const std::string& level,
           const std::vector<std::pair<std::string, std::string>>& environment) const {
    return chancery(signing(level), {environment, folder.path()});
  }

  Ran run_to(int call, const std::string& how, const std::vector<std::string>& command) const {
    const TemporaryFolder cache;
    fs::copy(folder / "cache", cache.path(), fs::copy_options::recursive);
    return chancery(command, {{{"XDG_CACHE_HOME", cache.path().string()},
                               {"LD_PRELOAD", std::string(CHANCERY_BINARY_DIR) + "/end_at_call.so"},
                               {"CHANCERY_END_AT", std::to_string(call)},
                               {"CHANCERY_END_HOW", how},
                               {"CHANCERY_CALLS_TO", (folder / "calls").string()}},
                              folder.path()});
  }
  /// How many calls there are when nothing is in the way.
  int calls_of(const std::vector<std::string>& command) const {
    const Ran ran = run_to(0, "", command);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return std::stoi(read_text(folder / "calls"));
  }

  bool is_whole(const fs::path& file, std::size_t signatures) const {
    const Ran judged = chancery({"verify", file.string(), "--trust", services.trust()});
    return judged.status == 0 && signatures_of(read_text(file)).size() == signatures;
  }

  void end_at_each_call(const std::string& level, const std::string& how,
                        std::size_t signatures) const {
    const int calls = calls_of(signing(level));
    EXPECT_GE(calls, level == "B" ? 4 : 20);
    int killed = 0;
    for (int call = 1; call <= calls; ++call) {
      fs::remove(output());
      const Ran ran = run_to(call, how, signing(level));
      if (how == "kill") {
        killed += ran.status == -SIGKILL ? 1 : 0;
        EXPECT_THAT(ran.status, AnyOf(0, -SIGKILL)) << call << ran.err;
      } else {
        // What only makes the next time faster may fail.
        EXPECT_THAT(ran.status, AnyOf(0, 1, 4)) << call << ran.err;
        EXPECT_TRUE(ran.status == 0 || !ran.err.empty()) << call;
      }
      EXPECT_EQ(read_text(letter()), before_) << call;
      EXPECT_TRUE(ran.status != 0 || fs::exists(output())) << call;
      EXPECT_TRUE(!fs::exists(output()) || is_whole(output(), signatures)) << call;
    }
    // An answer may come in one piece more or less, so the last calls may not be reached.
    EXPECT_TRUE(how != "kill" || killed + (level == "B" ? 0 : kPieces) >= calls)
        << killed << " of " << calls;
  }
};

TEST_F(Interrupted, KilledAtAnyCallItLeavesAWholeFileOrNone) {
  end_at_each_call("B", "kill", 1);
  end_at_each_call("LTA", "kill", 2);
}

TEST_F(Interrupted, AFaultOfAnyCallLeavesAWholeFileOrNone) {
  end_at_each_call("B", "fault", 1);
  end_at_each_call("LT", "fault", 1);
}

/// In place: what stood there before still stands, or the renewed file does.
TEST_F(Interrupted, RenewalInPlaceKeepsWhatWasThere) {
  ASSERT_EQ(sign("B", {}).status, 0);
  const std::string before = read_text(output());
  const std::vector<std::string> renewal{
      "renew", output().string(), "--keys",  services.pki().string(),
      "--tsa", services.tsa(),    "--tries", "1"};
  const int calls = calls_of(renewal);
  EXPECT_GE(calls, 20);
  for (int call = 1; call <= calls; ++call) {
    write_text(output(), before);
    const Ran ran = run_to(call, "kill", renewal);
    EXPECT_TRUE(ran.status == -SIGKILL || (ran.status == 0 && call + kPieces > calls)) << call;
    const std::string after = read_text(output());
    if (after == before) continue;
    EXPECT_TRUE(after.starts_with(before)) << call;
    EXPECT_TRUE(is_whole(output(), 2)) << call;
  }
}

}  // namespace
}  // namespace chancery::tests
