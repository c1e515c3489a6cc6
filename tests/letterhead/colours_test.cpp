// Colours with what they are printed with.
#include <gmock/gmock.h>

#include "letterhead_yaml.h"

namespace chancery::letterhead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> codes_of(const std::string& colours) {
  std::vector<std::string> codes;
  for (const Diagnostic& each : read(with_keys("colours: { " + colours + " }\n")).diagnostics) {
    codes.push_back(each.code);
  }
  return codes;
}

TEST(Colours, HaveInksOfTheirOwn) {
  const Letterhead letterhead = letterhead_of(
      "colours:\n  tide: \"#12384F\"\n  house: { rgb: \"#112233\", cmyk: [100, 62.5, 0, 30] }\n"
      "  seal: { rgb: \"#a33b20\", spot: PANTONE 484 C, cmyk: [8, 92, 100, 33] }\n" +
      with_styles(
          "  title: { colour: house }\n  cc: { colour: seal }\n  date: { colour: tide }\n"));
  ASSERT_EQ(letterhead.inks.size(), 3U);
  EXPECT_EQ(letterhead.inks[0].name, "tide");
  EXPECT_FALSE(letterhead.inks[0].cmyk);
  EXPECT_EQ(letterhead.inks[1].cmyk, (Cmyk{1, 0.625, 0, 0.3}));
  EXPECT_EQ(letterhead.inks[1].spot, "");
  EXPECT_EQ(letterhead.inks[2].spot, "PANTONE 484 C");
  EXPECT_EQ(letterhead.style("date").colour.ink, 0);
  EXPECT_EQ(letterhead.style("title").colour,
            (Colour{0x11 / 255.0, 0x22 / 255.0, 0x33 / 255.0, 2}));
  EXPECT_EQ(letterhead.style("cc").colour.ink, 3);
}

TEST(Colours, ThatCannotBePrintedAreTold) {
  EXPECT_THAT(codes_of("a: { rgb: \"#112233\", cmyk: [0, 0, 0, 100] }"), IsEmpty());
  EXPECT_THAT(codes_of("a: { rgb: \"#112233\" }"), ElementsAre("missing-key"));
  EXPECT_THAT(codes_of("a: { cmyk: [0, 0, 0, 100] }"), ElementsAre("missing-key"));
  EXPECT_THAT(codes_of("a: { rgb: red, cmyk: [0, 0, 0, 100] }"), ElementsAre("not-a-colour"));
  EXPECT_THAT(codes_of("a: { rgb: \"#112233\", cmyk: [0, 0, 100] }"), ElementsAre("not-cmyk"));
  EXPECT_THAT(codes_of("a: { rgb: \"#112233\", cmyk: [0, 0, 0, 101] }"), ElementsAre("not-cmyk"));
  EXPECT_THAT(codes_of("a: { rgb: \"#112233\", cmyk: 50 }"), ElementsAre("not-cmyk"));
  for (const char* const name : {"All", "None", "Black", "''"}) {
    EXPECT_THAT(
        codes_of(std::string("a: { rgb: \"#112233\", cmyk: [0, 0, 0, 9], spot: ") + name + " }"),
        ElementsAre("bad-spot-name"));
  }
  EXPECT_THAT(codes_of("a: { rgb: \"#112233\", cmyk: [0, 0, 0, 9], spot: X }, "
                       "b: { rgb: \"#112233\", cmyk: [0, 0, 0, 8], spot: X }"),
              ElementsAre("spot-differs"));
}

}  // namespace
}  // namespace chancery::letterhead
