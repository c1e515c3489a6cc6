// The program finds its data where it is installed, keeps converted artwork, and writes where it
// is told.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path kProgram = fs::path(CHANCERY_BINARY_DIR) / "chancery";

/// Data that a list of letterheads tells apart.
void make_data(const fs::path& folder, const std::string& letterhead) {
  fs::create_directories(folder / "letterhead");
  fs::copy(kSource / "fonts", folder / "fonts", fs::copy_options::recursive);
  fs::copy(kSource / "letterhead/words.yaml", folder / "letterhead/words.yaml");
  fs::copy(kSource / "letterhead/division-letters", folder / "letterhead" / letterhead,
           fs::copy_options::recursive);
}

class Installed : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder / "prefix/bin");
    fs::create_directories(folder / "prefix/lib/chancery");
    fs::copy(kProgram, folder / "prefix/bin/chancery");
    for (const char* module : {"chancery_commands.so", "chancery_svg.so"}) {
      fs::copy(kProgram.parent_path() / module, folder / "prefix/lib/chancery");
    }
  }
  Ran list(const std::string& data = "") { return installed({"letterheads"}, data); }
  Ran installed(std::vector<std::string> command, const std::string& data = "") {
    RunOptions options;
    options.environment = {{"CHANCERY_DATA", data}, {"XDG_CACHE_HOME", (folder / "c").string()}};
    command.insert(command.begin(), (folder / "prefix/bin/chancery").string());
    return run(command, options);
  }
  TemporaryFolder folder;
};

TEST_F(Installed, WithoutDataSaysWhatIsMissing) {
  const Ran ran = list();
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, HasSubstr("error[no-data]"));
  EXPECT_THAT(ran.err, HasSubstr("set CHANCERY_DATA"));
}

TEST_F(Installed, FindsItsDataAndItsModule) {
  make_data(folder / "prefix/share/chancery", "shared");
  const Ran ran = list();
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("shared\n"));
}

TEST_F(Installed, TheNearestDataAboveItCountsBeforeShared) {
  make_data(folder / "prefix/share/chancery", "shared");
  make_data(folder.path(), "farther");
  EXPECT_THAT(list().out, HasSubstr("farther\n"));
  make_data(folder / "prefix", "nearer");
  EXPECT_THAT(list().out, HasSubstr("nearer\n"));
}

TEST_F(Installed, TheEnvironmentCountsBeforeAll) {
  make_data(folder / "prefix", "nearer");
  make_data(folder / "elsewhere", "elsewhere");
  EXPECT_THAT(list((folder / "elsewhere").string()).out, HasSubstr("elsewhere\n"));
  // Also when it is wrong: nothing is found by luck.
  const Ran ran = list((folder / "nowhere").string());
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr((folder / "nowhere/fonts/catalogue.yaml").string()));
}

TEST_F(Installed, WithoutTheModuleArtworkThatIsNotKeptCannotBeDrawn) {
  make_data(folder / "prefix", "nearer");
  fs::remove(folder / "prefix/lib/chancery/chancery_svg.so");
  const Ran ran = list();
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, HasSubstr("error[no-module]"));
  EXPECT_THAT(ran.err, HasSubstr("librsvg2-2"));
}

TEST_F(Installed, VerifyingNeedsNoModule) {
  make_data(folder / "prefix", "nearer");
  fs::copy(kSource / "reports", folder / "prefix/reports", fs::copy_options::recursive);
  fs::remove_all(folder / "prefix/lib");
  const std::string letter = (kSource / "tests/fuzz/seeds/verify/signed.pdf").string();
  const Ran verified = installed({"verify", letter});
  EXPECT_EQ(verified.status, 2) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("UNDECIDED"));
  const Ran listed = list();
  EXPECT_EQ(listed.status, 4);
  EXPECT_THAT(listed.err, HasSubstr("chancery_commands.so"));
}

/// Typesets with a cache of its own; gives the PDF.
class KeptArtwork : public ::testing::Test {
 protected:
  std::string typeset(const std::vector<std::pair<std::string, std::string>>& environment) {
    const Ran ran = chancery({"typeset", example("open-letter"), "-o", (folder / "a.pdf").string()},
                             {environment, {}});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    return read_text(folder / "a.pdf");
  }
  std::string typeset() { return typeset({{"XDG_CACHE_HOME", (folder / "cache").string()}}); }
  std::vector<fs::path> kept() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder / "cache/chancery")) {
      files.push_back(entry.path());
    }
    return files;
  }
  TemporaryFolder folder;
};

TEST_F(KeptArtwork, GivesTheSameLetterAsNew) {
  const std::string first = typeset();
  ASSERT_EQ(kept().size(), 6U)
      << "two drawings, the hyphenation patterns of one language, three trees";
  EXPECT_TRUE(typeset() == first);
  for (const fs::path& file : kept()) {
    if (file.extension() != ".pdf") continue;
    EXPECT_EQ(run({"pdfinfo", file.string()}).status, 0) << "a kept file is a PDF of its own";
  }
}

TEST_F(KeptArtwork, ThatWasDamagedDoesNotChangeTheLetter) {
  const std::string first = typeset();
  for (const fs::path& file : kept()) {
    const std::string whole = read_text(file);
    write_text(file, whole.substr(0, whole.size() / 2));
    EXPECT_TRUE(typeset() == first);
    EXPECT_TRUE(read_text(file) == whole) << "mended";
    // A whole PDF, but of something else.
    write_text(file, first);
    EXPECT_TRUE(typeset() == first);
    fs::remove(file);
    fs::create_directory(file);
    EXPECT_TRUE(typeset() == first);
  }
}

TEST_F(KeptArtwork, IsDoneWithoutWhereItCannotBeKept) {
  const std::string first = typeset();
  EXPECT_TRUE(typeset({{"XDG_CACHE_HOME", "/proc/nowhere"}}) == first);
  EXPECT_TRUE(typeset({{"XDG_CACHE_HOME", (folder / "a.pdf").string()}}) == first);
  EXPECT_TRUE(typeset({{"XDG_CACHE_HOME", ""}, {"HOME", ""}}) == first);
}

TEST(Output, GoesThroughAPipe) {
  const TemporaryFolder folder;
  ASSERT_EQ(chancery({"typeset", example("open-letter"), "-o", (folder / "a.pdf").string()}).status,
            0);
  const Ran ran = run({"bash", "-c", "set -o pipefail; \"$0\" typeset \"$1\" -o /dev/stdout | cat",
                       kProgram.string(), example("open-letter")});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(ran.out == read_text(folder / "a.pdf"));
}

TEST(Failures, AreToldInJsonWhereJsonWasAskedFor) {
  const Ran ran = chancery({"check", "/nowhere/letter.md", "--format", "json"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, HasSubstr("\"code\": \"cannot-read\""));
}

}  // namespace
}  // namespace chancery::tests
