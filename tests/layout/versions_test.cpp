// Letters in several languages on their pages.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "layout/side_by_side.h"
#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double kTiny = 1e-6;
constexpr const char* kArabic =
    "\u062A\u0646\u0637\u0644\u0642 \u0627\u0644\u0639\u0628\u0627\u0631\u0627\u062A.";

letter::Letter version(const letter::Letter& letter, const std::string& language) {
  letter::Letter other = letter;
  other.is_version = true;
  other.language = language;
  other.versions.clear();
  return other;
}

/// An English letter of some paragraphs with one version.
letter::Letter in_two(const std::string& language, letter::Arrangement arrangement) {
  letter::Letter letter = plain_letter();
  letter.title = rich("Winter");
  letter.salutation = rich("Dear all,");
  letter.closing = rich("Yours,");
  letter.signatories = {signatory("A B", "North"), signatory("C D", "South")};
  letter.body = {paragraph(sentences(40, 1)), paragraph(sentences(15, 2)),
                 paragraph(sentences(40, 3))};
  letter.authentic = {"en"};
  letter.arrangement = arrangement;
  letter::Letter other = version(letter, language);
  other.title = rich("Hiver");
  other.body = {paragraph(sentences(20, 4)), paragraph(sentences(30, 5)),
                paragraph(sentences(50, 6))};
  letter.versions = {other};
  return letter;
}

letterhead::Letterhead with_words() {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.words["en"]["authentic"] = "Authentic text: {language}";
  letterhead.words["en"]["all-authentic"] = "All are authentic.";
  letterhead.words["en"]["signed"] = "(Signed)";
  letterhead.words["en"]["page-of"] = "Page {page} of {pages}";
  letterhead.words["fr"]["authentic"] = "Texte faisant foi : {language}";
  return letterhead;
}

class Versions : public LaidOutLetter {};

TEST_F(Versions, BeginEachOnAFreshPageAndAreCountedThrough) {
  const Document document =
      lay(in_two("fr", letter::Arrangement::kOneAfterAnother), with_words()).document;
  ASSERT_EQ(document.pages.size(), 2u);
  EXPECT_THAT(artifact_text(document.pages[0], Artifact::Kind::kPageNumber),
              HasSubstr("Page 1 of 2"));
  EXPECT_THAT(artifact_text(document.pages[1], Artifact::Kind::kPageNumber),
              HasSubstr("Page 2 of 2"));
  const std::vector<std::size_t> sections = elements(document, "Sect");
  ASSERT_EQ(sections.size(), 2u);
  EXPECT_EQ(document.structure[sections[1]].language, "fr");
  const std::string french = text_of_element(document, sections[1]);
  EXPECT_THAT(french, HasSubstr("Hiver"));
  EXPECT_THAT(squeezed(french), HasSubstr("Textefaisantfoi:anglais"));
  EXPECT_THAT(text_of_element(document, sections[0]), HasSubstr("Authentic text: English"));
  EXPECT_THAT(text_of_element(document, sections[0]), ::testing::Not(HasSubstr("Hiver")));
}

TEST_F(Versions, OnlyTheLetterItselfIsSigned) {
  const Document document =
      lay(in_two("fr", letter::Arrangement::kOneAfterAnother), with_words()).document;
  ASSERT_EQ(document.pages.size(), 2u);
  EXPECT_EQ(document.pages[0].signatures.size(), 2u);
  EXPECT_EQ(document.pages[1].signatures.size(), 0u);
  const std::vector<std::size_t> sections = elements(document, "Sect");
  EXPECT_THAT(text_of_element(document, sections[1]), HasSubstr("(Signed)"));
  for (const SignaturePlace& place : document.pages[0].signatures) {
    EXPECT_EQ(document.structure[place.structure].type, "Form");
  }
}

TEST_F(Versions, NotesHaveNamesOfTheirOwn) {
  letter::Letter letter = in_two("fr", letter::Arrangement::kOneAfterAnother);
  const auto add_note = [](letter::Letter& to) {
    to.body[0].text.marks.push_back({letter::Mark::Kind::kFootnote, 5, 5, "a"});
    letter::Footnote note;
    note.label = "a";
    note.blocks = {paragraph("A note.")};
    to.footnotes = {note};
  };
  add_note(letter);
  add_note(letter.versions[0]);
  for (const letter::Arrangement arrangement :
       {letter::Arrangement::kOneAfterAnother, letter::Arrangement::kSideBySide}) {
    letter.arrangement = arrangement;
    const Document document = lay(letter, with_words()).document;
    std::set<std::string> names;
    for (const std::size_t note : elements(document, "Note")) {
      names.insert(document.structure[note].id);
      EXPECT_THAT(text_of_element(document, note), HasSubstr("A note."));
    }
    EXPECT_EQ(names.size(), 2u);
  }
}

/// The lines of an element, each by its baseline.
std::vector<double> baselines(const Document& document, std::size_t element) {
  std::vector<double> all;
  for (const Page& page : document.pages) {
    for (const SeenLine& line : seen_lines(page)) {
      if (std::find(line.elements.begin(), line.elements.end(), element) != line.elements.end()) {
        all.push_back(line.baseline.value);
      }
    }
  }
  return all;
}

std::vector<std::size_t> children(const Document& document, std::size_t parent,
                                  const std::string& type) {
  std::vector<std::size_t> all;
  for (const std::size_t element : elements(document, type)) {
    if (document.structure[element].parent == parent) all.push_back(element);
  }
  return all;
}

TEST_F(Versions, SideBySideParagraphsBeginTogether) {
  const letter::Letter letter = in_two("fr", letter::Arrangement::kSideBySide);
  const Document document = lay(letter, with_words()).document;
  const std::vector<std::size_t> sections = elements(document, "Sect");
  ASSERT_EQ(sections.size(), 1u);
  EXPECT_EQ(document.structure[sections[0]].language, "fr");
  const std::vector<std::size_t> titles = elements(document, "H1");
  ASSERT_EQ(titles.size(), 2u);
  EXPECT_EQ(baselines(document, titles[0]), baselines(document, titles[1]));
  // By their first words.
  const auto starting = [&](const letter::Block& block, std::size_t parent) {
    const std::string begin = squeezed(block.text.text).substr(0, 20);
    for (const std::size_t element : children(document, parent, "P")) {
      if (squeezed(text_of_element(document, element)).starts_with(begin)) return element;
    }
    return Structure::kRoot;
  };
  for (std::size_t i = 0; i < letter.body.size(); ++i) {
    const std::size_t ours = starting(letter.body[i], Structure::kRoot);
    const std::size_t theirs = starting(letter.versions[0].body[i], sections[0]);
    ASSERT_NE(ours, Structure::kRoot);
    ASSERT_NE(theirs, Structure::kRoot);
    const std::vector<double> left = baselines(document, ours);
    const std::vector<double> right = baselines(document, theirs);
    EXPECT_NEAR(left.front(), right.front(), kTiny) << i;
    for (std::size_t k = 0; k < std::min(left.size(), right.size()); ++k) {
      EXPECT_NEAR(left[k], right[k], kTiny);
    }
  }
}

TEST_F(Versions, SideBySideTextIsWhole) {
  for (const char* language : {"fr", "ar"}) {
    letter::Letter letter = in_two(language, letter::Arrangement::kSideBySide);
    letter.versions[0].body.push_back(paragraph(kArabic));
    const LaidOut laid = lay(letter, with_words());
    EXPECT_EQ(std::count_if(laid.warnings.begin(), laid.warnings.end(),
                            [](const Diagnostic& each) { return each.code == "variants-differ"; }),
              1);
    const Document& document = laid.document;
    const std::size_t section = elements(document, "Sect").at(0);
    const std::string theirs = squeezed(text_of_element(document, section));
    for (const letter::Block& block : letter.versions[0].body) {
      EXPECT_THAT(theirs, HasSubstr(squeezed(block.text.text)));
    }
    std::string ours;
    for (const std::size_t element : children(document, Structure::kRoot, "P")) {
      ours += squeezed(text_of_element(document, element));
    }
    for (const letter::Block& block : letter.body) {
      EXPECT_THAT(ours, HasSubstr(squeezed(block.text.text)));
    }
  }
}

TEST_F(Versions, RightToLeftStandsAtTheRight) {
  letter::Letter letter = in_two("ar", letter::Arrangement::kSideBySide);
  letter.versions[0].body = {paragraph(kArabic), paragraph(kArabic), paragraph(kArabic)};
  const Document document = lay(letter, with_words()).document;
  const std::size_t section = elements(document, "Sect").at(0);
  const double middle = document.pages[0].width.value / 2;
  for (const PlacedRun& run : document.pages[0].runs) {
    const auto* element = std::get_if<std::size_t>(&run.meaning);
    if (element == nullptr) continue;
    if (document.structure[*element].parent != section) continue;
    EXPECT_GT(run.x.value, middle - 20);
  }
  // A letter from right to left stands at the right itself.
  letter::Letter turned = version(letter.versions[0], "ar");
  turned.is_version = false;
  turned.arrangement = letter::Arrangement::kSideBySide;
  turned.versions = {version(letter, "en")};
  const Document other = lay(turned, with_words()).document;
  const std::size_t english = elements(other, "Sect").at(0);
  for (const PlacedRun& run : other.pages[0].runs) {
    const auto* element = std::get_if<std::size_t>(&run.meaning);
    if (element == nullptr || other.structure[*element].parent != english) continue;
    EXPECT_LT(run.x.value, middle);
  }
}

TEST_F(Versions, SideBySideGoesOnOverPages) {
  letter::Letter letter = in_two("fr", letter::Arrangement::kSideBySide);
  letter.body.clear();
  letter.versions[0].body.clear();
  for (unsigned i = 0; i < 12; ++i) {
    letter.body.push_back(paragraph(sentences(70, i)));
    letter.versions[0].body.push_back(paragraph(sentences(60 + static_cast<int>(i) * 5, 50 + i)));
  }
  const Document document = lay(letter, with_words()).document;
  EXPECT_GT(document.pages.size(), 2u);
  const std::string theirs = squeezed(text_of_element(document, elements(document, "Sect").at(0)));
  for (const letter::Block& block : letter.versions[0].body) {
    EXPECT_THAT(theirs, HasSubstr(squeezed(block.text.text)));
  }
}

Box line(Steps height, Steps space) {
  Box box;
  box.height = height;
  box.space_before = space;
  return box;
}

std::vector<int> heights(const std::vector<Box>& rows) {
  std::vector<int> all;
  for (const Box& row : rows) all.push_back(row.height);
  return all;
}

TEST(Paired, RowsEndWhereBothColumnsDo) {
  const Grid grid(Points(14));
  const std::vector<Box> twos = {line(2, 1), line(2, 0), line(2, 0)};
  EXPECT_THAT(heights(paired(twos, {line(2, 1), line(2, 0)}, grid)), ElementsAre(2, 2, 2));
  EXPECT_EQ(paired(twos, {line(2, 1)}, grid).front().space_before, 1);
  EXPECT_THAT(heights(paired(twos, {line(3, 1), line(3, 0)}, grid)), ElementsAre(6));
  EXPECT_THAT(heights(paired(twos, {}, grid)), ElementsAre(2, 2, 2));
  EXPECT_THAT(heights(paired({}, twos, grid)), ElementsAre(2, 2, 2));
  EXPECT_THAT(heights(paired(twos, {line(5, 1)}, grid)), ElementsAre(6));
  EXPECT_THAT(heights(paired({line(2, 3)}, {line(2, 1)}, grid)), ElementsAre(4))
      << "the larger space is kept inside";
  EXPECT_THAT(paired({}, {}, grid), ::testing::IsEmpty());
}

TEST(Paired, ARowMayNotBeBrokenFromWhereEitherMayNot) {
  const Grid grid(Points(14));
  std::vector<Box> first = {line(2, 0), line(2, 0)};
  std::vector<Box> second = {line(2, 0), line(2, 0)};
  second[1].before = Break::kAvoided;
  const std::vector<Box> rows = paired(first, second, grid);
  EXPECT_EQ(rows[0].before, Break::kAllowed);
  EXPECT_EQ(rows[1].before, Break::kAvoided);
}

}  // namespace
}  // namespace chancery::layout
