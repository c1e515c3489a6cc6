// Whole files, as other programs and the strict reader see them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <cmath>
#include <cstdlib>
#include <map>
#include <regex>
#include <set>
#include <thread>

#include "base/diagnostic.h"
#include "plain_subset.h"
#include "sample_letter.h"
#include "written_file.h"

namespace chancery::pdf {
namespace {

using sample::Written;
using testing::HasSubstr;
using testing::Not;

const Written& letter() {
  // Never destroyed: the reader's library has ended by the time statics are.
  static const auto* const kLetter = new Written(sample::write(sample::letter()));
  return *kLetter;
}

std::string file_text(const Written& file) {
  return std::string(text_of(ByteView(file.bytes)));
}

TEST(WriteDocument, QpdfFindsNothingWrong) {
  const sample::Run run = sample::qpdf_check(letter().bytes);
  EXPECT_EQ(run.status, 0);
  EXPECT_THAT(run.output, HasSubstr("No syntax or stream encoding errors found"));
  EXPECT_THAT(run.output, HasSubstr("PDF Version: 1.7"));
  EXPECT_THAT(run.output, Not(HasSubstr("WARNING")));
}

TEST(WriteDocument, MutoolDrawsItWithoutComplaint) {
  const sample::TemporaryFile file(letter().bytes);
  const sample::Run run = sample::run("mutool draw -q -F text -o /dev/null " + file.path());
  EXPECT_EQ(run.status, 0);
  // What it says of itself when it was built without colour management.
  const std::string of_itself = "warning: ICC support is not available\n";
  EXPECT_EQ(run.output.starts_with(of_itself) ? run.output.substr(of_itself.size()) : run.output,
            "");
}

// ISO 32000-1, 7.5.4: entries of 20 bytes in one section that starts with object 0.
TEST(WriteDocument, TableOfClassicEntriesThatPointAtTheirObjects) {
  const std::string text = file_text(letter());
  EXPECT_TRUE(text.starts_with("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
  const std::size_t place = letter().document().startxref();
  std::smatch head;
  const std::string table = text.substr(place);
  ASSERT_TRUE(std::regex_search(table, head, std::regex("^xref\n0 ([0-9]+)\n")));
  const std::size_t count = std::stoul(head[1].str());
  const std::size_t first = static_cast<std::size_t>(head[0].length());
  EXPECT_EQ(table.substr(first, 20), "0000000000 65535 f \n");
  for (std::size_t i = 1; i < count; ++i) {
    const std::string entry = table.substr(first + 20 * i, 20);
    EXPECT_EQ(entry.substr(10), " 00000 n \n");
    EXPECT_EQ(text.compare(std::stoul(entry.substr(0, 10)), std::to_string(i).size() + 7,
                           std::to_string(i) + " 0 obj\n"),
              0)
        << i;
  }
  EXPECT_TRUE(text.ends_with("%%EOF\n"));
}

// ISO 19005-2, 6.1.9: obj and endobj stand on lines of their own.
TEST(WriteDocument, EveryObjectEndsOnItsOwnLine) {
  const std::string text = file_text(letter());
  for (std::size_t at = 0; (at = text.find("endobj", at + 1)) != std::string::npos;) {
    EXPECT_EQ(text[at - 1], '\n');
    EXPECT_EQ(text[at + 6], '\n');
  }
}

TEST(WriteDocument, FontsAreEmbeddedSubsetsWithUnicode) {
  const sample::TemporaryFile file(letter().bytes);
  const sample::Run run = sample::run("pdffonts " + file.path());
  int fonts = 0;
  const std::regex line(R"(([A-Z]{6}\+\S+)\s+CID TrueType\s+Identity-H\s+yes yes yes.*\n)");
  for (std::sregex_iterator it(run.output.begin(), run.output.end(), line), end; it != end; ++it) {
    ++fonts;
  }
  EXPECT_EQ(fonts, 2) << run.output;
}

TEST(WriteDocument, ParagraphsComeBackExactly) {
  const std::string text = sample::with_single_spaces(sample::pdftotext(letter().bytes));
  for (const std::string& expected :
       {std::string(sample::kFirstParagraph), std::string(sample::kSecondParagraph),
        std::string("See what the Commission has published for everybody to read about the winter "
                    "timetable of the crossing, or as they say, der Winterfahrplan, a paragraph"),
        std::string("which goes on here, on the next page.")}) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(expected, at)) != std::string::npos; ++at) ++count;
    EXPECT_EQ(count, expected.starts_with("See")     ? 3U
                     : expected.starts_with("which") ? 2U
                                                     : 15U)
        << expected << "\n"
        << text;
  }
}

TEST(WriteDocument, ParagraphsBeginOnLinesOfTheirOwn) {
  const std::string text = sample::pdftotext(letter().bytes);
  std::size_t begins = 0;
  for (std::size_t at = 0; (at = text.find("\nThe ferries carried", at)) != std::string::npos;
       ++at) {
    ++begins;
  }
  EXPECT_EQ(begins, 15U);
}

TEST(WriteDocument, InsertedHyphensVanishFromTheText) {
  const std::string words =
      "Notwithstanding extraordinary circumstances, representatives acknowledged transportation "
      "difficulties; municipalities everywhere reconsidered well-known infrastructural "
      "commitments.";
  layout::Document document = sample::empty_letter();
  sample::Sheet sheet(document);
  sheet.paragraph(text::StyledText::of(words, tests::in_language("en")), sheet.element("P"), {},
                  150);
  sheet.skip(14);
  sheet.paragraph("And another one.", sheet.element("P"));
  const auto& runs = document.pages[0].runs;
  ASSERT_GE(std::count_if(runs.begin(), runs.end(),
                          [](const layout::PlacedRun& placed) {
                            return placed.run.kind == text::GlyphRun::Kind::kInsertedHyphen;
                          }),
            1);
  const Written written(sample::write(document));
  EXPECT_EQ(sample::with_single_spaces(sample::pdftotext(written.bytes)),
            words + " And another one. ");
  // What reads the structure is told that they are soft (14.8.2.2.3).
  const Reference page = written.pages().at(0);
  EXPECT_EQ(written.text_at(page, {"Resources", "Properties", "H", "ActualText"}), "\u00AD");
  EXPECT_THAT(written.content(page), HasSubstr("/Span/H BDC\n"));
}

/// Marked-content identifiers of a content stream, in its order.
std::vector<int> marks_of(const std::string& content) {
  static const std::regex pattern("MCID ([0-9]+)");
  std::vector<int> marks;
  for (std::sregex_iterator it(content.begin(), content.end(), pattern), end; it != end; ++it) {
    marks.push_back(std::stoi((*it)[1].str()));
  }
  return marks;
}

/// The value of a number tree of one node.
std::map<int, Object> numbers_of(const Written& file, const Object& tree) {
  const Object numbers = file.at(tree, {"Nums"});
  std::map<int, Object> result;
  const auto& array = *numbers.as<Array>();
  for (std::size_t i = 0; i + 1 < array.size(); i += 2) {
    result[static_cast<int>(*array[i].as<std::int64_t>())] = array[i + 1];
  }
  return result;
}

/// Marks that an element has on a page, from its /K (14.7.4).
std::set<int> kids_on_page(const Written& file, Reference element, Reference page) {
  std::set<int> marks;
  const Dictionary dictionary = file.dictionary(element);
  Object kids = dictionary.find("K") == nullptr ? Object() : *dictionary.find("K");
  if (kids.as<Array>() == nullptr) kids = Array{kids};
  const bool is_here =
      dictionary.find("Pg") != nullptr && *dictionary.find("Pg")->as<Reference>() == page;
  for (const Object& kid : *kids.as<Array>()) {
    if (const auto* mark = kid.as<std::int64_t>(); mark != nullptr && is_here) {
      marks.insert(static_cast<int>(*mark));
    }
    const auto* reference = kid.as<Dictionary>();
    if (reference == nullptr || reference->find("MCID") == nullptr) continue;
    if (*reference->find("Pg")->as<Reference>() == page) {
      marks.insert(static_cast<int>(*reference->find("MCID")->as<std::int64_t>()));
    }
  }
  return marks;
}

// ISO 32000-1, 14.7.4.4: from every marked content to its element by the parent tree, and back.
TEST(WriteStructure, EveryMarkIsReachedBothWays) {
  const Written& file = letter();
  const auto parents =
      numbers_of(file, file.at(file.document().root(), {"StructTreeRoot", "ParentTree"}));
  for (const Reference page : file.pages()) {
    const int key =
        static_cast<int>(sample::as_number(*file.dictionary(page).find("StructParents")));
    const Object elements = file.document().resolve(parents.at(key));
    const std::vector<int> marks = marks_of(file.content(page));
    ASSERT_GE(marks.size(), 12U);
    ASSERT_EQ(elements.as<Array>()->size(), marks.size());
    for (std::size_t i = 0; i < marks.size(); ++i) {
      EXPECT_EQ(marks[i], static_cast<int>(i));
      const Reference element = *(*elements.as<Array>())[i].as<Reference>();
      EXPECT_TRUE(kids_on_page(file, element, page).contains(marks[i])) << i;
    }
    // 14.8.2.2: what is no part of the text is an artifact; nothing stands outside of either.
    const std::string content = file.content(page);
    EXPECT_THAT(content, HasSubstr("/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"));
    EXPECT_THAT(content, HasSubstr("/Artifact<</Type/Layout>>BDC\n"));
  }
}

TEST(WriteStructure, AnnotationsLeadToTheirElements) {
  const Written& file = letter();
  const auto parents =
      numbers_of(file, file.at(file.document().root(), {"StructTreeRoot", "ParentTree"}));
  std::set<int> keys;
  std::multiset<std::string> kinds;
  for (const Reference page : file.pages()) {
    keys.insert(static_cast<int>(sample::as_number(*file.dictionary(page).find("StructParents"))));
    const Object annotations = file.at(page, {"Annots"});
    for (const Object& annotation : *annotations.as<Array>()) {
      const int key = static_cast<int>(sample::as_number(file.at(annotation, {"StructParent"})));
      EXPECT_TRUE(keys.insert(key).second);
      const Object element = parents.at(key);
      kinds.insert(file.text_at(annotation, {"Subtype"}).append(file.text_at(element, {"S"})));
      bool refers = false;
      const Object kids = file.at(element, {"K"});
      const Array list = kids.as<Array>() == nullptr ? Array{kids} : *kids.as<Array>();
      for (const Object& kid : list) {
        const auto* reference = kid.as<Dictionary>();
        refers |= reference != nullptr && reference->find("Obj") != nullptr &&
                  *reference->find("Obj")->as<Reference>() == *annotation.as<Reference>();
      }
      EXPECT_TRUE(refers);
    }
  }
  EXPECT_EQ(kinds.count("/Widget/Form"), 2U);
  EXPECT_GE(kinds.count("/Link/Link"), 3U);
  const double next =
      sample::as_number(file.at(file.document().root(), {"StructTreeRoot", "ParentTreeNextKey"}));
  EXPECT_EQ(static_cast<int>(next), *keys.rbegin() + 1);
}

TEST(WriteStructure, PopplerReadsTheTextInStructureOrder) {
  const sample::TemporaryFile file(letter().bytes);
  const std::string tree = sample::run("pdfinfo -struct-text " + file.path()).output;
  const std::size_t link = tree.find("Link (inline)");
  ASSERT_NE(link, std::string::npos);
  EXPECT_LT(tree.find("\"See what the Commission"), link);
  EXPECT_GT(tree.find("\", or as they say, der Winterfahrplan"), link);
  EXPECT_EQ(tree.find("Lake Commission\""), std::string::npos) << "artifact in the structure";
  // A paragraph that goes on is one element on two pages.
  EXPECT_THAT(tree, testing::ContainsRegex(", a paragraph\"\n *\"which goes on here"));
}

TEST(WriteStructure, PhrasesInAnotherLanguageSaySo) {
  EXPECT_THAT(letter().content(letter().pages()[0]),
              testing::ContainsRegex("/Span<</MCID [0-9]+/Lang\\(de\\)>>BDC\n"));
  const Written english(sample::write(sample::one_paragraph("No other language.")));
  EXPECT_THAT(english.content(english.pages()[0]), Not(HasSubstr("/Span")));
}

TEST(WriteStructure, NotesHaveIdentifiersAndColumnHeadsTheirScope) {
  layout::Document document = sample::empty_letter();
  sample::Sheet sheet(document);
  const std::size_t row = sheet.element("TR", sheet.element("Table"));
  const std::size_t empty = sheet.element("TD", row);
  sheet.paragraph("Head", sheet.element("TH", row));
  for (const char* id : {"note-2", "note-10"}) {
    const std::size_t note = sheet.element("Note");
    document.structure[note].id = id;
    sheet.paragraph("A note.", note);
  }
  const Written file(sample::write(document));
  const Object root = file.at(file.document().root(), {"StructTreeRoot"});
  const Object names = file.at(root, {"IDTree", "Names"});
  const auto& array = *names.as<Array>();
  ASSERT_EQ(array.size(), 4U);
  // A name tree is sorted by bytes (7.9.6).
  EXPECT_EQ(array[0].as<String>()->bytes, "note-10");
  EXPECT_EQ(file.text_at(array[1], {"ID"}), "note-10");
  EXPECT_EQ(array[2].as<String>()->bytes, "note-2");
  // The empty cell keeps its place before the head.
  const Object cells = file.at(file.at(root, {"K", "K"}).as<Array>()->at(0), {"K", "K"});
  ASSERT_EQ(cells.as<Array>()->size(), 2U);
  EXPECT_EQ(file.text_at(cells.as<Array>()->at(0), {"S"}), "/TD");
  EXPECT_EQ(file.text_at(cells.as<Array>()->at(1), {"S"}), "/TH");
  EXPECT_EQ(file.text_at(cells.as<Array>()->at(1), {"A", "Scope"}), "/Column");
  EXPECT_EQ(document.structure[empty].type, "TD");
}

TEST(WriteFields, StandEmptyInTheOrderOfTheSignatories) {
  const Written& file = letter();
  const Object form = file.at(file.document().root(), {"AcroForm"});
  EXPECT_EQ(sample::as_number(file.at(form, {"SigFlags"})), 1);
  const Object fields = file.at(form, {"Fields"});
  ASSERT_EQ(fields.as<Array>()->size(), 2U);
  const Object& first = fields.as<Array>()->at(0);
  const Object& second = fields.as<Array>()->at(1);
  EXPECT_EQ(file.text_at(first, {"FT"}), "/Sig");
  EXPECT_EQ(file.text_at(first, {"Subtype"}), "/Widget");
  EXPECT_EQ(file.text_at(first, {"T"}), "signature-1");
  EXPECT_EQ(file.text_at(second, {"T"}), "signature-2");
  EXPECT_EQ(file.text_at(second, {"TU"}), "Signature of Žofie Nováková, Europe Division");
  EXPECT_EQ(sample::as_number(file.at(first, {"F"})), 132);
  EXPECT_TRUE(file.at(first, {"V"}).is_null());
  EXPECT_EQ(*file.dictionary(first).find("P")->as<Reference>(), file.pages().at(2));
  // 700 to 750 points below the top of a page of 841.89.
  const Object rectangle = file.at(second, {"Rect"});
  const auto& corners = *rectangle.as<Array>();
  EXPECT_DOUBLE_EQ(sample::as_number(corners[0]), 300);
  EXPECT_DOUBLE_EQ(sample::as_number(corners[1]), 91.89);
  EXPECT_DOUBLE_EQ(sample::as_number(corners[2]), 480);
  EXPECT_DOUBLE_EQ(sample::as_number(corners[3]), 141.89);
  const sample::TemporaryFile temporary(file.bytes);
  EXPECT_THAT(sample::run("pdfsig " + temporary.path()).output, HasSubstr("signature-1"));
}

TEST(WriteFields, PieceInfoNamesLetterheadAndSignatories) {
  const Written& file = letter();
  const Object piece = file.at(file.document().root(), {"PieceInfo", "Chancery"});
  EXPECT_EQ(file.text_at(piece, {"LastModified"}), "D:20261124000000Z");
  EXPECT_EQ(file.text_at(piece, {"Private", "Letterhead"}), "division-letters");
  EXPECT_EQ(file.text_at(piece, {"Private", "Language"}), "en");
  const Object signatories = file.at(piece, {"Private", "Signatories"});
  ASSERT_EQ(signatories.as<Array>()->size(), 2U);
  const Object& second = signatories.as<Array>()->at(1);
  EXPECT_EQ(file.text_at(second, {"Field"}), "signature-2");
  EXPECT_EQ(file.text_at(second, {"Name"}), "Žofie Nováková");
  EXPECT_EQ(file.text_at(second, {"Title"}), "Executive Director");
  EXPECT_EQ(file.text_at(second, {"Division"}), "Europe Division");
}

TEST(WriteFields, LetterWithoutSignatoriesHasNoForm) {
  const Written file(sample::write(sample::one_paragraph("Nobody signs.")));
  EXPECT_EQ(file.catalog().find("AcroForm"), nullptr);
}

TEST(WriteMetadata, CatalogSaysWhatThePdfIs) {
  const Written& file = letter();
  const Reference root = file.document().root();
  EXPECT_EQ(file.text_at(root, {"Lang"}), "en");
  EXPECT_EQ(*file.at(root, {"MarkInfo", "Marked"}).as<bool>(), true);
  EXPECT_EQ(*file.at(root, {"ViewerPreferences", "DisplayDocTitle"}).as<bool>(), true);
  for (const Reference page : file.pages()) EXPECT_EQ(file.text_at(page, {"Tabs"}), "/S");
}

TEST(WriteMetadata, InformationAndXmpAgree) {
  const Written& file = letter();
  const Object& information = *file.document().trailer().find("Info");
  EXPECT_EQ(file.text_at(information, {"Title"}), "Open Letter to the Ministers");
  EXPECT_EQ(file.text_at(information, {"Subject"}), "A crossing & its <timetable>");
  EXPECT_EQ(file.text_at(information, {"CreationDate"}), "D:20261124000000Z");
  EXPECT_EQ(file.text_at(information, {"ModDate"}), "D:20261124000000Z");
  // In plain sight: not compressed.
  const std::string text = file_text(file);
  EXPECT_THAT(text,
              HasSubstr("<rdf:li xml:lang=\"x-default\">Open Letter to the Ministers</rdf:li>"));
  EXPECT_THAT(text, HasSubstr("A crossing &amp; its &lt;timetable&gt;"));
  EXPECT_THAT(text, HasSubstr("<xmp:CreateDate>2026-11-24T00:00:00Z</xmp:CreateDate>"));
  EXPECT_THAT(
      text,
      HasSubstr(std::string("<pdf:Producer>").append(file.text_at(information, {"Producer"}))));
}

TEST(WriteMetadata, WithoutADateNoneIsInvented) {
  layout::Document document = sample::one_paragraph("Undated.");
  document.date.clear();
  const Written file(sample::write(document));
  const Object& information = *file.document().trailer().find("Info");
  EXPECT_EQ(file.text_at(information, {"CreationDate"}), "(none)");
  EXPECT_THAT(file_text(file), Not(HasSubstr("CreateDate")));
}

TEST(WriteBytes, IdentifiersFollowTheContent) {
  const auto identifiers = [](const Written& file) {
    const auto& array = *file.document().trailer().find("ID")->as<Array>();
    EXPECT_EQ(array[0].as<String>()->bytes, array[1].as<String>()->bytes);
    EXPECT_EQ(array[0].as<String>()->bytes.size(), 16U);
    return array[0].as<String>()->bytes;
  };
  const Written first(sample::write(sample::one_paragraph("Dear all,")));
  const Written again(sample::write(sample::one_paragraph("Dear all,")));
  const Written other(sample::write(sample::one_paragraph("Dear one,")));
  EXPECT_EQ(identifiers(first), identifiers(again));
  EXPECT_NE(identifiers(first), identifiers(other));
}

TEST(WriteBytes, AreTheSameInEveryThread) {
  const layout::Document document = sample::letter();
  const Bytes expected = sample::write(document);
  std::vector<int> different(4);
  std::vector<std::thread> threads;
  for (int& count : different) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) count += sample::write(document) != expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(different, testing::Each(0));
}

TEST(WriteBytes, AreTheSameInEveryLocaleAndTimeZone) {
  const layout::Document document = sample::letter();
  const Bytes expected = sample::write(document);
  const char* zone = std::getenv("TZ");
  const std::string zone_before = zone == nullptr ? "" : zone;
  ASSERT_NE(std::setlocale(LC_ALL, "de_DE.UTF-8"), nullptr) << "locale de_DE.UTF-8 is missing";
  EXPECT_EQ(*std::localeconv()->decimal_point, ',');
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::tzset();
  const Bytes elsewhere = sample::write(document);
  std::setlocale(LC_ALL, "C");
  if (zone == nullptr) {
    ::unsetenv("TZ");
  } else {
    ::setenv("TZ", zone_before.c_str(), 1);
  }
  ::tzset();
  EXPECT_EQ(elsewhere, expected);
}

TEST(WriteDocument, NumbersThatAreNoneAreRefused) {
  const double nan = std::nan("");
  layout::Document run = sample::one_paragraph("x");
  run.pages[0].runs[0].x = Points(nan);
  EXPECT_THROW(sample::write(run), std::domain_error);
  layout::Document rect = sample::one_paragraph("x");
  rect.pages[0].rects.push_back({{Points(nan), {}, {}, {}}, {}, layout::Artifact{}});
  EXPECT_THROW(sample::write(rect), std::domain_error);
  layout::Document field = sample::letter();
  field.pages[2].signatures[0].place.x = Points(nan);
  EXPECT_THROW(sample::write(field), std::domain_error);
}

}  // namespace
}  // namespace chancery::pdf
