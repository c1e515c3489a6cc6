// Files made to take all time and memory: each is answered, and soon.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#define POINTERHOLDER_TRANSITION 4
#include <qpdf/Pl_Flate.hh>
#include <qpdf/Pl_String.hh>

#include "signed_file.h"

namespace chancery::tests {
namespace {

using verification::Report;
using verification::Status;

#if defined(__SANITIZE_ADDRESS__)
constexpr double kSlower = 20;  // the sanitizers look at every access
#else
constexpr double kSlower = 1;
#endif

/// Two seconds of this process's time, however busy the machine is.
Report verified_soon(const Bytes& file) {
  const std::clock_t begin = std::clock();
  Report report = verified(file);
  EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 2.0 * kSlower);
  EXPECT_NE(report.status, Status::kTotalPassed);
  if (!report.readable) {
    EXPECT_FALSE(report.unreadable_reason.empty());
  }
  return report;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  all.reserve(text.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

/// The signed letter and another revision with these objects; the numbers from 100 are free.
Bytes later(const std::vector<std::pair<int, std::string>>& objects) {
  static const Bytes kSigned = signed_file(letter_pdf());
  pdf::sample::File file;
  file.text = std::string(text_of(kSigned));
  for (const auto& [number, body] : objects) file.object(number, body);
  file.table("/Root 1 0 R /Prev " + std::to_string(open(kSigned).startxref()), 2000000);
  return pdf::sample::bytes(file.text);
}

constexpr const char* kPage =
    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources <<>> /Contents 4 0 R "
    "/Annots [7 0 R 8 0 R]>>";

TEST(Hostile, SectionsThatFormALoop) {
  for (const std::string chain : {"self", "two"}) {
    pdf::sample::File file;
    pdf::sample::add_letter(file);
    const std::size_t first = file.text.size();
    file.table(std::string(pdf::sample::kTrailer) + " /Prev 0000000000", 7);
    const std::size_t second = file.table("/Root 1 0 R /Prev " + std::to_string(first), 7);
    std::string target = std::to_string(chain == "self" ? first : second);
    file.text.replace(file.text.find("/Prev 0000000000") + 6, 10,
                      std::string(10 - target.size(), '0') + target);
    EXPECT_FALSE(verified_soon(pdf::sample::bytes(file.text)).readable);
  }
}

TEST(Hostile, APageTreeOfSixtyThousandLevels) {
  std::vector<std::pair<int, std::string>> objects{
      {2, "<</Type /Pages /Count 1 /Kids [100 0 R]>>"}};
  constexpr int kLevels = 60000;
  for (int i = 100; i < 100 + kLevels; ++i) {
    objects.emplace_back(i, "<</Type /Pages /Count 1 /Parent " + std::to_string(i - 1) +
                                " 0 R /Kids [" + std::to_string(i + 1) + " 0 R]>>");
  }
  objects.emplace_back(100 + kLevels, "<</Type /Page /Parent " + std::to_string(99 + kLevels) +
                                          " 0 R /MediaBox [0 0 595.276 841.89] /Resources <<>> "
                                          "/Contents 4 0 R /Annots [7 0 R 8 0 R]>>");
  EXPECT_TRUE(altered(verified_soon(later(objects))));
}

TEST(Hostile, AHundredThousandPagesDeepInATree) {
  std::vector<std::pair<int, std::string>> objects;
  for (int i = 100; i < 160; ++i) {
    objects.emplace_back(i, "<</Type /Pages /Parent " +
                                (i == 100 ? std::string("2") : std::to_string(i - 1)) +
                                " 0 R /Kids [" + std::to_string(i + 1) + " 0 R]>>");
  }
  std::string kids;
  for (int i = 161; i < 30000; ++i) {
    kids += std::to_string(i) + " 0 R ";
    objects.emplace_back(i, "<</Type /Page /Parent 160 0 R>>");
  }
  objects.emplace_back(160, "<</Type /Pages /Parent 159 0 R /Kids [" + kids + "]>>");
  objects.emplace_back(2, "<</Type /Pages /Kids [100 0 R]>>");
  const Bytes file = later(objects);
  EXPECT_TRUE(altered(verified_soon(file)));
  verified_soon(signed_file(file, {.field = 8}));
}

TEST(Hostile, FieldsThatShareTheirKids) {
  std::vector<std::pair<int, std::string>> objects;
  std::string fields;
  for (int i = 1000; i < 6000; ++i) {
    fields += std::to_string(i) + " 0 R ";
    objects.emplace_back(i, "<</FT /Tx /T (f" + std::to_string(i) + ") /Kids 100 0 R>>");
  }
  objects.emplace_back(100, "[" + fields + "]");
  objects.emplace_back(6, "<</Fields 100 0 R /SigFlags 1>>");
  EXPECT_TRUE(altered(verified_soon(later(objects))));
}

TEST(Hostile, AFieldInsideItself) {
  EXPECT_TRUE(altered(verified_soon(later({{6, "<</Fields [100 0 R]>>"},
                                           {100, "<</T (a) /Kids [100 0 R 101 0 R]>>"},
                                           {101, "<</T (b) /Kids [100 0 R]>>"}}))));
}

TEST(Hostile, HugeArrays) {
  const std::string references = "[" + repeated("7 0 R ", 1000000) + "]";
  const std::string nulls = "[" + repeated("null ", 300000) + "]";
  for (const std::string& array : {references, nulls}) {
    EXPECT_TRUE(altered(verified_soon(later({{6, "<</Fields " + array + ">>"}}))));
    EXPECT_TRUE(altered(verified_soon(later({{2, "<</Type /Pages /Kids " + array + ">>"}}))));
    verified_soon(later({{3,
                          "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources "
                          "<<>> /Contents 4 0 R /Annots " +
                              array + ">>"}}));
  }
}

TEST(Hostile, DirectAnnotationsByTheThousand) {
  const std::string many = repeated("<</Subtype /Text>> ", 50000);
  EXPECT_TRUE(altered(verified_soon(
      later({{3,
              "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources <<>> "
              "/Contents 4 0 R /Annots [7 0 R 8 0 R " +
                  many + "]>>"}}))));
}

TEST(Hostile, DeepNesting) {
  for (const int depth : {100, 400, 100000}) {
    const std::string nested = repeated("[", depth) + repeated("]", depth);
    EXPECT_TRUE(altered(verified_soon(later({{1,
                                              "<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R "
                                              "/PieceInfo " +
                                                  nested + ">>"}}))));
    verified_soon(later({{4, nested}}));
  }
}

// Each object refers twice to the next: 2^1000 ways through them.
TEST(Hostile, ObjectsThatCanBeReachedInVeryManyWays) {
  std::vector<std::pair<int, std::string>> objects;
  for (int i = 100; i < 1100; ++i) {
    const std::string next = std::to_string(i + 1) + " 0 R ";
    objects.emplace_back(i, "[" + next + next + "]");
  }
  objects.emplace_back(1100, "(end)");
  objects.emplace_back(1,
                       "<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /StructTreeRoot 100 0 R>>");
  const Bytes file = later(objects);
  EXPECT_TRUE(altered(verified_soon(file)));
  verified_soon(changed(signed_file(file, {.field = 8}), 3, {{"Rotate", 90}}));
}

/// 300 MiB of zeros.
const std::string& bomb() {
  static const std::string kDeflated = [] {
    std::string out;
    Pl_String sink("bomb", nullptr, out);
    Pl_Flate deflate("bomb", &sink, Pl_Flate::a_deflate);
    const Bytes zeros(1U << 20U);
    for (int i = 0; i < 300; ++i) deflate.write(zeros.data(), zeros.size());
    deflate.finish();
    return out;
  }();
  return kDeflated;
}

std::string stream(const std::string& entries, const std::string& data) {
  return "<<" + entries + " /Length " + std::to_string(data.size()) + ">>\nstream\n" + data +
         "\nendstream";
}

TEST(Hostile, StreamsThatInflateWithoutEnd) {
  EXPECT_TRUE(altered(verified_soon(later({{4, stream("/Filter /FlateDecode", bomb())}}))));
  verified_soon(later(
      {{100, stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", bomb())}, {3, kPage}}));
}

TEST(Hostile, TwentyThousandFilters) {
  EXPECT_TRUE(altered(verified_soon(
      later({{4, stream("/Filter [" + repeated("/FlateDecode ", 20000) + "]", "x")}}))));
}

TEST(Hostile, AByteRangeOfAMillionNumbers) {
  const std::string range = "[" + repeated("0 ", 1000000) + "]";
  EXPECT_TRUE(altered(
      verified_soon(later({{8, "<</FT /Sig /T (signature-2) /V 100 0 R>>"},
                           {100, "<</Type /Sig /Contents <00> /ByteRange " + range + ">>"}}))));
}

TEST(Hostile, TheNameOfAByteRangeVeryOften) {
  verified_soon(later({{100, "[" + repeated("/ByteRange ", 200000) + "]"}}));
  verified_soon(later({{100, "(" + repeated("/ByteRange obj ", 200000) + ")"}}));
}

// A thousand signatures over a large file would be a thousand digests of it.
TEST(Hostile, AThousandSignaturesOverALargeFile) {
  static const Bytes kSigned = signed_file(letter_pdf());
  pdf::sample::File file;
  file.text = std::string(text_of(kSigned));
  file.stream(100, "", std::string(20U << 20U, 'x'));
  std::string fields = "[7 0 R 8 0 R ";
  const std::string cms(hex_token(pki::hex(cms_over({}))));
  for (int i = 1000; i < 2000; ++i) {
    file.object(
        i, "<</FT /Sig /T (s" + std::to_string(i) + ") /V " + std::to_string(i + 1000) + " 0 R>>");
    file.object(i + 1000,
                "<</Type /Sig /Contents " + cms + " /ByteRange [0 10000000 10000000 10000000]>>");
    fields += std::to_string(i) + " 0 R ";
  }
  file.object(6, "<</Fields " + fields + "]>>");
  file.table("/Root 1 0 R /Prev " + std::to_string(open(kSigned).startxref()), 3000);
  EXPECT_TRUE(altered(verified_soon(pdf::sample::bytes(file.text))));
}

// And a signature in each of a thousand revisions as many comparisons with the last.
TEST(Hostile, SignaturesInManyRevisions) {
  const std::string junk(1U << 20U, 'x');
  Bytes file = edited(letter_pdf(), [&](const auto& document, auto& revision) {
    const Reference padding = revision.allocate();
    revision.set(padding, pdf::Stream{{}, pdf::sample::bytes(junk)});
    change(document, revision, 1, {{"Padding", padding}});
  });
  for (int i = 0; i < 60; ++i) {
    file = edited(file, [&](const auto& document, auto& revision) {
      const Reference field = revision.allocate();
      revision.set(
          field, Dictionary{{"FT", Name{"Sig"}}, {"T", pdf::text_string("s" + std::to_string(i))}});
      Array fields = *dictionary_at(document, 6).find("Fields")->template as<Array>();
      fields.emplace_back(field);
      change(document, revision, 6, {{"Fields", fields}});
    });
    file = signed_file(file, {.field = open(file).objects().back().number, .room = 1500});
  }
  const Report report = verified_soon(file);
  EXPECT_EQ(report.signatures.size(), 60U);
}

/// Deflated zeros without end: fixed Huffman codes (RFC 1951, 3.2.6) for a zero and then, over and
/// over, for 258 bytes from one before. The codes come round every 13 bytes.
std::string endless_zeros(std::size_t bytes) {
  std::string bits =
      "110"
      "00110000";  // the last block, fixed codes; the byte 0
  for (int i = 0; i < 24; ++i)
    bits +=
        "11000101"
        "00000";
  std::string deflated("\x78\x9C");
  for (std::size_t i = 0; i + 8 <= bits.size(); i += 8) {
    unsigned byte = 0;
    for (std::size_t j = 0; j < 8; ++j) byte |= (bits[i + j] == '1' ? 1U : 0U) << j;
    deflated += static_cast<char>(byte);
  }
  constexpr std::size_t kPeriod = 13, kStart = 4;
  const std::string period = deflated.substr(kStart, kPeriod);
  deflated.resize(kStart);
  constexpr std::size_t kGives = 8 * 258;
  for (std::size_t given = 0; given < bytes; given += kGives) deflated += period;
  return deflated;
}

std::string deflated(const std::string& data) {
  std::string out;
  Pl_String sink("deflated", nullptr, out);
  Pl_Flate deflate("deflated", &sink, Pl_Flate::a_deflate);
  deflate.writeString(data);
  deflate.finish();
  return out;
}

// 3 GB from a few thousand bytes: deflated twice.
TEST(Hostile, ThreeGigabytesFromAFewThousandBytes) {
  const std::string zeros = endless_zeros(3000000000U);
  const std::string twice = deflated(zeros);
  EXPECT_LT(twice.size(), 100000U);
  const std::string filters = "/Filter [/FlateDecode /FlateDecode]";
  EXPECT_TRUE(altered(verified_soon(later({{4, stream(filters, twice)}}))));
  verified_soon(
      later({{100, stream("/Type /ObjStm /N 1 /First 4 " + filters, twice)}, {3, kPage}}));
  verified_soon(later(
      {{100, stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zeros)}, {3, kPage}}));
}

TEST(Hostile, ThreeGigabytesOfCrossReferences) {
  for (const bool is_twice : {false, true}) {
    pdf::sample::File file;
    pdf::sample::add_letter(file);
    const std::size_t place = file.text.size();
    const std::string zeros = endless_zeros(3000000000U);
    file.stream(8,
                std::string("/Type /XRef /W [1 4 2] /Size 9 /Root 1 0 R /Filter ") +
                    (is_twice ? "[/FlateDecode /FlateDecode]" : "/FlateDecode"),
                is_twice ? deflated(zeros) : zeros);
    file.ending(place);
    EXPECT_FALSE(verified_soon(pdf::sample::bytes(file.text)).readable);
  }
}

TEST(Hostile, MoreThanAThousandRevisions) {
  const auto with_revisions = [](int count) {
    pdf::sample::File file;
    pdf::sample::add_letter(file);
    std::size_t previous = file.table(std::string(pdf::sample::kTrailer), 7);
    for (int i = 1; i < count; ++i) {
      file.object(5, "<</Title (Again)>>");
      previous =
          file.table(std::string(pdf::sample::kTrailer) + " /Prev " + std::to_string(previous), 7);
    }
    return pdf::sample::bytes(file.text);
  };
  EXPECT_TRUE(verified_soon(with_revisions(1000)).readable);
  const Report report = verified_soon(with_revisions(1001));
  EXPECT_FALSE(report.readable);
  EXPECT_THAT(report.unreadable_reason, ::testing::HasSubstr("more than 1000"));
}

TEST(Hostile, MoreThanAThousandSignatures) {
  std::vector<std::pair<int, std::string>> objects;
  std::string fields;
  for (int i = 1000; i < 2001; ++i) {
    fields += std::to_string(i) + " 0 R ";
    objects.emplace_back(i, "<</FT /Sig /T (s" + std::to_string(i) +
                                ") /V <</Type /Sig /Contents <00> /ByteRange [0 1 2 3]>>>>");
  }
  objects.emplace_back(6, "<</Fields [" + fields + "]>>");
  const Report report = verified_soon(later(objects));
  EXPECT_FALSE(report.readable);
  EXPECT_THAT(report.unreadable_reason,
              ::testing::HasSubstr("more signatures than can be checked"));
}

TEST(Hostile, APageTreeThatIsTooDeepIsTold) {
  std::vector<std::pair<int, std::string>> objects{{2, "<</Type /Pages /Kids [100 0 R]>>"}};
  for (int i = 100; i < 400; ++i) {
    objects.emplace_back(i, "<</Type /Pages /Kids [" + std::to_string(i + 1) + " 0 R]>>");
  }
  objects.emplace_back(400, "<</Type /Page /Parent 399 0 R>>");
  const Report report = verified_soon(later(objects));
  EXPECT_TRUE(altered(report));
  EXPECT_THAT(verification::to_text(report, "file"),
              ::testing::HasSubstr("page tree: deeper than 256 levels"));
}

TEST(Hostile, ASignatureValueOfManyMegabytes) {
  const std::string value(2 * (9U << 20U), '0');
  const Report report = verified_soon(
      later({{8, "<</FT /Sig /T (signature-2) /V 100 0 R>>"},
             {100, "<</Type /Sig /Contents <" + value + "> /ByteRange [0 10 20 30]>>"}}));
  EXPECT_TRUE(altered(report));
  EXPECT_THAT(codes(report), ::testing::Contains("value-too-large"));
}

}  // namespace
}  // namespace chancery::tests
