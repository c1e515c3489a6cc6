// The letterheads that come with the program are read without a word, and their artwork with them.
#include <gmock/gmock.h>

#include "letterhead_yaml.h"
#include "loaded_module.h"

namespace chancery::letterhead {
namespace {

using letter::Paper;
using ::testing::IsEmpty;

ReadLetterhead read_folder(const std::filesystem::path& folder) {
  return read_letterhead(
      tests::read_text(folder / "letterhead.yaml"), "letterhead.yaml", shared_words(), "words.yaml",
      [&](const std::string& file) -> std::optional<Bytes> {
        if (!std::filesystem::exists(folder / file)) return std::nullopt;
        return bytes(tests::read_text(folder / file));
      },
      [](ByteView svg, const std::string& file) { return convert_svg(svg_module(), svg, file); });
}

TEST(Shipped, LetterheadsHaveNothingToSay) {
  std::size_t looked_at = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "letterhead")) {
    if (!std::filesystem::exists(entry.path() / "letterhead.yaml")) continue;
    const ReadLetterhead result = read_folder(entry.path());
    EXPECT_THAT(told(result.diagnostics), IsEmpty());
    ASSERT_TRUE(result.letterhead);
    EXPECT_EQ(result.letterhead->name, entry.path().filename());
    ++looked_at;
  }
  EXPECT_GE(looked_at, 4U);
}

TEST(Shipped, DivisionLettersAreDesignedForBothPapers) {
  const ReadLetterhead result = read_folder(kSource / "letterhead/division-letters");
  ASSERT_TRUE(result.letterhead);
  for (const Paper paper : {Paper::kA4, Paper::kUsLetter}) {
    const PaperDesign& design = result.letterhead->papers.at(paper);
    for (const PageDesign* page : {&design.first, &design.following}) {
      ASSERT_EQ(page->artwork.size(), 1U);
      EXPECT_TRUE(text_of(page->artwork[0].bytes).starts_with("%PDF-1.4"));
      // The same column on both, so that a letter breaks into the same lines.
      const Points column = design.width - page->margins.left - page->margins.right;
      EXPECT_NEAR(column.value, millimetres(142).value, 0.01);
    }
  }
}

}  // namespace
}  // namespace chancery::letterhead
