// Parts of the writer: numbers, widths, character maps, dates, digests, XMP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "base/utf8.h"
#include "pdf/file_identifier.h"
#include "pdf/write/dates.h"
#include "pdf/write/deflate.h"
#include "pdf/write/file.h"
#include "pdf/write/font_objects.h"
#include "pdf/write/operators.h"
#include "pdf/write/xmp.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

using Code = text::SubsetFont::Code;

std::string number(double value, int decimals) {
  std::string text;
  put_number(text, value, decimals);
  return text;
}

std::string serialised(const Object& object) {
  Bytes bytes;
  serialise(object, bytes);
  return std::string(text_of(ByteView(bytes)));
}

TEST(WriteNumber, IsShortAndRounded) {
  EXPECT_EQ(number(0, 2), "0");
  EXPECT_EQ(number(-0.001, 2), "0");
  EXPECT_EQ(number(0.5, 3), ".5");
  EXPECT_EQ(number(-0.25, 2), "-.25");
  EXPECT_EQ(number(12.005, 2), "12.01");
  EXPECT_EQ(number(595.276, 3), "595.276");
  EXPECT_EQ(number(100, 0), "100");
  EXPECT_EQ(number(1.05, 2), "1.05");
}

TEST(WriteNumber, IsRefusedUnlessFinite) {
  EXPECT_THROW(number(std::numeric_limits<double>::quiet_NaN(), 2), std::domain_error);
  EXPECT_THROW(number(std::numeric_limits<double>::infinity(), 2), std::domain_error);
  EXPECT_THROW(number(1e30, 2), std::domain_error);
  const std::vector<Object> objects = {Dictionary{{"X", std::nan("")}}, Dictionary{}};
  EXPECT_THROW(serialise_document(objects, {1, 0}, {2, 0}), std::domain_error);
}

// ISO 32000-1, 7.5: the parts of a file, byte for byte.
TEST(WriteFile, HasHeaderObjectsTableAndTrailer) {
  const std::vector<Object> objects = {Dictionary{{"Type", Name{"Catalog"}}}, Dictionary{},
                                       Stream{{}, Bytes{'a', 'b'}}};
  const Bytes file = serialise_document(objects, {1, 0}, {2, 0});
  const std::string text(text_of(ByteView(file)));
  const std::string body =
      "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"
      "1 0 obj\n<</Type /Catalog>>\nendobj\n"
      "2 0 obj\n<<>>\nendobj\n"
      "3 0 obj\n<</Length 2>>\nstream\nab\nendstream\nendobj\n";
  ASSERT_EQ(text.substr(0, body.size()), body);
  const std::string rest = text.substr(body.size());
  EXPECT_THAT(rest, testing::MatchesRegex(
                        "xref\n0 4\n0000000000 65535 f \n0000000015 00000 n \n"
                        "0000000049 00000 n \n0000000069 00000 n \n"
                        "trailer\n<</Size 4/Root 1 0 R/Info 2 0 R/ID .<[0-9A-F]+> <[0-9A-F]+>.>>\n"
                        "startxref\n[0-9]+\n%%EOF\n"));
  EXPECT_THAT(rest, testing::HasSubstr("startxref\n" + std::to_string(body.size()) + "\n"));
  const std::size_t first = rest.find('<', rest.find("/ID")), second = rest.find('<', first + 1);
  EXPECT_EQ(rest.substr(first, 34), rest.substr(second, 34));
}

TEST(WriteFile, RefusesStreamsInsideOtherObjects) {
  const std::vector<Object> objects = {Dictionary{{"X", Stream{}}}, Dictionary{}};
  EXPECT_THROW(serialise_document(objects, {1, 0}, {2, 0}), std::invalid_argument);
}

// ISO 32000-1, 9.7.4.3: c [w1 w2 ...] for neighbours, c_first c_last w for equals.
TEST(WriteWidths, ListsForNeighboursRangesForEquals) {
  const std::vector<Code> codes = {{1, 1, 500, "a"}, {2, 2, 250.25, "b"}, {3, 3, 600, "c"},
                                   {5, 5, 300, "d"}, {6, 6, 300, "e"},    {7, 7, 300, "f"},
                                   {8, 8, 300, "g"}, {9, 9, 100, "h"},    {10, 10, 500, "i"}};
  EXPECT_EQ(serialised(width_array(codes, 500)), "[2 [250.25 600] 5 8 300 9 [100]]");
  EXPECT_TRUE(width_array({codes.data(), 1}, 500).empty());
}

TEST(WriteToUnicode, RangesStayWithinTheLastByte) {
  std::vector<Code> codes;
  // 00FE 00FF | 0100: the code's last byte overflows; "ÿ" | "Ā": the text's does.
  for (std::uint16_t i = 0; i < 4; ++i) {
    std::string text;
    append_utf8(text, static_cast<char32_t>(U'a' + i));
    codes.push_back({static_cast<std::uint16_t>(0xFE + i), 0, 0, text});
  }
  codes.push_back({0x200, 0, 0, "ÿ"});
  codes.push_back({0x201, 0, 0, "Ā"});
  codes.push_back({0x300, 0, 0, "ffi"});
  codes.push_back({0x301, 0, 0, ""});
  codes.push_back({0x302, 0, 0, "𝄞"});
  const std::string map = to_unicode_map(codes);
  EXPECT_THAT(map, testing::HasSubstr("2 beginbfrange\n<00FE><00FF><0061>\n<0100><0101><0063>\n"));
  EXPECT_THAT(map, testing::HasSubstr("4 beginbfchar\n<0200><00FF>\n<0201><0100>\n"
                                      "<0300><006600660069>\n<0302><D834DD1E>\nendbfchar\n"));
}

// Adobe Technical Note 5411: at most 100 entries a block.
TEST(WriteToUnicode, BlocksHaveAtMostAHundredEntries) {
  std::vector<Code> codes;
  for (std::uint16_t i = 1; i <= 250; ++i) codes.push_back({i, i, 500, "xy"});
  const std::string map = to_unicode_map(codes);
  std::vector<std::string> counts;
  for (std::size_t at = 0; (at = map.find(" beginbfchar", at)) != std::string::npos; ++at) {
    counts.push_back(map.substr(map.rfind('\n', at) + 1, at - map.rfind('\n', at) - 1));
  }
  EXPECT_EQ(counts, (std::vector<std::string>{"100", "100", "50"}));
}

TEST(WriteDate, IsReadStrictly) {
  EXPECT_FALSE(read_date(""));
  EXPECT_EQ(read_date("2026-11-24")->pdf, "D:20261124000000Z");
  EXPECT_EQ(read_date("2026-11-24T10:20:30Z")->pdf, "D:20261124102030Z");
  EXPECT_EQ(read_date("2026-11-24")->xmp, "2026-11-24T00:00:00Z");
  for (const char* bad : {"24.11.2026", "2026-11-24T10:20:30+01:00", "2026/11/24", "2026-11-2x"}) {
    EXPECT_THROW(read_date(bad), std::invalid_argument) << bad;
  }
}

TEST(WriteDigest, EveryByteAndTheLengthCount) {
  std::set<std::array<std::uint8_t, 16>> seen;
  Bytes bytes(100, 7);
  EXPECT_TRUE(seen.insert(content_digest(bytes)).second);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes changed = bytes;
      changed[i] = static_cast<std::uint8_t>(changed[i] ^ (1 << bit));
      EXPECT_TRUE(seen.insert(content_digest(changed)).second) << i << ' ' << bit;
    }
  }
  for (std::size_t length = 0; length < 40; ++length) {
    EXPECT_TRUE(seen.insert(content_digest(Bytes(length))).second) << length;
  }
}

TEST(WriteDeflate, WhatDoesNotShrinkStaysAsItIs) {
  const Stream small = compress({}, bytes_of("q"));
  EXPECT_EQ(small.dictionary.find("Filter"), nullptr);
  EXPECT_EQ(text_of(ByteView(small.data)), "q");
  const Stream empty = compress({}, {});
  EXPECT_TRUE(empty.data.empty());
  const Bytes long_data(10000, 'a');
  const Stream large = compress({}, long_data);
  EXPECT_NE(large.dictionary.find("Filter"), nullptr);
  EXPECT_LT(large.data.size(), 100U);
}

TEST(WriteXmp, IsWellFormedWhateverTheTitle) {
  layout::Document document;
  document.title = "A <b> & \"c\" ]]> \x01 Ž";
  document.author = "x";
  document.language = "cs";
  const Stream metadata = metadata_stream(document, read_date("2026-11-24"));
  const sample::TemporaryFile file(metadata.data);
  const sample::Run run = sample::run(
      "python3 -c \"import sys,xml.dom.minidom as m; d=m.parse(sys.argv[1]); "
      "print(d.getElementsByTagName('rdf:li')[0].firstChild.data)\" " +
      file.path());
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_EQ(run.output, "A <b> & \"c\" ]]>  Ž\n");
}

// The version is written down twice: where it is built from, and here.
TEST(WriteXmp, ProducerIsThisVersion) {
  const Bytes cmake =
      sample::read_file(std::filesystem::path(CHANCERY_SOURCE_DIR) / "CMakeLists.txt");
  const std::string text(text_of(ByteView(cmake)));
  const std::string before = "project(chancery VERSION ";
  const std::size_t begin = text.find(before) + before.size();
  EXPECT_EQ(kProducer, "Chancery " + text.substr(begin, text.find(' ', begin) - begin));
}

}  // namespace
}  // namespace chancery::pdf
