// QR and Data Matrix symbols of a letterhead, read from the drawn page by other programs.
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;

/// A letterhead "coded" with these items under `codes` of its first page, and a letter on it.
class Codes : public ::testing::Test {
 protected:
  void make(const std::string& codes, const std::string& more = "reference: ECA/2026/014\n") {
    std::filesystem::create_directories(folder_ / "coded");
    write_text(
        folder_.path() / "coded/letterhead.yaml",
        "name: coded\norganisation: Harbour Office\nstyles: { text: { size: 11 pt, leading: 15 "
        "pt } }\npapers:\n  A4:\n    first:\n"
        "      margins: { top: 100 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }\n"
        "      footer: { x: 30 mm, y: 275 mm, width: 150 mm, height: 10 mm }\n"
        "      codes:\n" +
            codes +
            "    following:\n"
            "      margins: { top: 30 mm, right: 30 mm, bottom: 30 mm, left: 30 mm }\n"
            "      footer: { x: 30 mm, y: 275 mm, width: 150 mm, height: 10 mm }\n");
    write_text(folder_ / "letter.md", "---\nletterhead: coded\nlanguage: en\ndate: 2026-11-24\n" +
                                          more +
                                          "signatories: [{ name: A B, title: C, division: D }]\n"
                                          "---\nText.\n");
  }

  Ran typeset() {
    return chancery({"typeset", (folder_ / "letter.md").string(), "--letterheads",
                     folder_.path().string(), "-o", (folder_ / "a.pdf").string()});
  }

  /// The first page as a picture of 200 dots to the inch.
  std::string picture() {
    const Ran drawn = run({"pdftoppm", "-r", "200", "-png", "-singlefile", "-f", "1",
                           (folder_ / "a.pdf").string(), (folder_ / "page").string()});
    EXPECT_EQ(drawn.status, 0) << drawn.err;
    return (folder_ / "page.png").string();
  }

  TemporaryFolder folder_;
};

TEST_F(Codes, AreReadFromThePage) {
  make(
      "        - { kind: qr, x: 30 mm, y: 20 mm, size: 24 mm, correction: high,\n"
      "            content: \"https://lakes.example/l/{reference}?d={date}\",\n"
      "            alt: \"Link to letter {reference}\" }\n"
      "        - { kind: data-matrix, x: 120 mm, y: 20 mm, size: 20 mm,\n"
      "            content: \"LAKES;{reference};{date};{language}\", alt: Franking }\n");
  const Ran ran = typeset();
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string page = picture();
  // In a link the slash of the reference is no part of the path.
  EXPECT_EQ(run({"zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", page}).out,
            "https://lakes.example/l/ECA%2F2026%2F014?d=2026-11-24\n");
  EXPECT_EQ(run({"dmtxread", "--milliseconds=20000", "--stop-after=1", page}).out,
            "LAKES;ECA/2026/014;2026-11-24;en");
  const Ran structure = run({"pdfinfo", "-struct", (folder_ / "a.pdf").string()});
  EXPECT_THAT(structure.out, HasSubstr("Figure"));
  const Ran whole =
      run({"qpdf", "--qdf", "--object-streams=disable", (folder_ / "a.pdf").string(), "-"});
  EXPECT_THAT(whole.out, HasSubstr("/Alt (Link to letter ECA/2026/014)"));
}

TEST_F(Codes, TellWhatTheyCannotHold) {
  const std::string place = "        - { kind: qr, x: 30 mm, y: 20 mm, size: 24 mm, alt: Link, ";
  make(place + "content: \"{reference}\" }\n", "");
  EXPECT_THAT(typeset().err, HasSubstr("letterhead.yaml:10:11: error[code-without-field]"));
  make(place + "content: \"" + std::string(700, 'x') + "\" }\n");
  EXPECT_THAT(typeset().err, HasSubstr("error[code-too-small]"));
  make(place + "content: \"" + std::string(4000, 'x') + "\" }\n");
  EXPECT_THAT(typeset().err, HasSubstr("error[code-too-long]"));
}

}  // namespace
}  // namespace chancery::tests
