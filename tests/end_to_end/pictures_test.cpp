// Pages compared with pictures that were looked at and found good (tests/pictures/*.png, made by
// scripts/update-pictures.sh). Small differences of the renderer are allowed, moved text is not.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

struct Picture {
  int width = 0, height = 0;
  std::string grey;  ///< a byte a pixel
};

/// Binary PGM (P5) as pdftoppm and pngtopnm write it.
Picture parse_pgm(const std::string& pgm) {
  Picture picture;
  int depth = 0, header = 0;
  if (std::sscanf(pgm.c_str(), "P5 %d %d %d%n", &picture.width, &picture.height, &depth, &header) !=
          3 ||
      depth != 255) {
    throw std::runtime_error("not a PGM picture");
  }
  picture.grey = pgm.substr(static_cast<std::size_t>(header) + 1);
  return picture;
}

std::string page_name(const std::string& example_name, int page) {
  return example_name + "-" + std::to_string(page) + ".png";
}

class Pictures : public ::testing::TestWithParam<std::pair<std::string, int>> {};

TEST_P(Pictures, LookAsReviewed) {
  const auto& [name, page] = GetParam();
  const TemporaryFolder folder;
  const std::string pdf = (folder / "a.pdf").string();
  ASSERT_EQ(chancery({"typeset", example(name), "-o", pdf}).status, 0);
  const std::string number = std::to_string(page);
  ASSERT_EQ(run({"pdftoppm", "-r", "50", "-gray", "-f", number, "-l", number, "-singlefile", pdf,
                 (folder / "page").string()})
                .status,
            0);
  const Picture made = parse_pgm(read_text(folder / "page.pgm"));
  const Ran reference =
      run({"pngtopnm", (kSource / "tests/pictures" / page_name(name, page)).string()});
  ASSERT_EQ(reference.status, 0) << reference.err;
  const Picture good = parse_pgm(reference.out);
  ASSERT_EQ(made.width, good.width);
  ASSERT_EQ(made.height, good.height);
  ASSERT_EQ(made.grey.size(), good.grey.size());
  std::size_t different = 0;
  for (std::size_t i = 0; i < good.grey.size(); ++i) {
    const int a = static_cast<unsigned char>(made.grey[i]);
    const int b = static_cast<unsigned char>(good.grey[i]);
    constexpr int kNoticeable = 48;
    if (std::abs(a - b) > kNoticeable) ++different;
  }
  // A line of text moved by one pixel changes about one pixel in a thousand.
  EXPECT_LT(different * 2000, good.grey.size())
      << different << " pixels differ; if the change is wanted, look at the pages and run "
      << "scripts/update-pictures.sh";
}

INSTANTIATE_TEST_SUITE_P(Examples, Pictures,
                         ::testing::Values(std::pair{"open-letter", 1}, std::pair{"open-letter", 2},
                                           std::pair{"many-languages", 1},
                                           std::pair{"many-languages", 2}, std::pair{"scripts", 1},
                                           std::pair{"scripts", 2}, std::pair{"scripts", 3},
                                           std::pair{"din-business", 1}, std::pair{"us-office", 1},
                                           std::pair{"rtl-office", 1},
                                           std::pair{"side-by-side", 1}));

}  // namespace
}  // namespace chancery::tests
