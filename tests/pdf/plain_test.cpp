// Objects that are read without libqpdf are what libqpdf would give; what is not plain is left to
// it.
#include "pdf/read/plain.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "pdf/read/lexer.h"
#include "plain_agreement.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

namespace fs = std::filesystem;

Object no_length(Reference) {
  return {};
}

std::optional<PlainObject> read(const std::string& written, const std::string& behind = " endobj") {
  const std::string text = "7 0 obj " + written + behind;
  XrefEntry entry;
  entry.kind = XrefEntry::Kind::kUncompressed;
  entry.number = 7;
  return plain_object(bytes_of(text), entry, StreamData::kRead, no_length);
}

/// A file whose object 7 is this.
std::string file_with(const std::string& written) {
  sample::File file;
  sample::add_letter(file);
  file.object(7, written);
  file.table("/Root 1 0 R /Info 5 0 R", 8);
  return file.text;
}

TEST(PlainObjects, AreWhatLibqpdfGives) {
  for (const std::string written :
       {"<</A 1/B -2/C 3.50/D .5/E 4./F -.25/G 0.000001>>", "[1 0 R 2 3 4 0 R 5 6]",
        "<</Text(plain \\(nested\\) (balanced (twice)) \\n\\r\\t\\b\\f\\\\ \\101\\377 end)>>",
        "<</Hex<0A0bFf>/Empty<>/None()>>", "<</T true/F false/N null/L[null null]>>",
        "<</Deep<</Er<</Still[[[[/Name]]]]>>>>>>", "<<>>", "[]", "<< % a comment\n/A 1 >>",
        "<</Length 5>>\nstream\nabcde\nendstream",
        "<</Length 6 0 R/B 2>>\r\nstream\r\nabc\r\nendstream"}) {
    const std::string text = file_with(written);
    const auto agreement = plain_agreement(bytes_of(text));
    ASSERT_TRUE(agreement) << written;
    EXPECT_EQ(agreement->difference, "") << written;
    if (written.find("6 0 R") == std::string::npos) {
      EXPECT_EQ(agreement->plain, agreement->objects) << written;
    }
  }
}

TEST(PlainObjects, WhatIsNotPlainIsLeftToLibqpdf) {
  for (const char* written : {"<</A 1/A 2>>",
                              "<</A#42 1>>",
                              "<</A +1>>",
                              "<</A 1234567890123456>>",
                              "<</ 1>>",
                              "<</A(line\rend)>>",
                              "<</A(\\q)>>",
                              "<</A(\\1)>>",
                              "<</A(\\\n)>>",
                              "<</A<0>>>",
                              "<</A<0 A>>>",
                              "<</A 0 0 R>>",
                              "<</A 8388608 0 R>>",
                              "<</A 1 65536 R>>",
                              "<</A word>>",
                              "<</A 1",
                              "<</A>>",
                              "<<1 2>>",
                              "[1 2",
                              "5",
                              "/Name",
                              "(text)",
                              "null",
                              "1 0 R",
                              "<</Length 4>>\nstream\nabcde\nendstream",
                              "<</Length 9>>\nstream\nabcde\nendstream",
                              "<</Length -1>>\nstream\nabcde\nendstream",
                              "<</Length 5>>\nstream\rabcde\nendstream",
                              "<</Length 5>>stream abcde\nendstream",
                              "<</L 5>>\nstream\nabcde\nendstream",
                              "<</Length 5 0 R>>\nstream\nabcde\nendstream"}) {
    EXPECT_FALSE(read(written)) << written;
  }
  EXPECT_FALSE(read("<</A 1>>", " 8 0 obj"));
  EXPECT_FALSE(read("<</A 1>>", ""));
  std::string deep = "1";
  for (int i = 0; i < 40; ++i) deep = "[" + deep + "]";
  EXPECT_FALSE(read(deep));
  EXPECT_TRUE(read("<</A 1>>"));
}

TEST(PlainObjects, AreOfTheNumberThatIsAskedFor) {
  const std::string text = "8 0 obj <</A 1>> endobj";
  XrefEntry entry;
  entry.kind = XrefEntry::Kind::kUncompressed;
  entry.number = 7;
  EXPECT_FALSE(plain_object(bytes_of(text), entry, StreamData::kRead, no_length));
  entry.number = 8;
  EXPECT_TRUE(plain_object(bytes_of(text), entry, StreamData::kRead, no_length));
  entry.generation = 1;
  EXPECT_FALSE(plain_object(bytes_of(text), entry, StreamData::kRead, no_length));
  entry.generation = 0;
  entry.offset = text.size();
  EXPECT_FALSE(plain_object(bytes_of(text), entry, StreamData::kRead, no_length));
}

TEST(PlainObjects, OfPublicFilesAreWhatLibqpdfGives) {
  const fs::path corpus = fs::path(CHANCERY_SHARED_DIR) / "corpus";
  if (!fs::exists(corpus)) GTEST_SKIP() << "no public files at " << corpus;
  std::size_t objects = 0, plain = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(corpus)) {
    if (entry.path().extension() != ".pdf") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const auto agreement = plain_agreement(bytes_of(text));
    if (!agreement) continue;
    EXPECT_EQ(agreement->difference, "") << entry.path();
    objects += agreement->objects;
    plain += agreement->plain;
  }
  // Most that is not in an object stream: else there would be no point in it.
  EXPECT_GT(2 * plain, objects) << plain << " of " << objects;
}

}  // namespace
}  // namespace chancery::pdf
