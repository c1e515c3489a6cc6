// A packed tree comes back whole, and damaged bytes give nothing.
#include <gtest/gtest.h>

#include <random>

#include "data/data.h"

namespace chancery::data {
namespace {

constexpr std::string_view kYaml =
    "name: harbour\n"
    "\"κλειδί\": [1, -2.5, true, ~, 'text', {deep: [[], {}]}]\n"
    "long: |\n  two\n  lines\n";

void expect_same(const Node& a, const Node& b) {
  EXPECT_EQ(a.text, b.text);
  EXPECT_EQ(a.where.file, b.where.file);
  EXPECT_EQ(a.where.line, b.where.line);
  EXPECT_EQ(a.where.column, b.where.column);
  EXPECT_EQ(a.offset_bytes, b.offset_bytes);
  ASSERT_EQ(a.value.index(), b.value.index());
  if (const Sequence* sequence = a.sequence()) {
    ASSERT_EQ(sequence->size(), b.sequence()->size());
    for (std::size_t i = 0; i < sequence->size(); ++i) {
      expect_same((*sequence)[i], (*b.sequence())[i]);
    }
  } else if (const Mapping* mapping = a.mapping()) {
    ASSERT_EQ(mapping->size(), b.mapping()->size());
    for (std::size_t i = 0; i < mapping->size(); ++i) {
      EXPECT_EQ((*mapping)[i].key, (*b.mapping())[i].key);
      EXPECT_EQ((*mapping)[i].key_where.line, (*b.mapping())[i].key_where.line);
      EXPECT_EQ((*mapping)[i].key_where.column, (*b.mapping())[i].key_where.column);
      expect_same((*mapping)[i].node, (*b.mapping())[i].node);
    }
  } else if (const auto* real = std::get_if<double>(&a.value)) {
    EXPECT_EQ(*real, std::get<double>(b.value));
  } else if (const auto* integer = std::get_if<std::int64_t>(&a.value)) {
    EXPECT_EQ(*integer, std::get<std::int64_t>(b.value));
  } else if (const auto* boolean = std::get_if<bool>(&a.value)) {
    EXPECT_EQ(*boolean, std::get<bool>(b.value));
  } else if (const auto* string = std::get_if<std::string>(&a.value)) {
    EXPECT_EQ(*string, std::get<std::string>(b.value));
  }
}

TEST(Packed, TreesComeBackWithTheirPlaces) {
  const Node tree = parse_yaml(kYaml, "f.yaml").root.value();
  const std::optional<Node> back = unpack(pack(tree), "f.yaml");
  ASSERT_TRUE(back);
  expect_same(tree, *back);
  EXPECT_EQ(unpack(pack(tree), "other.yaml")->where.file, "other.yaml");
}

TEST(Packed, BytesThatEndTooEarlyGiveNothing) {
  const Bytes bytes = pack(parse_yaml(kYaml, "f.yaml").root.value());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(unpack(ByteView(bytes).first(size), "f.yaml")) << size;
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(unpack(longer, "f.yaml"));
}

TEST(Packed, DamagedBytesDoNoHarm) {
  const Bytes bytes = pack(parse_yaml(kYaml, "f.yaml").root.value());
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    Bytes damaged = bytes;
    for (int change = 0; change < 3; ++change) {
      damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
    }
    (void)unpack(damaged, "f.yaml");  // under a sanitizer: nothing read outside
  }
}

TEST(Packed, TreesAreNotPackedDeeperThanTheyAreRead) {
  Node node("leaf");
  for (int depth = 0; depth < kDeepestNesting + 1; ++depth) node = Node(Sequence{node});
  EXPECT_THROW(pack(node), std::logic_error);
}

}  // namespace
}  // namespace chancery::data
