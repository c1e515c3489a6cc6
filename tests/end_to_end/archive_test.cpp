// The archive copy: what travels in it, what it is made from, and that it is the same everywhere.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "program.h"

namespace chancery::tests {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

std::vector<std::filesystem::path> examples() {
  std::vector<std::filesystem::path> letters;
  for (const auto& folder : std::filesystem::directory_iterator(kSource / "examples")) {
    for (const char* name : {"letter.md", "letter.json"}) {
      if (std::filesystem::exists(folder.path() / name)) letters.push_back(folder.path() / name);
    }
  }
  return letters;
}

TEST(Archive, TheExtractedSourceOfEveryExampleGivesTheSameBytes) {
  const std::vector<std::filesystem::path> letters = examples();
  ASSERT_GE(letters.size(), 8U);
  for (const std::filesystem::path& letter : letters) {
    const TemporaryFolder folder;
    ASSERT_EQ(chancery({"typeset", letter.string(), "-o", (folder / "a.pdf").string()}).status, 0);
    const Ran extracted =
        chancery({"extract", (folder / "a.pdf").string(), "-o", (folder / "files").string()});
    ASSERT_EQ(extracted.status, 0) << extracted.err;
    const std::filesystem::path source = folder / "files/letter.json";
    ASSERT_EQ(chancery({"typeset", source.string(), "-o", (folder / "b.pdf").string()}).status, 0);
    EXPECT_TRUE(read_text(folder / "a.pdf") == read_text(folder / "b.pdf")) << letter;
    EXPECT_EQ(run({"qpdf", "--check", (folder / "a.pdf").string()}).status, 0);
  }
}

TEST(Archive, PopplerFindsTheSameFilesAfterEverySignature) {
  const TemporaryFolder folder;
  make_signed(example("open-letter"), folder / "signed.pdf");
  const Ran extracted =
      chancery({"extract", (folder / "signed.pdf").string(), "-o", (folder / "ours").string()});
  ASSERT_EQ(extracted.status, 0) << extracted.err;
  std::filesystem::create_directory(folder / "theirs");
  ASSERT_EQ(run({"pdfdetach", "-saveall", "-o", (folder / "theirs").string(),
                 (folder / "signed.pdf").string()})
                .status,
            0);
  for (const std::string name : {"letter.json", "inputs.json"}) {
    EXPECT_EQ(read_text(folder / "ours" / name), read_text(folder / "theirs" / name)) << name;
  }
  EXPECT_EQ(verify(folder / "signed.pdf").status, 0);
}

// ISO 32000-1, table 345: of a table that stands on one page. Where poppler finds its first and its
// last words lies within.
TEST(Archive, TablesSayWhereTheyStand) {
  const TemporaryFolder folder;
  const std::string pdf = (folder / "a.pdf").string();
  ASSERT_EQ(chancery({"typeset", example("din-business"), "-o", pdf}).status, 0);
  const std::string text = run({"qpdf", "--qdf", "--object-streams=disable", pdf, "-"}).out;
  const std::size_t table = text.find("/S /Table");
  ASSERT_NE(table, std::string::npos);
  const std::size_t begin = text.rfind("obj\n", table);
  const std::string element = text.substr(begin, table - begin);
  const std::size_t box = element.find("/BBox [");
  ASSERT_NE(box, std::string::npos) << element;
  std::istringstream numbers(element.substr(box + 7));
  double left = 0, bottom = 0, right = 0, top = 0;
  numbers >> left >> bottom >> right >> top;
  EXPECT_LT(left, right);
  EXPECT_GT(left, 50);
  EXPECT_LT(right, 595.3 - 50);
  EXPECT_LT(bottom, top);
  EXPECT_GT(bottom, 50);
  EXPECT_LT(top, 841.9 - 50);
}

TEST(Archive, BlindCopiesDoNotTravel) {
  const TemporaryFolder folder;
  std::string letter = read_text(example("open-letter"));
  letter.insert(letter.find("\nto:") + 1, "bcc: [Ada Quill]\n");
  write_text(folder / "letter.md", letter);
  const Ran typeset = chancery({"typeset", (folder / "letter.md").string()});
  ASSERT_EQ(typeset.status, 0) << typeset.err;
  ASSERT_EQ(chancery({"extract", (folder / "letter.pdf").string()}).status, 0);
  EXPECT_THAT(read_text(folder / "letter.files/letter.json"), Not(HasSubstr("Quill")));
  EXPECT_THAT(run({"strings", (folder / "letter.pdf").string()}).out, Not(HasSubstr("Quill")));
}

TEST(Archive, ExtractWritesOverNothing) {
  const TemporaryFolder folder;
  const std::string pdf = (folder / "a.pdf").string();
  ASSERT_EQ(chancery({"typeset", example("open-letter"), "-o", pdf}).status, 0);
  std::filesystem::create_directory(folder / "a.files");
  write_text(folder / "a.files/inputs.json", "mine");
  const Ran refused = chancery({"extract", pdf});
  EXPECT_EQ(refused.status, 3);
  EXPECT_THAT(refused.err, HasSubstr("error[output-exists]"));
  EXPECT_EQ(read_text(folder / "a.files/inputs.json"), "mine");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.files/letter.json"));
  EXPECT_EQ(chancery({"extract", pdf, "--force"}).status, 0);
  EXPECT_THAT(read_text(folder / "a.files/inputs.json"), HasSubstr("sha256"));
}

// The names stand in plain sight in a file that typeset wrote: another of the same length leaves
// every offset as it is.
TEST(Archive, NamesOfFilesDoNotLeadOutOfTheFolder) {
  for (const std::string name :
       {"../esc.json", "/tmp/x.json", "....\\x.json", "..//letter.", ".hidden.jso"}) {
    const TemporaryFolder folder;
    const std::string pdf = (folder / "a.pdf").string();
    ASSERT_EQ(chancery({"typeset", example("open-letter"), "-o", pdf}).status, 0);
    std::string bytes = read_text(pdf);
    ASSERT_EQ(name.size(), std::string("letter.json").size());
    std::size_t changed = 0;
    for (std::size_t at = bytes.find("(letter.json)"); at != std::string::npos;
         at = bytes.find("(letter.json)", at + 1), ++changed) {
      std::string token = name;
      // A backslash in a string is written as two (7.3.4.2): here it may stand for itself.
      bytes.replace(at + 1, name.size(), token);
    }
    ASSERT_EQ(changed, 3U);  // /F, /UF and the name tree
    write_text(pdf, bytes);
    const Ran ran = chancery({"extract", pdf, "-o", (folder / "deep/files").string()});
    ASSERT_EQ(ran.status, 0) << name << ran.err;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
      if (!entry.is_regular_file() || entry.path() == pdf) continue;
      EXPECT_EQ(entry.path().parent_path(), folder / "deep/files") << name;
      EXPECT_NE(entry.path().filename().string().front(), '.');
      ++files;
    }
    EXPECT_EQ(files, 2U) << name;
  }
}

TEST(Archive, FilesThatAreNoneAreToldOf) {
  const TemporaryFolder folder;
  write_text(folder / "a.pdf", "not a PDF");
  const Ran ran = chancery({"extract", (folder / "a.pdf").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("error[unreadable-pdf]"));
}

TEST(Archive, TheLetterheadTravelsWhenItIsAskedFor) {
  const TemporaryFolder folder;
  const std::string pdf = (folder / "a.pdf").string();
  ASSERT_EQ(chancery({"typeset", example("open-letter"), "--attach-artwork", "-o", pdf}).status, 0);
  ASSERT_EQ(chancery({"extract", pdf}).status, 0);
  for (const std::string name : {"letterhead.yaml", "first.svg", "following.svg"}) {
    EXPECT_EQ(read_text(folder / "a.files" / name),
              read_text(kSource / "letterhead/division-letters" / name));
  }
}

// The digests as sha256sum gives them.
TEST(Inputs, AreTheFilesDigests) {
  const Ran ran = chancery({"inspect", "--inputs", example("side-by-side")});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const nlohmann::json inputs = nlohmann::json::parse(ran.out);
  const auto digest = [](const std::filesystem::path& file) {
    return run({"sha256sum", file.string()}).out.substr(0, 64);
  };
  EXPECT_EQ(inputs["words"]["sha256"], digest(kSource / "letterhead/words.yaml"));
  std::vector<std::string> names;
  for (const auto& file : inputs["letterhead"]["files"]) {
    names.push_back(file["file"]);
    EXPECT_EQ(file["sha256"],
              digest(kSource / "letterhead/division-letters" / std::string(file["file"])));
  }
  EXPECT_THAT(names, IsSupersetOf({"letterhead.yaml", "first.svg"}));
  bool has_variant = false;
  for (const auto& file : inputs["files"]) {
    EXPECT_EQ(file["sha256"], digest(std::string(file["file"])));
    has_variant = has_variant || std::string(file["file"]).ends_with("letter.ar.md");
  }
  EXPECT_TRUE(has_variant);
  ASSERT_GE(inputs["fonts"].size(), 2U);
  for (const auto& font : inputs["fonts"]) {
    EXPECT_EQ(font["sha256"],
              digest(std::filesystem::path("/usr/share/fonts") / std::string(font["file"])));
  }
  EXPECT_THAT(std::string(inputs["program"]), testing::StartsWith("chancery "));
}

/// Another folder, home, user, cache, locale, time zone, umask and clock, one processor instead of
/// several, and a relative path to the letter.
Ran typeset_elsewhere(const TemporaryFolder& there, const std::string& letter,
                      const std::vector<std::string>& more) {
  RunOptions options;
  options.folder = there.path();
  options.environment = {
      {"LC_ALL", "ar_EG.UTF-8"},        {"TZ", "Pacific/Kiritimati"},
      {"HOME", there.path().string()},  {"USER", "somebody"},
      {"SOURCE_DATE_EPOCH", "1"},       {"XDG_CACHE_HOME", (there / "cache").string()},
      {"TMPDIR", there.path().string()}};
  std::vector<std::string> command = {
      "taskset", "-c", "0", std::string(CHANCERY_BINARY_DIR) + "/chancery", "typeset", letter};
  command.insert(command.end(), more.begin(), more.end());
  const mode_t mask = ::umask(0077);
  Ran ran = run(command, options);
  ::umask(mask);
  return ran;
}

TEST(Reproducible, ACopyOfTheLetterElsewhereGivesTheSameBytes) {
  for (const char* profile : {"archive", "print"}) {
    const TemporaryFolder here;
    const TemporaryFolder there;
    ASSERT_EQ(chancery({"typeset", example("side-by-side"), "-o", (here / "a.pdf").string(),
                        "--profile", profile})
                  .status,
              0);
    for (const char* name : {"letter.md", "letter.ar.md"}) {
      std::filesystem::copy_file(kSource / "examples/side-by-side" / name, there / name);
    }
    const Ran ran = typeset_elsewhere(there, "letter.md", {"--profile", profile});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(run({"sha256sum", "-b", (here / "a.pdf").string()}).out.substr(0, 64),
              run({"sha256sum", "-b", (there / "letter.pdf").string()}).out.substr(0, 64))
        << profile;
  }
}

// With pictures, appended pages and files beside, as conformance/everything.md has them.
TEST(Reproducible, ALetterWithFilesElsewhereGivesTheSameBytes) {
  const TemporaryFolder here;
  const TemporaryFolder there;
  const std::filesystem::path letters = kSource / "tests/letters";
  for (const TemporaryFolder* folder : {&here, &there}) {
    std::filesystem::copy(letters, folder->path(), std::filesystem::copy_options::recursive);
  }
  std::size_t tried = 0;
  for (const auto& entry : std::filesystem::directory_iterator(here.path())) {
    if (entry.path().extension() != ".md") continue;
    const std::string name = entry.path().filename().string();
    const std::filesystem::path pdf = here / "a.pdf";
    ASSERT_EQ(chancery({"typeset", entry.path().string(), "-o", pdf.string()}).status, 0) << name;
    const Ran ran = typeset_elsewhere(there, name, {"-o", "b.pdf"});
    ASSERT_EQ(ran.status, 0) << name << ran.err;
    EXPECT_TRUE(read_text(pdf) == read_text(there / "b.pdf")) << name;
    ++tried;
  }
  EXPECT_GE(tried, 1U);
}

// The English example, as it comes to a mail room or a press, with a letterhead of type alone.
TEST(Sizes, OfTheEnglishExampleAreSmall) {
  const TemporaryFolder folder;
  const std::filesystem::path home = folder / "heads/division-letters";
  std::filesystem::create_directory(folder / "heads");
  std::filesystem::copy(kSource / "letterhead/division-letters", home,
                        std::filesystem::copy_options::recursive);
  std::istringstream lines(read_text(home / "letterhead.yaml"));
  std::string plain;
  for (std::string line; std::getline(lines, line);) {
    const bool is_artwork =
        line.ends_with("artwork:") || line.find("{ file: ") != std::string::npos;
    if (!is_artwork) plain += line + "\n";
  }
  write_text(home / "letterhead.yaml", plain);
  const auto size = [&](const std::string& profile, const std::vector<std::string>& more) {
    const std::string pdf = (folder / (profile + ".pdf")).string();
    std::vector<std::string> arguments = {"typeset", example("open-letter"), "-o", pdf, "--profile",
                                          profile};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = chancery(arguments);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return std::filesystem::file_size(pdf);
  };
  EXPECT_LE(size("print", {"--letterheads", (folder / "heads").string()}), 30000U);
  EXPECT_LE(size("archive", {}), 45000U);
}

}  // namespace
}  // namespace chancery::tests
