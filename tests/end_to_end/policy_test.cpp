// The policy of the list of divisions, and the check of its keys.
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class PolicyOfDivisions : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ran set = chancery({"typeset", example("open-letter"), "-o", path("letter.pdf")});
    ASSERT_EQ(set.status, 0) << set.err;
  }
  std::string path(const std::string& name) const { return (folder / name).string(); }
  void policy(const std::string& text) const {
    write_text(folder / "divisions.yaml",
               read_text(kSource / "certs/divisions.yaml") + "\npolicy:\n" + text);
  }
  Ran sign(const std::string& from, const std::string& division, const std::string& to,
           std::vector<std::string> more = {}) const {
    std::vector<std::string> command{
        "sign",   path(from),     "--division", division, "--divisions", path("divisions.yaml"),
        "--keys", pki().string(), "-o",         path(to)};
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command);
  }
  TemporaryFolder folder;
};

TEST_F(PolicyOfDivisions, HoldsTheOrder) {
  policy("  order: [Asia Division]\n");
  const Ran early = sign("letter.pdf", kEurope, "early.pdf");
  EXPECT_EQ(early.status, 1);
  EXPECT_THAT(early.err, HasSubstr("'Asia Division' signs before"));
  EXPECT_FALSE(std::filesystem::exists(path("early.pdf")));
  ASSERT_EQ(sign("letter.pdf", kAsia, "one.pdf").status, 0);
  ASSERT_EQ(sign("one.pdf", kEurope, "two.pdf").status, 0);
  EXPECT_EQ(verify(path("two.pdf")).status, 0);
}

TEST_F(PolicyOfDivisions, AsksForALevel) {
  policy("  level: B-T\n");
  const Ran lower = sign("letter.pdf", kAsia, "one.pdf", {"--level", "B"});
  EXPECT_EQ(lower.status, 1);
  EXPECT_THAT(lower.err, HasSubstr("asks for a higher level than B"));
  // The level is the policy's when none is named, and nobody is there to stamp.
  EXPECT_NE(sign("letter.pdf", kAsia, "one.pdf").status, 0);
  EXPECT_FALSE(std::filesystem::exists(path("one.pdf")));
}

TEST_F(PolicyOfDivisions, FirstSignatureCertifies) {
  policy("  certifies: Asia Division\n");
  EXPECT_THAT(sign("letter.pdf", kEurope, "early.pdf").err, HasSubstr("has to sign first"));
  ASSERT_EQ(sign("letter.pdf", kAsia, "one.pdf").status, 0);
  EXPECT_THAT(read_text(path("one.pdf")),
              AllOf(HasSubstr("/TransformMethod /DocMDP"), HasSubstr("/DocMDP ")));
  EXPECT_THAT(sign("one.pdf", kEurope, "late.pdf", {"--certify", "2"}).err,
              HasSubstr("only the first signature can certify"));
  ASSERT_EQ(sign("one.pdf", kEurope, "two.pdf").status, 0);
  const Ran verified = verify(path("two.pdf"));
  EXPECT_EQ(verified.status, 0) << verified.out;
  const Ran others = run({"pdfsig", "-nocert", path("two.pdf")});
  EXPECT_THAT(others.out, HasSubstr("Signature is Valid"));
  EXPECT_EQ(run({"qpdf", "--check", path("two.pdf")}).status, 0);
}

TEST_F(PolicyOfDivisions, CertificationThatPermitsNothingIsForTheLastSignature) {
  policy("  signatures: 1\n");
  EXPECT_THAT(sign("letter.pdf", kAsia, "one.pdf", {"--certify", "1"}).err, ::testing::IsEmpty());
  EXPECT_EQ(verify(path("one.pdf")).status, 0);
  EXPECT_THAT(sign("one.pdf", kEurope, "two.pdf").err, HasSubstr("forbids every change"));
  policy("  signatures: all\n");
  EXPECT_THAT(sign("letter.pdf", kAsia, "three.pdf", {"--certify", "1"}).err,
              HasSubstr("keep the other divisions from signing"));
}

TEST(DivisionsCheck, TriesEveryKeyAndTellsWhatExpires) {
  const std::string list = (kSource / "certs/divisions.yaml").string();
  const auto check = [&](std::vector<std::string> more) {
    std::vector<std::string> command{"divisions", "check", "--divisions", list};
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command);
  };
  const Ran good = check({"--keys", pki().string()});
  EXPECT_EQ(good.status, 0) << good.out << good.err;
  EXPECT_THAT(good.out, AllOf(HasSubstr("it signs"), Not(HasSubstr("warning"))));
  // The demonstration's certificates are valid for three years.
  const Ran soon = check({"--keys", pki().string(), "--days", "1200"});
  EXPECT_EQ(soon.status, 1);
  EXPECT_THAT(soon.out, AllOf(HasSubstr("expires in 109"), HasSubstr("it signs")));
  const Ran json = check({"--keys", pki().string(), "--days", "1200", "--format", "json"});
  EXPECT_THAT(json.out, HasSubstr("\"certificate-expires-soon\""));
  const TemporaryFolder empty;
  const Ran none = check({"--keys", empty.path().string()});
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.out, HasSubstr("is not at"));
}

}  // namespace
}  // namespace chancery::tests
