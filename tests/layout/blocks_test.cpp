// Lists, quotations, tables, footnotes; right to left; tall scripts.
#include <gmock/gmock.h>

#include <cmath>

#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

using letter::Block;
using letter::Mark;
using letter::TableCell;
using ::testing::ElementsAre;

constexpr double kTiny = 1e-6;
constexpr double kLeft = 77.5;
constexpr double kRight = 517.5;

Block list_of(bool ordered, std::vector<std::vector<Block>> items) {
  Block list;
  list.kind = Block::Kind::kList;
  list.ordered = ordered;
  for (std::vector<Block>& item : items) list.items.push_back({std::move(item)});
  return list;
}

Document lay_body(std::vector<Block> body) {
  letter::Letter letter = plain_letter();
  letter.body = std::move(body);
  return lay(letter).document;
}

std::vector<std::string> types(const Document& document) {
  std::vector<std::string> result;
  for (const StructureElement& element : document.structure) result.push_back(element.type);
  return result;
}

const PlacedRun& run_with(const Page& page, const std::string& text) {
  for (const PlacedRun& run : page.runs) {
    if (run.run.text.find(text) != std::string::npos) return run;
  }
  throw std::runtime_error("no run with " + text);
}

class Lists : public LaidOutLetter {};

TEST_F(Lists, NumbersHangBesideTheirItems) {
  Block list = list_of(true, {{paragraph("first")}, {paragraph("second")}});
  list.start = 9;
  const Document document = lay_body({list});
  const Page& page = document.pages[0];
  const PlacedRun& nine = run_with(page, "9.");
  const PlacedRun& ten = run_with(page, "10.");
  const PlacedRun& first = run_with(page, "first");
  const PlacedRun& second = run_with(page, "second");
  EXPECT_EQ(nine.baseline, first.baseline);
  EXPECT_EQ(ten.baseline, second.baseline);
  EXPECT_EQ(first.x, second.x);
  // Numbers end at the same place, half an em before the text.
  EXPECT_NEAR((nine.x + width_of(nine.run)).value, first.x.value - 5.25, kTiny);
  EXPECT_NEAR((ten.x + width_of(ten.run)).value, first.x.value - 5.25, kTiny);
  EXPECT_GE(ten.x.value, kLeft - kTiny);
  EXPECT_THAT(types(document),
              ElementsAre("Document", "L", "LI", "Lbl", "LBody", "P", "LI", "Lbl", "LBody", "P"));
}

TEST_F(Lists, NestedListsStandFurtherIn) {
  const Document document =
      lay_body({list_of(false, {{paragraph("outer"), list_of(false, {{paragraph("inner")}})}})});
  const Page& page = document.pages[0];
  EXPECT_GT(run_with(page, "inner").x, run_with(page, "outer").x + Points(10));
  EXPECT_EQ(run_with(page, "•").baseline, run_with(page, "outer").baseline);
  EXPECT_EQ(run_with(page, "–").baseline, run_with(page, "inner").baseline);
  const Block deepest = list_of(false, {{paragraph("c")}});
  const Block deep = list_of(false, {{paragraph("b"), deepest}});
  const Document three = lay_body({list_of(false, {{paragraph("a"), deep}})});
  EXPECT_EQ(text_of_element(three, elements(three, "Lbl")[2]), "·");
}

TEST_F(Lists, EachLevelCountsInItsOwnWay) {
  const Block third = list_of(true, {{paragraph("three")}, {paragraph("three")}});
  const Block second = list_of(true, {{paragraph("two")}, {paragraph("two"), third}});
  const Block bullets = list_of(false, {{paragraph("bullet"), second}});
  const Document document = lay_body({list_of(true, {{paragraph("one"), second}}), bullets});
  std::vector<std::string> markers;
  for (const std::size_t label : elements(document, "Lbl")) {
    markers.push_back(text_of_element(document, label));
  }
  // A list of bullets around is no level of numbers.
  EXPECT_THAT(markers, ElementsAre("1.", "a.", "b.", "i.", "ii.", "•", "1.", "2.", "a.", "b."));
}

TEST_F(Lists, NestedListsOfRightToLeftTextStandFurtherIn) {
  letter::Letter letter = plain_letter();
  letter.language = "ar";
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.words["ar"]["digits"] = "٠١٢٣٤٥٦٧٨٩";
  letterhead.words["ar"]["list-letters"] = "أ ب ج";
  const Block inner = list_of(true, {{paragraph("ثان")}, {paragraph("ثالث")}});
  letter.body = {list_of(true, {{paragraph("أول"), inner}})};
  const Document document = lay(letter, letterhead).document;
  const std::vector<std::size_t> labels = elements(document, "Lbl");
  ASSERT_EQ(labels.size(), 3U);
  EXPECT_EQ(text_of_element(document, labels[0]), "١.");
  EXPECT_EQ(text_of_element(document, labels[1]), "أ.");
  EXPECT_EQ(text_of_element(document, labels[2]), "ب.");
  const Page& page = document.pages[0];
  const auto right_of = [&](const std::string& text) {
    const PlacedRun& run = run_with(page, text);
    return (run.x + width_of(run.run)).value;
  };
  // Markers hang at the right of their text, and the inner text stands further to the left.
  EXPECT_LT(right_of("ثان"), right_of("أول") - 10);
  EXPECT_GT(right_of("أ."), right_of("ثان"));
  EXPECT_LE(right_of("١"), kRight + 0.05);
}

TEST_F(Lists, AnEmptyItemKeepsItsNumber) {
  const Document document = lay_body({list_of(true, {{}, {paragraph("second")}})});
  EXPECT_EQ(run_with(document.pages[0], "1.").baseline + Points(14),
            run_with(document.pages[0], "second").baseline);
}

TEST_F(Lists, DeepNestingIsRefusedNotFollowed) {
  Block block = paragraph("deep");
  for (int i = 0; i < 100; ++i) block = list_of(false, {{block}});
  try {
    lay_body({block});
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics().front().code, "nested-too-deep");
  }
}

TEST_F(Lists, SixtyLevelsStillHaveRoomForTheirText) {
  Block block = paragraph(sentences(20, 1));
  for (int i = 0; i < 60; ++i) block = list_of(false, {{block}});
  const Document document = lay_body({block});
  EXPECT_EQ(squeezed(text_of_element(document, document.structure.size() - 1)),
            squeezed(sentences(20, 1)));
}

TEST(Quotations, StandInAtBothSides) {
  if (!fonts_are_installed()) GTEST_SKIP();
  Block quotation;
  quotation.kind = Block::Kind::kQuotation;
  quotation.blocks = {paragraph(sentences(60, 3))};
  const Document document = lay_body({paragraph("Before."), quotation, paragraph("After.")});
  EXPECT_THAT(types(document), ElementsAre("Document", "P", "BlockQuote", "P", "P"));
  const std::vector<SeenLine> seen = seen_lines(document.pages[0]);
  for (std::size_t i = 1; i + 1 < seen.size(); ++i) {
    EXPECT_NEAR(seen[i].left.value, kLeft + 28, 0.6);
    EXPECT_LE(seen[i].right.value, kRight - 14 + 0.05);
  }
  EXPECT_NEAR((seen[1].baseline - seen[0].baseline).value, 21, kTiny);
}

TEST(Headings, LevelsFollowOneAnotherWhateverTheAuthorWrote) {
  if (!fonts_are_installed()) GTEST_SKIP();
  letter::Letter letter = plain_letter();
  letter.title = rich("Title");
  letter.body = {heading("a", 2), heading("b", 4), heading("c", 4), heading("d", 1), lines(2)};
  EXPECT_THAT(types(lay(letter).document),
              ElementsAre("Document", "H1", "H2", "H3", "H3", "H2", "P"));
}

class Tables : public LaidOutLetter {
 protected:
  static Block table(int rows, int columns, const std::string& cell) {
    Block block;
    block.kind = Block::Kind::kTable;
    for (int r = 0; r < rows; ++r) {
      letter::TableRow& row = block.rows.emplace_back();
      for (int c = 0; c < columns; ++c) {
        row.cells.push_back(
            {rich((r == 0 ? "head " : cell + " ") + std::to_string(r) + "/" + std::to_string(c)),
             TableCell::Align::kStart});
      }
    }
    return block;
  }
};

TEST_F(Tables, RowsAreElementsAndTheFirstIsTheHead) {
  const Document document = lay_body({table(2, 2, "cell")});
  EXPECT_THAT(types(document),
              ElementsAre("Document", "Table", "TR", "TH", "TH", "TR", "TD", "TD"));
  EXPECT_EQ(run_with(document.pages[0], "head").run.font,
            run_with(document.pages[0], "head 0/1").run.font);
  EXPECT_NE(run_with(document.pages[0], "head").run.font,
            run_with(document.pages[0], "cell").run.font);
}

TEST_F(Tables, HeadIsRepeatedAsAnArtifactOnEachPage) {
  const Document document = lay_body({table(80, 2, "cell")});
  ASSERT_GE(document.pages.size(), 2U);
  EXPECT_EQ(artifact_text(document.pages[0], Artifact::Kind::kHeader), "");
  for (std::size_t i = 1; i < document.pages.size(); ++i) {
    EXPECT_EQ(squeezed(artifact_text(document.pages[i], Artifact::Kind::kHeader)),
              "head0/0head0/1");
  }
  std::string expected;
  for (int r = 0; r < 80; ++r) {
    for (int c = 0; c < 2; ++c) {
      expected += (r == 0 ? "head" : "cell") + std::to_string(r) + "/" + std::to_string(c);
    }
  }
  EXPECT_EQ(squeezed(text_of_element(document, 0)), expected);
}

TEST_F(Tables, CellsStayInTheirColumns) {
  Block block = table(4, 3, "cell");
  block.rows[2].cells[1].text = rich(sentences(60, 5));
  const Document document = lay_body({block});
  // Column by column: the right end of each lies before the left end of the next.
  std::vector<Points> left(3, Points(1e9));
  std::vector<Points> right(3);
  std::size_t column = 0;
  std::size_t last = 0;
  for (const PlacedRun& run : document.pages[0].runs) {
    if (is_artifact(run.meaning)) continue;
    const auto element = std::get<std::size_t>(run.meaning);
    if (element != last) {
      column = 0;
      const std::size_t row = document.structure[element].parent;
      for (std::size_t e = row + 1; e < element; ++e) {
        column += document.structure[e].parent == row ? 1 : 0;
      }
      last = element;
    }
    left[column] = std::min(left[column], run.x);
    right[column] = std::max(right[column], run.x + width_of(run.run));
  }
  EXPECT_LT(right[0], left[1]);
  EXPECT_LT(right[1], left[2]);
  EXPECT_LE(right[2].value, kRight + 0.05);
}

TEST_F(Tables, RulesSpanTheTableAndCrossNoText) {
  const Document document = lay_body({table(3, 2, "cell")});
  const Page& page = document.pages[0];
  ASSERT_EQ(page.rects.size(), 3U);  // above, below the head, below
  Points right;
  for (const PlacedRun& run : page.runs) {
    if (!is_artifact(run.meaning)) right = std::max(right, run.x + width_of(run.run));
  }
  for (const FilledRect& rule : page.rects) {
    EXPECT_TRUE(is_artifact(rule.meaning, Artifact::Kind::kRule));
    EXPECT_NEAR(rule.place.x.value, kLeft, kTiny);
    EXPECT_NEAR(rule.place.right().value, right.value, 0.1);
    for (const PlacedRun& run : page.runs) {
      const double top = run.baseline.value - run.run.size.value * 0.7;
      const double bottom = run.baseline.value + run.run.size.value * 0.25;
      EXPECT_TRUE(rule.place.bottom().value <= top || rule.place.y.value >= bottom) << run.run.text;
    }
  }
  EXPECT_GT(page.rects[0].place.height, page.rects[1].place.height);
  EXPECT_EQ(page.rects[0].place.height, page.rects[2].place.height);
}

TEST_F(Tables, RowsOfOneLineStandOnTheirLeading) {
  const std::vector<SeenLine> rows = seen_lines(lay_body({table(4, 2, "c")}).pages[0]);
  std::vector<double> baselines;
  for (const SeenLine& line : rows) {
    if (baselines.empty() || line.baseline.value > baselines.back() + kTiny) {
      baselines.push_back(line.baseline.value);
    }
  }
  ASSERT_EQ(baselines.size(), 4U);
  EXPECT_NEAR(baselines[1] - baselines[0], 21, kTiny);  // half a line for the rule
  EXPECT_NEAR(baselines[2] - baselines[1], 14, kTiny);
  EXPECT_NEAR(baselines[3] - baselines[2], 14, kTiny);
}

/// A table of one column of numbers, beside names.
Block numbers(const std::vector<std::string>& cells, TableCell::Align align) {
  Block block;
  block.kind = Block::Kind::kTable;
  block.rows.push_back({{{rich("Name"), TableCell::Align::kStart}, {rich("Number"), align}}});
  for (const std::string& cell : cells) {
    block.rows.push_back({{{rich("name"), TableCell::Align::kStart}, {rich(cell), align}}});
  }
  return block;
}

/// Where a character of a run stands on the page.
double left_of(const PlacedRun& run, char character) {
  const std::size_t at = run.run.text.find(character);
  Points x = run.x;
  for (const text::Glyph& glyph : run.run.glyphs) {
    if (glyph.cluster >= at) break;
    x += glyph.advance;
  }
  return x.value;
}

TEST_F(Tables, DecimalsStandBelowOneAnother) {
  const Document document =
      lay_body({numbers({"1.5", "100.125", "77", "–"}, TableCell::Align::kStart)});
  const Page& page = document.pages[0];
  const double point = left_of(run_with(page, "100.125"), '.');
  EXPECT_NEAR(left_of(run_with(page, "1.5"), '.'), point, kTiny);
  const PlacedRun& whole = run_with(page, "77");
  EXPECT_NEAR((whole.x + width_of(whole.run)).value, point, kTiny);
  // The head stands with the last decimals.
  const PlacedRun& head = run_with(page, "Number");
  const PlacedRun& longest = run_with(page, "100.125");
  EXPECT_NEAR((head.x + width_of(head.run)).value, (longest.x + width_of(longest.run)).value, 0.1);
}

TEST_F(Tables, TheMarkBeforeDecimalsIsTheLanguages) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.words["ru"]["decimal"] = ",";
  letter::Letter letter = plain_letter();
  letter.language = "ru";
  letter.body = {numbers({"1,5", "100,125"}, TableCell::Align::kStart)};
  const Document document = lay(letter, letterhead).document;
  EXPECT_NEAR(left_of(run_with(document.pages[0], "1,5"), ','),
              left_of(run_with(document.pages[0], "100,125"), ','), kTiny);
}

TEST_F(Tables, WholeNumbersStandAtTheRight) {
  const Document document =
      lay_body({numbers({"1,204", "80", "−3 %", "7 %"}, TableCell::Align::kStart)});
  const Page& page = document.pages[0];
  const auto end_of_digits = [&](const std::string& number) {
    const PlacedRun& run = run_with(page, number);
    const std::size_t space = run.run.text.find(' ');
    return space == std::string::npos ? (run.x + width_of(run.run)).value : left_of(run, ' ');
  };
  EXPECT_NEAR(end_of_digits("1,204"), end_of_digits("80"), kTiny);
  EXPECT_NEAR(end_of_digits("7 %"), end_of_digits("80"), kTiny);
}

TEST_F(Tables, WordsAndCentredNumbersStayAsTheAuthorSays) {
  const Document words = lay_body({numbers({"12", "about 100"}, TableCell::Align::kStart)});
  EXPECT_NEAR(run_with(words.pages[0], "12").x.value, run_with(words.pages[0], "about").x.value,
              kTiny);
  const Document centred = lay_body({numbers({"12", "100"}, TableCell::Align::kCentre)});
  const auto middle = [&](const std::string& number) {
    const PlacedRun& run = run_with(centred.pages[0], number);
    return (run.x + width_of(run.run) / 2).value;
  };
  EXPECT_NEAR(middle("12"), middle("100"), kTiny);
}

TEST_F(Tables, ColumnsAreAsWideAsTheirLongestWord) {
  Block block = numbers({"1"}, TableCell::Align::kStart);
  block.rows[1].cells[0].text = rich("Verkehrsministerkonferenz");
  block.rows[1].cells[1].text = rich(sentences(200, 4));
  const Document document = lay_body({block});
  for (const SeenLine& line : seen_lines(document.pages[0])) {
    if (line.text.find("Verkehr") == std::string::npos) continue;
    EXPECT_NE(line.text.find("Verkehrsministerkonferenz"), std::string::npos);
  }
}

TEST_F(Tables, TooManyColumnsAreRefused) {
  try {
    lay_body({table(2, 40, "c")});
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics().front().code, "table-too-wide");
  }
}

class Notes : public LaidOutLetter {
 protected:
  static letter::Letter letter_with_notes() {
    letter::Letter letter = plain_letter();
    letter.footnotes = {{"b", {paragraph("Second note.")}}, {"a", {paragraph("First note.")}}};
    letter.body = {lines(45), paragraph("One two three.")};
    letter.body[1].text.marks = {{Mark::Kind::kFootnote, 3, 3, "a"},
                                 {Mark::Kind::kFootnote, 7, 7, "b"},
                                 {Mark::Kind::kFootnote, 14, 14, "a"}};
    return letter;
  }
};

TEST_F(Notes, AreNumberedAsTheTextRefersToThem) {
  const Document document = lay(letter_with_notes()).document;
  const std::vector<std::size_t> notes = elements(document, "Note");
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(squeezed(text_of_element(document, notes[0])), "1Firstnote.");
  EXPECT_EQ(squeezed(text_of_element(document, notes[1])), "2Secondnote.");
  EXPECT_EQ(document.structure[notes[0]].id, "note-1");
  EXPECT_EQ(document.structure[notes[1]].id, "note-2");
  const std::vector<std::size_t> references = elements(document, "Reference");
  ASSERT_EQ(references.size(), 3U);
  EXPECT_EQ(text_of_element(document, references[0]), "1");
  EXPECT_EQ(text_of_element(document, references[1]), "2");
  EXPECT_EQ(text_of_element(document, references[2]), "1");
}

TEST_F(Notes, StandAtTheFootOfThePageThatRefersToThem) {
  const Document document = lay(letter_with_notes()).document;
  ASSERT_EQ(document.pages.size(), 1U);
  // The area ends at 790; two notes of 11 points stand above, baselines 8.25 down in each.
  EXPECT_NEAR(run_with(document.pages[0], "First").baseline.value, 790 - 22 + 8.25, kTiny);
  EXPECT_NEAR(run_with(document.pages[0], "Second").baseline.value, 790 - 11 + 8.25, kTiny);
}

TEST_F(Notes, MoveOnWithTheirLine) {
  letter::Letter letter = letter_with_notes();
  // 47 lines, half a line and one more would just fit, but not with 22 points of notes and a rule.
  letter.body[0] = lines(47);
  const Document document = lay(letter).document;
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_NO_THROW(run_with(document.pages[1], "First"));
  EXPECT_NO_THROW(run_with(document.pages[1], "three"));
}

TEST_F(Notes, UnknownAndNestedOnesAreRefused) {
  letter::Letter letter = letter_with_notes();
  letter.footnotes.pop_back();
  try {
    lay(letter);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics().front().code, "unknown-footnote");
  }
  letter = letter_with_notes();
  letter.footnotes[1].blocks[0].text.marks = {{Mark::Kind::kFootnote, 5, 5, "a"}};
  try {
    lay(letter);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.diagnostics().front().code, "footnote-not-here");
  }
}

TEST(Links, AreElementsOfTheirOwn) {
  if (!fonts_are_installed()) GTEST_SKIP();
  letter::Letter letter = plain_letter();
  letter.body = {paragraph("See the report now.")};
  letter.body[0].text.marks = {{Mark::Kind::kLink, 8, 14, "https://example.org/report"}};
  const Document document = lay(letter).document;
  const std::vector<std::size_t> links = elements(document, "Link");
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(text_of_element(document, links[0]), "report");
  EXPECT_EQ(document.structure[links[0]].parent, elements(document, "P")[0]);
  EXPECT_EQ(run_with(document.pages[0], "report").run.link, "https://example.org/report");
}

TEST(Languages, AreWrittenDownWhereTheyDiffer) {
  if (!fonts_are_installed()) GTEST_SKIP();
  letter::Letter letter = plain_letter();
  letter.body = {paragraph("English."), paragraph("Русский.")};
  letter.body[1].language = "ru";
  const Document document = lay(letter).document;
  EXPECT_EQ(document.structure[0].language, "en");
  EXPECT_EQ(document.structure[1].language, "");
  EXPECT_EQ(document.structure[2].language, "ru");
}

class RightToLeft : public LaidOutLetter {
 protected:
  static letter::Letter arabic_letter() {
    letter::Letter letter = plain_letter();
    letter.language = "ar";
    letter.addressees = {rich("وزراء النقل")};
    letter.salutation = rich("السادة الوزراء");
    letter.body = {paragraph("نكتب إليكم قبل اجتماعكم."),
                   list_of(true, {{paragraph("العبارات")}, {paragraph("الموانئ")}})};
    letter.signatories = {signatory("سلمى", "قسم آسيا"), signatory("مريم", "قسم أوروبا")};
    return letter;
  }
};

TEST_F(RightToLeft, TextStartsAtTheRight) {
  const std::vector<SeenLine> seen = seen_lines(lay(arabic_letter()).document.pages[0]);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(seen[i].right.value, kRight, 0.5) << seen[i].text;
}

TEST_F(RightToLeft, FirstSignatureStandsAtTheRight) {
  const Document document = lay(arabic_letter()).document;
  const std::vector<SignaturePlace>& fields = document.pages[0].signatures;
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_NEAR(fields[0].place.right().value, kRight, kTiny);
  EXPECT_NEAR(fields[1].place.right().value, kRight - 224, kTiny);
}

TEST_F(RightToLeft, ListNumbersHangAtTheRight) {
  const Document document = lay(arabic_letter()).document;
  const std::vector<std::size_t> labels = elements(document, "Lbl");
  ASSERT_EQ(labels.size(), 2U);
  for (const SeenLine& line : seen_lines(document.pages[0])) {
    if (line.elements.front() != labels[0]) continue;
    for (const PlacedRun& run : document.pages[0].runs) {
      if (is_artifact(run.meaning) || run.baseline != line.baseline) continue;
      const bool is_label = std::get<std::size_t>(run.meaning) == labels[0];
      if (is_label) {
        EXPECT_GT(run.x.value, kRight - 20);
      } else {
        EXPECT_LT((run.x + width_of(run.run)).value, kRight - 15);
      }
    }
  }
}

TEST_F(RightToLeft, AddressZoneIsMirrored) {
  letterhead::Letterhead letterhead = plain_letterhead();
  letterhead.papers[letter::Paper::kA4].first.address_zone = {Points(70), Points(20), Points(200),
                                                              Points(60)};
  const Document document = lay(arabic_letter(), letterhead).document;
  const SeenLine first = seen_lines(document.pages[0])[0];
  EXPECT_NEAR(first.right.value, 595 - 70, 0.5);
  EXPECT_LT(first.baseline.value, 80);
}

TEST_F(RightToLeft, PageNumberStandsAtTheLeft) {
  letter::Letter letter = arabic_letter();
  letter.footer = rich("default");
  const Document document = lay(letter).document;
  Points left(1e9);
  for (const PlacedRun& run : document.pages[0].runs) {
    if (is_artifact(run.meaning, Artifact::Kind::kPageNumber)) left = std::min(left, run.x);
  }
  EXPECT_NEAR(left.value, kLeft, 0.5);
}

class TallScripts : public LaidOutLetter {};

TEST_F(TallScripts, NastaliqLinesStandFurtherApart) {
  letter::Letter letter = plain_letter();
  letter.language = "ur";
  letter.body = {paragraph("ہم آپ کو لکھ رہے ہیں\u2028کہ جھیل کے وزراء\u2028ملاقات کریں گے")};
  const std::vector<SeenLine> seen = seen_lines(lay(letter).document.pages[0]);
  ASSERT_EQ(seen.size(), 3U);
  // 2.2 em of 10.5 points are 23.1: four half lines of 7.
  EXPECT_NEAR((seen[1].baseline - seen[0].baseline).value, 28, kTiny);
  EXPECT_NEAR((seen[2].baseline - seen[1].baseline).value, 28, kTiny);
}

TEST_F(TallScripts, LatinAndNaskhKeepTheStylesLeading) {
  letter::Letter letter = plain_letter();
  letter.body = {paragraph("Ågård\u2028Ẫấgjy"), paragraph("السلام عليكم\u2028ورحمة الله")};
  letter.body[1].language = "ar";
  const std::vector<SeenLine> seen = seen_lines(lay(letter).document.pages[0]);
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_NEAR((seen[1].baseline - seen[0].baseline).value, 14, kTiny);
  EXPECT_NEAR((seen[3].baseline - seen[2].baseline).value, 14, kTiny);
}

TEST_F(TallScripts, OneWordOfNastaliqMovesItsOwnLineOnly) {
  letter::Letter letter = plain_letter();
  letter.body = {paragraph("one\u2028two\u2028word وزراء here\u2028four\u2028five\u2028six")};
  const std::size_t begin = letter.body[0].text.text.find("و");
  letter.body[0].text.marks = {{Mark::Kind::kLanguage, begin, begin + 10, "ur"}};
  const std::vector<SeenLine> seen = seen_lines(lay(letter).document.pages[0]);
  ASSERT_EQ(seen.size(), 6U);
  EXPECT_NEAR((seen[1].baseline - seen[0].baseline).value, 14, kTiny);
  EXPECT_GE((seen[2].baseline - seen[1].baseline).value, 21 - kTiny);
  EXPECT_NEAR((seen[5].baseline - seen[4].baseline).value, 14, kTiny);
}

}  // namespace
}  // namespace chancery::layout
