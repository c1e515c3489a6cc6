// What one command asks of a signature goes together with what another does: many PDFs, of others
// too, images in them, keys elsewhere.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "data/data.h"
#include "end_to_end/external_signing.h"
#include "end_to_end/foreign_signing.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

constexpr const char* kSquare =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
    "<rect width='40' height='20' fill='#1a5fb4'/></svg>";

class SignTogether : public Foreign {
 protected:
  Ran in_folder(const std::vector<std::string>& arguments) const {
    RunOptions options;
    options.folder = folder.path();
    return chancery(arguments, options);
  }
  Ran sign_all(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {"sign", "--division", kAsia, "--keys", pki().string()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return in_folder(all);
  }
  void make_letter() const {
    ASSERT_EQ(in_folder({"typeset", example("open-letter"), "-o", "letter.pdf"}).status, 0);
  }
  std::string text_in(const std::string& file) const {
    return run({"pdftotext", "-layout", path(file), "-"}).out;
  }
  void conforms(const std::string& file) const {
    const Ran ran =
        run({"/usr/bin/python3", (kSource / "tests/conformance/check.py").string(), path(file)});
    EXPECT_EQ(ran.status, 0) << file << ran.out << ran.err;
  }
  /// Of the appearance of the newest field.
  void holds(const std::string& file, const std::string& python) const {
    const Ran ran = run({"/usr/bin/python3", "-c",
                         "import pikepdf\n"
                         "form=pikepdf.open('" +
                             file + "').Root.AcroForm.Fields[-1].AP.N\n" + python},
                        {{}, folder.path()});
    EXPECT_EQ(ran.status, 0) << ran.err;
  }
};

TEST_F(SignTogether, ManyPdfsOfOthersAreSignedAtThePlaceThatIsNamed) {
  make_plain();
  fs::copy(folder / "plain.pdf", folder / "other.pdf");
  make_letter();
  write_text(folder / "hand.svg", kSquare);
  const Ran ran = sign_all({"plain.pdf", "letter.pdf", "other.pdf", "--rect", "20,20,200,80",
                            "--reason", "Approved", "--image", "hand.svg", "-o", "out"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, "2 of 3 PDFs signed\n");
  EXPECT_THAT(ran.err, HasSubstr("letter.pdf: error[letter-has-places]: "));
  for (const char* file : {"out/plain.signed.pdf", "out/other.signed.pdf"}) {
    expect_valid(file, 1);
    EXPECT_THAT(text_in(file), HasSubstr("Approved")) << file;
    holds(file, "assert '/XObject' in form.Resources\n");
  }
}

TEST_F(SignTogether, ALetterAndAnotherPdfAreSignedWithNothingToSee) {
  make_plain();
  make_letter();
  const Ran ran = sign_all({"plain.pdf", "letter.pdf", "--invisible"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  for (const char* file : {"plain", "letter"}) {
    const std::string signed_file = std::string(file) + ".signed.pdf";
    expect_valid(signed_file, 1);
    EXPECT_EQ(text_in(signed_file), text_in(std::string(file) + ".pdf"));
  }
}

/// The policy is for letters: in another PDF whoever names a place wants it seen.
TEST_F(SignTogether, ThePolicyOfLettersHidesNothingInOtherPdfs) {
  make_plain();
  write_text(folder / "list.yaml",
             read_text(kSource / "certs/divisions.yaml") + "\npolicy: { visible: false }\n");
  ASSERT_EQ(sign_all({"plain.pdf", "--divisions", "list.yaml", "--rect", "20,20,200,80", "-o",
                      "seen.pdf"})
                .status,
            0);
  EXPECT_THAT(text_in("seen.pdf"), HasSubstr("Digitally signed by"));
}

TEST_F(SignTogether, AnImageLeavesPdfAAndPdfUaWhatTheyAre) {
  make_archive();
  write_text(folder / "hand.svg", kSquare);
  ASSERT_EQ(
      sign_all({"archive.pdf", "--rect", "20,20,200,80", "--image", "hand.svg", "-o", "one.pdf"})
          .status,
      0);
  conforms("one.pdf");
  expect_valid("one.pdf", 1);
  // The artwork's own colours too: whatever the document is meant for.
  holds("one.pdf",
        "found=0\n"
        "for _, image in form.Resources.XObject.items():\n"
        "    found+=1\n"
        "    assert image.Resources.ColorSpace.DefaultRGB[0]=='/CalRGB'\n"
        "    assert '/Group' not in image or image.Group.get('/CS')!='/DeviceRGB'\n"
        "assert found==1\n");
}

/// ISO 19005-1, 6.4: no transparency, and no groups that are there for it.
TEST_F(SignTogether, AnImageKeepsTheRestrictionsOfPdfA1) {
  make_archive();
  std::string pdf = read_text(folder / "archive.pdf");
  const std::string part = "pdfaid:part>3<";
  const std::size_t at = pdf.find(part);
  ASSERT_NE(at, std::string::npos);
  pdf.replace(at, part.size(), "pdfaid:part>1<");
  write_text(folder / "archive.pdf", pdf);
  write_text(folder / "hand.svg", kSquare);
  const auto with = [&](const std::string& image) {
    return sign_all({"archive.pdf", "--rect", "20,20,200,80", "--image", image, "-o", "one.pdf"});
  };
  const Ran ran = with("hand.svg");
  ASSERT_EQ(ran.status, 0) << ran.err;
  holds("one.pdf",
        "found=0\n"
        "for _, image in form.Resources.XObject.items():\n"
        "    found+=1\n"
        "    assert '/Group' not in image\n"
        "assert found==1\n"
        "for _, font in form.Resources.Font.items():\n"
        "    assert '/CIDSet' in font.DescendantFonts[0].FontDescriptor\n");
  write_text(folder / "glass.svg",
             "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
             "<rect width='40' height='20' fill='#1a5fb4' fill-opacity='0.5'/></svg>");
  fs::remove(folder / "one.pdf");
  const Ran glass = with("glass.svg");
  EXPECT_EQ(glass.status, 1);
  EXPECT_THAT(glass.err, HasSubstr("error[transparent-image]: "));
  EXPECT_FALSE(fs::exists(folder / "one.pdf"));
}

TEST_F(SignTogether, ManyArePreparedForAKeyElsewhere) {
  const ExternalSigning external;
  const std::string letter = external.path("letter.pdf");
  const std::string foreign = external.path("foreign.pdf");
  must({"pdftocairo", "-pdf", letter, foreign});
  const Ran ran = chancery(
      {"sign", letter, foreign, external.path("gone.pdf"), "--prepare", "--invisible", "--division",
       kAsia, "--divisions", external.path("divisions.yaml"), "--certificate",
       external.path("chain.pem"), "-o", external.path("out"), "--format", "json"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  const data::Parsed told = data::parse_json(ran.out, "told");
  ASSERT_TRUE(told.root && told.root->sequence()) << ran.out;
  ASSERT_EQ(told.root->sequence()->size(), 3U);
  EXPECT_EQ(told.root->sequence()->at(0).find("session")->text,
            external.path("out/letter.signed.session.json"));
  EXPECT_EQ(told.root->sequence()->at(2).find("session"), nullptr);
  for (const std::string name : {"letter", "foreign"}) {
    const std::string session = "out/" + name + ".signed.session";
    ASSERT_EQ(external.sign_elsewhere(session + ".bytes").status, 0);
    const Ran completed = chancery({"sign", "--complete", external.path(session + ".json"),
                                    "--signature", external.path("value")});
    EXPECT_EQ(completed.status, 0) << completed.err;
    EXPECT_EQ(external.verified("out/" + name + ".signed.pdf").status, 0) << name;
  }
  EXPECT_EQ(external.prepare({letter, "--session", external.path("one.json")}).status, 3);
}

/// In place, among others.
TEST_F(SignTogether, ASignatureMadeMeanwhileIsNotLostAmongMany) {
  make_plain();
  fs::rename(folder / "plain.pdf", folder / "a.signed.pdf");
  fs::create_directory(folder / "other");
  fs::copy(folder / "a.signed.pdf", folder / "other/b.signed.pdf");
  const int held = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  Ran second;
  (void)pki();
  std::thread other([&] {
    second = sign_all({"a.signed.pdf", "other/b.signed.pdf", "--invisible"});
  });
  std::this_thread::sleep_for(std::chrono::seconds(1));
  const std::string changed = read_text(folder / "a.signed.pdf") + "\n";
  write_text(folder / "a.signed.pdf", changed);
  ::close(held);
  other.join();
  EXPECT_EQ(second.status, 1);
  EXPECT_EQ(second.out, "1 of 2 PDFs signed\n");
  EXPECT_THAT(second.err, HasSubstr("a.signed.pdf: error[input-changed]: "));
  EXPECT_EQ(read_text(folder / "a.signed.pdf"), changed);
  expect_valid("other/b.signed.pdf", 1);
}

}  // namespace
}  // namespace chancery::tests
