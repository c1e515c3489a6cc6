// The files that a letter names.
#include "app/letter_files.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "run_program.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tests::TemporaryFolder;
using tests::write_text;

std::string pdf_of_pages(int pages) {
  std::string file = "%PDF-1.7\n";
  std::vector<std::size_t> places;
  const auto object = [&](const std::string& body) {
    places.push_back(file.size());
    file += std::to_string(places.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  object("<</Type /Catalog /Pages 2 0 R>>");
  std::string kids;
  for (int i = 0; i < pages; ++i) kids += std::to_string(3 + i) + " 0 R ";
  object("<</Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) + ">>");
  for (int i = 0; i < pages; ++i) {
    object("<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100]>>");
  }
  const std::size_t table = file.size();
  file += "xref\n0 " + std::to_string(places.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    std::string digits = std::to_string(place);
    file += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return file + "trailer\n<</Size " + std::to_string(places.size() + 1) +
         " /Root 1 0 R>>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

class LetterFiles : public ::testing::Test {
 protected:
  LetterFiles() {
    fs::create_directories(folder());
    write_text(outside_ / "secret.pdf", pdf_of_pages(1));
  }

  fs::path folder() const { return outside_ / "letters"; }

  letter::Letter with_image(const std::string& file) {
    letter::Letter letter;
    letter::Block block;
    block.kind = letter::Block::Kind::kImage;
    block.image.emplace();
    block.image->file = file;
    block.where = {"letter.md", 12, 1};
    letter.body.push_back(std::move(block));
    return letter;
  }

  letter::Letter with_enclosure(const std::string& file, letter::Enclosure::As as) {
    letter::Letter letter;
    letter::Enclosure enclosure;
    enclosure.file = file;
    enclosure.as = as;
    enclosure.file_where = {"letter.md", 7, 9};
    letter.enclosures.push_back(std::move(enclosure));
    return letter;
  }

  std::vector<std::string> fetch(letter::Letter& letter, Look look = Look::kWhole) {
    const letterhead::SvgConverter convert = [this](ByteView svg, const std::string&) {
      ++conversions_;
      if (text_of(svg) != "<svg/>") {
        throw Failure(FailureKind::kInput, "svg-damaged", "this is no SVG", "mend it");
      }
      const std::string pdf = pdf_of_pages(1);
      return Bytes(pdf.begin(), pdf.end());
    };
    std::vector<std::string> told;
    diagnostics_ = fetch_files(letter, folder(), look, convert);
    for (const Diagnostic& diagnostic : diagnostics_) {
      told.push_back(std::to_string(diagnostic.where.line) + " " + diagnostic.code);
    }
    return told;
  }

  std::vector<std::string> image(const std::string& file) {
    letter::Letter letter = with_image(file);
    return fetch(letter);
  }
  std::vector<std::string> appended(const std::string& file) {
    letter::Letter letter = with_enclosure(file, letter::Enclosure::As::kAppended);
    return fetch(letter);
  }
  std::vector<std::string> attached(const std::string& file) {
    letter::Letter letter = with_enclosure(file, letter::Enclosure::As::kAttached);
    return fetch(letter);
  }

  TemporaryFolder outside_;
  Diagnostics diagnostics_;
  int conversions_ = 0;
};

TEST_F(LetterFiles, AreReadFromTheLettersFolderAndBelow) {
  fs::create_directory(folder() / "art");
  write_text(folder() / "art/map.pdf", pdf_of_pages(1));
  letter::Letter letter = with_image("art/map.pdf");
  EXPECT_THAT(fetch(letter), IsEmpty());
  const auto& picture = letter.body[0].image->picture;
  EXPECT_DOUBLE_EQ(picture->width.value, 200);
  EXPECT_DOUBLE_EQ(picture->height.value, 100);
  EXPECT_EQ(picture->pixels_across, 0u);
  EXPECT_THAT(image("./art/../art/map.pdf"), IsEmpty());
}

TEST_F(LetterFiles, NeverLieOutside) {
  fs::create_symlink("../secret.pdf", folder() / "link.pdf");
  fs::create_symlink(outside_.path(), folder() / "up");
  for (const std::string file : {"../secret.pdf", "link.pdf", "up/secret.pdf", "/etc/passwd", "..",
                                 "art/../../secret.pdf"}) {
    EXPECT_THAT(image(file), ElementsAre("12 file-outside")) << file;
    EXPECT_THAT(appended(file), ElementsAre("7 file-outside")) << file;
    EXPECT_THAT(attached(file), ElementsAre("7 file-outside")) << file;
  }
  EXPECT_THAT(attached(std::string("a\0b", 3)), ElementsAre("7 file-outside"));
  EXPECT_THAT(diagnostics_[0].mend, HasSubstr("copy it there"));
}

TEST_F(LetterFiles, MustBeThere) {
  EXPECT_THAT(image("none.png"), ElementsAre("12 missing-image"));
  EXPECT_THAT(diagnostics_[0].what, HasSubstr("none.png"));
  EXPECT_THAT(appended("none.pdf"), ElementsAre("7 missing-enclosure"));
  fs::create_directory(folder() / "sub");
  EXPECT_THAT(attached("sub"), ElementsAre("7 missing-enclosure"));
  // Nobody would ever write to it.
  ASSERT_EQ(::mkfifo((folder() / "pipe.pdf").c_str(), 0600), 0);
  EXPECT_THAT(appended("pipe.pdf"), ElementsAre("7 missing-enclosure"));
}

TEST_F(LetterFiles, HaveAtMost64Megabytes) {
  write_text(folder() / "huge.bin", "");
  fs::resize_file(folder() / "huge.bin", kLargestFileBytes);
  EXPECT_THAT(attached("huge.bin"), IsEmpty());
  fs::resize_file(folder() / "huge.bin", kLargestFileBytes + 1);
  EXPECT_THAT(attached("huge.bin"), ElementsAre("7 file-too-large"));
}

TEST_F(LetterFiles, ImagesAreOfFourFormats) {
  write_text(folder() / "a.svg", "<svg/>");
  write_text(folder() / "b.SVG", "<svg>");
  write_text(folder() / "c.docx", "PK");
  write_text(folder() / "d.png", "\x89PNG\r\n\x1A\n and no more");
  write_text(folder() / "e.pdf", pdf_of_pages(2));
  write_text(folder() / "f.gif", "GIF89a");
  EXPECT_THAT(image("a.svg"), IsEmpty());
  EXPECT_EQ(conversions_, 1);
  EXPECT_THAT(image("b.SVG"), ElementsAre("12 svg-damaged"));
  EXPECT_THAT(image("c.docx"), ElementsAre("12 image-format"));
  EXPECT_THAT(image("d.png"), ElementsAre("12 artwork-damaged"));
  EXPECT_THAT(image("e.pdf"), ElementsAre("12 artwork-pages"));
  EXPECT_THAT(image("f.gif"), ElementsAre("12 image-format"));
}

TEST_F(LetterFiles, OneFileIsOnePicture) {
  write_text(folder() / "a.svg", "<svg/>");
  write_text(folder() / "copy.svg", "<svg/>");
  letter::Letter letter = with_image("a.svg");
  letter.body.push_back(with_image("./a.svg").body[0]);
  letter.body.push_back(with_image("copy.svg").body[0]);
  EXPECT_THAT(fetch(letter), IsEmpty());
  EXPECT_EQ(conversions_, 1);
  EXPECT_EQ(letter.body[0].image->picture, letter.body[2].image->picture);
}

TEST_F(LetterFiles, OnlyPagesOfPdfCanBeAppended) {
  write_text(folder() / "a.pdf", pdf_of_pages(3));
  letter::Letter letter = with_enclosure("a.pdf", letter::Enclosure::As::kAppended);
  EXPECT_THAT(fetch(letter), IsEmpty());
  EXPECT_EQ(letter.enclosures[0].pages, 3u);
  write_text(folder() / "b.csv", "a,b\n");
  EXPECT_THAT(appended("b.csv"), ElementsAre("7 enclosure-damaged"));
  EXPECT_THAT(diagnostics_[0].mend, HasSubstr("as: attached"));
  EXPECT_THAT(diagnostics_[0].what, HasSubstr("b.csv: "));
  EXPECT_THAT(attached("b.csv"), IsEmpty());
  write_text(folder() / "c.pdf", pdf_of_pages(3).substr(0, 200));
  EXPECT_THAT(appended("c.pdf"), ElementsAre("7 enclosure-damaged"));
  EXPECT_THAT(attached("c.pdf"), IsEmpty());
}

TEST_F(LetterFiles, EverythingThatIsWrongIsToldAtOnce) {
  letter::Letter letter = with_image("none.png");
  letter.body.push_back(with_image("../secret.pdf").body[0]);
  letter.enclosures.push_back(
      with_enclosure("none.pdf", letter::Enclosure::As::kAppended).enclosures[0]);
  EXPECT_THAT(fetch(letter),
              ElementsAre("12 missing-image", "12 file-outside", "7 missing-enclosure"));
  // Whoever lays the letter out all the same finds something in their place.
  EXPECT_NE(letter.body[0].image->picture, nullptr);
  EXPECT_TRUE(letter.enclosures[0].file.empty());
}

}  // namespace
}  // namespace chancery::app
