// Where fonts and dictionaries are looked for. Where the program looks for its data is tried from
// the outside, in tests/end_to_end.
#include "app/places.h"

#include <gmock/gmock.h>

#include "environment.h"
#include "run_program.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
using tests::Environment;
using tests::TemporaryFolder;
using tests::write_text;

TEST(DataFolder, OfTheEnvironmentIsTakenAtItsWord) {
  const Environment data("CHANCERY_DATA", "/nowhere");
  EXPECT_EQ(data_folder(), "/nowhere");
}

TEST(DataFolder, IsTheNearestAboveTheProgram) {
  const Environment data("CHANCERY_DATA", "");
  EXPECT_EQ(data_folder(), fs::canonical(CHANCERY_SOURCE_DIR));
}

TEST(Fonts, OfTheEnvironmentComeFirstInTheirOrder) {
  const TemporaryFolder one;
  const TemporaryFolder two;
  write_text(one / "a.ttf", "one");
  write_text(two / "a.ttf", "two");
  write_text(two / "b.ttf", "two");
  const Environment fonts("CHANCERY_FONTS",
                          ":" + one.path().string() + "::" + two.path().string() + ":");
  const text::FontOpener open = font_opener();
  EXPECT_EQ(text_of(open("a.ttf")->bytes()), "one");
  EXPECT_EQ(text_of(open("b.ttf")->bytes()), "two");
  EXPECT_EQ(open("c.ttf"), nullptr);
  // The catalogue's own fonts are still found.
  EXPECT_NE(open("truetype/noto/NotoSans-Regular.ttf"), nullptr);
}

TEST(Dictionaries, FollowTheLanguageTag) {
  const text::DictionaryFinder find = dictionary_finder();
  const auto name = [&](std::string_view language) { return fs::path(find(language)).filename(); };
  EXPECT_EQ(name("en-GB"), "hyph_en_GB.dic");
  EXPECT_EQ(name("en"), "hyph_en_US.dic");
  EXPECT_EQ(name("ru"), "hyph_ru_RU.dic");
  // A language in a script of its own is not hyphenated by another script's rules.
  EXPECT_EQ(name("ru-Latn"), "");
  EXPECT_EQ(name("tlh"), "");
  EXPECT_EQ(name(""), "");
  EXPECT_EQ(name("../../etc/passwd"), "");
}

}  // namespace
}  // namespace chancery::app
