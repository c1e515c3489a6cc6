// Two hands set a letter as one does.
#include "letter_by_hand.h"

namespace chancery::layout {
namespace {

void expect_same(const PlacedRun& one, const PlacedRun& two) {
  EXPECT_EQ(one.x.value, two.x.value);
  EXPECT_EQ(one.baseline.value, two.baseline.value);
  EXPECT_EQ(one.meaning.index(), two.meaning.index());
  if (const auto* element = std::get_if<std::size_t>(&one.meaning)) {
    EXPECT_EQ(*element, std::get<std::size_t>(two.meaning));
  }
  EXPECT_EQ(one.run.text, two.run.text);
  ASSERT_EQ(one.run.glyphs.size(), two.run.glyphs.size());
  for (std::size_t i = 0; i < one.run.glyphs.size(); ++i) {
    EXPECT_EQ(one.run.glyphs[i].id, two.run.glyphs[i].id);
    EXPECT_EQ(one.run.glyphs[i].advance.value, two.run.glyphs[i].advance.value);
  }
}

void expect_same(const Document& one, const Document& two) {
  ASSERT_EQ(one.pages.size(), two.pages.size());
  EXPECT_EQ(one.structure.size(), two.structure.size());
  for (std::size_t page = 0; page < one.pages.size(); ++page) {
    ASSERT_EQ(one.pages[page].runs.size(), two.pages[page].runs.size());
    for (std::size_t run = 0; run < one.pages[page].runs.size(); ++run) {
      expect_same(one.pages[page].runs[run], two.pages[page].runs[run]);
    }
  }
}

Document laid(const letter::Letter& letter, Hands hands) {
  // One that remembers nothing yet.
  const text::Typesetter fresh(typesetter().fonts(), [](std::string_view) { return ""; });
  return lay_out(letter, plain_letterhead(), fresh, Examine::kFaults, hands).document;
}

class SecondHandLetter : public LaidOutLetter {};

TEST_F(SecondHandLetter, IsTheSame) {
  for (unsigned seed = 0; seed < 8; ++seed) {
    letter::Letter letter = plain_letter();
    letter.title = rich("Of the ferries in winter");
    letter.body.clear();
    for (unsigned i = 0; i < 12; ++i) {
      if (i % 5 == 3) letter.body.push_back(heading("Piers", 1));
      letter.body.push_back(paragraph(sentences(60, seed * 100 + i)));
    }
    letter::Block quotation;
    quotation.kind = letter::Block::Kind::kQuotation;
    quotation.blocks = {paragraph(sentences(30, seed))};
    letter.body.push_back(quotation);
    letter.body.push_back(
        paragraph("\u0627\u0644\u0633\u0641\u0646 \u062A\u063A\u0627\u062F\u0631 "
                  "\u0627\u0644\u0645\u064A\u0646"
                  "\u0627\u0621."));
    letter.signatories = {signatory("A B", "C")};
    expect_same(laid(letter, Hands::kOne), laid(letter, Hands::kTwo));
  }
}

TEST_F(SecondHandLetter, NumbersItsNotesInTheirOrder) {
  letter::Letter letter = plain_letter();
  letter.body.clear();
  for (int i = 0; i < 10; ++i) {
    letter::Block block = paragraph(sentences(60, static_cast<unsigned>(i)));
    const std::string label = "n" + std::to_string(i);
    block.text.marks.push_back({letter::Mark::Kind::kFootnote, 10, 10, label});
    letter.body.push_back(std::move(block));
    letter::Footnote note;
    note.label = label;
    note.blocks = {paragraph("Note " + label)};
    letter.footnotes.push_back(std::move(note));
  }
  letter.signatories = {signatory("A B", "C")};
  expect_same(laid(letter, Hands::kOne), laid(letter, Hands::kTwo));
}

TEST_F(SecondHandLetter, FailsAsWithOneHand) {
  letter::Letter letter = plain_letter();
  letter.body.clear();
  for (int i = 0; i < 10; ++i) letter.body.push_back(paragraph(sentences(60, 1)));
  letter.body.push_back(paragraph("\U000E0FFF\uE000"));  // private use: no font has it
  letter.signatories = {signatory("A B", "C")};
  const auto told = [&](Hands hands) -> std::string {
    try {
      (void)laid(letter, hands);
    } catch (const Failure& failure) {
      return format(failure.diagnostics().front());
    }
    return "nothing";
  };
  EXPECT_NE(told(Hands::kOne), "nothing");
  EXPECT_EQ(told(Hands::kTwo), told(Hands::kOne));
}

}  // namespace
}  // namespace chancery::layout
