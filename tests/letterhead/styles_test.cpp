#include "letterhead/styles.h"

#include <gtest/gtest.h>

namespace chancery::letterhead {
namespace {

TEST(Styles, KashidaIsOnUnlessAStyleSwitchesItOff) {
  Diagnostics diagnostics;
  const data::Parsed parsed = data::parse_yaml(
      "text: { size: 11 pt, leading: 15 pt }\n"
      "quotation: { kashida: false }\n"
      "footnote: { like: quotation }\n"
      "list: { kashida: perhaps }\n",
      "letterhead.yaml");
  ASSERT_TRUE(parsed.root.has_value());
  const Styles styles = read_styles(*parsed.root, {}, diagnostics);
  EXPECT_TRUE(styles.at("text").kashida);
  EXPECT_FALSE(styles.at("quotation").kashida);
  EXPECT_FALSE(styles.at("footnote").kashida);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "wrong-type");
  EXPECT_EQ(diagnostics[0].where.line, 4);
}

}  // namespace
}  // namespace chancery::letterhead
