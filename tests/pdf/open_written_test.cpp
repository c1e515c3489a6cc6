// A file that was written a moment ago is as if it had been read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pdf/read/written.h"
#include "pdf/sample_pdf.h"
#include "pdf/update/update.h"
#include "pdf/write/file.h"

namespace chancery::pdf {
namespace {

WrittenFile written() {
  std::vector<Object> objects;
  objects.emplace_back(Dictionary{{"Type", Name{"Catalog"}},
                                  {"Pages", Reference{2, 0}},
                                  {"Lang", String{"en"}},
                                  {"AcroForm", Dictionary{{"SigFlags", 1}, {"Fields", Array{}}}}});
  objects.emplace_back(Dictionary{{"Type", Name{"Pages"}},
                                  {"Kids", Array{Reference{3, 0}}},
                                  {"Count", Object(std::size_t{1})}});
  objects.emplace_back(Dictionary{{"Type", Name{"Page"}},
                                  {"Parent", Reference{2, 0}},
                                  {"MediaBox", Array{0, 0, 595.276, 841.89}},
                                  {"Resources", Dictionary{}},
                                  {"Contents", Reference{4, 0}}});
  objects.emplace_back(Stream{Dictionary{}, sample::bytes("0 0 10 10 re f")});
  objects.emplace_back(Dictionary{{"Title", text_string("Čáslav")}});
  return serialise_file(std::move(objects), {1, 0}, {5, 0});
}

TEST(OpenWritten, IsWhatOpeningTheBytesGives) {
  const WrittenFile file = written();
  const Document known = open_written(file);
  const Opened opened = open_document(file.bytes);
  ASSERT_TRUE(opened.document) << opened.problem->detail;
  const Document& read = *opened.document;
  EXPECT_EQ(known.startxref(), read.startxref());
  EXPECT_EQ(known.root(), read.root());
  EXPECT_EQ(known.xref_style(), read.xref_style());
  EXPECT_EQ(known.header_offset(), read.header_offset());
  EXPECT_EQ(known.objects(), read.objects());
  EXPECT_EQ(known.pages(), read.pages());
  EXPECT_TRUE(known.in_use({3, 0}));
  EXPECT_FALSE(known.in_use({6, 0}));
  for (const Reference reference : read.objects()) {
    Bytes one, other;
    put_indirect(reference, known.get(reference), one);
    put_indirect(reference, read.get(reference), other);
    EXPECT_EQ(text_of(one), text_of(other));
  }
  // What only reading tells.
  EXPECT_EQ(known.decoded({4, 0}, 100), sample::bytes("0 0 10 10 re f"));
  const auto place = known.place_of_value({1, 0}, "Lang");
  const auto same = read.place_of_value({1, 0}, "Lang");
  ASSERT_TRUE(place && same);
  EXPECT_EQ(place->begin, same->begin);
}

TEST(OpenWritten, ARevisionOnItIsTheSame) {
  const WrittenFile file = written();
  const auto appended = [](const Document& document) {
    Revision revision(document);
    Object catalog = document.get(document.root());
    catalog.as<Dictionary>()->set("Perms", Dictionary{});
    revision.set(document.root(), std::move(catalog));
    revision.set(revision.allocate(), Dictionary{{"ByteRange", Array{0, 1}}});
    return revision.append().bytes;
  };
  EXPECT_EQ(text_of(appended(open_written(file))),
            text_of(appended(*open_document(file.bytes).document)));
}

TEST(OpenWritten, NeedsACatalog) {
  WrittenFile file = written();
  file.trailer.erase("Root");
  EXPECT_THROW(open_written(file), std::invalid_argument);
}

}  // namespace
}  // namespace chancery::pdf
