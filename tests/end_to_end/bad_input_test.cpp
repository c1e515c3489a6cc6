// Bad input gets one clear error that says how to mend it, and nothing is written or lost.
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <regex>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A short letter of two pages at most; `change` mends or spoils its text.
std::string letter_text() {
  return "---\n"
         "letterhead: division-letters\n"
         "language: en\n"
         "date: 2026-11-24\n"
         "title: A short letter\n"
         "to: [Ministers of Transport]\n"
         "salutation: \"Dear Ministers:\"\n"
         "signatories:\n"
         "  - { name: Asel Brandt, title: Executive Director, division: Asia Division }\n"
         "---\n"
         "We write to ask for the timetable of the ferries, and for its reasons.\n";
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) throw std::logic_error("'" + what + "' is not in the letter");
  return text.replace(at, what.size(), with);
}

struct Attempt {
  Ran ran;
  bool written = false;
};

Attempt typeset(const std::string& text, const std::string& name = "letter.md") {
  const TemporaryFolder folder;
  write_text(folder / name, text);
  Attempt attempt;
  attempt.ran = chancery({"typeset", name, "-o", "out.pdf"}, {{}, folder.path()});
  attempt.written = std::filesystem::exists(folder / "out.pdf");
  return attempt;
}

TEST(BadLetter, AllErrorsAreToldAtOnceWithTheirPlaces) {
  std::string text = replaced(letter_text(), "date: 2026-11-24", "date: 2026-02-30");
  text = replaced(text, "salutation:", "salutaton:");
  const Attempt attempt = typeset(text);
  EXPECT_EQ(attempt.ran.status, 1);
  EXPECT_FALSE(attempt.written);
  EXPECT_THAT(attempt.ran.err, HasSubstr("letter.md:4:7: error["));
  EXPECT_THAT(attempt.ran.err, HasSubstr("letter.md:7:1: error[unknown-key]"));
  EXPECT_THAT(attempt.ran.err, HasSubstr("did you mean 'salutation'?"));
}

TEST(BadLetter, MissingGlyphNamesCharacterScriptAndMend) {
  // Anatolian hieroglyphs: no Debian font of the catalogue has them in a text role.
  const Attempt attempt = typeset(letter_text() + "\nA sign: \U00014400.\n");
  EXPECT_EQ(attempt.ran.status, 1);
  EXPECT_FALSE(attempt.written);
  EXPECT_THAT(attempt.ran.err, HasSubstr("error[missing-glyph]"));
  EXPECT_THAT(attempt.ran.err, HasSubstr("U+14400"));
  EXPECT_THAT(attempt.ran.err, HasSubstr("Anatolian"));
}

TEST(BadLetter, MissingFontFileNamesThePackage) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter_text());
  // A copy of the program's data whose catalogue records a file that is not there.
  std::filesystem::create_directories(folder / "data/fonts");
  std::filesystem::copy(kSource / "letterhead", folder / "data/letterhead",
                        std::filesystem::copy_options::recursive);
  std::string catalogue = read_text(kSource / "fonts/catalogue.yaml");
  catalogue = std::regex_replace(catalogue, std::regex("gentiumplus/"), "not-installed/");
  write_text(folder / "data/fonts/catalogue.yaml", catalogue);
  const Ran ran = chancery({"typeset", (folder / "letter.md").string()},
                           {{{"CHANCERY_DATA", (folder / "data").string()}}, {}});
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, HasSubstr("error[font-missing]"));
  EXPECT_THAT(ran.err, HasSubstr("fonts-sil-gentiumplus"));
  EXPECT_FALSE(std::filesystem::exists(folder / "letter.pdf"));
}

TEST(BadLetter, MissingLetterheadNamesTheNearest) {
  const Attempt attempt = typeset(replaced(letter_text(), "division-letters", "division-leters"));
  EXPECT_EQ(attempt.ran.status, 1);
  EXPECT_FALSE(attempt.written);
  EXPECT_THAT(attempt.ran.err, AllOf(HasSubstr("error[no-such-letterhead]"),
                                     HasSubstr("did you mean 'division-letters'?")));
}

TEST(BadLetter, MissingArtworkNamesTheFile) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter_text());
  std::filesystem::copy(kSource / "letterhead", folder / "letterheads",
                        std::filesystem::copy_options::recursive);
  std::filesystem::remove(folder / "letterheads/division-letters/first.svg");
  const Ran ran = chancery({"typeset", (folder / "letter.md").string(), "--letterheads",
                            (folder / "letterheads").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("first.svg"));
  EXPECT_FALSE(std::filesystem::exists(folder / "letter.pdf"));
}

TEST(BadLetter, MissingLetterIsAnError) {
  const Ran ran = chancery({"typeset", "/nonexistent/letter.md"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("error[cannot-read]"));
}

TEST(BadOutput, AFolderThatIsNotThereIsASystemError) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter_text());
  const Ran ran = chancery(
      {"typeset", (folder / "letter.md").string(), "-o", (folder / "no/out.pdf").string()});
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, HasSubstr("error[cannot-write]"));
}

TEST(BadOutput, AFullDiskLeavesTheOldFileAsItWas) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter_text());
  write_text(folder / "out.pdf", "the old file");
  // A file-size limit below the PDF's size makes write(2) fail as a full disk does.
  const Ran ran = run({"bash", "-c", "trap '' XFSZ; ulimit -f 8; \"$0\" typeset \"$1\" -o \"$2\"",
                       std::string(CHANCERY_BINARY_DIR) + "/chancery",
                       (folder / "letter.md").string(), (folder / "out.pdf").string()});
  EXPECT_EQ(ran.status, 4) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("error[cannot-write]"));
  EXPECT_EQ(read_text(folder / "out.pdf"), "the old file");
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    ++files;
  }
  EXPECT_EQ(files, 2U) << "a temporary file was left behind";
}

TEST(BadOutput, AFullDeviceIsNoticed) {
  const TemporaryFolder folder;
  write_text(folder / "letter.md", letter_text());
  const Ran ran = chancery({"typeset", (folder / "letter.md").string(), "-o", "/dev/full"});
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, HasSubstr("No space left"));
}

/// What can be wrong with signing. The typeset letter has one place, for Asia Division.
class BadSigning : public ::testing::Test {
 protected:
  void SetUp() override {
    write_text(folder / "letter.md", letter_text());
    const Ran ran = chancery({"typeset", (folder / "letter.md").string()});
    ASSERT_EQ(ran.status, 0) << ran.err;
  }

  /// Signs with a list of divisions that has `entry` for the given division.
  Ran sign_with(const std::string& entry, const std::vector<std::string>& more = {}) {
    write_text(folder / "divisions.yaml", "divisions:\n" + entry);
    std::vector<std::string> command{
        "sign",        (folder / "letter.pdf").string(),     "--division", kAsia,
        "--divisions", (folder / "divisions.yaml").string(), "--keys",     pki().string(),
        "-o",          (folder / "out.pdf").string()};
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command);
  }

  void expect_refused(const Ran& ran, const std::string& code, int status = 1) {
    EXPECT_EQ(ran.status, status) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("error[" + code + "]"));
    EXPECT_THAT(ran.err, HasSubstr(" — ")) << "no mending step";
    EXPECT_FALSE(std::filesystem::exists(folder / "out.pdf"));
  }

  static std::string entry(const std::string& key, const std::string& passphrase) {
    return "  - name: Asia Division\n    organisational-unit: Asia Division\n    key: \"pkcs12:" +
           key + "\"\n    passphrase-file: " + passphrase + "\n";
  }

  TemporaryFolder folder;
};

TEST_F(BadSigning, AnotherDivisionsCertificateIsRefused) {
  expect_refused(sign_with(entry("europe-and-central-asia-division.p12",
                                 "europe-and-central-asia-division.pass")),
                 "not-the-division");
}

TEST_F(BadSigning, AnExpiredCertificateIsRefused) {
  expect_refused(sign_with(entry("expired.p12", "expired.pass")), "certificate-expired");
}

TEST_F(BadSigning, ACertificateThatMayNotSignIsRefused) {
  expect_refused(sign_with(entry("not-for-signing.p12", "not-for-signing.pass")),
                 "certificate-may-not-sign");
}

TEST_F(BadSigning, AWrongPassphraseIsRefused) {
  write_text(folder / "wrong", "not the passphrase\n");
  expect_refused(sign_with(entry("asia-division.p12", "asia-division.pass"),
                           {"--passphrase-file", (folder / "wrong").string()}),
                 "wrong-passphrase");
}

TEST_F(BadSigning, AMissingPassphraseWithoutATerminalIsRefused) {
  expect_refused(sign_with("  - name: Asia Division\n    organisational-unit: Asia Division\n"
                           "    key: \"pkcs12:asia-division.p12\"\n"),
                 "no-passphrase");
}

TEST_F(BadSigning, AMissingKeyIsRefused) {
  expect_refused(sign_with(entry("lost.p12", "asia-division.pass")), "no-key");
}

TEST_F(BadSigning, PassphraseFromTheEnvironment) {
  const std::string passphrase = read_text(pki() / "asia-division.pass");
  write_text(folder / "divisions.yaml",
             "divisions:\n  - name: Asia Division\n    organisational-unit: Asia Division\n"
             "    key: \"pkcs12:asia-division.p12\"\n");
  const Ran ran =
      chancery({"sign", (folder / "letter.pdf").string(), "--division", kAsia, "--divisions",
                (folder / "divisions.yaml").string(), "--keys", pki().string(), "--passphrase-env",
                "CHANCERY_TEST_PASSPHRASE", "-o", (folder / "out.pdf").string()},
               {{{"CHANCERY_TEST_PASSPHRASE", passphrase.substr(0, passphrase.find('\n'))}}, {}});
  EXPECT_EQ(ran.status, 0) << ran.err;
}

TEST_F(BadSigning, AnUnknownDivisionNamesTheNearest) {
  const Ran ran = sign(folder / "letter.pdf", "Asia Divison", folder / "out.pdf");
  expect_refused(ran, "no-such-division");
  EXPECT_THAT(ran.err, HasSubstr("did you mean 'Asia Division'?"));
}

TEST_F(BadSigning, ADivisionThatTheLetterDoesNotNameIsRefused) {
  const Ran ran = sign(folder / "letter.pdf", kEurope, folder / "out.pdf");
  expect_refused(ran, "no-such-field");
  EXPECT_THAT(ran.err, HasSubstr(kAsia));
}

TEST_F(BadSigning, ASecondSignatureAtTheSamePlaceIsRefused) {
  ASSERT_EQ(sign(folder / "letter.pdf", kAsia, folder / "signed.pdf").status, 0);
  expect_refused(sign(folder / "signed.pdf", kAsia, folder / "out.pdf"), "already-signed");
}

TEST_F(BadSigning, WhatIsNotAPdfIsRefused) {
  expect_refused(sign(folder / "letter.md", kAsia, folder / "out.pdf"), "not-a-pdf");
}

TEST_F(BadSigning, AnEncryptedPdfIsRefused) {
  ASSERT_EQ(run({"qpdf", "--encrypt", "", "owner", "256", "--", (folder / "letter.pdf").string(),
                 (folder / "encrypted.pdf").string()})
                .status,
            0);
  expect_refused(sign(folder / "encrypted.pdf", kAsia, folder / "out.pdf"), "encrypted-pdf");
}

TEST_F(BadSigning, ADamagedPdfIsRefused) {
  const std::string pdf = read_text(folder / "letter.pdf");
  write_text(folder / "cut.pdf", pdf.substr(0, pdf.size() / 2));
  expect_refused(sign(folder / "cut.pdf", kAsia, folder / "out.pdf"), "damaged-pdf");
}

TEST_F(BadSigning, TheInputStaysAsItWas) {
  const std::string before = read_text(folder / "letter.pdf");
  ASSERT_EQ(sign(folder / "letter.pdf", kAsia, folder / "signed.pdf").status, 0);
  EXPECT_EQ(read_text(folder / "letter.pdf"), before);
}

TEST(BadUsage, HasItsOwnStatus) {
  EXPECT_EQ(chancery({"typeset"}).status, 3);
  EXPECT_EQ(chancery({"no-such-command"}).status, 3);
  EXPECT_EQ(chancery({"typeset", "--help"}).status, 0);
}

TEST(BadPdf, VerifyRefusesWhatIsNotAPdf) {
  const TemporaryFolder folder;
  write_text(folder / "a.pdf", "this is no PDF");
  const Ran ran = verify(folder / "a.pdf");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("not a PDF"));
}

}  // namespace
}  // namespace chancery::tests
