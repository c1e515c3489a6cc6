// ByteRange against the bytes (ISO 32000-1, 12.8.1; EN 319 142-1, 5.3), by hand-worked files.
#include "verification/coverage.h"

#include <gtest/gtest.h>

#include <string>

namespace chancery::verification {
namespace {

using pdf::Array;
using pdf::Object;

/// 0         1         2         3         4
/// 01234567890123456789012345678901234567890123456
/// The token <ab> stands at 20 to 24; the revision's xref at 30; it ends at 40.
const std::string kFile = "%PDF-1.7 ........... <ab> ....xref....EOF\n";

class ByteRange : public ::testing::Test {
 protected:
  static constexpr std::size_t kTokenBegin = 21;
  static constexpr std::size_t kTokenEnd = 25;

  CoverageCheck check(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) const {
    const Array range{Object(a), Object(b), Object(c), Object(d)};
    return check_coverage(bytes_of(file), Object(range),
                          pdf::Document::Place{kTokenBegin, kTokenEnd}, revisions);
  }
  std::int64_t rest() const { return static_cast<std::int64_t>(kFile.size() - kTokenEnd); }

  std::string file = kFile;
  std::vector<pdf::RevisionSpan> revisions{{30, 0, kFile.size(), pdf::XrefStyle::kTable}};
};

TEST_F(ByteRange, AroundTheTokenToTheEndCoversTheWholeFile) {
  const CoverageCheck found = check(0, kTokenBegin, kTokenEnd, rest());
  EXPECT_EQ(found.coverage, Coverage::kWholeFile);
  EXPECT_TRUE(found.findings.empty());
}

TEST_F(ByteRange, MayLeaveOutTheLastLineEnd) {
  EXPECT_EQ(check(0, kTokenBegin, kTokenEnd, rest() - 1).coverage, Coverage::kWholeFile);
}

TEST_F(ByteRange, MayHoldMoreLineEndsThanTheRevision) {
  file += "\r\n\n";
  EXPECT_EQ(check(0, kTokenBegin, kTokenEnd, rest() + 2).coverage, Coverage::kWholeFile);
  file += "more ....xref.... EOF\n";
  revisions.push_back({file.size() - 12, kFile.size(), file.size(), pdf::XrefStyle::kTable});
  EXPECT_EQ(check(0, kTokenBegin, kTokenEnd, rest() + 2).coverage, Coverage::kWholeRevision);
}

TEST_F(ByteRange, ToTheLastByteCoversWhateverStandsThere) {
  file += "junk";
  EXPECT_EQ(check(0, kTokenBegin, kTokenEnd, rest() + 4).coverage, Coverage::kWholeFile);
  EXPECT_EQ(check(0, kTokenBegin, kTokenEnd, rest() + 2).coverage, Coverage::kOther);
}

TEST_F(ByteRange, WithALaterRevisionCoversItsOwn) {
  file += "more ....xref.... EOF\n";
  revisions.push_back({kFile.size() + 8, kFile.size(), file.size(), pdf::XrefStyle::kTable});
  const CoverageCheck found = check(0, kTokenBegin, kTokenEnd, rest());
  EXPECT_EQ(found.coverage, Coverage::kWholeRevision);
  EXPECT_EQ(found.revision, 0U);
}

TEST_F(ByteRange, GapMustEqualContentsToken) {
  EXPECT_EQ(check(0, kTokenBegin - 1, kTokenEnd, rest()).coverage, Coverage::kOther);
  EXPECT_EQ(check(0, kTokenBegin, kTokenEnd + 1, rest() - 1).coverage, Coverage::kOther);
  EXPECT_EQ(check(0, kTokenBegin + 1, kTokenEnd, rest()).coverage, Coverage::kOther);
}

TEST_F(ByteRange, MustBeginAtTheStart) {
  EXPECT_EQ(check(1, kTokenBegin - 1, kTokenEnd, rest()).coverage, Coverage::kOther);
}

TEST_F(ByteRange, MustEndWhereARevisionEnds) {
  EXPECT_EQ(check(0, kTokenBegin, kTokenEnd, rest() - 4).coverage, Coverage::kOther);
}

TEST_F(ByteRange, BytesBehindTheLastRevisionAreNotCovered) {
  file += "junk that no revision holds";
  const CoverageCheck found = check(0, kTokenBegin, kTokenEnd, rest());
  EXPECT_EQ(found.coverage, Coverage::kWholeRevision);
}

TEST_F(ByteRange, MustLieInsideTheFile) {
  for (const auto& [a, b, c, d] :
       std::vector<std::array<std::int64_t, 4>>{{0, kTokenBegin, kTokenEnd, 1000},
                                                {0, -1, kTokenEnd, rest()},
                                                {0, kTokenEnd + 3, kTokenEnd, rest()},
                                                {0, kTokenBegin, INT64_MAX, 1},
                                                {0, kTokenBegin, kTokenEnd, INT64_MAX}}) {
    EXPECT_FALSE(check(a, b, c, d).usable);
  }
}

TEST_F(ByteRange, MustBeFourIntegers) {
  const auto with = [&](const Object& range) {
    return check_coverage(bytes_of(file), range, pdf::Document::Place{kTokenBegin, kTokenEnd},
                          revisions);
  };
  EXPECT_FALSE(with(Object()).usable);
  EXPECT_FALSE(with(Object(Array{Object(0), Object(1)})).usable);
  EXPECT_FALSE(with(Object(Array{Object(0), Object(1.5), Object(25), Object(3)})).usable);
}

TEST_F(ByteRange, WithoutAPlaceForTheValueIsNotTrusted) {
  const Array range{Object(0), Object(static_cast<std::int64_t>(kTokenBegin)),
                    Object(static_cast<std::int64_t>(kTokenEnd)), Object(rest())};
  EXPECT_EQ(check_coverage(bytes_of(file), Object(range), std::nullopt, revisions).coverage,
            Coverage::kOther);
}

}  // namespace
}  // namespace chancery::verification
