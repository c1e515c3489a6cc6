// Time-stamp tokens and signature-time-stamp attributes (RFC 3161; EN 319 122-1, 5.3).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <ctime>

#include "pki/der.h"
#include "time_stamping.h"

namespace chancery::tests {
namespace {

using pki::CmsCheck;
using pki::CmsFinding;
using pki::der::Reader;
using pki::der::Rules;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kContent = "Did these divisions sign what I see?";

bool is_now(const std::optional<pki::UnixTime>& time) {
  return time && std::abs(*time - static_cast<pki::UnixTime>(std::time(nullptr))) <= 60;
}

class TimeStamp : public ::testing::Test {
 protected:
  CmsCheck stamped(const std::string& content) const {
    const std::array<ByteView, 1> pieces{bytes_of(content)};
    return pki::check_timestamp(token, pieces);
  }
  static CmsCheck check(ByteView cms) {
    const std::array<ByteView, 1> pieces{bytes_of(kContent)};
    return pki::check_cms(cms, pieces);
  }
  Bytes sign() const {
    return pki::sign_cms(keys.new_credential("leaf", {}),
                         pki::digest(pki::Hash::kSha256, bytes_of(kContent)));
  }

  Keys keys;
  TimeStamping unit{keys};
  Bytes token = unit.stamp(bytes_of(kContent));
};

TEST_F(TimeStamp, OfOpensslIsUnderstood) {
  const CmsCheck found = stamped(kContent);
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_TRUE(found.digest_matches);
  EXPECT_TRUE(found.signature_verifies);
  EXPECT_TRUE(is_now(found.signing_time));
  EXPECT_EQ(found.signer->common_name(), "Test Time-Stamping");
}

TEST_F(TimeStamp, OverOtherBytesIsFoundOut) {
  const CmsCheck found = stamped("something else");
  EXPECT_THAT(found.findings, ElementsAre(CmsFinding::kDigestMismatch));
  EXPECT_FALSE(found.digest_matches);
}

TEST_F(TimeStamp, IsNoSignatureAndASignatureIsNoTimeStamp) {
  EXPECT_THAT(check(token).findings, Contains(CmsFinding::kEncapsulatedContent));
  EXPECT_THAT(check(token).findings, Contains(CmsFinding::kContentTypeWrong));
  token = sign();
  EXPECT_THAT(stamped(kContent).findings, ElementsAre(CmsFinding::kContentTypeWrong));
}

/// The signature value: the last part of the only SignerInfo.
ByteView signature_value(ByteView cms) {
  ByteView value;
  pki::der::Element current = *Reader(cms, Rules::kDer).next();
  // ContentInfo, [0], SignedData, signerInfos, SignerInfo: always the last of what is inside.
  for (int depth = 0; depth < 5; ++depth) {
    Reader reader(current.content, Rules::kDer);
    while (const auto next = reader.next()) current = *next;
  }
  value = current.content;
  return value;
}

/// The CMS with one unsigned attribute more, at the end of the only SignerInfo.
Bytes with_unsigned(const pki::der::Element& element, ByteView attributes, int depth) {
  if (depth == 0) return pki::der::element(element.tag, {element.content, attributes});
  Reader reader(element.content, Rules::kDer);
  std::optional<pki::der::Element> last;
  Bytes before;
  while (const auto next = reader.next()) {
    if (last) append(before, last->whole);
    last = next;
  }
  return pki::der::element(element.tag, {before, with_unsigned(*last, attributes, depth - 1)});
}

Bytes with_time_stamp(const Bytes& cms, ByteView token) {
  const Bytes attribute = pki::der::element(
      pki::der::kSequence, {pki::der::object_identifier("1.2.840.113549.1.9.16.2.14"),
                            pki::der::element(pki::der::kSet, token)});
  return with_unsigned(*Reader(cms, Rules::kDer).next(),
                       pki::der::element(pki::der::constructed(1), attribute), 4);
}

TEST_F(TimeStamp, OfASignatureIsOverItsValue) {
  const Bytes cms = sign();
  const CmsCheck found = check(with_time_stamp(cms, unit.stamp(signature_value(cms))));
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_TRUE(found.signature_verifies);
  ASSERT_THAT(found.timestamps, SizeIs(1));
  EXPECT_TRUE(found.timestamps[0].stamps_the_signature);
  EXPECT_TRUE(is_now(found.timestamps[0].time));
  EXPECT_EQ(found.timestamps[0].authority, "Test Time-Stamping");
}

TEST_F(TimeStamp, OfAnotherSignatureIsAFinding) {
  const CmsCheck found = check(with_time_stamp(sign(), token));
  EXPECT_THAT(found.findings, ElementsAre(CmsFinding::kTimeStampWrong));
  EXPECT_TRUE(found.digest_matches && found.signature_verifies);
  ASSERT_THAT(found.timestamps, SizeIs(1));
  EXPECT_FALSE(found.timestamps[0].stamps_the_signature);
}

TEST_F(TimeStamp, ThatIsNoTokenIsAFinding) {
  const Bytes junk = pki::der::element(pki::der::kSequence, bytes_of("\x02\x01\x01"));
  const CmsCheck found = check(with_time_stamp(sign(), junk));
  EXPECT_THAT(found.findings, ElementsAre(CmsFinding::kTimeStampWrong));
  ASSERT_THAT(found.timestamps, SizeIs(1));
  EXPECT_FALSE(found.timestamps[0].time);
}

}  // namespace
}  // namespace chancery::tests
