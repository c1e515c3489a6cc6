// Letters as they are found, each beside the letter file that a person would make of it
// (tests/draft/letters): plain text in seven languages, wrapped and not; web pages with navigation.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "draft/draft.h"
#include "draft_here.h"

namespace chancery::draft {
namespace {

namespace fs = std::filesystem;
using tests::read_text;

const fs::path kLetters = fs::path(CHANCERY_SOURCE_DIR) / "tests/draft/letters";

class Letters : public ::testing::TestWithParam<std::string> {};

TEST_P(Letters, AreDraftedAsAPersonWould) {
  const fs::path file = kLetters / GetParam();
  fs::path expected = file;
  expected.replace_extension(".md");
  const Form form = file.extension() == ".html" ? Form::kHtml : Form::kText;
  EXPECT_EQ(draft_here(read_text(file), form).letter, read_text(expected));
}

std::vector<std::string> letters() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kLetters)) {
    if (entry.path().extension() != ".md") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name;
  for (const char c : info.param)
    name += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(AsFound, Letters, ::testing::ValuesIn(letters()), test_name);

TEST(LettersAsFound, AreMany) {
  EXPECT_GE(letters().size(), 12U);
}

}  // namespace
}  // namespace chancery::draft
