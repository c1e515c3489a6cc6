// Appending revisions: what other programs read in the result, and what stays as it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/diagnostic.h"
#include "pdf/update/update.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

Dictionary info_of(const Document& document) {
  const Object info = document.resolve(*document.trailer().find("Info"));
  const auto* dictionary = info.as<Dictionary>();
  return dictionary == nullptr ? Dictionary() : *dictionary;
}

/// One more revision with a new title and a new, otherwise unused object.
Bytes with_title(ByteView file, const std::string& title) {
  const Opened opened = open_document(file);
  if (!opened.document) throw std::runtime_error(opened.problem->detail);
  Revision revision(*opened.document);
  Dictionary info = info_of(*opened.document);
  info.set("Title", text_string(title));
  revision.set(*opened.document->trailer().find("Info")->as<Reference>(), std::move(info));
  revision.set(revision.allocate(), Object(Name{"Marker"}));
  return revision.append().bytes;
}

bool is_prefix(ByteView start, ByteView whole) {
  return whole.size() > start.size() && std::equal(start.begin(), start.end(), whole.begin());
}

bool ends_line(ByteView file) {
  return file.back() == '\n' || file.back() == '\r';
}

struct Source {
  const char* name;
  Bytes bytes;
  XrefStyle after;  ///< style of an appended section
};

std::vector<Source> sources() {
  const Bytes plain = sample::bytes(sample::one_revision());
  return {
      {"table", plain, XrefStyle::kTable},
      {"three revisions", sample::bytes(sample::three_revisions()), XrefStyle::kTable},
      {"object streams", sample::rewritten(plain, "--object-streams=generate"), XrefStyle::kStream},
      {"linearised", sample::rewritten(plain, "--linearize"), XrefStyle::kTable},
      {"linearised, object streams",
       sample::rewritten(plain, "--linearize --object-streams=generate"), XrefStyle::kStream},
      {"hybrid", sample::bytes(sample::hybrid()), XrefStyle::kTable},
      {"no line end",
       sample::bytes(sample::one_revision().substr(0, sample::one_revision().size() - 1)),
       XrefStyle::kTable},
      {"bytes before the header", sample::bytes("%junk\n" + sample::one_revision()),
       XrefStyle::kTable},
  };
}

TEST(UpdateAppend, ThreeTimesInARowOnEveryKindOfFile) {
  for (const Source& source : sources()) {
    SCOPED_TRACE(source.name);
    const int before = sample::qpdf_check(source.bytes).status;
    const std::size_t revisions = walk_revisions(source.bytes).spans.size();
    ASSERT_GT(revisions, 0U);
    Bytes current = source.bytes;
    for (const std::string title : {"One", "Two", "Drei \xC3\xA4"}) {
      const std::size_t already = walk_revisions(current).spans.size();
      const Bytes next = with_title(current, title);
      EXPECT_TRUE(is_prefix(current, next));
      const sample::Run check = sample::qpdf_check(next);
      EXPECT_EQ(check.status, before) << check.output;
      const Revisions walked = walk_revisions(next);
      ASSERT_FALSE(walked.problem) << walked.problem->detail;
      ASSERT_EQ(walked.spans.size(), already + 1);
      EXPECT_EQ(walked.spans.back().style, source.after);
      EXPECT_EQ(walked.spans.back().end, next.size());
      // The line end that a file lacked is added, and belongs to the revision before.
      EXPECT_LE(walked.spans[already - 1].end, current.size() + (ends_line(current) ? 0 : 1));
      const sample::TemporaryFile file(next);
      const sample::Run info = sample::run("pdfinfo " + file.path());
      EXPECT_NE(info.output.find("Title:           " + title + "\n"), std::string::npos)
          << info.output;
      EXPECT_EQ(info.output.find("rror"), std::string::npos) << info.output;
      current = next;
    }
    EXPECT_EQ(walk_revisions(current).spans.size(), revisions + 3);
  }
}

TEST(UpdateAppend, MutoolReadsTheNewObjects) {
  for (const Source& source : sources()) {
    SCOPED_TRACE(source.name);
    const Opened opened = open_document(source.bytes);
    Revision revision(opened.document.value());
    const Reference added = revision.allocate();
    Dictionary root = *opened.document->get(opened.document->root()).as<Dictionary>();
    root.set("Marker", added);
    revision.set(opened.document->root(), std::move(root));
    revision.set(added, Object(Array{1, Name{"Seen"}, String{"text", false}}));
    const sample::TemporaryFile file(revision.append().bytes);
    const sample::Run shown = sample::run("mutool show " + file.path() + " trailer/Root/Marker");
    EXPECT_NE(shown.output.find("/Seen"), std::string::npos) << shown.output;
    // mutool repairs every file with bytes before its header.
    if (opened.document->header_offset() == 0) {
      EXPECT_EQ(shown.output.find("repair"), std::string::npos) << shown.output;
    }
  }
}

TEST(UpdateAppend, TrailerKeepsWhatItMust) {
  for (const Source& source : sources()) {
    SCOPED_TRACE(source.name);
    const Bytes next = with_title(source.bytes, "New");
    const Opened old_file = open_document(source.bytes), new_file = open_document(next);
    ASSERT_TRUE(new_file.document) << new_file.problem->detail;
    const Dictionary& before = old_file.document->trailer();
    const Dictionary& after = new_file.document->trailer();
    EXPECT_EQ(new_file.document->root(), old_file.document->root());
    EXPECT_EQ(*after.find("Info")->as<Reference>(), *before.find("Info")->as<Reference>());
    const auto id = [](const Dictionary& trailer, std::size_t i) {
      return (*trailer.find("ID")->as<Array>())[i].as<String>()->bytes;
    };
    EXPECT_EQ(id(after, 0), id(before, 0));
    EXPECT_NE(id(after, 1), id(before, 1));
    EXPECT_EQ(id(after, 1).size(), 16U);
    EXPECT_EQ(*after.find("Prev")->as<std::int64_t>(),
              static_cast<std::int64_t>(old_file.document->startxref()));
    EXPECT_GE(*after.find("Size")->as<std::int64_t>(), *before.find("Size")->as<std::int64_t>());
    EXPECT_EQ(*after.find("Size")->as<std::int64_t>(),
              new_file.document->objects().back().number + 1);
  }
}

TEST(UpdateAppend, SizeNeverShrinks) {
  sample::File file;
  sample::add_letter(file);
  file.table(std::string(sample::kTrailer), 500);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  Revision revision(opened.document.value());
  revision.set({5, 0}, Object(Dictionary{}));
  const Bytes next = revision.append().bytes;
  EXPECT_EQ(*open_document(next).document->trailer().find("Size")->as<std::int64_t>(), 500);
  EXPECT_EQ(revision.allocate(), (Reference{500, 0}));
}

/// Offices write trailers that name an object that there is not.
TEST(UpdateAppend, NumbersThatATrailerNamesInVainStayUnused) {
  sample::File file;
  sample::add_letter(file);
  file.table(std::string(sample::kTrailer) + " /AdditionalStreams [(text) <</At 7 0 R>> 9 0 R]", 7);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  Revision revision(opened.document.value());
  EXPECT_EQ(revision.allocate(), (Reference{10, 0}));
}

TEST(UpdateAppend, TableEntriesHaveTwentyBytesAndRunsShareASubsection) {
  const Bytes bytes = sample::bytes(sample::one_revision());
  const Opened opened = open_document(bytes);
  Revision revision(opened.document.value());
  for (const int number : {2, 4, 5}) revision.set({number, 0}, Object(number));
  const Bytes next = revision.append().bytes;
  const std::string tail(text_of(ByteView(next).subspan(bytes.size())));
  const std::size_t table = tail.find("xref\n");
  // One entry for 2, two for the run 4 and 5; each 20 bytes with its line end (7.5.4).
  const std::string expected_shape = "xref\n2 1\n";
  ASSERT_EQ(tail.substr(table, expected_shape.size()), expected_shape);
  const std::size_t second = table + expected_shape.size() + 20;
  EXPECT_EQ(tail.substr(second, 4), "4 2\n");
  EXPECT_EQ(tail.substr(second + 4 + 40, 8), "trailer\n");
  for (const std::size_t at : {table + 9, second + 4, second + 24}) {
    const std::string entry = tail.substr(at, 20);
    EXPECT_EQ(entry.substr(10), " 00000 n \n");
    const std::size_t offset = std::stoul(entry.substr(0, 10));
    EXPECT_EQ(text_of(ByteView(next).subspan(offset + 1, 7)), " 0 obj\n");
  }
}

TEST(UpdateAppend, PlacesOfContentsAndByteRange) {
  for (const Source& source : sources()) {
    SCOPED_TRACE(source.name);
    const Opened opened = open_document(source.bytes);
    Revision revision(opened.document.value());
    const Reference signature = revision.allocate();
    const std::string placeholder = "<" + std::string(64, '0') + ">";
    revision.set(signature, Object(Dictionary{{"Type", Name{"Sig"}},
                                              {"ByteRange", Literal{"[0 0 0 0          ]"}},
                                              {"Contents", Literal{placeholder}},
                                              {"Reason", String{"/Contents <00>", false}}}));
    revision.set(revision.allocate(), Object(Dictionary{{"Contents", String{"x", true}}}));
    const Revision::Result result = revision.append();
    ASSERT_EQ(result.contents.size(), 1U);
    const WrittenAt contents = result.contents.at(signature);
    const WrittenAt range = result.byte_range.at(signature);
    const auto between = [&](WrittenAt at) {
      return text_of(ByteView(result.bytes).subspan(at.begin, at.end - at.begin));
    };
    EXPECT_EQ(between(contents), placeholder);
    EXPECT_EQ(between(range), "[0 0 0 0          ]");
    // The reader finds them in the same places.
    const Opened again = open_document(result.bytes);
    const auto place = again.document->place_of_value(signature, "Contents");
    ASSERT_TRUE(place);
    EXPECT_EQ(place->begin, contents.begin);
    EXPECT_EQ(place->end, contents.end);
  }
}

TEST(UpdateAppend, SameInputSameBytes) {
  for (const Source& source : sources()) {
    EXPECT_EQ(with_title(source.bytes, "Same"), with_title(source.bytes, "Same"));
  }
}

TEST(UpdateAppend, StreamsComeBackAsTheyWereGiven) {
  const Bytes bytes = sample::bytes(sample::one_revision());
  const Opened opened = open_document(bytes);
  Revision revision(opened.document.value());
  const Reference added = revision.allocate();
  revision.set(added,
               Object(Stream{Dictionary{{"Kind", Name{"Test"}}}, Bytes{0, 13, 10, 255, 13}}));
  const Bytes next = revision.append().bytes;
  const Opened again = open_document(next);
  EXPECT_EQ(again.document->get(added).stream()->data, (Bytes{0, 13, 10, 255, 13}));
  EXPECT_EQ(sample::qpdf_check(next).status, 0);
}

TEST(UpdateAppend, NoObjectsStillMakeARevision) {
  for (const Source& source : sources()) {
    SCOPED_TRACE(source.name);
    const Opened opened = open_document(source.bytes);
    const Bytes next = Revision(opened.document.value()).append().bytes;
    EXPECT_EQ(walk_revisions(next).spans.size(), walk_revisions(source.bytes).spans.size() + 1);
    EXPECT_EQ(sample::qpdf_check(next).status, sample::qpdf_check(source.bytes).status);
  }
}

TEST(UpdateAppend, BytesAfterTheEndStayInFront) {
  const Bytes bytes = sample::bytes(sample::one_revision() + "\n\ntrailing remark");
  const Bytes next = with_title(bytes, "New");
  EXPECT_TRUE(is_prefix(bytes, next));
  EXPECT_EQ(sample::qpdf_check(next).status, 0);
  EXPECT_EQ(walk_revisions(next).spans.size(), 2U);
}

TEST(UpdateAppend, ReplacedObjectKeepsItsGeneration) {
  sample::File file;
  sample::add_letter(file);
  file.object(7, "(old)", 3);
  file.table(std::string(sample::kTrailer), 8);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  Revision revision(opened.document.value());
  revision.set({7, 3}, Object(String{"new", false}));
  EXPECT_THROW(revision.set({7, 0}, Object(1)), std::invalid_argument);
  EXPECT_THROW(revision.set({77, 0}, Object(1)), std::invalid_argument);
  const Bytes next = revision.append().bytes;
  EXPECT_EQ(open_document(next).document->get({7, 3}).as<String>()->bytes, "new");
  EXPECT_EQ(sample::qpdf_check(next).status, 0);
}

TEST(UpdateAppend, RefusesAFileWithoutNumbersLeft) {
  sample::File file;
  sample::add_letter(file);
  file.table(std::string(sample::kTrailer), 2147483647);
  const Bytes bytes = sample::bytes(file.text);
  const Opened opened = open_document(bytes);
  ASSERT_TRUE(opened.document) << opened.problem->detail;
  EXPECT_THROW(Revision{*opened.document}, Failure);
}

/// Warnings of `qpdf --check`, without the file's name and the offsets in it.
std::vector<std::string> warnings(const sample::Run& check) {
  std::vector<std::string> lines;
  std::string line;
  for (const char c : check.output) {
    if (c != '\n') {
      line += c;
      continue;
    }
    if (line.starts_with("WARNING") || line.starts_with("ERROR")) {
      const std::size_t message = line.rfind(": ");
      lines.push_back(line.substr(message == std::string::npos ? 0 : message));
    }
    line.clear();
  }
  return lines;
}

TEST(UpdateAppend, SignedFilesOfOthersStayAsSoundAsTheyWere) {
  const std::filesystem::path folder = std::filesystem::path(CHANCERY_SHARED_DIR) / "corpus";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no corpus of signed files here";
  std::size_t appended = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".pdf") continue;
    SCOPED_TRACE(entry.path().filename().string());
    const Bytes bytes = sample::read_file(entry.path());
    const Opened opened = open_document(bytes);
    if (!opened.document) continue;
    Revision revision(*opened.document);
    revision.set(revision.allocate(), Object(Name{"Trivial"}));
    const Bytes next = revision.append().bytes;
    ++appended;
    EXPECT_TRUE(is_prefix(bytes, next));
    const Revisions before = walk_revisions(bytes), after = walk_revisions(next);
    ASSERT_FALSE(before.problem) << before.problem->detail;
    ASSERT_FALSE(after.problem) << after.problem->detail;
    ASSERT_EQ(after.spans.size(), before.spans.size() + 1);
    for (std::size_t i = 0; i < before.spans.size(); ++i) {
      const bool lacked_line_end = before.spans[i].end == bytes.size() && !ends_line(bytes);
      EXPECT_EQ(after.spans[i].end, before.spans[i].end + (lacked_line_end ? 1 : 0));
    }
    EXPECT_TRUE(open_revision(next, after.spans.back()).document);
    const auto old_warnings = warnings(sample::qpdf_check(bytes));
    for (const std::string& warning : warnings(sample::qpdf_check(next))) {
      EXPECT_NE(std::find(old_warnings.begin(), old_warnings.end(), warning), old_warnings.end())
          << warning;
    }
  }
  EXPECT_GT(appended, 70U);
}

}  // namespace
}  // namespace chancery::pdf
