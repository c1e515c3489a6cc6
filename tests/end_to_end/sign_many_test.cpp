// Several PDFs in one command, and a letter signed as it is typeset.
#include <gmock/gmock.h>

#include "data/data.h"
#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SignMany : public ::testing::Test {
 protected:
  SignMany() {
    pki();  // its certificates begin when they are made
    options.folder = folder.path();
    options.environment = {{"SOURCE_DATE_EPOCH", moment()}};
    const Ran typeset = in_folder({"typeset", example("open-letter"), "-o", "a.pdf"});
    if (typeset.status != 0) throw std::runtime_error(typeset.err);
    for (const char* copy : {"b.pdf", "c.pdf"}) fs::copy(folder / "a.pdf", folder / copy);
  }

  Ran in_folder(const std::vector<std::string>& arguments) const {
    return chancery(arguments, options);
  }
  Ran sign(std::vector<std::string> arguments) const {
    std::vector<std::string> all = {"sign", "--division", kAsia, "--keys", pki().string()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return in_folder(all);
  }
  std::string signer(const std::string& file) const {
    return run({"pdfsig", (folder / file).string()}).out;
  }

  TemporaryFolder folder;
  RunOptions options;
};

TEST_F(SignMany, EachIsSignedAsByItself) {
  const Ran ran = sign({"a.pdf", "b.pdf", "c.pdf", "-o", "out"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "3 of 3 PDFs signed\n");
  EXPECT_EQ(ran.err, "");
  ASSERT_EQ(sign({"a.pdf", "-o", "alone.pdf"}).status, 0);
  for (const char* name : {"a", "b", "c"}) {
    const std::string file = std::string("out/") + name + ".signed.pdf";
    EXPECT_EQ(read_text(folder / file), read_text(folder / "alone.pdf")) << name;
  }
  EXPECT_THAT(signer("out/b.signed.pdf"), HasSubstr("Signature is Valid"));
}

TEST_F(SignMany, AnotherDivisionsSignatureIsNotWrittenOver) {
  ASSERT_EQ(sign({"a.pdf"}).status, 0);
  const std::string signed_once = read_text(folder / "a.signed.pdf");
  const Ran lost = in_folder({"sign", "--division", kEurope, "--keys", pki().string(), "a.pdf"});
  EXPECT_EQ(lost.status, 3);
  EXPECT_THAT(lost.err, HasSubstr("error[signature-would-be-lost]"));
  EXPECT_THAT(lost.err, HasSubstr("sign a.signed.pdf, which keeps it"));
  EXPECT_EQ(read_text(folder / "a.signed.pdf"), signed_once);
  // The same division may sign anew, another file's output may be written over, and what keeps the
  // signature may be signed.
  EXPECT_EQ(sign({"a.pdf"}).status, 0);
  EXPECT_EQ(sign({"b.pdf", "-o", "a.signed.pdf"}).status, 0);
  EXPECT_EQ(
      in_folder({"sign", "--division", kEurope, "--keys", pki().string(), "a.signed.pdf"}).status,
      0);
}

TEST_F(SignMany, StandBesideTheirOriginalsWhenNoFolderIsNamed) {
  const Ran ran = sign({"a.pdf", "b.pdf"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(fs::exists(folder / "a.signed.pdf"));
  EXPECT_TRUE(fs::exists(folder / "b.signed.pdf"));
}

TEST_F(SignMany, OneThatCannotBeSignedKeepsNoneOfTheOthersFromIt) {
  write_text(folder / "bad.pdf", "no PDF");
  ASSERT_EQ(sign({"b.pdf", "-o", "b.pdf"}).status, 0);
  const Ran ran = sign({"bad.pdf", "a.pdf", "gone.pdf", "b.pdf", "c.pdf", "-o", "out"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, "2 of 5 PDFs signed\n");
  EXPECT_THAT(ran.err, HasSubstr("bad.pdf: error[not-a-pdf]: "));
  EXPECT_THAT(ran.err, HasSubstr("gone.pdf: error[cannot-read]: "));
  EXPECT_THAT(ran.err, HasSubstr("b.pdf: error[already-signed]: "));
  std::vector<std::string> there;
  for (const auto& entry : fs::directory_iterator(folder / "out")) {
    there.push_back(entry.path().filename());
  }
  EXPECT_THAT(there, ::testing::UnorderedElementsAre("a.signed.pdf", "c.signed.pdf"));
}

TEST_F(SignMany, AreToldAsJson) {
  write_text(folder / "bad.pdf", "no PDF");
  const Ran ran = sign({"bad.pdf", "a.pdf", "-o", "out", "--format", "json"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.err, "");
  const data::Parsed parsed = data::parse_json(ran.out, "out");
  ASSERT_TRUE(parsed.root && parsed.root->sequence());
  const data::Sequence& list = *parsed.root->sequence();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].find("file")->text, "bad.pdf");
  EXPECT_EQ(list[0].find("output"), nullptr);
  EXPECT_EQ(list[0].find("diagnostics")->sequence()->at(0).find("code")->text, "not-a-pdf");
  EXPECT_EQ(list[1].find("output")->text, "out/a.signed.pdf");
  EXPECT_THAT(*list[1].find("diagnostics")->sequence(), IsEmpty());
}

TEST_F(SignMany, AKeyThatCannotBeOpenedIsToldOnce) {
  write_text(folder / "wrong", "not the passphrase\n");
  fs::permissions(folder / "wrong", fs::perms::owner_read);
  const Ran ran = sign({"a.pdf", "b.pdf", "--passphrase-file", "wrong", "-o", "out"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, "0 of 2 PDFs signed\n");
  const std::string message = "error[wrong-passphrase]";
  const std::size_t first = ran.err.find(message);
  ASSERT_NE(first, std::string::npos) << ran.err;
  EXPECT_EQ(ran.err.find(message, first + 1), std::string::npos) << ran.err;
}

TEST_F(SignMany, AServiceThatDoesNotAnswerIsToldOfEach) {
  const Ran ran = sign({"a.pdf", "b.pdf", "--level", "T", "--tsa", "http://127.0.0.1:9/tsa",
                        "--timeout", "1", "--tries", "1", "--proxy", "none", "-o", "out"});
  EXPECT_EQ(ran.status, 4);
  EXPECT_EQ(ran.out, "0 of 2 PDFs signed\n");
  EXPECT_THAT(ran.err, HasSubstr("a.pdf: error[no-time-stamp]: "));
  EXPECT_THAT(ran.err, HasSubstr("b.pdf: error[no-time-stamp]: "));
  EXPECT_FALSE(fs::exists(folder / "out"));
}

TEST_F(SignMany, ThatWouldBeOneFileAreRefusedBeforehand) {
  fs::create_directory(folder / "other");
  fs::copy(folder / "a.pdf", folder / "other/a.pdf");
  const Ran same = sign({"b.pdf", "a.pdf", "other/a.pdf", "-o", "out"});
  EXPECT_EQ(same.status, 3);
  EXPECT_THAT(same.err, HasSubstr("error[same-output]: "));
  EXPECT_FALSE(fs::exists(folder / "out"));
  EXPECT_EQ(sign({"a.pdf", "./a.pdf"}).status, 3);
  const Ran file = sign({"a.pdf", "b.pdf", "-o", "c.pdf"});
  EXPECT_EQ(file.status, 3);
  EXPECT_THAT(file.err, HasSubstr("error[output-no-folder]: "));
}

TEST_F(SignMany, OneMayGoIntoAFolderToo) {
  fs::create_directory(folder / "out");
  ASSERT_EQ(sign({"a.pdf", "-o", "out"}).status, 0);
  EXPECT_TRUE(fs::exists(folder / "out/a.signed.pdf"));
}

TEST_F(SignMany, ALetterSignedAsItIsTypesetIsTheSameFile) {
  ASSERT_EQ(sign({"a.pdf", "--reason", "Approved", "-o", "two-steps.pdf"}).status, 0);
  const Ran ran = in_folder({"typeset", example("open-letter"), "--sign", kAsia, "--keys",
                             pki().string(), "--reason", "Approved", "-o", "one-step.pdf"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(read_text(folder / "one-step.pdf"), read_text(folder / "two-steps.pdf"));
}

TEST_F(SignMany, ALetterThatCannotBeSignedIsNotWritten) {
  const Ran ran = in_folder({"typeset", example("open-letter"), "--sign", "Africa Desk", "--keys",
                             pki().string(), "-o", "x.pdf"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_FALSE(fs::exists(folder / "x.pdf"));
  EXPECT_EQ(in_folder({"typeset", example("open-letter"), "--keys", "x", "-o", "x.pdf"}).status, 3);
  EXPECT_EQ(in_folder({"typeset", example("open-letter"), "--sign", kAsia, "--profile", "print",
                       "-o", "x.pdf"})
                .status,
            3);
  EXPECT_FALSE(fs::exists(folder / "x.pdf"));
}

TEST_F(SignMany, AnInvisibleSignatureLeavesThePageAsItWas) {
  write_text(folder / "invisible.yaml",
             read_text(kSource / "certs/divisions.yaml") + "\npolicy: { visible: false }\n");
  ASSERT_EQ(sign({"a.pdf", "--invisible", "-o", "option.pdf"}).status, 0);
  ASSERT_EQ(sign({"a.pdf", "--divisions", "invisible.yaml", "-o", "policy.pdf"}).status, 0);
  ASSERT_EQ(sign({"a.pdf", "-o", "seen.pdf"}).status, 0);
  const auto text = [&](const char* file) {
    return run({"pdftotext", "-layout", (folder / file).string(), "-"}).out;
  };
  EXPECT_EQ(text("option.pdf"), text("a.pdf"));
  EXPECT_EQ(text("policy.pdf"), text("a.pdf"));
  EXPECT_THAT(text("seen.pdf"), HasSubstr("Digitally signed by"));
  EXPECT_THAT(signer("policy.pdf"), HasSubstr("Signature is Valid"));
  EXPECT_EQ(verify(folder / "option.pdf").status, 0);
}

TEST_F(SignMany, AnImageIsTheOptionsElseTheDivisions) {
  const std::string svg =
      "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><path d='M0 "
      "0H40V20Z'/></svg>";
  write_text(folder / "hand.svg", svg);
  TemporaryFolder keys;
  fs::copy(pki(), keys / "pki", fs::copy_options::recursive);
  write_text(keys / "pki/stamp.svg", svg);
  std::string list = read_text(kSource / "certs/divisions.yaml");
  const std::string key = "    key: pkcs12:asia-division.p12\n";
  list.replace(list.find(key), key.size(), key + "    image: stamp.svg\n");
  write_text(folder / "list.yaml", list);
  ASSERT_EQ(sign({"a.pdf", "-o", "none.pdf"}).status, 0);
  ASSERT_EQ(sign({"a.pdf", "--image", "hand.svg", "-o", "option.pdf"}).status, 0);
  const Ran listed = in_folder({"sign", "a.pdf", "--divisions", "list.yaml", "--division", kAsia,
                                "--keys", (keys / "pki").string(), "-o", "list.pdf"});
  ASSERT_EQ(listed.status, 0) << listed.err;
  // Drawn as lines: one form more.
  const auto forms = [&](const char* file) {
    const Ran whole = run({"qpdf", "--qdf", "--object-streams=disable", "--warning-exit-0",
                           (folder / file).string(), "-"});
    std::size_t count = 0;
    for (std::size_t at = 0; (at = whole.out.find("/Subtype /Form", at)) != std::string::npos; ++at)
      ++count;
    return count;
  };
  EXPECT_EQ(forms("option.pdf"), forms("none.pdf") + 1);
  EXPECT_EQ(forms("list.pdf"), forms("none.pdf") + 1);

  const Ran gone = sign({"a.pdf", "--image", "gone.svg", "-o", "x.pdf"});
  EXPECT_EQ(gone.status, 1);
  EXPECT_THAT(gone.err, HasSubstr("gone.svg"));
  write_text(folder / "hand.txt", "x");
  EXPECT_THAT(sign({"a.pdf", "--image", "hand.txt", "-o", "x.pdf"}).err,
              HasSubstr("hand.txt: error[image-format]"));
  EXPECT_EQ(sign({"a.pdf", "--image", "hand.svg", "--invisible", "-o", "x.pdf"}).status, 3);
  EXPECT_FALSE(fs::exists(folder / "x.pdf"));
}

}  // namespace
}  // namespace chancery::tests
