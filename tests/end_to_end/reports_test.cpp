// Reports as they leave the program: in every form and language, on the terminal and in a file.
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace chancery::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Reports : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    make_signed(example("open-letter"), letter());
    write_text(*folder_ / "none.pdf", "this is no PDF");
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static fs::path letter() { return *folder_ / "signed.pdf"; }
  static fs::path none() { return *folder_ / "none.pdf"; }
  static fs::path in_folder(const std::string& name) { return *folder_ / name; }

  static Ran verify_as(const std::string& format, std::vector<std::string> more = {}) {
    std::vector<std::string> command{"verify", letter().string(), "--trust",
                                     trust(),  "--format",        format};
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command);
  }

 private:
  static inline TemporaryFolder* folder_ = nullptr;
};

TEST_F(Reports, HaveFourForms) {
  EXPECT_THAT(verify_as("text").out, HasSubstr("\nGENUINE: all 2 signatures are valid.\n"));
  EXPECT_THAT(verify_as("json").out, HasSubstr("\"answer\": \"genuine\""));
  EXPECT_THAT(verify_as("html").out, StartsWith("<!DOCTYPE html>\n<html lang=\"en\""));
  EXPECT_THAT(verify_as("xml").out, HasSubstr("urn:etsi:019102:mainindication:total-passed"));
  EXPECT_EQ(verify_as("pdf").status, 3);
}

TEST_F(Reports, AreGivenInTheLanguageThatIsAskedFor) {
  EXPECT_THAT(verify_as("text", {"--language", "ru"}).out,
              HasSubstr("ПОДЛИННО: действительны все 2 подписи."));
  EXPECT_THAT(verify_as("text", {"--language", "fr-CH"}).out,
              HasSubstr("\nAUTHENTIQUE\u00A0: les 2 signatures sont toutes valables.\n"));
  EXPECT_THAT(verify_as("html", {"--language", "zh"}).out, HasSubstr("<html lang=\"zh\""));
  const Ran ran = verify_as("text", {"--language", "../../etc/passwd"});
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("no-such-language"), HasSubstr("en, fr, ru, zh")));
}

TEST_F(Reports, TellInThatLanguageWhatChangedAndWhy) {
  const fs::path longer = in_folder("longer.pdf");
  write_text(longer, read_text(letter()) + "something more");
  const auto told_in = [&](const std::string& language) {
    return chancery({"verify", longer.string(), "--trust", trust(), "--language", language}).out;
  };
  EXPECT_THAT(told_in("en"), HasSubstr("14 bytes stand behind the last revision of the file"));
  EXPECT_THAT(told_in("fr"),
              AllOf(HasSubstr("des octets se trouvent derrière la dernière révision du fichier "
                              "(nombre\u00A0: 14)"),
                    Not(HasSubstr("bytes stand"))));
  EXPECT_THAT(told_in("ru"),
              HasSubstr("за последней редакцией файла стоят лишние байты (число: 14)"));
  EXPECT_THAT(told_in("zh"), HasSubstr("文件的最后一个修订版之后还有 14 个字节"));
  const Ran refused = chancery({"verify", none().string(), "--trust", trust(), "--language", "fr"});
  EXPECT_THAT(refused.out, HasSubstr("ce n’est pas un fichier PDF"));
}

TEST_F(Reports, GoToAFileAsAWhole) {
  const fs::path file = in_folder("report.html");
  const Ran ran = verify_as("html", {"-o", file.string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, IsEmpty());
  EXPECT_THAT(read_text(file), HasSubstr("</html>\n"));
  EXPECT_EQ(verify_as("html", {"-o", "/nowhere/report.html"}).status, 4);
}

TEST_F(Reports, OfSeveralFilesAreOneDocument) {
  for (const std::string format : {"html", "xml"}) {
    const Ran ran = chancery(
        {"verify", letter().string(), none().string(), "--trust", trust(), "--format", format});
    EXPECT_EQ(ran.status, 1);
    const fs::path file = in_folder("several." + format);
    write_text(file, ran.out);
    EXPECT_THAT(ran.out, AllOf(HasSubstr("signed.pdf"), HasSubstr("none.pdf")));
    if (format == "xml") {
      EXPECT_EQ(run({"xmllint", "--noout", file.string()}).status, 0);
    }
  }
}

TEST_F(Reports, ShowNoProgressWhereNobodyLooks) {
  const Ran ran = chancery({"verify", letter().string(), none().string(), "--trust", trust()});
  EXPECT_THAT(ran.err, IsEmpty());
}

TEST_F(Reports, ShowProgressOnATerminal) {
  // script(1) gives the program a terminal for its standard error.
  const Ran ran = run({"script", "-qec",
                       std::string(CHANCERY_BINARY_DIR) + "/chancery verify " + letter().string() +
                           " " + none().string() + " --trust " + trust() + " >/dev/null",
                       "/dev/null"});
  EXPECT_THAT(ran.out, HasSubstr("1 of 2  "));
  EXPECT_THAT(ran.out, HasSubstr("2 of 2  "));
}

TEST_F(Reports, SayThatALetterIsWhatItsSourceSays) {
  const Ran ran = verify_as("text", {"--reproduce"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("the letter is the same to the byte"));
}

TEST_F(Reports, OfAnUnsignedLetterThatIsAnotherFail) {
  // A letter that was changed before anyone signed it: in the one place where it stands unpacked.
  const fs::path file = in_folder("typeset.pdf");
  ASSERT_EQ(chancery({"typeset", example("open-letter"), "-o", file.string()}).status, 0);
  std::string pdf = read_text(file);
  const std::size_t box = pdf.find("/MediaBox [0 0 5");
  ASSERT_NE(box, std::string::npos);
  pdf[box + 15] = '4';
  write_text(file, pdf);
  const Ran ran = chancery({"verify", file.string(), "--reproduce"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("THE LETTER IS ANOTHER"),
                             HasSubstr("the page's entry MediaBox is another, page 1")));
  const Ran french = chancery({"verify", file.string(), "--reproduce", "--language", "fr"});
  EXPECT_THAT(french.out, HasSubstr("l’entrée MediaBox de la page est autre, page 1"));
}

TEST_F(Reports, OfASignatureWithoutTheLettersSourceAreUndecided) {
  const fs::path plain = in_folder("plain.pdf");
  const Ran made =
      run({"qpdf", "--remove-attachment=letter.json", letter().string(), plain.string()});
  if (made.status != 0) GTEST_SKIP() << made.err;
  const Ran ran = chancery({"verify", plain.string(), "--reproduce"});
  EXPECT_NE(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("does not carry its source"));
  const Ran russian = chancery({"verify", plain.string(), "--reproduce", "--language", "ru"});
  EXPECT_THAT(russian.out, HasSubstr("не удалось: в нём нет его источника, letter.json"));
}

}  // namespace
}  // namespace chancery::tests
