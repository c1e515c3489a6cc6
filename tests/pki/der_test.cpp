// X.690, by its own examples and hand-made encodings.
#include "pki/der.h"

#include <gtest/gtest.h>

namespace chancery::pki::der {
namespace {

std::optional<Element> read(const Bytes& bytes, Rules rules) {
  return Reader(bytes, rules).next();
}

TEST(Der, ObjectIdentifiersAreThoseOfTheStandard) {
  EXPECT_EQ(object_identifier("2.999.3"), (Bytes{6, 3, 0x88, 0x37, 3}));  // X.690, 8.19.5
  EXPECT_EQ(object_identifier("1.2.840.113549"), (Bytes{6, 6, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D}));
  for (const std::string_view name : {"2.999.3", "1.2.840.113549.1.9.16.2.47", "0.0", "1.39"}) {
    const Bytes encoded = object_identifier(name);
    EXPECT_EQ(dotted(ByteView(encoded).subspan(2)), name);
  }
}

TEST(Der, MalformedObjectIdentifiersAreNoName) {
  EXPECT_EQ(dotted({}), "");
  EXPECT_EQ(dotted(Bytes{0x2A, 0x86}), "");        // not finished
  EXPECT_EQ(dotted(Bytes{0x2A, 0x80, 0x01}), "");  // not the fewest octets
  EXPECT_EQ(dotted(Bytes(11, 0xFF)), "");
}

TEST(Der, LengthsAreOfTheFewestOctets) {
  EXPECT_EQ(element(kOctetString, Bytes(127)).size(), 2U + 127);
  const Bytes long_one = element(kOctetString, Bytes(128));
  EXPECT_EQ(long_one[1], 0x81);
  EXPECT_EQ(long_one[2], 128);
  const Bytes longer = element(kOctetString, Bytes(256));
  EXPECT_EQ(longer[1], 0x82);
  for (const std::size_t size : {0U, 127U, 128U, 255U, 256U, 65536U}) {
    const Bytes encoded = element(kOctetString, Bytes(size));
    const auto found = read(encoded, Rules::kDer);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->content.size(), size);
  }
}

TEST(Der, RefusesWhatOnlyBerAllows) {
  const Bytes overlong{0x04, 0x81, 0x01, 0xAA};
  EXPECT_FALSE(read(overlong, Rules::kDer));
  EXPECT_TRUE(read(overlong, Rules::kBer));
  const Bytes indefinite{0x30, 0x80, 0x30, 0x80, 0x00, 0x00, 0x02, 0x01, 0x05, 0x00, 0x00};
  EXPECT_FALSE(read(indefinite, Rules::kDer));
  const auto found = read(indefinite, Rules::kBer);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->content.size(), 7U);
  EXPECT_EQ(found->whole.size(), indefinite.size());
  EXPECT_FALSE(has_der_lengths(Bytes{0x30, 0x04, 0x04, 0x81, 0x01, 0xAA}));
  EXPECT_TRUE(has_der_lengths(Bytes{0x30, 0x03, 0x04, 0x01, 0xAA}));
}

TEST(Der, RefusesLengthsBeyondTheBytes) {
  for (const Bytes& bytes :
       {Bytes{0x30}, Bytes{0x30, 0x01}, Bytes{0x30, 0x82, 0x01},
        Bytes{0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF},
        Bytes{0x30, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, Bytes{0x30, 0x89, 1},
        Bytes{0x04, 0x80, 0x00, 0x00}, Bytes{0x30, 0x80, 0x02, 0x01, 0x05}, Bytes{0x1F, 0x01, 0x00},
        Bytes{0x00, 0x00}}) {
    EXPECT_FALSE(read(bytes, Rules::kBer));
  }
}

TEST(Der, DeepNestingIsRefusedNotFollowed) {
  Bytes definite;
  for (int i = 0; i < 200; ++i) definite = element(kSequence, definite);
  EXPECT_FALSE(has_der_lengths(definite));
  Bytes indefinite;
  for (int i = 0; i < 100000; ++i) indefinite.insert(indefinite.end(), {0x30, 0x80});
  EXPECT_FALSE(read(indefinite, Rules::kBer));
}

TEST(Der, SetsAreInOrder) {
  const Bytes a{0x04, 0x01, 0x02}, b{0x02, 0x01, 0xFF}, c{0x04, 0x01, 0x01};
  EXPECT_EQ(in_set_order({a, b, c}), (Bytes{0x02, 0x01, 0xFF, 0x04, 0x01, 0x01, 0x04, 0x01, 0x02}));
}

TEST(Der, IntegersAreRefusedWhenTheyDoNotFit) {
  EXPECT_EQ(to_int(Bytes{0x14}), 20);
  EXPECT_EQ(to_int(Bytes{0x01, 0x00}), 256);
  EXPECT_FALSE(to_int(Bytes{0xFF}));
  EXPECT_FALSE(to_int(Bytes{0x01, 0, 0, 0, 0}));
  EXPECT_FALSE(to_int({}));
}

}  // namespace
}  // namespace chancery::pki::der
