// Places of a text in what pdftotext tells.
#include "app/text_anchor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::app {
namespace {

using ::testing::SizeIs;

/// Two pages as `pdftotext -bbox` gives them.
constexpr const char* kHtml =
    "<doc>\n"
    "  <page width=\"300.000000\" height=\"400.000000\">\n"
    "    <word xMin=\"40.0\" yMin=\"90.0\" xMax=\"60.0\" yMax=\"102.0\">For</word>\n"
    "    <word xMin=\"64.0\" yMin=\"90.0\" xMax=\"84.0\" yMax=\"102.0\">the</word>\n"
    "    <word xMin=\"88.0\" yMin=\"90.0\" xMax=\"148.0\" yMax=\"102.0\">Board:____</word>\n"
    "    <word xMin=\"40.0\" yMin=\"120.0\" xMax=\"100.0\" yMax=\"132.0\">R&amp;D "
    "&lt;a&gt;</word>\n"
    "    <word xMin=\"bad\" yMin=\"120.0\" xMax=\"100.0\" yMax=\"132.0\">broken</word>\n"
    "  </page>\n"
    "  <page width=\"300.000000\" height=\"400.000000\">\n"
    "    <word xMin=\"40.0\" yMin=\"90.0\" xMax=\"60.0\" yMax=\"102.0\">For</word>\n"
    "    <word xMin=\"40.0\" yMin=\"110.0\" xMax=\"60.0\" yMax=\"122.0\">the</word>\n"
    "    <word xMin=\"200.0\" yMin=\"140.0\" xMax=\"260.0\" yMax=\"152.0\">"
    "\u062a\u0648\u0642\u064a\u0639</word>\n"
    "  </page>\n"
    "</doc>\n";

TEST(TextAnchor, WordsAreReadWithTheirPages) {
  const std::vector<WordBox> words = read_words(kHtml);
  ASSERT_THAT(words, SizeIs(7));
  EXPECT_EQ(words[3].text, "R&D <a>");
  EXPECT_EQ(words[3].page, 1);
  EXPECT_EQ(words[4].page, 2);
  EXPECT_EQ(words[0].left, 40);
  EXPECT_EQ(words[0].bottom, 102);
  EXPECT_THAT(read_words("<word <page"), SizeIs(0));
  EXPECT_THAT(read_words(""), SizeIs(0));
}

TEST(TextAnchor, MayBeSeveralWordsOrAPartOfOneOnOneLine) {
  const std::vector<WordBox> words = read_words(kHtml);
  const std::vector<AnchorText> several = places_of(words, "For the");
  ASSERT_THAT(several, SizeIs(1));  // on the other page they stand on two lines
  EXPECT_EQ(several[0].page, 1);
  EXPECT_EQ(several[0].left, 40);
  EXPECT_EQ(several[0].right, 84);
  const std::vector<AnchorText> part = places_of(words, "Board:");
  ASSERT_THAT(part, SizeIs(1));
  EXPECT_EQ(part[0].left, 88);
  EXPECT_EQ(part[0].right, 124);  // six of ten letters
  EXPECT_THAT(places_of(words, "For"), SizeIs(2));
  EXPECT_THAT(places_of(words, "absent"), SizeIs(0));
  EXPECT_THAT(places_of(words, " "), SizeIs(0));
  EXPECT_FALSE(part[0].right_to_left);
}

TEST(TextAnchor, KnowsWhichWayItIsRead) {
  const std::vector<AnchorText> places =
      places_of(read_words(kHtml), "\u062a\u0648\u0642\u064a\u0639");
  ASSERT_THAT(places, SizeIs(1));
  EXPECT_TRUE(places[0].right_to_left);
  EXPECT_EQ(places[0].left, 200);
  EXPECT_EQ(places[0].right, 260);
}

}  // namespace
}  // namespace chancery::app
