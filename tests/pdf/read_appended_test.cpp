// One appended revision, read by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pdf/read/appended.h"
#include "pdf/sample_pdf.h"
#include "pdf/update/update.h"

namespace chancery::pdf {
namespace {

using ::testing::HasSubstr;

Document opened(const Bytes& file) {
  Opened opened = open_document(file);
  if (!opened.document) throw std::runtime_error(opened.problem->detail);
  return std::move(*opened.document);
}

class ReadAppended : public ::testing::Test {
 protected:
  Appended read(const std::string& file) const {
    return read_appended(document, sample::bytes(file));
  }
  std::string problem(const std::string& file) const { return read(file).problem.value_or("none"); }
  /// The file with `what`, where it stands last, replaced by as many bytes.
  std::string changed(const std::string& what, const std::string& with) const {
    std::string file = text;
    EXPECT_EQ(what.size(), with.size());
    return file.replace(file.rfind(what), what.size(), with);
  }

  std::vector<std::size_t> ends;
  std::string whole = sample::three_revisions(&ends);
  std::string text = whole.substr(0, ends.at(1));  ///< of two revisions
  Bytes first = sample::bytes(text.substr(0, ends.at(0)));
  Document document = opened(first);
};

TEST_F(ReadAppended, GivesWhereItsObjectsStand) {
  const Appended appended = read(text);
  ASSERT_EQ(appended.problem, std::nullopt);
  ASSERT_EQ(appended.objects.size(), 1U);
  const auto& [reference, begin] = *appended.objects.begin();
  EXPECT_EQ(reference, (Reference{5, 0}));
  const Bytes file = sample::bytes(text);
  const auto place = place_in_dictionary(file, begin, "Title");
  ASSERT_TRUE(place);
  EXPECT_EQ(text.substr(place->begin, place->end - place->begin), "(Second)");
  EXPECT_FALSE(place_in_dictionary(file, begin, "Author"));
}

TEST_F(ReadAppended, TakesWhatTheAppenderWrites) {
  for (const char* options : {"--object-streams=disable", "--object-streams=generate"}) {
    const Bytes source = sample::rewritten(first, options);
    const Document before = opened(source);
    Revision revision(before);
    const Reference fresh = revision.allocate();
    revision.set(fresh, Dictionary{{"Contents", String{"ab", true}}, {"ByteRange", Array{0, 1}}});
    const Revision::Result result = revision.append();
    const Appended appended = read_appended(before, result.bytes);
    ASSERT_EQ(appended.problem, std::nullopt) << options;
    ASSERT_TRUE(appended.objects.contains(fresh));
    const std::size_t begin = appended.objects.at(fresh);
    const auto contents = place_in_dictionary(result.bytes, begin, "Contents");
    ASSERT_TRUE(contents);
    EXPECT_EQ(contents->begin, result.contents.at(fresh).begin);
    EXPECT_EQ(contents->end, result.contents.at(fresh).end);
    EXPECT_EQ(hexadecimal_at(result.bytes, *contents), sample::bytes("ab"));
    const auto range = place_in_dictionary(result.bytes, begin, "ByteRange");
    ASSERT_TRUE(range);
    const auto numbers = object_at(result.bytes, *range);
    ASSERT_TRUE(numbers && numbers->as<Array>() != nullptr);
    EXPECT_EQ(numbers->as<Array>()->size(), 2U);
    EXPECT_FALSE(hexadecimal_at(result.bytes, *range));
  }
}

TEST_F(ReadAppended, TellsWhatIsNoRevisionOfTheFile) {
  EXPECT_EQ(problem(std::string(first.begin(), first.end())), "the earlier bytes were changed");
  std::string other = text;
  other[20] = static_cast<char>(other[20] ^ 1);
  EXPECT_EQ(problem(other), "the earlier bytes were changed");
  EXPECT_EQ(problem(text + "more"), "it does not end the file");
  EXPECT_NE(problem(text.substr(0, text.size() - 3)), "none");
}

TEST_F(ReadAppended, TellsWhatItsSectionDoesNotLeadTo) {
  const std::string prev = "/Prev " + std::to_string(document.startxref());
  EXPECT_THAT(problem(changed(prev, std::string(prev.size(), ' '))), HasSubstr("continue"));
  EXPECT_THAT(problem(changed("/Root 1 0 R", "/Root 2 0 R")), HasSubstr("catalog"));
  EXPECT_EQ(problem(changed("5 0 obj", "4 0 obj")), "object 5 is not whole");
  EXPECT_EQ(problem(changed("(Second)", "(Second ")), "object 5 is not whole");
  EXPECT_EQ(problem(changed("endobj", "endob ")), "object 5 is not whole");
  // An entry that leads to what stood there before.
  const std::size_t old = std::string(first.begin(), first.end()).find("5 0 obj");
  const std::size_t fresh = text.rfind("5 0 obj");
  const auto ten = [](std::size_t offset) {
    const std::string digits = std::to_string(offset);
    return std::string(10 - digits.size(), '0') + digits;
  };
  EXPECT_EQ(problem(changed(ten(fresh), ten(old))), "object 5 is not whole");
}

}  // namespace
}  // namespace chancery::pdf
