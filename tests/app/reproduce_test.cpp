// A letter is typeset again from the source inside it, and what was doctored is found and named.
#include "app/reproduce.h"

#include <gmock/gmock.h>

#include <functional>

#include "app/inputs.h"
#include "app/set_letter.h"
#include "pdf/read/read.h"
#include "pdf/write/file.h"
#include "pdf/write/write.h"
#include "run_program.h"
#include "verification/node_values.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;
using pdf::Array;
using pdf::Dictionary;
using pdf::Object;
using pdf::Reference;
using pdf::Stream;
using ::testing::HasSubstr;
using verification::list_at;
using verification::number_at;
using verification::text_at;

Bytes typeset(const fs::path& letter) {
  LaterShop shop;
  HowToSet how;
  how.with_source = true;
  SetLetter set = set_letter(letter, std::nullopt, shop, how);
  if (!set.document) throw std::runtime_error("the letter cannot be set");
  attach_travelling_files(set, *shop.operator->());
  return pdf::Writer().write(*set.document, pdf::Hands::kOne);
}

const Bytes& letter() {
  static const Bytes kLetter =
      typeset(fs::path(CHANCERY_SOURCE_DIR) / "examples/open-letter/letter.md");
  return kLetter;
}

/// The letter's objects, to be changed as somebody would who writes the file anew.
class Doctored {
 public:
  Doctored() : document_(std::move(*pdf::open_document(letter()).document)) {
    const int last = document_.objects().back().number;
    for (int i = 1; i <= last; ++i) objects_.push_back(document_.get({i, 0}));
  }

  Object& at(Reference reference) {
    return objects_.at(static_cast<std::size_t>(reference.number) - 1);
  }
  Dictionary& dictionary(Reference reference) {
    Object& object = at(reference);
    if (auto* dictionary = object.as<Dictionary>()) return *dictionary;
    throw std::runtime_error("no dictionary there");
  }
  /// Follows references; a dictionary that is a value of another stays in it.
  Dictionary& below(Dictionary& dictionary, std::string_view key) {
    Object* value = dictionary.find(key);
    if (value == nullptr) throw std::runtime_error("no entry " + std::string(key));
    if (auto* reference = value->as<Reference>()) return this->dictionary(*reference);
    if (auto* array = value->as<Array>()) return this->dictionary(*array->at(0).as<Reference>());
    return *value->as<Dictionary>();
  }
  Reference page(std::size_t index) const { return document_.pages().at(index); }
  Reference reference(Dictionary& dictionary, std::string_view key) {
    return *dictionary.find(key)->as<Reference>();
  }
  std::string data(Reference stream) const {
    return std::string(text_of(*document_.decoded(stream, 1U << 26U)));
  }
  void set_data(Reference stream, const std::string& data) {
    Dictionary dictionary = at(stream).stream()->dictionary;
    for (const char* key : {"Filter", "DecodeParms"}) dictionary.erase(key);
    at(stream) = Object(Stream{dictionary, Bytes(data.begin(), data.end())});
  }
  /// The first font of the first page.
  Dictionary& font() {
    Dictionary& fonts = below(below(dictionary(page(0)), "Resources"), "Font");
    return dictionary(*fonts.entries().front().second.as<Reference>());
  }
  std::vector<Reference> streams() const {
    std::vector<Reference> found;
    for (const Reference reference : document_.objects()) {
      if (document_.get(reference).stream() != nullptr) found.push_back(reference);
    }
    return found;
  }

  Bytes written() {
    const Object* info = document_.trailer().find("Info");
    const auto* reference = info == nullptr ? nullptr : info->as<Reference>();
    return pdf::serialise_document(objects_, document_.root(),
                                   reference == nullptr ? Reference{} : *reference);
  }

 private:
  pdf::Document document_;
  std::vector<Object> objects_;
};

/// "page 1 (object 12 0): what", one a difference.
std::string told(const data::Node& reproduction) {
  std::string text = text_at(reproduction, "result") + " " + text_at(reproduction, "reason") + "\n";
  for (const data::Node& one : list_at(reproduction, "differences")) {
    text += text_at(one, "part") + " " + std::to_string(number_at(one, "page")) + " (" +
            text_at(one, "object") + "): " + text_at(one, "text") + "\n";
  }
  return text;
}

std::string name(Reference reference) {
  return "(" + std::to_string(reference.number) + " 0)";
}

TEST(Reproduce, AnHonestLetterIsTheSameToTheByte) {
  EXPECT_EQ(told(reproduce(letter())), "identical \n");
}

TEST(Reproduce, AnHonestLetterInManyScriptsToo) {
  const Bytes pdf = typeset(fs::path(CHANCERY_SOURCE_DIR) / "examples/many-languages/letter.md");
  EXPECT_EQ(told(reproduce(pdf)), "identical \n");
}

TEST(Reproduce, WrittenAnewTheLetterHasTheSamePages) {
  Doctored doctored;
  Object& info =
      doctored.at(*pdf::open_document(letter()).document->trailer().find("Info")->as<Reference>());
  info.as<Dictionary>()->set("Producer", Object(pdf::text_string("Somebody")));
  const std::string text = told(reproduce(doctored.written()));
  EXPECT_THAT(text, HasSubstr("same-pages"));
  EXPECT_THAT(text, HasSubstr("the document information is another"));
}

TEST(Reproduce, HiddenTextIsFound) {
  Doctored doctored;
  const Reference content = doctored.reference(doctored.dictionary(doctored.page(0)), "Contents");
  doctored.set_data(content,
                    doctored.data(content) + "\nBT 3 Tr /F1 12 Tf 72 72 Td <0001> Tj ET\n");
  const std::string text = told(reproduce(doctored.written()));
  EXPECT_THAT(text, HasSubstr("different"));
  EXPECT_THAT(text, HasSubstr("page 1 " + name(content) + ": the page has invisible text"));
}

TEST(Reproduce, AddedAndMissingTextIsFound) {
  Doctored more;
  const Reference content = more.reference(more.dictionary(more.page(0)), "Contents");
  more.set_data(content, more.data(content) + "\nBT /F1 12 Tf 72 72 Td <0001> Tj ET\n");
  EXPECT_THAT(told(reproduce(more.written())), HasSubstr("has text that its source does not have"));
  Doctored less;
  std::string data = less.data(content);
  const std::size_t shown = std::min(data.rfind("Tj"), data.rfind("TJ"));
  data.replace(shown, 2, "");
  less.set_data(content, data);
  EXPECT_THAT(told(reproduce(less.written())), HasSubstr("page 1"));
}

TEST(Reproduce, ADoctoredFontIsFoundAndNamed) {
  Doctored doctored;
  Dictionary& font = doctored.font();
  Dictionary& descriptor =
      doctored.below(doctored.below(font, "DescendantFonts"), "FontDescriptor");
  const bool truetype = descriptor.find("FontFile2") != nullptr;
  const Reference program = doctored.reference(descriptor, truetype ? "FontFile2" : "FontFile3");
  std::string data = doctored.data(program);
  data[data.size() / 2] = static_cast<char>(data[data.size() / 2] ^ 0x55);
  doctored.set_data(program, data);
  const std::string text = told(reproduce(doctored.written()));
  EXPECT_THAT(text, HasSubstr("different"));
  EXPECT_THAT(text, HasSubstr("font 1 " + name(program)));
  EXPECT_THAT(text, HasSubstr(font.find("BaseFont")->as<pdf::Name>()->value));
  EXPECT_THAT(text, HasSubstr("has other glyphs"));
}

TEST(Reproduce, DoctoredTextBehindTheGlyphsIsFound) {
  Doctored doctored;
  const Reference map = doctored.reference(doctored.font(), "ToUnicode");
  std::string data = doctored.data(map);
  const std::size_t at = data.rfind("<00");
  data[data.find('>', at) - 1] = 'F';
  doctored.set_data(map, data);
  const std::string text = told(reproduce(doctored.written()));
  EXPECT_THAT(text, HasSubstr("text 1 " + name(map)));
  EXPECT_THAT(text, HasSubstr("whoever copies or searches"));
}

TEST(Reproduce, ADoctoredSourceIsFound) {
  Doctored doctored;
  bool done = false;
  for (const Reference stream : doctored.streams()) {
    std::string data = doctored.data(stream);
    if (!data.starts_with("{") || data.find("\"signatories\"") == std::string::npos) continue;
    const std::size_t at = data.find("Ministers");
    ASSERT_NE(at, std::string::npos);
    doctored.set_data(stream, data.replace(at, 9, "Monarchs!"));
    done = true;
  }
  ASSERT_TRUE(done);
  const std::string text = told(reproduce(doctored.written()));
  EXPECT_THAT(text, HasSubstr("different"));
  EXPECT_THAT(text, HasSubstr("page 1"));
}

TEST(Reproduce, AnotherPageIsFound) {
  Doctored doctored;
  doctored.dictionary(doctored.page(1)).set("Rotate", Object(180));
  const std::string text = told(reproduce(doctored.written()));
  EXPECT_THAT(text, HasSubstr("different"));
  EXPECT_THAT(text, HasSubstr("page 2 " + name(doctored.page(1)) + ": the page's entry Rotate"));
}

TEST(Reproduce, WhatIsReadAloudIsCompared) {
  Doctored doctored;
  const pdf::Document document = std::move(*pdf::open_document(letter()).document);
  Dictionary& catalog = doctored.dictionary(document.root());
  doctored.below(catalog, "StructTreeRoot").set("ActualText", Object(pdf::text_string("No")));
  const std::string text = told(reproduce(doctored.written()));
  EXPECT_THAT(text, HasSubstr("different"));
  EXPECT_THAT(text, HasSubstr("what is read aloud"));
}

/// The letter with another source.
Bytes with_source(const std::string& source) {
  Doctored doctored;
  for (const Reference stream : doctored.streams()) {
    const std::string data = doctored.data(stream);
    if (data.starts_with("{") && data.find("\"signatories\"") != std::string::npos) {
      doctored.set_data(stream, source);
    }
  }
  return doctored.written();
}

TEST(Reproduce, ASourceThatReachesForOtherFilesGetsNone) {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "secret.txt", "secret");
  const std::string outside = (folder / "secret.txt").string();
  for (const std::string& file :
       {outside, "../../../../../.." + outside, std::string("/etc/passwd")}) {
    const std::string text = told(reproduce(with_source(
        R"({"letterhead": "division-letters", "language": "en", "date": "2026-11-24",
            "signatories": [{"name": "A", "title": "B", "division": "C"}], "title": "T",
            "to": ["D"], "salutation": "E",
            "enclosures": [{"title": "A", "file": ")" +
        file + R"(", "as": "attached"}], "body": ["Hello."]})")));
    EXPECT_THAT(text, HasSubstr("impossible"));
    EXPECT_THAT(text, HasSubstr("does not lie in the letter's folder"));
  }
}

TEST(Reproduce, ASourceThatIsNoLetterIsToldSo) {
  for (const std::string source : {"", "{", "[]", "{\"letterhead\": \"../../etc\"}", "null"}) {
    const std::string text = told(reproduce(with_source(source)));
    EXPECT_THAT(text, HasSubstr("impossible")) << source;
  }
  EXPECT_THAT(told(reproduce(with_source(R"({"letterhead": "../x", "body": ["a"], "date":
                   "2026-11-24", "language": "en", "title": "T", "to": ["D"], "salutation": "E",
                   "signatories": [{"name": "A", "title": "B", "division": "C"}]})"))),
              HasSubstr("there is no letterhead"));
}

TEST(Reproduce, AFileWithoutSourceOrThatIsNoPdfIsToldSo) {
  EXPECT_THAT(told(reproduce(bytes_of("no PDF"))), HasSubstr("impossible the file cannot be read"));
  Doctored doctored;
  const pdf::Document document = std::move(*pdf::open_document(letter()).document);
  for (const char* key : {"Names", "AF"}) doctored.dictionary(document.root()).erase(key);
  EXPECT_THAT(told(reproduce(doctored.written())), HasSubstr("does not carry its source"));
}

}  // namespace
}  // namespace chancery::app
