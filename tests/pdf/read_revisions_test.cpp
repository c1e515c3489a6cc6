// The revisions of a file, from its cross-reference chain.
#include <gtest/gtest.h>

#include "pdf/read/read.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

TEST(ReadRevisions, FromTheFirstToTheLast) {
  std::vector<std::size_t> ends;
  const Bytes bytes = sample::bytes(sample::three_revisions(&ends));
  const Revisions revisions = walk_revisions(bytes);
  ASSERT_FALSE(revisions.problem) << revisions.problem->detail;
  ASSERT_EQ(revisions.spans.size(), 3U);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(revisions.spans[i].begin, begin);
    EXPECT_EQ(revisions.spans[i].end, ends[i]);
    EXPECT_EQ(text_of(bytes).substr(revisions.spans[i].xref_offset, 4), "xref");
    begin = ends[i];
  }
}

TEST(ReadRevisions, EachOpensAsTheFileWas) {
  const Bytes bytes = sample::bytes(sample::three_revisions());
  const Revisions revisions = walk_revisions(bytes);
  const std::array<std::string, 3> titles = {"First", "Second", "Third"};
  ASSERT_EQ(revisions.spans.size(), titles.size());
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const Opened opened = open_revision(bytes, revisions.spans[i]);
    ASSERT_TRUE(opened.document) << opened.problem->detail;
    EXPECT_EQ(opened.document->bytes().size(), revisions.spans[i].end);
    const Object info = opened.document->get({5, 0});
    EXPECT_EQ(info.as<Dictionary>()->find("Title")->as<String>()->bytes, titles.at(i));
  }
}

TEST(ReadRevisions, LineEndsAfterTheMarkerBelongToTheRevision) {
  for (const std::string line_end : {"\n", "\r\n", "\r", ""}) {
    std::string text = sample::one_revision();
    text.pop_back();
    const std::string file = text + line_end;
    const Revisions revisions = walk_revisions(sample::bytes(file));
    ASSERT_EQ(revisions.spans.size(), 1U);
    EXPECT_EQ(revisions.spans[0].end, file.size());
    EXPECT_EQ(walk_revisions(sample::bytes(file + "  x")).spans.at(0).end, file.size());
  }
}

TEST(ReadRevisions, ALinearisedFileIsOneRevision) {
  for (const std::string options : {"", " --object-streams=generate"}) {
    const Bytes bytes =
        sample::rewritten(sample::bytes(sample::one_revision()), "--linearize" + options);
    ASSERT_NE(text_of(bytes).find("/Linearized"), std::string_view::npos);
    const Revisions revisions = walk_revisions(bytes);
    ASSERT_FALSE(revisions.problem) << revisions.problem->detail;
    ASSERT_EQ(revisions.spans.size(), 1U);
    EXPECT_EQ(revisions.spans[0].begin, 0U);
    EXPECT_EQ(revisions.spans[0].end, bytes.size());
  }
}

TEST(ReadRevisions, ForwardPrevIsRefusedUnlessLinearised) {
  // The newest section stands first and points forward to the older one.
  sample::File file;
  sample::add_letter(file);
  const std::size_t newest = file.text.size();
  const std::string trailer = "trailer\n<</Size 7 " + std::string(sample::kTrailer) + " /Prev ";
  const std::size_t older = newest + std::string("xref\n0 0\n").size() + trailer.size() + 11;
  std::string digits = std::to_string(older);
  digits.insert(0, 6 - digits.size(), '0');
  file.text += "xref\n0 0\n" + trailer + digits + ">>\n \n";
  ASSERT_EQ(file.text.size(), older);
  file.table(std::string(sample::kTrailer), 7);
  file.ending(newest);
  const Revisions revisions = walk_revisions(sample::bytes(file.text));
  ASSERT_TRUE(revisions.problem);
  EXPECT_EQ(revisions.problem->reason, Unreadable::kDamaged);
  EXPECT_TRUE(revisions.spans.empty());
}

TEST(ReadRevisions, LoopsAreFound) {
  sample::File file;
  sample::add_letter(file);
  const std::size_t self = file.text.size();
  file.table(std::string(sample::kTrailer) + " /Prev " + std::to_string(self), 7);
  const Revisions revisions = walk_revisions(sample::bytes(file.text));
  ASSERT_TRUE(revisions.problem);
  EXPECT_EQ(revisions.problem->reason, Unreadable::kDamaged);
  EXPECT_NE(revisions.problem->detail.find("loop"), std::string::npos);
}

TEST(ReadRevisions, AtMostAThousand) {
  const auto chain = [](int count) {
    sample::File file;
    sample::add_letter(file);
    std::size_t previous = file.table(std::string(sample::kTrailer), 7);
    for (int i = 1; i < count; ++i) {
      previous =
          file.table(std::string(sample::kTrailer) + " /Prev " + std::to_string(previous), 7);
    }
    return sample::bytes(file.text);
  };
  EXPECT_EQ(walk_revisions(chain(1000)).spans.size(), 1000U);
  const Revisions revisions = walk_revisions(chain(1001));
  ASSERT_TRUE(revisions.problem);
  EXPECT_EQ(revisions.problem->reason, Unreadable::kTooLarge);
}

TEST(ReadRevisions, PrevMustBeAnOffsetInTheFile) {
  for (const std::string prev : {"-1", "99999999", "99999999999999999999", "1.5", "(x)", "5 0 R"}) {
    sample::File file;
    sample::add_letter(file);
    file.table(std::string(sample::kTrailer) + " /Prev " + prev, 7);
    EXPECT_TRUE(walk_revisions(sample::bytes(file.text)).problem) << prev;
  }
}

// Spans must hold for signatures: each ends where the ByteRange of the signature in it ends.
TEST(ReadRevisions, ATrailingStartxrefInAStreamEndsNothing) {
  sample::File file;
  sample::add_letter(file);
  const std::size_t first = file.table(std::string(sample::kTrailer), 7);
  const std::size_t end = file.text.size();
  file.stream(7, "", "startxref\n" + std::to_string(first) + "\n%%EOF\n");
  file.table(std::string(sample::kTrailer) + " /Prev " + std::to_string(first), 8);
  const Revisions revisions = walk_revisions(sample::bytes(file.text));
  ASSERT_EQ(revisions.spans.size(), 2U);
  EXPECT_EQ(revisions.spans[0].end, end);
}

}  // namespace
}  // namespace chancery::pdf
