// Files inside the PDF.
#include "pdf/write/attachments.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include "pdf/write/write.h"
#include "plain_subset.h"
#include "sample_letter.h"
#include "sample_pdf.h"
#include "written_file.h"

namespace chancery::pdf {
namespace {

using sample::Written;
using ::testing::HasSubstr;

layout::AttachedFile attached(const std::string& name, std::string_view content,
                              const std::string& description = {}) {
  return {name, description, std::make_shared<const Bytes>(sample::bytes(content))};
}

layout::Document with_files(std::vector<layout::AttachedFile> files) {
  layout::Document document = sample::one_paragraph("Dear all,");
  document.attached = std::move(files);
  return document;
}

// ISO 32000-1, tables 44 to 46; ISO 19005-3, 6.8.
TEST(Attachments, SayWhatTheyAre) {
  const Written written(
      sample::write(with_files({attached("fares.csv", "from,to\n", "Fares as a table")})));
  const Array associated = *written.at(written.catalog(), {"AF"}).as<Array>();
  ASSERT_EQ(associated.size(), 1u);
  const Dictionary file = written.dictionary(associated[0]);
  EXPECT_EQ(written.text_at(file, {"Type"}), "/Filespec");
  EXPECT_EQ(written.text_at(file, {"F"}), "fares.csv");
  EXPECT_EQ(written.text_at(file, {"UF"}), "fares.csv");
  EXPECT_EQ(written.text_at(file, {"Desc"}), "Fares as a table");
  EXPECT_EQ(written.text_at(file, {"AFRelationship"}), "/Supplement");
  EXPECT_EQ(written.text_at(file, {"EF", "UF", "Type"}), "/EmbeddedFile");
  EXPECT_EQ(written.text_at(file, {"EF", "F", "Subtype"}), "/text/csv");
  EXPECT_EQ(*written.at(file, {"EF", "F", "Params", "Size"}).as<std::int64_t>(), 8);
  EXPECT_TRUE(written.at(file, {"EF", "F", "Params", "ModDate"}).is_null());
  // By md5sum.
  std::string digest;
  const Object checksum = written.at(file, {"EF", "F", "Params", "CheckSum"});
  for (const char byte : checksum.as<String>()->bytes) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    digest += kDigits[static_cast<unsigned char>(byte) >> 4U];
    digest += kDigits[static_cast<unsigned char>(byte) & 15U];
  }
  const sample::TemporaryFile copy(bytes_of("from,to\n"));
  EXPECT_EQ(digest, sample::run("md5sum " + copy.path()).output.substr(0, 32));
}

TEST(Attachments, ComeOutAsTheyWentIn) {
  std::string everything;
  for (int i = 0; i < 70000; ++i) everything += static_cast<char>(i * i >> 3);
  const Bytes pdf = sample::write(
      with_files({attached("a.bin", everything), attached("empty.txt", ""),
                  attached("\u5730\u56fe.png", "png"), attached("a.bin", "another")}));
  EXPECT_EQ(sample::qpdf_check(pdf).status, 0) << sample::qpdf_check(pdf).output;
  const sample::TemporaryFile file(pdf);
  const std::string folder = file.path() + ".d";
  std::filesystem::create_directory(folder);
  const sample::Run saved = sample::run("pdfdetach -saveall -o " + folder + " " + file.path());
  EXPECT_EQ(saved.status, 0) << saved.output;
  EXPECT_EQ(sample::read_file(folder + "/a.bin"), sample::bytes(everything));
  EXPECT_EQ(sample::read_file(folder + "/a (2).bin"), sample::bytes("another"));
  EXPECT_EQ(sample::read_file(folder + "/\u5730\u56fe.png"), sample::bytes("png"));
  EXPECT_TRUE(std::filesystem::exists(folder + "/empty.txt"));
  std::filesystem::remove_all(folder);
}

// ISO 32000-2, 7.11.3: the letter as it was written is the PDF's source.
TEST(Attachments, SayWhatTheyAreToTheLetter) {
  layout::AttachedFile source = attached("letter.json", "{}");
  source.role = layout::AttachedFile::Role::kSource;
  layout::AttachedFile making = attached("inputs.json", "{}");
  making.role = layout::AttachedFile::Role::kMaking;
  const Written written(sample::write(with_files({source, making})));
  const Array associated = *written.at(written.catalog(), {"AF"}).as<Array>();
  ASSERT_EQ(associated.size(), 2U);
  EXPECT_EQ(written.text_at(associated[0], {"AFRelationship"}), "/Source");
  EXPECT_EQ(written.text_at(associated[1], {"AFRelationship"}), "/Supplement");
}

// 7.9.6: in the order of the keys' bytes, or a reader that searches would not find them.
TEST(Attachments, AreSortedByTheirNames) {
  const Written written(sample::write(
      with_files({attached("b.txt", "1"), attached("\u00e9.txt", "2"), attached("B.txt", "3"),
                  attached("a", "4"), attached(".b", "5"), attached(".b", "6")})));
  const Array names =
      *written.at(written.catalog(), {"Names", "EmbeddedFiles", "Names"}).as<Array>();
  ASSERT_EQ(names.size(), 12u);
  for (std::size_t i = 2; i < names.size(); i += 2) {
    EXPECT_LT(names[i - 2].as<String>()->bytes, names[i].as<String>()->bytes);
  }
  // Systems that do not tell cases apart must not lose one.
  EXPECT_EQ(text_of_string(*names[4].as<String>()), "B (2).txt");
}

TEST(Attachments, HaveMediaTypesByTheirEnding) {
  EXPECT_EQ(media_type("Map.PDF"), "application/pdf");
  EXPECT_EQ(media_type("a.b.jpeg"), "image/jpeg");
  EXPECT_EQ(media_type("no ending"), "application/octet-stream");
  EXPECT_EQ(media_type(".pdf"), "application/octet-stream");
  EXPECT_EQ(media_type(""), "application/octet-stream");
}

TEST(Attachments, WithoutOneNothingIsSaidOfThem) {
  const Written written(sample::write(with_files({})));
  EXPECT_TRUE(written.at(written.catalog(), {"Names"}).is_null());
  EXPECT_TRUE(written.at(written.catalog(), {"AF"}).is_null());
}

}  // namespace
}  // namespace chancery::pdf
