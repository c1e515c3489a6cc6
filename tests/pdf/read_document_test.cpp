// Reading one file: objects, places, decoded data, pages.
#include <gtest/gtest.h>

#include "pdf/read/lexer.h"
#include "pdf/read/read.h"
#include "sample_pdf.h"

namespace chancery::pdf {
namespace {

std::string bytes_between(ByteView file, const Document::Place& place) {
  return std::string(text_of(file.subspan(place.begin, place.end - place.begin)));
}

std::string title(const Document& document) {
  const Object info = document.resolve(*document.trailer().find("Info"));
  return info.as<Dictionary>()->find("Title")->as<String>()->bytes;
}

struct Read {
  explicit Read(const std::string& text)
      : bytes(sample::bytes(text)), opened(open_document(bytes)) {}
  explicit Read(Bytes file) : bytes(std::move(file)), opened(open_document(bytes)) {}
  const Document& document() const { return opened.document.value(); }
  std::string problem() const { return opened.problem ? opened.problem->detail : std::string(); }

  Bytes bytes;
  Opened opened;
};

TEST(ReadLexer, TokensAsInClause72) {
  const std::string text = "12 -3 +4. .5 /Na#6De (a(b)\\)c) <0A b> [ ] << >> true %x\nR";
  Lexer lexer(bytes_of(text));
  using enum TokenKind;
  for (const TokenKind kind :
       {kInteger, kInteger, kReal, kReal, kName, kString, kHexString, kArrayOpen, kArrayClose,
        kDictionaryOpen, kDictionaryClose, kKeyword, kKeyword, kEnd}) {
    EXPECT_EQ(static_cast<int>(lexer.next().kind), static_cast<int>(kind)) << lexer.position();
  }
}

TEST(ReadLexer, RefusesWhatIsNotPdfSyntax) {
  for (const std::string_view text :
       {"(never closed", "<0G>", "<00", ">", "{", "<</A>>", "<</A 1", "[1 2", "<<1 2>>", "word",
        "99999999999999999999", "]", ")"}) {
    EXPECT_FALSE(Lexer(bytes_of(text)).object().has_value()) << text;
  }
}

TEST(ReadLexer, NamesKeepTheirDecodedValueAndReferencesAreSeen) {
  const std::string text = "<</Pr#65v 5 0 R /A [1 2 3 0 R 4]>>";
  const auto object = Lexer(bytes_of(text)).object();
  ASSERT_TRUE(object);
  const auto* dictionary = object->as<Dictionary>();
  EXPECT_EQ(*dictionary->find("Prev")->as<Reference>(), (Reference{5, 0}));
  const auto* array = dictionary->find("A")->as<Array>();
  ASSERT_EQ(array->size(), 4U);
  EXPECT_EQ(*(*array)[2].as<Reference>(), (Reference{3, 0}));
}

TEST(ReadDocument, ObjectsAreGivenAsTheyStand) {
  const Read read(sample::one_revision());
  const Document& document = read.document();
  EXPECT_EQ(document.root(), (Reference{1, 0}));
  EXPECT_EQ(document.objects().size(), 6U);
  EXPECT_EQ(document.xref_style(), XrefStyle::kTable);
  EXPECT_EQ(title(document), "First");
  const Object page = document.get({3, 0});
  const auto* box = page.as<Dictionary>()->find("MediaBox")->as<Array>();
  EXPECT_EQ(*(*box)[0].as<std::int64_t>(), 0);
  EXPECT_DOUBLE_EQ(*(*box)[2].as<double>(), 595.276);
  EXPECT_EQ(*page.as<Dictionary>()->find("Parent")->as<Reference>(), (Reference{2, 0}));
  EXPECT_EQ(document.pages(), std::vector<Reference>({{3, 0}}));
  EXPECT_TRUE(document.complaints().empty());
}

TEST(ReadDocument, StreamsCarryRawBytesAndNoLength) {
  const Read read(sample::one_revision());
  const Object object = read.document().get({4, 0});
  ASSERT_NE(object.stream(), nullptr);
  EXPECT_EQ(text_of(object.stream()->data), "0 0 10 10 re f");
  EXPECT_EQ(object.stream()->dictionary.find("Length"), nullptr);
}

TEST(ReadDocument, UnknownAndWrongGenerationAreNull) {
  const Read read(sample::one_revision());
  EXPECT_TRUE(read.document().get({99, 0}).is_null());
  EXPECT_TRUE(read.document().get({1, 3}).is_null());
  EXPECT_TRUE(read.document().get({-1, 0}).is_null());
  EXPECT_FALSE(read.document().in_use({99, 0}));
}

// ISO 32000-1, 7.5.6: the newest entry of a number decides, whatever its generation.
TEST(ReadDocument, ANumberUsedAgainHidesItsOldGeneration) {
  sample::File file;
  sample::add_letter(file);
  const std::size_t previous = file.table(std::string(sample::kTrailer), 7);
  file.object(6, "(new)", 1);
  file.table(std::string(sample::kTrailer) + " /Prev " + std::to_string(previous), 7);
  const Read read(file.text);
  EXPECT_TRUE(read.document().get({6, 0}).is_null());
  EXPECT_EQ(read.document().get({6, 1}).as<String>()->bytes, "new");
}

TEST(ReadDocument, PlaceOfContentsIsItsToken) {
  const std::string text = sample::one_revision();
  const Read read(text);
  const auto contents = read.document().place_of_value({6, 0}, "Contents");
  ASSERT_TRUE(contents);
  EXPECT_EQ(contents->begin, text.find("<00AB12>"));
  EXPECT_EQ(bytes_between(read.bytes, *contents), "<00AB12>");
  const auto range = read.document().place_of_value({6, 0}, "ByteRange");
  ASSERT_TRUE(range);
  EXPECT_EQ(bytes_between(read.bytes, *range), "[0 10 20 30]");
  const auto reason = read.document().place_of_value({6, 0}, "Reason");
  ASSERT_TRUE(reason);
  EXPECT_EQ(bytes_between(read.bytes, *reason), "(a \\(b\\))");
}

TEST(ReadDocument, PlaceIsUnknownForReferencesAndDoubledKeys) {
  sample::File file;
  sample::add_letter(file);
  file.object(7, "<</Contents <00> /Contents <11> /A 1>>");
  file.object(8, "<</Contents <00> /C#6fntents <11> /A 1>>");
  file.table(std::string(sample::kTrailer), 9);
  const Read read(file.text);
  EXPECT_FALSE(read.document().place_of_value({6, 0}, "M"));
  EXPECT_FALSE(read.document().place_of_value({6, 0}, "Absent"));
  EXPECT_FALSE(read.document().place_of_value({7, 0}, "Contents"));
  EXPECT_FALSE(read.document().place_of_value({8, 0}, "Contents"));
  EXPECT_TRUE(read.document().place_of_value({7, 0}, "A"));
  EXPECT_FALSE(read.document().place_of_value({99, 0}, "A"));
}

TEST(ReadDocument, ObjectStreamsAreReadAndHaveNoPlaces) {
  const Read read(sample::rewritten(sample::bytes(sample::one_revision()),
                                    "--object-streams=generate --preserve-unreferenced"));
  ASSERT_TRUE(read.opened.document) << read.problem();
  const Document& document = read.document();
  EXPECT_EQ(document.xref_style(), XrefStyle::kStream);
  EXPECT_EQ(title(document), "First");
  ASSERT_EQ(document.pages().size(), 1U);
  for (const Reference reference : document.objects()) {
    if (document.get(reference).as<Dictionary>() == nullptr) continue;
    // A compressed object has no place; qpdf compresses all of these but the signature.
    for (const std::string_view key : {"Title", "Kids", "MediaBox", "Pages"}) {
      EXPECT_FALSE(document.place_of_value(reference, key));
    }
  }
}

TEST(ReadDocument, HybridFilesShowTheirHiddenObjects) {
  EXPECT_EQ(sample::qpdf_check(sample::bytes(sample::hybrid())).status, 0);
  const Read read(sample::hybrid());
  ASSERT_TRUE(read.opened.document) << read.problem();
  EXPECT_EQ(read.document().xref_style(), XrefStyle::kHybrid);
  EXPECT_EQ(title(read.document()), "Hidden");
}

TEST(ReadDocument, DecodesCompressedStreams) {
  const Bytes compressed = sample::rewritten(sample::bytes(sample::one_revision()),
                                             "--compress-streams=y --object-streams=disable");
  const Read read(compressed);
  const Document& document = read.document();
  const Object page = document.get(document.pages().front());
  const Reference content = *page.as<Dictionary>()->find("Contents")->as<Reference>();
  ASSERT_NE(document.get(content).stream()->dictionary.find("Filter"), nullptr);
  const auto data = document.decoded(content, 1000);
  ASSERT_TRUE(data);
  EXPECT_EQ(text_of(*data), "0 0 10 10 re f");
  EXPECT_TRUE(document.decoded(content, 14));
  EXPECT_FALSE(document.decoded(content, 13));
  EXPECT_FALSE(document.decoded(document.root(), 1000));
}

TEST(ReadDocument, BytesBeforeTheHeaderShiftEveryPlace) {
  const std::string text = "junk junk\n" + sample::one_revision();
  const Read read(text);
  ASSERT_TRUE(read.opened.document) << read.problem();
  EXPECT_EQ(read.document().header_offset(), 10U);
  EXPECT_EQ(read.document().complaints().size(), 1U);
  const auto contents = read.document().place_of_value({6, 0}, "Contents");
  ASSERT_TRUE(contents);
  EXPECT_EQ(contents->begin, text.find("<00AB12>"));
}

TEST(ReadDocument, BytesAfterTheEndAreComplainedOf) {
  const Read read(sample::one_revision() + "more");
  ASSERT_TRUE(read.opened.document);
  ASSERT_EQ(read.document().complaints().size(), 1U);
  EXPECT_NE(read.document().complaints()[0].text.find("after the last %%EOF"), std::string::npos);
  EXPECT_EQ(read.document().bytes().size(), read.bytes.size());
}

TEST(ReadDocument, WhiteSpaceBeforeTheSectionIsComplainedOf) {
  std::string text = sample::one_revision();
  const std::size_t place = text.rfind("xref\n0 1");
  const std::string named = std::to_string(place);
  text.replace(text.rfind(named), named.size(), std::to_string(place - 1));
  const Read read(text);
  ASSERT_TRUE(read.opened.document) << read.problem();
  EXPECT_EQ(read.document().startxref(), place);
  EXPECT_FALSE(read.document().complaints().empty());
}

TEST(ReadDocument, SaysWhyAFileCannotBeRead) {
  const std::string text = sample::one_revision();
  const auto reason = [](const std::string& file) {
    const Read read(file);
    return read.opened.problem ? std::optional(read.opened.problem->reason) : std::nullopt;
  };
  EXPECT_EQ(reason(""), Unreadable::kNotAPdf);
  EXPECT_EQ(reason("hello"), Unreadable::kNotAPdf);
  EXPECT_EQ(reason(std::string(1025, ' ') + text), Unreadable::kNotAPdf);
  EXPECT_EQ(reason(text.substr(0, text.rfind("startxref"))), Unreadable::kNoStartxref);
  EXPECT_EQ(reason(text + std::string(2000, 'x')), Unreadable::kNoStartxref);
  std::string wrong = text;
  wrong.replace(wrong.rfind("xref\n0 1"), 4, "xxxx");
  EXPECT_EQ(reason(wrong), Unreadable::kDamaged);
  const Read encrypted(
      sample::rewritten(sample::bytes(text), "--encrypt '' owner 128 --use-aes=y --"));
  ASSERT_TRUE(encrypted.opened.problem);
  EXPECT_EQ(encrypted.opened.problem->reason, Unreadable::kEncrypted);
}

/// What `--encrypt` is to be told for each of the ciphers that a reader meets (7.6.1, and 256 bits
/// of ISO 32000-2).
class ReadEncrypted : public testing::TestWithParam<std::string> {};

TEST_P(ReadEncrypted, OpensWithTheEmptyPassword) {
  const Bytes bytes =
      sample::rewritten(sample::bytes(sample::one_revision()),
                        "--allow-weak-crypto --encrypt '' owner " + GetParam() + " --");
  const Opened opened = open_document(bytes, IfEncrypted::kOpen);
  ASSERT_TRUE(opened.document) << (opened.problem ? opened.problem->detail : "");
  EXPECT_EQ(opened.document->encryption(), Encryption::kOpen);
  EXPECT_EQ(title(*opened.document), "First");
  const std::vector<Reference> pages = opened.document->pages();
  ASSERT_EQ(pages.size(), 1U);
  const Object page = opened.document->get(pages.front());
  const auto content =
      opened.document->decoded(*page.as<Dictionary>()->find("Contents")->as<Reference>(), 1000);
  ASSERT_TRUE(content);
  EXPECT_EQ(text_of(ByteView(*content)).substr(0, 15), "0 0 10 10 re f");
}

TEST_P(ReadEncrypted, IsClosedWithAnotherPassword) {
  const Bytes bytes =
      sample::rewritten(sample::bytes(sample::one_revision()),
                        "--allow-weak-crypto --encrypt secret owner " + GetParam() + " --");
  const Opened opened = open_document(bytes, IfEncrypted::kOpen);
  ASSERT_TRUE(opened.document) << (opened.problem ? opened.problem->detail : "");
  EXPECT_EQ(opened.document->encryption(), Encryption::kClosed);
  EXPECT_NE(title(*opened.document), "First");
}

INSTANTIATE_TEST_SUITE_P(Ciphers, ReadEncrypted,
                         testing::Values("40", "128 --use-aes=n", "128 --use-aes=y", "256",
                                         "256 --force-R5"));

TEST(ReadDocument, AMalformedObjectIsNullWithAComplaint) {
  sample::File file;
  sample::add_letter(file);
  file.object(7, "<</Length 5>>\nstream\nmuch longer than five\nendstream");
  file.table(std::string(sample::kTrailer), 8);
  const Read read(file.text);
  ASSERT_TRUE(read.opened.document) << read.problem();
  EXPECT_TRUE(read.document().get({7, 0}).is_null());
  EXPECT_FALSE(read.document().complaints().empty());
  EXPECT_EQ(title(read.document()), "First");
}

TEST(ReadDocument, AnObjectThatIsNotWhereItShouldBeIsNull) {
  std::string text = sample::one_revision();
  text.replace(text.find("6 0 obj"), 7, "9 0 obj");
  const Read read(text);
  ASSERT_TRUE(read.opened.document) << read.problem();
  EXPECT_TRUE(read.document().get({6, 0}).is_null());
  EXPECT_FALSE(read.document().complaints().empty());
}

TEST(ReadDocument, ReferenceChainsEnd) {
  sample::File file;
  sample::add_letter(file);
  file.object(7, "8 0 R");
  file.object(8, "7 0 R");
  file.object(9, "5 0 R");
  file.table(std::string(sample::kTrailer), 10);
  const Read read(file.text);
  EXPECT_TRUE(read.document().resolve(Object(Reference{7, 0})).is_null());
  EXPECT_NE(read.document().resolve(Object(Reference{9, 0})).as<Dictionary>(), nullptr);
}

}  // namespace
}  // namespace chancery::pdf
