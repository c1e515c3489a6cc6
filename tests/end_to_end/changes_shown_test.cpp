// What changed after signing, in words and in pictures.
#include <gmock/gmock.h>

#include <regex>

#include "program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

std::string found(const std::string& text, const std::string& pattern) {
  std::smatch match;
  return std::regex_search(text, match, std::regex(pattern)) ? match[1].str() : std::string();
}

/// A letter signed by one division, and one revision more in which its first page shows something
/// else.
std::string forged() {
  const TemporaryFolder folder;
  EXPECT_EQ(chancery({"typeset", example("open-letter"), "-o", (folder / "a.pdf").string()}).status,
            0);
  EXPECT_EQ(sign(folder / "a.pdf", kAsia, folder / "b.pdf").status, 0);
  std::string file = read_text(folder / "b.pdf");
  const std::string number = found(file, "/Contents (\\d+) 0 R");
  const std::size_t last = file.rfind("startxref");
  const std::string previous = found(file.substr(last), "startxref\\s+(\\d+)");
  const std::string root = found(file.substr(file.rfind("trailer")), "/Root (\\d+) 0 R");
  const std::string size = found(file.substr(file.rfind("trailer")), "/Size (\\d+)");
  const std::size_t object = file.size();
  const std::string drawing = "0 0 1 rg 100 300 200 100 re f BT (forged) Tj ET";
  file += number + " 0 obj\n<</Length " + std::to_string(drawing.size()) + ">>\nstream\n" +
          drawing + "\nendstream\nendobj\n";
  const std::size_t table = file.size();
  std::string offset = std::to_string(object);
  file += "xref\n" + number + " 1\n" + std::string(10 - offset.size(), '0') + offset +
          " 00000 n \ntrailer\n<</Size " + size + " /Root " + root + " 0 R /Prev " + previous +
          ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  return file;
}

TEST(ChangesShown, AsTextAndWithPictures) {
  const TemporaryFolder folder;
  write_text(folder / "forged.pdf", forged());
  const fs::path pictures = folder / "pictures";
  const Ran ran = chancery({"verify", (folder / "forged.pdf").string(), "--trust", trust(),
                            "--pictures", pictures.string()});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("page 1: forged"));
  const fs::path drawn = pictures / "forged.pdf";
  EXPECT_TRUE(fs::exists(drawn / "now/page-1.png")) << ran.out << ran.err;
  EXPECT_TRUE(fs::exists(drawn / "revision-2/page-1.png"));
  const fs::path changed = drawn / "revision-2/page-1-changed.png";
  ASSERT_TRUE(fs::exists(changed)) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr(changed.string()));
  EXPECT_THAT(read_text(changed), ::testing::StartsWith("\x89PNG"));
  // What was signed can be looked at by itself.
  EXPECT_EQ(verify(drawn / "revision-2.pdf").status, 0);
  EXPECT_FALSE(fs::exists(drawn / "revision-2/page-2-changed.png"));

  const Ran without = chancery(
      {"verify", (folder / "forged.pdf").string(), "--pictures", (folder / "none").string()},
      {{{"PATH", "/nowhere"}}, {}});
  EXPECT_EQ(without.status, 4);
  EXPECT_THAT(without.err, HasSubstr("poppler-utils"));
}

TEST(ChangesShown, OfAnUnchangedLetterAreNone) {
  const TemporaryFolder folder;
  make_signed(example("open-letter"), folder / "signed.pdf");
  const fs::path pictures = folder / "pictures";
  const Ran ran = chancery({"verify", (folder / "signed.pdf").string(), "--trust", trust(),
                            "--pictures", pictures.string()});
  EXPECT_EQ(ran.status, 0) << ran.out;
  // The second division's signature is to be seen, and nothing else.
  EXPECT_THAT(ran.out, Not(HasSubstr("page 1: ")));
}

}  // namespace
}  // namespace chancery::tests
