// A thread that waits for work.
#include "base/helper.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace chancery {
namespace {

TEST(Helper, WorksBesideItsUser) {
  Helper helper;
  std::atomic<bool> told = false, heard = false;
  helper.begin([&] {
    while (!told) std::this_thread::yield();
    heard = true;
  });
  EXPECT_FALSE(heard);
  told = true;
  helper.wait();
  EXPECT_TRUE(heard);
}

TEST(Helper, DoesOneThingAfterTheOther) {
  Helper helper;
  std::vector<int> done;
  for (int i = 0; i < 1000; ++i) helper.begin([&done, i] { done.push_back(i); });
  helper.wait();
  ASSERT_EQ(done.size(), 1000U);
  EXPECT_EQ(done.back(), 999);
}

TEST(Helper, FinishesWhatItBegan) {
  bool done = false;
  {
    Helper helper;
    helper.await_readiness();
    helper.begin([&] { done = true; });
  }
  EXPECT_TRUE(done);
}

TEST(Helper, MayHaveNothingToDo) {
  const Helper helper;
  helper.await_readiness();
}

}  // namespace
}  // namespace chancery
