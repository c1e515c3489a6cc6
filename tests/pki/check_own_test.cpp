// A signature that was just made is judged as any other.
#include "pki/check_own.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "pki/openssl_keys.h"

namespace chancery::pki {
namespace {

using ::testing::ElementsAreArray;

class CheckOwn : public ::testing::Test {
 protected:
  void expect_same(const Bytes& cms, const std::string& text, const Credential& known) const {
    const std::array<ByteView, 1> content{bytes_of(text)};
    const CmsCheck any = check_cms(cms, content);
    const CmsCheck own = check_own_cms(cms, content, known);
    EXPECT_THAT(own.findings, ElementsAreArray(any.findings));
    EXPECT_EQ(own.digest_matches, any.digest_matches);
    EXPECT_EQ(own.signature_verifies, any.signature_verifies);
    EXPECT_EQ(own.certificates.size(), any.certificates.size());
    ASSERT_EQ(own.signer.has_value(), any.signer.has_value());
    if (own.signer) {
      EXPECT_EQ(*own.signer, *any.signer);
    }
  }
  Bytes signed_text(const std::string& text, const Credential& by) const {
    return sign_cms(by, digest(by.signer->hash(), bytes_of(text)));
  }

  tests::Keys keys;
  Credential asia = keys.new_credential("asia", {});
  Credential europe = keys.new_credential("europe", {});
};

TEST_F(CheckOwn, SaysTheSameOfAGoodOne) {
  const Bytes cms = signed_text("text", asia);
  expect_same(cms, "text", asia);
  const std::array<ByteView, 1> content{bytes_of(std::string_view("text"))};
  EXPECT_TRUE(check_own_cms(cms, content, asia).signature_verifies);
}

TEST_F(CheckOwn, SaysTheSameOfAnothersAndOfABadOne) {
  expect_same(signed_text("text", europe), "text", asia);
  expect_same(signed_text("text", asia), "other", asia);
  Credential mixed = asia;
  mixed.signer = europe.signer;
  const Bytes wrong = signed_text("text", mixed);
  expect_same(wrong, "text", mixed);
  const std::array<ByteView, 1> content{bytes_of(std::string_view("text"))};
  EXPECT_FALSE(check_own_cms(wrong, content, mixed).signature_verifies);
  Bytes changed = signed_text("text", asia);
  changed[changed.size() / 2] ^= 1U;
  expect_same(changed, "text", asia);
}

}  // namespace
}  // namespace chancery::pki
