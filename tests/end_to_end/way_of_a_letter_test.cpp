// A letter goes the whole way, driven as a user drives it and judged by other programs.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <regex>
#include <thread>

#include "data/data.h"
#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t times = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++times;
  }
  return times;
}

data::Node json(const Ran& ran) {
  data::Parsed parsed = data::parse_json(ran.out, "report");
  if (!parsed.root) throw std::runtime_error("not JSON: " + ran.out + ran.err);
  return *parsed.root;
}

std::string text(const data::Node& node, const std::string& key) {
  const data::Node* found = node.find(key);
  const auto* string = found == nullptr ? nullptr : std::get_if<std::string>(&found->value);
  return string == nullptr ? "" : *string;
}

class OpenLetter : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    make_signed(example("open-letter"), signed_pdf());
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static std::filesystem::path signed_pdf() { return *folder_ / "signed.pdf"; }

 private:
  static inline TemporaryFolder* folder_ = nullptr;
};

TEST_F(OpenLetter, IsVerifiedWithBothDivisions) {
  const Ran ran = verify(signed_pdf());
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  const data::Node report = json(ran);
  EXPECT_EQ(text(report, "status"), "TOTAL-PASSED");
  const data::Node* signatures = report.find("signatures");
  ASSERT_NE(signatures, nullptr);
  ASSERT_EQ(signatures->sequence()->size(), 2U);
  const data::Node& first = signatures->sequence()->at(0);
  const data::Node& second = signatures->sequence()->at(1);
  EXPECT_EQ(text(first, "division"), kAsia);
  EXPECT_EQ(text(first, "organisational-unit"), kAsia);
  EXPECT_EQ(text(first, "coverage"), "whole-revision");
  EXPECT_EQ(text(first, "changes"), "permitted");
  EXPECT_EQ(text(second, "division"), kEurope);
  EXPECT_EQ(text(second, "coverage"), "whole-file");
  EXPECT_EQ(text(second, "changes"), "none");
  for (const data::Node& signature : *signatures->sequence()) {
    EXPECT_EQ(text(signature, "integrity"), "intact");
  }
}

TEST_F(OpenLetter, TextReportAnswersFirst) {
  const Ran ran = chancery({"verify", signed_pdf().string(), "--trust", trust()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\nGENUINE: all 2 signatures are valid.\n"));
  EXPECT_THAT(ran.out, HasSubstr("TOTAL-PASSED"));
}

TEST_F(OpenLetter, WithoutTheAnchorIsUndecided) {
  const Ran ran = chancery({"verify", signed_pdf().string(), "--format", "json"});
  EXPECT_EQ(ran.status, 2) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("NO_CERTIFICATE_CHAIN_FOUND"));
}

TEST_F(OpenLetter, PdfsigAcceptsBothSignatures) {
  const Ran ran = run({"pdfsig", signed_pdf().string()});
  EXPECT_EQ(count(ran.out, "Signature is Valid."), 2U) << ran.out;
  EXPECT_EQ(count(ran.out, "ETSI.CAdES.detached"), 2U) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("Total document signed"));
}

TEST_F(OpenLetter, CmsHasExactlyThePadesAttributes) {
  const TemporaryFolder scratch;
  const Ran dump = run({"pdfsig", "-dump", signed_pdf().string()}, {{}, scratch.path()});
  ASSERT_EQ(dump.status, 0) << dump.err;
  std::size_t looked_at = 0;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.path())) {
    const Ran cms = run({"openssl", "cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in",
                         entry.path().string()});
    ASSERT_EQ(cms.status, 0) << cms.err;
    ++looked_at;
    const std::string& printed = cms.out;
    const std::string signed_attributes = printed.substr(printed.find("signedAttrs:"));
    EXPECT_THAT(signed_attributes, HasSubstr("contentType"));
    EXPECT_THAT(signed_attributes, HasSubstr("messageDigest"));
    EXPECT_THAT(signed_attributes, HasSubstr("signingCertificateV2"));
    EXPECT_EQ(signed_attributes.find("signingTime"), std::string::npos);
    EXPECT_EQ(signed_attributes.find("S/MIME Capabilities"), std::string::npos);
  }
  EXPECT_EQ(looked_at, 2U);
}

TEST_F(OpenLetter, AChangedByteInASignedRangeIsFound) {
  const std::string original = read_text(signed_pdf());
  const std::size_t token_begin = original.rfind("/Contents");
  const std::size_t token_end = original.find('>', token_begin);
  ASSERT_NE(token_end, std::string::npos);
  const TemporaryFolder scratch;
  std::mt19937 random(20261124);
  // Every kind of place: spread over the file, each byte changed by another bit pattern; 200 of
  // them, verified in batches since verify takes many files.
  std::vector<std::string> command{"verify", "--trust", trust(), "--format", "json"};
  constexpr int kFiles = 200;
  for (int i = 0; i < kFiles; ++i) {
    std::string changed = original;
    std::size_t at = random() % changed.size();
    // The last signature's own token is outside of what it signs: the case of its hexadecimal
    // digits says nothing.
    while (at >= token_begin && at < token_end) at = random() % changed.size();
    changed[at] = static_cast<char>(changed[at] ^ static_cast<char>(1 + random() % 255));
    const auto path = scratch / (std::to_string(i) + ".pdf");
    write_text(path, changed);
    command.push_back(path.string());
  }
  const Ran ran = chancery(command);
  EXPECT_EQ(ran.status, 1) << ran.err;
  const data::Node reports = json(ran);
  ASSERT_NE(reports.sequence(), nullptr);
  ASSERT_EQ(reports.sequence()->size(), static_cast<std::size_t>(kFiles));
  for (const data::Node& report : *reports.sequence()) {
    EXPECT_EQ(text(report, "status"), "TOTAL-FAILED") << text(report, "file");
  }
}

TEST_F(OpenLetter, SeveralFilesGiveOneJsonDocument) {
  const TemporaryFolder folder;
  write_text(folder / "b.pdf", "this is no PDF");
  const std::string missing = (folder / "missing.pdf").string();
  const Ran ran = chancery({"verify", signed_pdf().string(), (folder / "b.pdf").string(), missing,
                            "--trust", trust(), "--format", "json"});
  EXPECT_EQ(ran.status, 1);
  const data::Node reports = json(ran);
  ASSERT_NE(reports.sequence(), nullptr);
  ASSERT_EQ(reports.sequence()->size(), 3U);
  EXPECT_EQ(text(reports.sequence()->at(0), "status"), "TOTAL-PASSED");
  EXPECT_EQ(text(reports.sequence()->at(1), "status"), "TOTAL-FAILED");
  EXPECT_EQ(text(reports.sequence()->at(2), "file"), missing);
}

TEST_F(OpenLetter, SeveralFilesEndInATable) {
  const TemporaryFolder folder;
  const std::string other = (folder / "b.pdf").string();
  write_text(other, "this is no PDF");
  const std::string first = signed_pdf().string();
  const Ran ran = chancery({"verify", first, other, "--trust", trust()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(ran.out.ends_with("\n\nANSWER       SIGNATURES  FILE\nGENUINE      2           " +
                                first + "\nREFUSED      0           " + other + "\n"))
      << ran.out;
}

TEST_F(OpenLetter, ShowsItsSignaturesInTheReportOfPdftotext) {
  const Ran ran = run({"pdftotext", signed_pdf().string(), "-"});
  EXPECT_THAT(ran.out, HasSubstr("Executive Director"));
  EXPECT_THAT(ran.out, HasSubstr(kEurope));
}

TEST(WayOfALetter, QpdfIsContentAfterEachStep) {
  const TemporaryFolder folder;
  ASSERT_EQ(chancery({"typeset", example("open-letter"), "-o", (folder / "a.pdf").string()}).status,
            0);
  ASSERT_EQ(sign(folder / "a.pdf", kEurope, folder / "b.pdf").status, 0);
  ASSERT_EQ(sign(folder / "b.pdf", kAsia, folder / "c.pdf").status, 0);
  for (const std::string name : {"a.pdf", "b.pdf", "c.pdf"}) {
    const Ran check = run({"qpdf", "--check", (folder / name).string()});
    EXPECT_EQ(check.status, 0) << name << check.out << check.err;
  }
  // Each revision is a strict prefix of the next, in this order of divisions too.
  const std::string a = read_text(folder / "a.pdf");
  const std::string b = read_text(folder / "b.pdf");
  const std::string c = read_text(folder / "c.pdf");
  EXPECT_THAT(b, StartsWith(a));
  EXPECT_THAT(c, StartsWith(b));
  EXPECT_LT(a.size(), b.size());
  EXPECT_LT(b.size(), c.size());
  EXPECT_EQ(verify(folder / "c.pdf").status, 0);
}

TEST(WayOfALetter, JsonLetterGoesTheSameWay) {
  const TemporaryFolder folder;
  const Ran ran = chancery({"typeset", (kSource / "examples/json/letter.json").string(), "-o",
                            (folder / "a.pdf").string()});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(run({"qpdf", "--check", (folder / "a.pdf").string()}).status, 0);
}

TEST(WayOfALetter, ManyLanguagesAreSignedAndVerified) {
  const TemporaryFolder folder;
  make_signed(example("many-languages"), folder / "signed.pdf");
  EXPECT_EQ(verify(folder / "signed.pdf").status, 0);
}

TEST(WayOfALetter, FontsAreEmbeddedSubsetsWithUnicode) {
  const TemporaryFolder folder;
  const auto pdf = folder / "a.pdf";
  ASSERT_EQ(chancery({"typeset", example("many-languages"), "-o", pdf.string()}).status, 0);
  const Ran fonts = run({"pdffonts", pdf.string()});
  std::istringstream lines(fonts.out);
  std::string line;
  std::size_t rows = 0;
  while (std::getline(lines, line)) {
    if (line.rfind("name ", 0) == 0 || line.rfind("---", 0) == 0) continue;
    ++rows;
    EXPECT_TRUE(std::regex_search(line, std::regex("^[A-Z]{6}\\+"))) << line;
    EXPECT_THAT(line, HasSubstr("CID"));
    EXPECT_THAT(line, HasSubstr("Identity-H"));
    EXPECT_TRUE(std::regex_search(line, std::regex("yes +yes +yes"))) << line;
  }
  EXPECT_GE(rows, 5U) << fonts.out;
  EXPECT_THAT(read_text(pdf), StartsWith("%PDF-1.7"));
  const Ran info = run({"pdfinfo", "-meta", pdf.string()});
  EXPECT_THAT(info.out, HasSubstr("x:xmpmeta"));
}

TEST(WayOfALetter, BothPapersHaveTheirSize) {
  const TemporaryFolder folder;
  std::string letter = read_text(example("open-letter"));
  letter = std::regex_replace(letter, std::regex("\npaper:[^\n]*"), "");
  for (const auto& [paper, size] :
       {std::pair<std::string, std::string>{"A4", "595.2"},
        std::pair<std::string, std::string>{"US Letter", "612 x 792"}}) {
    std::string with_paper = letter;
    with_paper.insert(with_paper.find('\n') + 1, "paper: " + paper + "\n");
    write_text(folder / "letter.md", with_paper);
    const Ran ran = chancery({"typeset", (folder / "letter.md").string()});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(run({"pdfinfo", (folder / "letter.pdf").string()}).out, HasSubstr(size));
  }
}

TEST(Reproducible, SameBytesInAnyPlaceLocaleTimeZoneAndThread) {
  const TemporaryFolder one;
  const TemporaryFolder two;
  for (const std::string name : {"open-letter", "many-languages"}) {
    const auto a = one / (name + ".pdf");
    ASSERT_EQ(chancery({"typeset", example(name), "-o", a.string()}).status, 0);
    const std::string expected = read_text(a);
    RunOptions elsewhere;
    elsewhere.environment = {{"LC_ALL", "de_DE.UTF-8"},
                             {"TZ", "Asia/Kathmandu"},
                             {"XDG_CACHE_HOME", (two / "cache").string()},
                             {"HOME", two.path().string()}};
    elsewhere.folder = two.path();
    std::vector<std::thread> at_once;
    std::vector<int> status(4, -1);
    for (std::size_t i = 0; i < 4; ++i) {
      at_once.emplace_back([&, i] {
        status[i] = chancery({"typeset", example(name), "-o",
                              (two / (name + std::to_string(i) + ".pdf")).string()},
                             elsewhere)
                        .status;
      });
    }
    for (std::thread& thread : at_once) thread.join();
    for (std::size_t i = 0; i < 4; ++i) {
      ASSERT_EQ(status[i], 0);
      EXPECT_TRUE(read_text(two / (name + std::to_string(i) + ".pdf")) == expected) << name << i;
    }
  }
}

}  // namespace
}  // namespace chancery::tests
