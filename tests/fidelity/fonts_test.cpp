// The fonts of every letter: each code that is shown means something, and is as wide as it is drawn
// (ISO 19005-2, 6.2.11.5, 6.2.11.7 and 6.2.11.8).
#include <gtest/gtest.h>

#include <cmath>

#include "fidelity/typeset.h"
#include "fidelity/written_fonts.h"
#include "text/freetype_face.h"

namespace chancery::tests {
namespace {

class FontsOf : public ::testing::TestWithParam<std::size_t> {
 protected:
  void SetUp() override {
    const TemporaryFolder folder;
    fonts_ = fonts_of(typeset(letters().at(GetParam()).file, folder));
    ASSERT_FALSE(fonts_.empty());
  }
  std::vector<WrittenFont> fonts_;
};

bool is_private_use(char16_t unit) {
  // U+E000 to U+F8FF, and the surrogates of the planes 15 and 16.
  return (unit >= 0xE000 && unit <= 0xF8FF) || (unit >= 0xDB80 && unit <= 0xDBFF);
}

TEST_P(FontsOf, EveryShownCodeMeansCharacters) {
  for (const WrittenFont& font : fonts_) {
    for (const std::uint16_t code : font.shown) {
      const auto text = font.texts.find(code);
      ASSERT_NE(text, font.texts.end()) << font.name << " code " << code;
      EXPECT_FALSE(text->second.empty()) << font.name << " code " << code;
    }
    for (const auto& [code, text] : font.texts) {
      for (const char16_t unit : text) {
        EXPECT_FALSE(is_private_use(unit)) << font.name << " code " << code;
        EXPECT_FALSE(unit == 0 || unit == 0xFEFF || unit == 0xFFFE || unit == 0xFFFD)
            << font.name << " code " << code;
      }
    }
  }
}

TEST_P(FontsOf, NoMissingGlyphIsShown) {
  for (const WrittenFont& font : fonts_) {
    for (const std::uint16_t code : font.shown) {
      EXPECT_NE(code, 0) << font.name;
      EXPECT_NE(font.glyph(code), 0) << font.name << " code " << code;
    }
  }
}

TEST_P(FontsOf, WidthsAreThoseOfTheProgram) {
  for (const WrittenFont& font : fonts_) {
    const FreetypeFace face(font.program);
    const double units_per_em = face.get()->units_per_EM;
    for (const std::uint16_t code : font.shown) {
      const double drawn =
          static_cast<double>(face.advance(font.glyph(code))) * 1000 / units_per_em;
      EXPECT_NEAR(font.width(code), drawn, 0.0051) << font.name << " code " << code;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Letters, FontsOf, ::testing::Values(0, 1, 2, 3, 4, 5));

}  // namespace
}  // namespace chancery::tests
