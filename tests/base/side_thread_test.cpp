#include "base/side_thread.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <atomic>
#include <future>
#include <memory>
#include <utility>

namespace chancery {
namespace {

cpu_set_t allowed_here() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  EXPECT_EQ(::sched_getaffinity(0, sizeof allowed, &allowed), 0);
  return allowed;
}

cpu_set_t only(int processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  return set;
}

TEST(SideThread, HasDoneItsWorkWhenItWasJoined) {
  std::atomic<int> done = 0;
  SideThread thread([&] { done = 1; });
  thread.join();
  EXPECT_EQ(done, 1);
  thread.join();
}

TEST(SideThread, IsJoinedByItsEndAndByAnotherInItsPlace) {
  std::atomic<int> done = 0;
  {
    SideThread thread([&] { ++done; });
    thread = SideThread([&] { ++done; });
    EXPECT_GE(done, 1);
    SideThread moved(std::move(thread));
  }
  EXPECT_EQ(done, 2);
}

TEST(SideThread, TakesWorkThatCanOnlyBeMoved) {
  std::packaged_task<int()> task([value = std::make_unique<int>(7)] { return *value; });
  std::future<int> result = task.get_future();
  const SideThread thread(std::move(task));
  EXPECT_EQ(result.get(), 7);
}

/// Where it begins must not be where it has to stay.
TEST(SideThread, MayRunWhereItsProcessMay) {
  const cpu_set_t mine = allowed_here();
  cpu_set_t its{};
  SideThread([&] { its = allowed_here(); }).join();
  EXPECT_TRUE(CPU_EQUAL(&mine, &its));
}

TEST(SideThread, BeginsOnTheOneProcessorThatThereIs) {
  const cpu_set_t before = allowed_here();
  const int here = ::sched_getcpu();
  const cpu_set_t mine = only(here);
  ASSERT_EQ(::sched_setaffinity(0, sizeof mine, &mine), 0);
  std::atomic<int> where = -1;
  SideThread([&] { where = ::sched_getcpu(); }).join();
  EXPECT_EQ(::sched_setaffinity(0, sizeof before, &before), 0);
  EXPECT_EQ(where, here);
}

}  // namespace
}  // namespace chancery
