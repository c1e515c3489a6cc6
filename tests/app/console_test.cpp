// What is said goes to the right stream, in text or JSON.
#include "app/console.h"

#include <gmock/gmock.h>

#include "data/data.h"

namespace chancery::app {
namespace {

using testing::internal::CaptureStderr;
using testing::internal::CaptureStdout;
using testing::internal::GetCapturedStderr;
using testing::internal::GetCapturedStdout;

Diagnostics two() {
  Diagnostics list(2);
  list[0].where = {"a/letter.md", 12, 1};
  list[0].code = "unknown-key";
  list[0].what = "unknown \"key\"";
  list[0].mend = "mend\nit";
  list[1].severity = Severity::kWarning;
  list[1].where.file = "é.md";
  list[1].code = "odd";
  list[1].what = "что";
  list[1].mend = "没有";
  return list;
}

TEST(Show, TextGoesToStandardError) {
  CaptureStdout();
  CaptureStderr();
  show(two(), Format::kText);
  EXPECT_EQ(GetCapturedStderr(),
            "a/letter.md:12:1: error[unknown-key]: unknown \"key\" — mend\nit\n"
            "é.md: warning[odd]: что — 没有\n");
  EXPECT_EQ(GetCapturedStdout(), "");
}

TEST(Show, JsonGoesToStandardOutput) {
  CaptureStdout();
  CaptureStderr();
  show(two(), Format::kJson);
  EXPECT_EQ(GetCapturedStderr(), "");
  const data::Parsed parsed = data::parse_json(GetCapturedStdout(), "said");
  ASSERT_TRUE(parsed.root);
  const data::Sequence& list = *parsed.root->sequence();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].find("file")->text, "a/letter.md");
  EXPECT_EQ(list[0].find("line")->text, "12");
  EXPECT_EQ(list[0].find("column")->text, "1");
  EXPECT_EQ(list[0].find("severity")->text, "error");
  EXPECT_EQ(list[0].find("code")->text, "unknown-key");
  EXPECT_EQ(list[0].find("what")->text, "unknown \"key\"");
  EXPECT_EQ(list[0].find("mend")->text, "mend\nit");
  EXPECT_EQ(list[1].find("severity")->text, "warning");
  EXPECT_EQ(list[1].find("what")->text, "что");
}

TEST(Show, NothingIsSilenceInTextAndAnEmptyListInJson) {
  CaptureStdout();
  CaptureStderr();
  show({}, Format::kText);
  show({}, Format::kJson);
  EXPECT_EQ(GetCapturedStderr(), "");
  EXPECT_EQ(GetCapturedStdout(), "[]\n");
}

TEST(Exit, FollowsWhoseMoveItIs) {
  EXPECT_EQ(exit_of(FailureKind::kInput), Exit::kBad);
  EXPECT_EQ(exit_of(FailureKind::kUsage), Exit::kUsage);
  EXPECT_EQ(exit_of(FailureKind::kSystem), Exit::kSystem);
}

}  // namespace
}  // namespace chancery::app
