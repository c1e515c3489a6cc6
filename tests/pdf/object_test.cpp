// PDF objects as values: what the serialiser writes, other programs must read (ISO 32000-1, 7.3).
#include "pdf/object.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "pdf/read/read.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

std::string written(const Object& object) {
  Bytes bytes;
  serialise(object, bytes);
  return std::string(text_of(ByteView(bytes)));
}

TEST(ObjectSerialise, WritesEachKind) {
  EXPECT_EQ(written(Object()), "null");
  EXPECT_EQ(written(true), "true");
  EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(written(Name{"A B#(\xE9"}), "/A#20B#23#28#E9");
  EXPECT_EQ(written(String{"a(b)\\c\rd\ne"}), "(a\\(b\\)\\\\c\\rd\ne)");
  EXPECT_EQ(written(String{std::string("\0\xFF", 2), true}), "<00FF>");
  EXPECT_EQ(written(Reference{12, 3}), "12 3 R");
  EXPECT_EQ(written(Array{1, Name{"N"}, Array{}}), "[1 /N []]");
  EXPECT_EQ(written(Dictionary{{"K", 1}, {"L", Dictionary{}}}), "<</K 1/L <<>>>>");
}

TEST(ObjectSerialise, RealsHaveNoExponentAndFiveDecimals) {
  EXPECT_EQ(format_real(0.000001), "0");
  EXPECT_EQ(format_real(-0.000001), "0");
  EXPECT_EQ(format_real(1e10), "10000000000");
  EXPECT_EQ(format_real(-2.5), "-2.5");
  EXPECT_EQ(format_real(0.00001), "0.00001");
  EXPECT_EQ(format_real(1.0 / 3), "0.33333");
  EXPECT_THROW(format_real(std::nan("")), std::domain_error);
  EXPECT_THROW(format_real(-std::numeric_limits<double>::infinity()), std::domain_error);
  EXPECT_THROW(format_real(1e13), std::domain_error);
}

TEST(ObjectSerialise, ReadBackByTheReaderIsTheSame) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  const Object object = Dictionary{{"Plain", String{every_byte}},
                                   {"Hex", String{every_byte, true}},
                                   {"Name", Name{every_byte.substr(1)}},
                                   {every_byte.substr(1), Array{-1, 0.5, false, Object()}}};
  sample::File file;
  sample::add_letter(file);
  file.object(7, written(object));
  file.table(std::string(sample::kTrailer), 8);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  ASSERT_TRUE(opened.document);
  const Object read = opened.document->get({7, 0});
  const auto* dictionary = read.as<Dictionary>();
  ASSERT_NE(dictionary, nullptr);
  EXPECT_EQ(dictionary->find("Plain")->as<String>()->bytes, every_byte);
  EXPECT_EQ(dictionary->find("Hex")->as<String>()->bytes, every_byte);
  EXPECT_EQ(dictionary->find("Name")->as<Name>()->value, every_byte.substr(1));
  EXPECT_EQ(written(*dictionary->find(every_byte.substr(1))), "[-1 0.5 false null]");
}

TEST(ObjectTextString, IsAsciiOrUtf16WithItsMark) {
  EXPECT_EQ(text_string("Asia (East)").bytes, "Asia (East)");
  EXPECT_EQ(written(text_string("Ž")), "<FEFF017D>");
  EXPECT_EQ(written(text_string("𝄞")), "<FEFFD834DD1E>");
  EXPECT_THROW(text_string("\xC3"), std::invalid_argument);
  for (const std::string text : {"", "plain", "Žofie Nováková", "رسالة", "𝄞\n"}) {
    EXPECT_EQ(text_of_string(text_string(text)), text);
  }
}

// ISO 32000-1, Annex D.3.
TEST(ObjectTextString, PdfDocEncodingIsRead) {
  EXPECT_EQ(text_of_string({"\x80\x92\xA0\xE9\x18", false}), "•™€é˘");
  EXPECT_EQ(text_of_string({std::string("\xFE\xFF\xD8\x34", 4), false}), "\uFFFD");
  EXPECT_EQ(text_of_string({"\xEF\xBB\xBFŽ", false}), "Ž");
}

TEST(ObjectDictionary, KeepsTheOrderInWhichKeysWereSet) {
  Dictionary dictionary{{"B", 1}, {"A", 2}};
  dictionary.set("B", 3);
  dictionary.set("C", 4);
  dictionary.erase("A");
  EXPECT_EQ(written(dictionary), "<</B 3/C 4>>");
  EXPECT_EQ(dictionary.find("A"), nullptr);
}

}  // namespace
}  // namespace chancery::pdf
