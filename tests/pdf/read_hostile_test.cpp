// Files made to break a reader.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <random>

#define POINTERHOLDER_TRANSITION 4
#include <qpdf/Pl_Flate.hh>
#include <qpdf/Pl_String.hh>

#include "pdf/read/read.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

/// Does everything that can be done with a file.
void read_everything(const Bytes& bytes) {
  const Revisions revisions = walk_revisions(bytes);
  for (std::size_t i = 0; i < revisions.spans.size(); ++i) {
    ASSERT_LE(revisions.spans[i].begin, revisions.spans[i].end);
    ASSERT_LE(revisions.spans[i].end, bytes.size());
    open_revision(bytes, revisions.spans[i]);
  }
  const Opened opened = open_document(bytes);
  ASSERT_NE(opened.document.has_value(), opened.problem.has_value());
  if (!opened.document) return;
  const Document& document = *opened.document;
  document.pages(1000);
  for (const Reference reference : document.objects()) {
    try {
      document.get(reference);
      document.decoded(reference, 1U << 20U);
    } catch (const ReadFailure&) {
    }
    for (const std::string_view key : {"Contents", "ByteRange", "Type"}) {
      if (const auto place = document.place_of_value(reference, key)) {
        ASSERT_LT(place->begin, place->end);
        ASSERT_LE(place->end, bytes.size());
      }
    }
  }
  for (const Remark& complaint : document.complaints()) {
    for (const char c : complaint.text) ASSERT_TRUE(c >= 0x20 && c < 0x7F);
  }
}

Bytes mutated(Bytes bytes, std::mt19937& random) {
  const std::size_t changes = 1 + random() % 4;
  for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 5) {
      case 0:
        bytes[at] = static_cast<std::uint8_t>(random());
        break;
      case 1:
        bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 2:
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                     static_cast<std::uint8_t>("0123456789<>[]()/ R%"[random() % 20]));
        break;
      case 3:
        if (bytes[at] >= '0' && bytes[at] <= '9')
          bytes[at] = static_cast<std::uint8_t>('0' + random() % 10);
        break;
      default: {
        const std::size_t count = std::min<std::size_t>(random() % 200, bytes.size() - at);
        const std::size_t from = random() % (bytes.size() - count + 1);
        const Bytes copy(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                         bytes.begin() + static_cast<std::ptrdiff_t>(from + count));
        std::copy(copy.begin(), copy.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
      }
    }
  }
  return bytes;
}

std::vector<Bytes> seeds() {
  const Bytes plain = sample::bytes(sample::three_revisions());
  return {plain, sample::bytes(sample::hybrid()),
          sample::rewritten(plain, "--object-streams=generate"),
          sample::rewritten(plain, "--linearize --object-streams=generate")};
}

TEST(ReadHostile, TruncatedAnywhere) {
  for (const Bytes& seed : seeds()) {
    for (std::size_t size = 0; size < seed.size(); ++size) {
      read_everything(Bytes(seed.begin(), seed.begin() + static_cast<std::ptrdiff_t>(size)));
    }
  }
}

TEST(ReadHostile, MutatedAThousandWays) {
  std::mt19937 random(20260101);
  for (const Bytes& seed : seeds()) {
    for (int i = 0; i < 1500; ++i) read_everything(mutated(seed, random));
  }
}

TEST(ReadHostile, MutatedSignedFiles) {
  const std::filesystem::path folder = std::filesystem::path(CHANCERY_SHARED_DIR) / "corpus";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no corpus of signed files here";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".pdf" && entry.file_size() < 100000) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::mt19937 random(20260102);
  for (const auto& path : paths) {
    SCOPED_TRACE(path.string());
    const Bytes seed = sample::read_file(path);
    for (int i = 0; i < 40; ++i) read_everything(mutated(seed, random));
  }
}

TEST(ReadHostile, APageTreeOfSixtyThousandLevels) {
  sample::File file;
  constexpr int kLevels = 60000;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  for (int i = 0; i < kLevels; ++i) {
    file.object(2 + i, "<</Type /Pages /Count 1 /Kids [" + std::to_string(3 + i) + " 0 R]>>");
  }
  file.object(2 + kLevels, "<</Type /Page>>");
  file.table("/Root 1 0 R", 3 + kLevels);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  ASSERT_TRUE(opened.document) << opened.problem->detail;
  EXPECT_TRUE(opened.document->pages().empty());
  EXPECT_THAT(
      opened.document->complaints(),
      ::testing::Contains(::testing::Field(&Remark::text, "page tree: deeper than 256 levels")));
}

TEST(ReadHostile, APageTreeThatIsALoop) {
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [3 0 R 2 0 R 3 0 R 4 0 R]>>");
  file.object(3, "<</Type /Page>>");
  file.object(4, "<</Type /Pages /Kids [2 0 R]>>");
  file.table("/Root 1 0 R", 5);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  ASSERT_TRUE(opened.document);
  EXPECT_EQ(opened.document->pages(), std::vector<Reference>({{3, 0}}));
}

TEST(ReadHostile, PagesStopAtTheLimit) {
  sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  std::string kids;
  for (int i = 3; i < 103; ++i) {
    file.object(i, "<</Type /Page>>");
    kids += std::to_string(i) + " 0 R ";
  }
  file.object(2, "<</Type /Pages /Kids [" + kids + "]>>");
  file.table("/Root 1 0 R", 103);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  EXPECT_EQ(opened.document->pages().size(), 100U);
  EXPECT_EQ(opened.document->pages(7).size(), 7U);
}

TEST(ReadHostile, DeepNestingIsRefusedNotFollowed) {
  for (const int depth : {60, 100, 400, 100000}) {
    sample::File file;
    sample::add_letter(file);
    const auto nested = static_cast<std::size_t>(depth);
    file.object(7, std::string(nested, '[') + std::string(nested, ']'));
    std::string dictionaries;
    for (int i = 0; i < depth; ++i) dictionaries += "<</A ";
    file.object(8, dictionaries + "1" + std::string(nested * 2, '>'));
    file.table(std::string(sample::kTrailer), 9);
    const Bytes bytes = sample::bytes(file.text);
    const Opened opened = open_document(bytes);
    ASSERT_TRUE(opened.document) << opened.problem->detail;
    for (const int number : {7, 8}) {
      if (depth == 60) {
        EXPECT_FALSE(opened.document->get({number, 0}).is_null());
      } else if (depth <= 400) {
        EXPECT_THROW(opened.document->get({number, 0}), ReadFailure);
      } else {
        EXPECT_TRUE(opened.document->get({number, 0}).is_null());
        EXPECT_FALSE(opened.document->complaints().empty());
      }
    }
  }
}

TEST(ReadHostile, TwentyThousandFilters) {
  sample::File file;
  sample::add_letter(file);
  std::string filters;
  for (int i = 0; i < 20000; ++i) filters += "/FlateDecode ";
  file.stream(7, "/Filter [" + filters + "]", "x");
  file.stream(8, "/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 2147483647>>", "x");
  file.stream(9, "/Filter [7 0 R]", "x");
  file.table(std::string(sample::kTrailer), 10);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  ASSERT_TRUE(opened.document) << opened.problem->detail;
  for (const int number : {7, 8, 9}) EXPECT_FALSE(opened.document->decoded({number, 0}, 1000));
}

TEST(ReadHostile, HugeCounts) {
  const std::string text = sample::one_revision();
  for (const std::string count : {"4294967296", "2147483647", "99999999999999999999", "1000000"}) {
    std::string file = text;
    file.replace(file.rfind("0 1\n00000"), 3, "0 " + count);
    EXPECT_TRUE(open_document(sample::bytes(file)).problem) << count;
    file = text;
    file.replace(file.rfind("0 1\n00000"), 3, count + " 1");
    EXPECT_TRUE(open_document(sample::bytes(file)).problem || count == "1000000") << count;
  }
  for (const std::string entries :
       {"/W [1 8 8] /Size 2147483647", "/W [9 1 1] /Size 1", "/W [0 0 0] /Size 1",
        "/W [1 2 1] /Index [0 -1] /Size 1", "/W [1 2 1] /Index [2147483647 2] /Size 1",
        "/W [-1 2 1] /Size 1", "/W [1 2] /Size 1", "/W [1 2 1]", "/W [1 2 1] /Index [0] /Size 1",
        "/W [1 0 0] /Size 1000001"}) {
    sample::File file;
    sample::add_letter(file);
    const std::size_t place = file.text.size();
    file.stream(9, "/Type /XRef /Root 1 0 R " + entries, std::string(64, '\1'));
    file.ending(place);
    EXPECT_TRUE(open_document(sample::bytes(file.text)).problem) << entries;
  }
}

/// 300 MiB of zeros, deflated in pieces so that they are never in memory together.
const std::string& bomb() {
  static const std::string deflated = [] {
    std::string out;
    Pl_String sink("bomb", nullptr, out);
    Pl_Flate deflate("bomb", &sink, Pl_Flate::a_deflate);
    const Bytes zeros(1U << 20U);
    for (int i = 0; i < 300; ++i) deflate.write(zeros.data(), zeros.size());
    deflate.finish();
    return out;
  }();
  return deflated;
}

long peak_kibibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(ReadHostile, AnInflateBombStopsAtTheLimit) {
  sample::File file;
  sample::add_letter(file);
  file.stream(7, "/Filter /FlateDecode", bomb());
  file.table(std::string(sample::kTrailer), 8);
  const Bytes bytes = sample::bytes(file.text);
  const long before = peak_kibibytes();
  const Opened opened = open_document(bytes);
  ASSERT_TRUE(opened.document) << opened.problem->detail;
  EXPECT_FALSE(opened.document->decoded({7, 0}, 1U << 20U));
  EXPECT_LT(peak_kibibytes() - before, 20000);
}

TEST(ReadHostile, AnObjectStreamBombIsRefused) {
  for (const std::string filter : {"/FlateDecode", "[/FlateDecode /FlateDecode]"}) {
    sample::File file;
    sample::add_letter(file);
    file.stream(7, "/Type /ObjStm /N 1 /First 4 /Filter " + filter, bomb());
    const std::size_t container = file.offsets.at(7);
    const std::size_t first = file.table("/Root 1 0 R", 8);
    // The catalog is said to be in the bomb, so that opening alone would inflate it.
    const std::size_t place = file.text.size();
    std::string entry = {2, 0, 0, 7, 0};
    file.stream(
        9,
        "/Type /XRef /Root 1 0 R /W [1 3 1] /Index [1 1] /Size 10 /Prev " + std::to_string(first),
        entry);
    file.ending(place);
    ASSERT_GT(container, 0U);
    const Bytes bytes = sample::bytes(file.text);
    const Opened opened = open_document(bytes);
    ASSERT_TRUE(opened.problem);
    EXPECT_EQ(opened.problem->reason, Unreadable::kTooLarge);
  }
}

TEST(ReadHostile, ACrossReferenceBombIsRefused) {
  sample::File file;
  sample::add_letter(file);
  const std::size_t place = file.text.size();
  file.stream(9, "/Type /XRef /Root 1 0 R /W [1 2 1] /Size 10 /Filter /FlateDecode", bomb());
  file.ending(place);
  const Bytes bytes = sample::bytes(file.text);
  const long before = peak_kibibytes();
  const Opened opened = open_document(bytes);
  ASSERT_TRUE(opened.problem);
  EXPECT_EQ(opened.problem->reason, Unreadable::kTooLarge);
  EXPECT_LT(peak_kibibytes() - before, 20000);
}

// A /Length that is a stream with such a /Length, and so on: libqpdf would recurse.
TEST(ReadHostile, AChainOfLengthsIsRefused) {
  sample::File file;
  constexpr int kLinks = 60000;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  for (int i = 2; i < kLinks; ++i) {
    file.object(i, "<</Length " + std::to_string(i + 1) + " 0 R>>\nstream\nx\nendstream");
  }
  file.object(kLinks, "1");
  file.table("/Root 1 0 R", kLinks + 1);
  const Opened opened = open_document(sample::bytes(file.text));
  ASSERT_TRUE(opened.problem);
  EXPECT_EQ(opened.problem->reason, Unreadable::kDamaged);
}

TEST(ReadHostile, OverlappingObjectsDoNotCostTheirSquare) {
  sample::File file;
  sample::add_letter(file);
  const std::size_t begin = file.text.size();
  constexpr int kObjects = 20000;
  for (int i = 0; i < kObjects; ++i) {
    file.offsets[100 + i] = file.text.size();
    file.text += std::to_string(100 + i) + " 0 obj<<%";
  }
  file.text += "\n/A (" + std::string(1U << 20U, 'x') + ")>>endobj\n";
  ASSERT_GT(file.text.size(), begin);
  file.table(std::string(sample::kTrailer), 100 + kObjects);
  const auto start = std::chrono::steady_clock::now();
  const Opened opened = open_document(sample::bytes(file.text));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  ASSERT_TRUE(opened.problem);
  EXPECT_EQ(opened.problem->reason, Unreadable::kTooLarge);
}

}  // namespace
}  // namespace chancery::pdf
